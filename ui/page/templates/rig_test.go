// This file holds the fakes that the page's tests work with.
package templates_test

import (
	"context"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"callin/model"
	"callin/ui/page/templates"
	"callin/ui/uitest"
)

// start is when the driver's clock begins.
var start = time.Date(2026, time.March, 2, 10, 42, 0, 0, time.UTC)

// fake is a desk with the built-in words, but where others are stored.
type fake struct {
	own    map[model.MailKind]model.MailTemplate
	broken error
	reads  atomic.Int32
}

func (f *fake) Template(_ context.Context, kind model.MailKind) (model.MailTemplate, []model.TemplateVariable, error) {
	f.reads.Add(1)
	if t, ok := f.own[kind]; ok {
		return t, nil, f.broken
	}
	return model.MailTemplate{Kind: kind, Subject: "About the " + string(kind), Text: "Hello Alex Example,\n\nthis is the " + string(kind) + "."}, nil, f.broken
}

func (f *fake) PreviewTemplate(_ context.Context, t model.MailTemplate) (model.MailWords, []string, error) {
	if strings.Contains(t.Text, "{{.Wrong}}") {
		return model.MailWords{}, []string{"text, line 1: There is no variable {{.Wrong}}."}, nil
	}
	return model.MailWords{Subject: t.Subject, Text: t.Text}, nil, nil
}

// drafts are words that wait to be saved.
type drafts struct {
	unsaved []model.MailKind
	refused string
}

func (d *drafts) Unsaved(kind model.MailKind) bool { return slices.Contains(d.unsaved, kind) }
func (d *drafts) Refused() string                  { return d.refused }

// feed brings nothing.
type feed struct{}

func (feed) Next(ctx context.Context) (model.Changes, error) {
	<-ctx.Done()
	return model.Changes{}, ctx.Err()
}

func (feed) Close() {}

// usual is a desk with one of everything.
func usual() *fake {
	own := func(kind model.MailKind, by model.AgentName, ago time.Duration, text string) model.MailTemplate {
		return model.MailTemplate{Kind: kind, Subject: "Your code", Text: text, Own: true, By: by, At: start.Add(-ago)}
	}
	return &fake{own: map[model.MailKind]model.MailTemplate{
		model.MailCode:     own(model.MailCode, "ben", time.Minute, "Dear Alex,\n\nyour code is 0000 1234."),
		model.MailArticle:  own(model.MailArticle, "amy", 30*time.Hour, "Here is the article that you asked us for."),
		model.MailReferral: own(model.MailReferral, "cara", 400*24*time.Hour, "{{.Wrong}}"),
	}}
}

// rig is the page with all that surrounds it.
type rig struct {
	*uitest.Driver
	stage  *uitest.Stage
	page   *templates.Page
	desk   *fake
	drafts *drafts
}

func newRig(t *testing.T, desk *fake) *rig {
	t.Helper()
	r := &rig{Driver: uitest.New(t), desk: desk, drafts: &drafts{}}
	r.page = templates.New(r.Env, desk, feed{}, r.drafts)
	r.stage = r.Page(r.page)
	return r
}

// row tells whether one line of the screen holds all the words.
func (r *rig) row(words ...string) bool {
	return slices.ContainsFunc(r.Lines(), func(line string) bool {
		return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(line, w) })
	})
}
