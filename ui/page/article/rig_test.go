// This file is the page with all that surrounds it, in the hands of a test.
package article_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/page/article"
	"callin/ui/uitest"
)

// fake is a desk with articles as the test wants them. did is what was asked of
// it, in words.
type fake struct {
	mu     sync.Mutex
	pages  map[model.ArticleID]model.ArticlePage
	past   []model.Article
	said   []model.ArticleVote
	calls  []model.CallView
	did    []string
	broken error // reading
	err    error // doing
}

func (f *fake) note(format string, args ...any) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.did = append(f.did, fmt.Sprintf(format, args...))
	return f.err
}

func (f *fake) Article(_ context.Context, id model.ArticleID) (model.ArticlePage, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	page, ok := f.pages[id]
	if !ok {
		return page, model.Fail(model.NotFound, "There is no such article.")
	}
	return page, f.broken
}

func (f *fake) ReadArticle(ctx context.Context, id model.ArticleID, call model.CallID) (model.ArticlePage, error) {
	page, err := f.Article(ctx, id)
	if err == nil {
		f.note("read %s in %q", id, call) //nolint:errcheck // counting can't fail
	}
	return page, err
}

func (f *fake) VoteArticle(_ context.Context, id model.ArticleID, revision int, helpful bool, why string) error {
	err := f.note("vote %s %d %v %q", id, revision, helpful, why)
	f.mu.Lock()
	defer f.mu.Unlock()
	page := f.pages[id]
	page.Vote = &model.ArticleVote{Revision: revision, Helpful: helpful, Why: why}
	f.pages[id] = page
	return err
}

func (f *fake) ArticleVotes(context.Context, model.ArticleID) ([]model.ArticleVote, error) {
	return f.said, f.broken
}

func (f *fake) OpenCalls(context.Context) ([]model.CallView, error) { return f.calls, nil }

func (f *fake) MailArticle(_ context.Context, m model.ArticleMail) (model.JobID, error) {
	return "job", f.note("mail %s in %q to %q", m.Article, m.Call, m.Address)
}

func (f *fake) ArticleFile(_ context.Context, id model.ArticleID, form model.ArticleForm) (model.ArticleFile, error) {
	return model.ArticleFile{Name: string(id) + "." + string(form), Title: "A title", Body: []byte("as " + string(form))}, nil
}

func (f *fake) ArticleRevisions(context.Context, model.ArticleID) ([]model.Article, error) {
	return f.past, f.broken
}

func (f *fake) EditArticle(context.Context, model.ArticleID) (model.ArticleEdit, error) {
	return model.ArticleEdit{Version: model.Version{Changes: 7}}, nil
}

func (f *fake) RestoreArticle(_ context.Context, id model.ArticleID, revision int, read model.Version) error {
	return f.note("restore %s %d over %d", id, revision, read.Changes)
}

// paper is a machine that writes down what it was given.
type paper struct{ f *fake }

func (p paper) Print(_ context.Context, title, text string) (string, error) {
	return "request id is office-7", p.f.note("print %s: %s", title, text)
}

func (p paper) Save(_ context.Context, name string, body []byte, replace bool) (string, error) {
	if name == "taken.txt" && !replace {
		return "", model.Fail(model.Conflict, "There is a file /home/amy/taken.txt already.")
	}
	return "/home/amy/" + name, p.f.note("save %s: %s", name, body)
}

var written = time.Date(2026, time.February, 16, 0, 0, 0, 0, time.UTC)

const text = `A Polycom phone has an admin password of its own. It belongs to the phone, not to us.

1. Press and hold **4, 6, 8 and \*** together until the phone reacts.
2. The phone asks for its admin password. Type it, or the phone's **MAC address**,
   which begins with ` + "`0004F`" + `.

## What is reset, and what stays

| reset | stays |
| --- | --- |
| the phone's passwords | the user's own settings |

More is on the [maker's pages](https://polycom.example/reset), and [where the passwords are](article:sip-ftp-passwords).
`

func view(id model.ArticleID, title string, yes, no int) model.ArticleView {
	return model.ArticleView{
		ID: id, Category: "Telephones", Title: title, Views: 41, Votes: model.Votes{Yes: yes, No: no}, Revision: 1, At: written,
		Tags: []string{"Polycom", "MAC address"},
	}
}

func usual() map[model.ArticleID]model.ArticlePage {
	polycom := model.ArticlePage{ArticleView: view("polycom-password", "Resetting a Polycom phone's own password", 5, 1), Text: text}
	polycom.Related = []model.ArticleView{view("sip-ftp-passwords", "Where the SIP and FTP passwords are", 9, 1), view("which-way", "Which way for which caller", 0, 0)}
	polycom.Related[1].Internal = true
	sip := model.ArticlePage{ArticleView: view("sip-ftp-passwords", "Where the SIP and FTP passwords are", 9, 1), Text: "In the portal.\n\n" + strings.Repeat("Another line of it.\n\n", 60)}
	sip.Revision, sip.By = 3, "ben"
	inside := model.ArticlePage{ArticleView: view("which-way", "Which way for which caller", 0, 2), Text: "For us."}
	inside.Internal = true
	return map[model.ArticleID]model.ArticlePage{"polycom-password": polycom, "sip-ftp-passwords": sip, "which-way": inside}
}

func talk(address bool) []model.CallView {
	v := model.CallView{
		Call: model.Call{ID: "open", State: model.CallOpen}, Mine: true, Address: address,
		Ticket: model.TicketView{Ticket: model.Ticket{Number: 4478}}, Caller: model.Match{Person: "1.a", Name: "Ben Sørensen"},
	}
	if address {
		v.Caller.Email = "b****n@lindgren.example"
	}
	return []model.CallView{v}
}

// rig is the page with all that surrounds it.
type rig struct {
	*uitest.Driver
	t     *testing.T
	stage *uitest.Stage
	page  *article.Page
	desk  *fake
	feed  *uitest.Feed
}

func newRig(t *testing.T, role model.AgentRole, id model.ArticleID, change func(*fake)) *rig {
	t.Helper()
	r := &rig{Driver: uitest.New(t), t: t, desk: &fake{pages: usual()}, feed: uitest.NewFeed()}
	if change != nil {
		change(r.desk)
	}
	r.Env.SetRole(role)
	r.Env.Paper = paper{r.desk}
	r.page = article.New(r.Env, r.desk, r.feed, model.ArticleAt{Article: id})
	r.stage = r.Page(r.page)
	return r
}

// last is what was asked of the desk last.
func (r *rig) last() string {
	if n := len(r.desk.did); n > 0 {
		return r.desk.did[n-1]
	}
	return ""
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
