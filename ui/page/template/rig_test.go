// This file holds the fake desk that the page's tests work with.
package template_test

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/page/template"
	"callin/ui/uitest"
)

// start is when the driver's clock begins.
var start = time.Date(2026, time.March, 2, 10, 42, 0, 0, time.UTC)

// builtin are words as callin comes with.
func builtin() model.MailTemplate {
	return model.MailTemplate{
		Kind: model.MailCode, Language: "en", Subject: "Your {{.Provider}} code",
		Text: "{{template \"hello\" .}}\n\nPlease read this code to the agent:\n\n{{.Code}}\n\nIt works once, until {{.Until}}.\n\n" +
			"If you are not on the telephone with us, tell this code to nobody: somebody\nis pretending to be you. Please tell us at once: {{.Contact}}\n",
		HTML: "{{template \"top\" .}}\n<p>Please read this code to the agent:</p>\n<p><b>{{.Code}}</b></p>\n<p>It works once, in this call alone, until {{.Until}}. " +
			"If you are not on the telephone with us, tell this code to nobody.</p>\n{{template \"bottom\" .}}\n",
	}
}

// fake is a desk with one template. It knows one rule: "{{.Wrong}}" is wrong.
type fake struct {
	stored model.MailTemplate
	err    map[string]error // by the method's name
	did    []string
	sent   []model.MailTemplate
	after  func() // runs at the end of the next save
	lost   bool   // saves come to pass, and nobody hears of it
}

func (f *fake) Template(_ context.Context, kind model.MailKind) (model.MailTemplate, []model.TemplateVariable, error) {
	if kind != f.stored.Kind {
		return model.MailTemplate{}, nil, model.Fail(model.NotFound, "There is no such kind of mail.")
	}
	return f.stored, []model.TemplateVariable{
		{Name: "Provider", Meaning: "the provider's name"},
		{Name: "Contact", Meaning: "where people write when something is wrong"},
		{Name: "Code", Meaning: "the one-time code, in two groups of four digits", Secret: true},
		{Name: "Until", Meaning: "when the password or code stops working"},
	}, f.err["Template"]
}

func (f *fake) PreviewTemplate(_ context.Context, t model.MailTemplate) (model.MailWords, []string, error) {
	f.did = append(f.did, "preview")
	var wrong []string
	for i, part := range []string{t.Subject, t.Text, t.HTML} {
		n := 0
		for line := range strings.SplitSeq(part, "\n") {
			if n++; strings.Contains(line, "{{.Wrong}}") {
				wrong = append(wrong, []string{"subject", "text", "html"}[i]+", line "+strconv.Itoa(n)+": There is no variable {{.Wrong}}.")
			}
		}
	}
	if !strings.Contains(t.Text, "{{.Contact}}") {
		wrong = append(wrong, "text: It must always say where to write: {{.Contact}}.")
	}
	fill := strings.NewReplacer("{{.Provider}}", "Aptela", "{{.Code}}", "0000 1234", "{{.Until}}", "Friday", "{{.Contact}}", "support@aptela.example")
	if len(wrong) > 0 {
		return model.MailWords{}, wrong, f.err["PreviewTemplate"]
	}
	return model.MailWords{Subject: fill.Replace(t.Subject), Text: fill.Replace(t.Text), HTML: fill.Replace(t.HTML)}, nil, f.err["PreviewTemplate"]
}

func (f *fake) SaveTemplate(_ context.Context, t model.MailTemplate) error {
	f.did = append(f.did, "save")
	if err := f.err["SaveTemplate"]; err != nil {
		return err
	}
	if t.Changes != f.stored.Changes {
		return model.Fail(model.Conflict, "ben has saved this template meanwhile.")
	}
	f.stored = t
	f.stored.Own, f.stored.By, f.stored.At = true, "amy", start
	f.stored.Changes++
	if f.after != nil {
		f.after()
	}
	if f.lost {
		return model.Fail(model.Uncertain, "It may have happened.")
	}
	return nil
}

func (f *fake) ResetTemplate(context.Context, model.MailKind) error {
	f.did = append(f.did, "reset")
	if err := f.err["ResetTemplate"]; err != nil {
		return err
	}
	f.stored = builtin()
	return nil
}

func (f *fake) TestTemplate(_ context.Context, t model.MailTemplate, address string) (model.JobID, error) {
	f.did = append(f.did, "test to "+address)
	f.sent = append(f.sent, t)
	return "1", f.err["TestTemplate"]
}

// byBen saves other words at the desk.
func (f *fake) byBen(change func(*model.MailTemplate)) {
	f.stored.Own, f.stored.By, f.stored.At = true, "ben", start.Add(-time.Minute)
	f.stored.Changes++
	change(&f.stored)
}

// rig is the page with all that surrounds it.
type rig struct {
	*uitest.Driver
	t     *testing.T
	stage *uitest.Stage
	page  *template.Page
	desk  *fake
	bench *template.Bench
}

func newRig(t *testing.T) *rig {
	t.Helper()
	return on(t, &fake{stored: builtin(), err: map[string]error{}}, template.NewBench())
}

// on opens the page at a desk, as one session does again and again.
func on(t *testing.T, desk *fake, bench *template.Bench) *rig {
	t.Helper()
	r := &rig{Driver: uitest.New(t), t: t, desk: desk, bench: bench}
	r.Env.SetRole(model.RoleManager)
	r.page = template.New(r.Env, desk, bench, model.MailCode)
	r.stage = r.Page(r.page)
	return r
}

// write types at the beginning of the text and leaves it.
func (r *rig) write(text string) *rig {
	r.Press("e").Type(text).Press("esc")
	return r
}

// said is what the page said last.
func (r *rig) said() string {
	if n := len(r.stage.Said); n > 0 {
		return r.stage.Said[n-1].Text
	}
	return ""
}

// count is how often the desk was asked for something.
func (r *rig) count(what string) int {
	n := 0
	for _, did := range r.desk.did {
		if strings.HasPrefix(did, what) {
			n++
		}
	}
	return n
}

func (r *rig) binding(id string) kit.Binding {
	r.t.Helper()
	for _, b := range r.page.Bindings() {
		if b.ID == id {
			return b
		}
	}
	r.t.Fatalf("no binding %s", id)
	return kit.Binding{}
}

// row tells whether one line of the screen holds all the words.
func (r *rig) row(words ...string) bool {
	return slices.ContainsFunc(r.Lines(), func(line string) bool {
		return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(line, w) })
	})
}
