// This file is the page with all that surrounds it, in the hands of a test.
package compose_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"callin/model"
	"callin/ui/page/compose"
	"callin/ui/uitest"
)

// fake keeps one article as a desk does: what is in force, a draft, a version.
type fake struct {
	mu       sync.Mutex
	kept     model.ArticleEdit
	problems []string
	did      []string
	err      error
	broken   error
}

func (f *fake) EditArticle(_ context.Context, id model.ArticleID) (model.ArticleEdit, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.kept.ID != id {
		return model.ArticleEdit{}, model.Fail(model.NotFound, "There is no such article.")
	}
	return f.kept, f.broken
}

func (f *fake) CheckArticle(context.Context, model.Article) []string { return f.problems }

func (f *fake) write(what string, e model.ArticleEdit, then func(*model.ArticleEdit)) (model.ArticleID, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.did = append(f.did, what)
	if f.err != nil {
		return "", f.err
	}
	if e.Version != f.kept.Version {
		return "", model.Fail(model.Conflict, "ben has changed add-user meanwhile.")
	}
	if e.ID == "" {
		e.ID = model.NewArticleID(e.Title)
	}
	e.Changes++
	then(&e)
	f.kept = e
	return e.ID, nil
}

func (f *fake) SaveArticle(_ context.Context, e model.ArticleEdit) (model.ArticleID, error) {
	return f.write("save "+e.Title, e, func(e *model.ArticleEdit) { e.Draft, e.By, e.At = true, "amy", start })
}

func (f *fake) PublishArticle(_ context.Context, e model.ArticleEdit) (model.ArticleID, error) {
	return f.write(fmt.Sprintf("publish %s internal %v tags %q related %q lost %q", e.Title, e.Internal, e.Tags, e.Related, e.Solves), e, func(e *model.ArticleEdit) {
		e.Draft, e.Revision, e.By = false, e.Revision+1, "amy"
		a := e.Article
		e.InForce = &a
	})
}

func (f *fake) DropArticleDraft(_ context.Context, id model.ArticleID, read model.Version) error {
	_, err := f.write("drop "+string(id), model.ArticleEdit{Article: *f.kept.InForce, InForce: f.kept.InForce, Version: read}, func(*model.ArticleEdit) {})
	return err
}

var start = time.Date(2026, time.March, 2, 10, 30, 0, 0, time.UTC)

func usual() model.ArticleEdit {
	a := model.Article{
		ID: "add-user", Title: "Adding a user", Category: "People and extensions", Tags: []string{"new user", "welcome mail"},
		Related: []model.ArticleID{"user-name-change"}, Revision: 2, By: "ben", At: start,
		Text: "Account administrators add users in the portal.\n\n1. Log in.\n2. Choose *Add*, as is told in [the manual](https://help.example).\n",
	}
	return model.ArticleEdit{Article: a, InForce: &a, Builtin: true, Version: model.Version{Changes: 4}}
}

// rig is the page with all that surrounds it.
type rig struct {
	*uitest.Driver
	t     *testing.T
	stage *uitest.Stage
	page  *compose.Page
	desk  *fake
	bench *compose.Bench
}

func newRig(t *testing.T, id model.ArticleID, change func(*fake)) *rig {
	t.Helper()
	r := &rig{Driver: uitest.New(t), t: t, desk: &fake{kept: usual()}, bench: compose.NewBench()}
	if change != nil {
		change(r.desk)
	}
	r.Env.SetRole(model.RoleManager)
	r.page = compose.New(r.Env, r.desk, r.bench, id)
	r.stage = r.Page(r.page)
	return r
}

// theirs has ben save a draft meanwhile.
func (r *rig) theirs(text string) {
	r.desk.mu.Lock()
	defer r.desk.mu.Unlock()
	r.desk.kept.Text, r.desk.kept.Draft, r.desk.kept.By, r.desk.kept.At = text, true, "ben", start.Add(5*time.Minute)
	r.desk.kept.Changes++
}

func (r *rig) last() string {
	if n := len(r.desk.did); n > 0 {
		return r.desk.did[n-1]
	}
	return ""
}

// keys presses keys and types what begins with a quote.
func (r *rig) keys(keys ...string) *rig {
	r.t.Helper()
	for _, k := range keys {
		if text, ok := strings.CutPrefix(k, `"`); ok {
			r.Type(text)
			continue
		}
		r.Press(k)
	}
	return r
}
