// This file is the page with all that surrounds it, in the hands of a test.
package articles_test

import (
	"context"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/page/articles"
	"callin/ui/uitest"
)

// fake is a desk with articles as the test wants them.
type fake struct {
	mu     sync.Mutex
	all    []model.ArticleView
	some   []model.Suggestion
	todo   []model.ArticlePage
	calls  []model.CallView
	about  model.ForCall
	broken error
	reads  int
}

func (f *fake) Articles(context.Context) ([]model.ArticleView, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.reads++
	return slices.Clone(f.all), f.broken
}

func (f *fake) SearchArticles(_ context.Context, text string) (model.ArticlesFound, error) {
	found := model.ArticlesFound{Text: text}
	for _, a := range f.all {
		at := strings.Index(strings.ToLower(a.Title), strings.ToLower(text))
		if at < 0 {
			continue
		}
		found.Hits = append(found.Hits, model.ArticleHit{
			ArticleView: a, InTitle: []model.Span{{From: at, To: at + len(text)}}, Line: "A line that says " + text + " in the middle of many other words, so that it has to be broken.",
			InLine: []model.Span{{From: 17, To: 17 + len(text)}},
		})
	}
	if len(found.Hits) == 0 && text == "polycmo" {
		found.Near = true
		found.Hits = []model.ArticleHit{{ArticleView: f.all[4]}}
	}
	return found, f.broken
}

func (f *fake) SuggestionsFor(_ context.Context, about model.ForCall) ([]model.Suggestion, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.about = about
	return f.some, nil
}

func (f *fake) ArticlesToEdit(context.Context) ([]model.ArticlePage, error) { return f.todo, nil }
func (f *fake) OpenCalls(context.Context) ([]model.CallView, error)         { return f.calls, nil }

var written = time.Date(2026, time.February, 16, 0, 0, 0, 0, time.UTC)

func view(id model.ArticleID, category, title string, views, yes, no int) model.ArticleView {
	return model.ArticleView{
		ID: id, Category: category, Title: title, Views: views, Votes: model.Votes{Yes: yes, No: no}, Revision: 1, At: written,
		Tags: []string{"password", "portal"},
	}
}

func usual() []model.ArticleView {
	inside := view("which-way", "For agents", "Which way for which caller", 12, 5, 0)
	inside.Internal = true
	drafted := view("add-user", "People and extensions", "Adding a user", 4, 0, 2)
	drafted.Draft = true
	return []model.ArticleView{
		view("forgot-login", "Logging in", "What to do when you forgot your login password, user name or Client ID", 1041, 40, 8),
		view("security-question", "Logging in", "Why the desk asks a security question, and how an admin sets one", 88, 9, 1),
		drafted,
		view("user-name-change", "People and extensions", "Can an extension's user name be changed?", 31, 3, 1),
		view("polycom-password", "Telephones", "Resetting a Polycom phone's own password", 41, 5, 1),
		inside,
	}
}

func talk(id model.CallID, state model.CallState) model.CallView {
	return model.CallView{
		Call: model.Call{ID: id, State: state}, Mine: true, Address: true, Ticket: model.TicketView{Ticket: model.Ticket{Number: 4478}},
		Caller: model.Match{Person: "1.a", Name: "Ben Sørensen", Email: "b****n@lindgren.example"},
	}
}

// rig is the page with all that surrounds it.
type rig struct {
	*uitest.Driver
	t     *testing.T
	stage *uitest.Stage
	page  *articles.Page
	desk  *fake
	feed  *uitest.Feed
}

func newRig(t *testing.T, role model.AgentRole, change func(*fake)) *rig {
	t.Helper()
	r := &rig{Driver: uitest.New(t), t: t, desk: &fake{all: usual()}, feed: uitest.NewFeed()}
	if change != nil {
		change(r.desk)
	}
	r.Env.SetRole(role)
	r.page = articles.New(r.Env, r.desk, r.feed, model.ForCall{})
	r.stage = r.Page(r.page)
	return r
}

// calling is a desk with an open call and something to suggest.
func calling(f *fake) {
	f.calls = []model.CallView{talk("parked", model.CallParked), talk("open", model.CallOpen)}
	f.some = []model.Suggestion{{ArticleView: f.all[4], Why: "for a lost Polycom password"}, {ArticleView: f.all[0], Why: "helped in 3 such calls"}}
}

func editing(f *fake) {
	f.todo = []model.ArticlePage{{ArticleView: f.all[2], Concerns: []string{"didn't help somebody", "a draft waits"}}}
}

// opened is the last page that was asked for.
func (r *rig) opened() kit.OpenMsg {
	r.t.Helper()
	if len(r.stage.Opened) == 0 {
		r.t.Fatalf("nothing was opened:\n%s", r.Plain())
	}
	return r.stage.Opened[len(r.stage.Opened)-1]
}
