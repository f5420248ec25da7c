package desk_test

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"callin/model"
	"callin/model/desk"
	"callin/model/record"
	"callin/storage"
	"callin/storage/bolt"
	"callin/storage/mem"
)

// shelved waits until the desk's shelf is as the test wants it.
func (r *rig) shelved(s *desk.Session, met func([]model.ArticleView) bool) {
	r.t.Helper()
	r.until(s, func() bool {
		views, err := s.Articles(r.t.Context())
		if err != nil {
			r.t.Fatal(err)
		}
		return met(views)
	})
}

// views waits until the views of an article have been counted, and gives them.
func (r *rig) views(s *desk.Session, id model.ArticleID, want int) {
	r.t.Helper()
	ctx, cancel := context.WithTimeout(r.t.Context(), 10*time.Second)
	defer cancel()
	var since storage.Rev
	if err := r.store.View(ctx, func(snap storage.Snapshot) error { since = snap.Rev(); return nil }); err != nil {
		r.t.Fatal(err)
	}
	counted, err := r.store.Watch(ctx, record.ArticleViewsKey(id), since)
	if err != nil {
		r.t.Fatal(err)
	}
	defer counted.Close() //nolint:errcheck // the test is over
	for {
		page, err := s.Article(ctx, id)
		if err != nil || page.Views > want {
			r.t.Fatal(page.Views, err)
		}
		if page.Views == want {
			return
		}
		if _, err := counted.Next(ctx); err != nil {
			r.t.Fatalf("%d views, want %d: %v", page.Views, want, err)
		}
	}
}

func TestArticles(t *testing.T) {
	r := newRig(t)
	s := r.session("amy")
	views, err := s.Articles(t.Context())
	if err != nil || len(views) != 10 || views[0].Category != "Logging in" || views[9].Category != "For agents" || !views[9].Internal {
		t.Fatalf("%+v, %v", views, err)
	}
	page, err := s.Article(t.Context(), "user-name-change")
	if err != nil || page.Views != 0 || len(page.Related) != 3 || page.Related[0].ID != "add-user" || !strings.Contains(page.Text, "main call tree") {
		t.Fatalf("%+v, %v", page, err)
	}
	_, err = s.Article(t.Context(), "no-such")
	wantCode(t, err, model.NotFound)
	for typed, want := range map[string]model.ArticleID{
		"polycom": "polycom-password", "polycm": "polycom-password", "four digits": "change-password-or-pin",
		"article:add-user": "add-user", "main call tree": "user-name-change", "how do I reset my polycom": "polycom-password",
	} {
		found, err := s.SearchArticles(t.Context(), typed)
		if err != nil || len(found.Hits) == 0 || found.Hits[0].ID != want {
			t.Errorf("%q: %+v, %v", typed, found, err)
		}
	}
	found, _ := s.SearchArticles(t.Context(), "main tree")
	hit := found.Hits[0]
	if len(hit.InLine) != 2 || hit.Line[hit.InLine[1].From:hit.InLine[1].To] != "tree" {
		t.Errorf("nothing to highlight: %+v", hit)
	}
}

// Views and votes of two agents at once are counted exactly, across restarts,
// with one audit entry an Update.
func TestArticles_counted(t *testing.T) {
	store, err := bolt.Open(t.Context(), filepath.Join(t.TempDir(), "desk.db"), bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
	r := newRigOn(t, store)
	r.staff("ben")
	const rounds, opens = 3, 40
	for round := range rounds {
		var done sync.WaitGroup
		for _, name := range []model.AgentName{"amy", "ben"} {
			s := r.session(name)
			done.Go(func() {
				for i := range opens {
					id := model.ArticleID([]string{"add-user", "polycom-password"}[i%2])
					if _, err := s.ReadArticle(context.Background(), id, ""); err != nil {
						t.Error(err)
					}
					if err := s.VoteArticle(context.Background(), "add-user", 1, i%3 == round%3, "no pictures"); err != nil {
						t.Error(err)
					}
				}
			})
		}
		done.Wait()
		r.desk.Close() // right behind the last view
		r.open()
	}
	s := r.session("amy")
	for _, id := range []model.ArticleID{"add-user", "polycom-password"} {
		page, err := s.Article(t.Context(), id)
		if err != nil || page.Views != rounds*opens {
			t.Errorf("%s: %d views, want %d; %v", id, page.Views, rounds*opens, err)
		}
	}
	page, _ := s.Article(t.Context(), "add-user")
	if page.Yes+page.No != 2 || page.Vote == nil {
		t.Errorf("two agents have voted; counted: %+v, own %+v", page.Votes, page.Vote)
	}
	votes, err := s.ArticleVotes(t.Context(), "add-user")
	yes := 0
	for _, v := range votes {
		if v.Helpful {
			yes++
		}
	}
	if err != nil || len(votes) != 2 || yes != page.Yes {
		t.Errorf("%+v don't make %+v; %v", votes, page.Votes, err)
	}
	use, err := s.ArticleUse(t.Context(), start, start)
	if err != nil || len(use) != 2 || use[0].Views != rounds*opens || use[0].Day != "2026-03-02" || use[0].Yes+use[0].No != 2 || use[0].Title != "Adding a user" {
		t.Errorf("%+v, %v", use, err)
	}
	if use, _ := s.ArticleUse(t.Context(), start.AddDate(0, 0, 1), start.AddDate(0, 1, 0)); len(use) != 0 {
		t.Errorf("used on days to come: %+v", use)
	}
	read, voted := 0, 0
	err = r.desk.Operator("test").AuditTrail(t.Context(), func(e model.AuditEntry) error {
		switch e.Verb {
		case model.VerbArticleRead:
			var n int
			_, err := fmt.Sscanf(e.Text, "views of articles: %d", &n)
			read += n
			return err
		case model.VerbArticleVote:
			voted++
		}
		return nil
	})
	if err != nil || read != 2*rounds*opens || voted != 2*rounds*opens {
		t.Errorf("the audit trail has %d views and %d votes, want %d of each; %v", read, voted, 2*rounds*opens, err)
	}
}

// Two desks on one store, as two machines of a cluster, lose no view either.
func TestArticles_counted_by_two_desks(t *testing.T) {
	r := newRig(t)
	deps := r.deps()
	deps.Lane, deps.Courier = "other", nil
	other, err := desk.New(deps)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(other.Close)
	var done sync.WaitGroup
	for _, d := range []*desk.Desk{r.desk, other} {
		done.Go(func() {
			for range 30 {
				if _, err := d.ReadPublicArticle(context.Background(), "add-user"); err != nil {
					t.Error(err)
				}
			}
		})
	}
	done.Wait()
	r.views(r.session("amy"), "add-user", 60)
}

func TestArticles_vote(t *testing.T) {
	r := newRig(t)
	amy := r.session("amy")
	votes := func(want model.Votes) {
		t.Helper()
		page, err := amy.Article(t.Context(), "add-user")
		if err != nil || page.Votes != want {
			t.Fatalf("%+v, want %+v; %v", page.Votes, want, err)
		}
	}
	vote := func(s *desk.Session, yes bool, why string) {
		t.Helper()
		if err := s.VoteArticle(t.Context(), "add-user", 1, yes, why); err != nil {
			t.Fatal(err)
		}
	}
	vote(amy, true, "")
	vote(amy, true, "")
	votes(model.Votes{Yes: 1})
	vote(amy, false, "the menu is called otherwise\x1b[2J")
	votes(model.Votes{No: 1})
	said, err := amy.ArticleVotes(t.Context(), "add-user")
	if err != nil || len(said) != 1 || said[0].Why != "the menu is called otherwise¿[2J" || said[0].Agent != "amy" {
		t.Fatalf("%+v, %v", said, err)
	}
	for i := range 5 {
		r.staff(model.AgentName(fmt.Sprint("agent", i)))
		vote(r.session(model.AgentName(fmt.Sprint("agent", i))), true, "")
	}
	votes(model.Votes{Yes: 5, No: 1})
	wantCode(t, amy.VoteArticle(t.Context(), "add-user", 2, true, ""), model.Conflict)
	wantCode(t, amy.VoteArticle(t.Context(), "no-such", 1, true, ""), model.NotFound)
	wantCode(t, amy.VoteArticle(t.Context(), "add-user", 1, false, strings.Repeat("x", 301)), model.Invalid)
	due, err := amy.ArticlesToEdit(t.Context())
	if err != nil || len(due) != 0 {
		t.Errorf("five of six were helped: %+v, %v", due, err)
	}
	vote(r.session("agent0"), false, "old")
	vote(r.session("agent1"), false, "old")
	due, err = amy.ArticlesToEdit(t.Context())
	if err != nil || len(due) != 1 || due[0].ID != "add-user" || !slices.Contains(due[0].Concerns, "helps few readers") {
		t.Errorf("half of six weren't: %+v, %v", due, err)
	}
	r.clock.add(366 * 24 * time.Hour)
	if due, _ = amy.ArticlesToEdit(t.Context()); len(due) != 10 {
		t.Errorf("a year later all want a look: %d", len(due))
	}
}

func TestArticles_auditor(t *testing.T) {
	r := newRig(t)
	if err := r.desk.Operator("test").AddAgent(t.Context(), "rex", model.RoleAuditor); err != nil {
		t.Fatal(err)
	}
	r.staff("ben")
	rex, ben := r.session("rex"), r.session("ben")
	if _, err := rex.ReadArticle(t.Context(), "add-user", ""); err != nil {
		t.Error(err)
	}
	wantCode(t, rex.VoteArticle(t.Context(), "add-user", 1, true, ""), model.Forbidden)
	_, err := rex.MailArticle(t.Context(), model.ArticleMail{Article: "add-user", Address: "x@y.example"})
	wantCode(t, err, model.Forbidden)
	for _, s := range []*desk.Session{rex, ben} {
		_, err = s.EditArticle(t.Context(), "add-user")
		wantCode(t, err, model.Forbidden)
		_, err = s.SaveArticle(t.Context(), model.ArticleEdit{Article: model.Article{ID: "add-user", Title: "Mine"}})
		wantCode(t, err, model.Forbidden)
		_, err = s.ArticleRevisions(t.Context(), "add-user")
		wantCode(t, err, model.Forbidden)
		wantCode(t, s.RestoreArticle(t.Context(), "add-user", 1, model.Version{}), model.Forbidden)
	}
}

func TestArticles_mail(t *testing.T) {
	r := newRig(t)
	s := r.session("amy")
	call := r.call(s, "sorensen")
	job, err := s.MailArticle(t.Context(), model.ArticleMail{Article: "polycom-password", Call: call})
	if err != nil {
		t.Fatal(err)
	}
	m := r.mailIn(s, job, model.MailAccepted)
	if m.Kind != model.MailArticle || m.Address != "b****n@lindgren.example" {
		t.Errorf("%+v", m)
	}
	sent := r.courier.mails()
	if len(sent) != 1 || sent[0].To != "ben@lindgren.example" || !strings.Contains(string(sent[0].Body), "Resetting a Polycom phone") {
		t.Fatalf("%+v", sent)
	}
	for _, secret := range canaries {
		if strings.Contains(string(sent[0].Body), secret) {
			t.Errorf("the mail says %q", secret)
		}
	}
	view, err := s.Call(t.Context(), call)
	if err != nil || len(view.Call.Deeds) != 1 || view.Call.Deeds[0].Article != "polycom-password" || len(view.Mails) != 1 {
		t.Fatalf("the call doesn't say so: %+v, %v", view.Call.Deeds, err)
	}
	if view.Call.Suggest() != model.Explained {
		t.Errorf("wrap-up suggests %s", view.Call.Suggest())
	}

	_, err = s.MailArticle(t.Context(), model.ArticleMail{Article: "which-way", Call: call})
	wantCode(t, err, model.Forbidden)
	_, err = s.MailArticle(t.Context(), model.ArticleMail{Article: "add-user"})
	wantCode(t, err, model.Forbidden)
	_, err = s.MailArticle(t.Context(), model.ArticleMail{Article: "add-user", Address: "a@b.example> SIZE=1"})
	wantCode(t, err, model.Invalid)
	_, err = s.MailArticle(t.Context(), model.ArticleMail{Article: "add-user", Call: r.call(s, "cara")})
	wantCode(t, err, model.Forbidden)
	r.staff("ben")
	_, err = r.session("ben").MailArticle(t.Context(), model.ArticleMail{Article: "add-user", Call: call})
	wantCode(t, err, model.Forbidden)

	other := model.ArticleMail{Article: "add-user", Address: "Caller@Home.example"}
	for range model.Standard().ArticlesADay {
		if job, err = s.MailArticle(t.Context(), other); err != nil {
			t.Fatal(err)
		}
	}
	r.mailIn(s, job, model.MailAccepted)
	other.Address = "caller@home.example"
	_, err = s.MailArticle(t.Context(), other)
	wantCode(t, err, model.Locked)
	use, err := s.ArticleUse(t.Context(), start, start)
	if err != nil || len(use) != 2 || use[0].Mails != model.Standard().ArticlesADay || use[1].Mails != 1 {
		t.Errorf("%+v, %v", use, err)
	}
}

func TestArticles_suggestions(t *testing.T) {
	r := newRig(t)
	s := r.session("amy")
	ids := func(call model.CallID) string {
		t.Helper()
		all, err := s.Suggestions(t.Context(), call)
		if err != nil || len(all) > 3 {
			t.Fatal(all, err)
		}
		var out []string
		for _, a := range all {
			out = append(out, string(a.ID)+" ("+a.Why+")")
		}
		return strings.Join(out, ", ")
	}
	call := r.call(s, "sorensen")
	if got := ids(call); !strings.HasPrefix(got, "forgot-login (for most callers)") {
		t.Errorf("nothing lost yet: %s", got)
	}
	about, err := s.SuggestionsFor(t.Context(), model.ForCall{Call: call, Lost: model.PolycomPassword})
	if err != nil || len(about) != 1 || about[0].ID != "polycom-password" || about[0].Why != "for a lost Polycom password" {
		t.Errorf("%+v, %v", about, err)
	}
	if err := s.Refer(t.Context(), call, model.PolycomPassword, model.WayArticle); err != nil {
		t.Fatal(err)
	}
	if got := ids(call); got != "polycom-password (for a lost Polycom password)" {
		t.Error(got)
	}
	if _, err := s.ReadArticle(t.Context(), "sip-ftp-passwords", call); err != nil {
		t.Fatal(err)
	}
	r.views(s, "sip-ftp-passwords", 1)
	if err := s.EndCall(t.Context(), call, model.WrapUp{Outcome: model.Explained}); err != nil {
		t.Fatal(err)
	}
	next := r.call(s, "sorensen")
	if err := s.Refer(t.Context(), next, model.PolycomPassword, model.WayArticle); err != nil {
		t.Fatal(err)
	}
	if got := ids(next); got != "polycom-password (for a lost Polycom password), sip-ftp-passwords (helped in one such call)" {
		t.Errorf("nothing was learned: %s", got)
	}
	if _, err := s.ReadArticle(t.Context(), "add-user", next); err != nil {
		t.Fatal(err)
	}
	r.views(s, "add-user", 1)
	if err := s.EndCall(t.Context(), next, model.WrapUp{Outcome: model.Dropped}); err != nil {
		t.Fatal(err)
	}
	last := r.call(s, "sorensen")
	if err := s.Refer(t.Context(), last, model.PolycomPassword, model.WayArticle); err != nil {
		t.Fatal(err)
	}
	if got := ids(last); strings.Contains(got, "add-user") {
		t.Errorf("something was learned from a call that ended badly: %s", got)
	}
	_, err = s.Suggestions(t.Context(), "no-such")
	wantCode(t, err, model.NotFound)
}

// What customers read tells of nothing that is the desk's own.
func TestArticles_public(t *testing.T) {
	r := newRig(t)
	s := r.session("amy")
	e, err := s.EditArticle(t.Context(), "which-way")
	if err != nil {
		t.Fatal(err)
	}
	e.Title = "Which way, revised"
	if _, err := s.PublishArticle(t.Context(), e); err != nil {
		t.Fatal(err)
	}
	e, err = s.EditArticle(t.Context(), "add-user")
	if err != nil {
		t.Fatal(err)
	}
	e.Related = []model.ArticleID{"forgot-login"}
	if _, err := s.PublishArticle(t.Context(), e); err != nil {
		t.Fatal(err)
	}
	r.shelved(s, func(all []model.ArticleView) bool {
		return slices.ContainsFunc(all, func(v model.ArticleView) bool { return v.ID == "add-user" && v.Revision == 2 })
	})
	if _, err := s.SaveArticle(t.Context(), model.ArticleEdit{Article: e.Article, Version: model.Version{Changes: 1}}); err != nil {
		t.Fatal(err)
	}
	r.shelved(s, func(all []model.ArticleView) bool {
		return slices.ContainsFunc(all, func(v model.ArticleView) bool { return v.ID == "add-user" && v.Draft })
	})
	all, err := r.desk.PublicArticles(t.Context())
	if err != nil || len(all) != 9 {
		t.Fatalf("%d, %v", len(all), err)
	}
	page, err := r.desk.ReadPublicArticle(t.Context(), "add-user")
	if err != nil || page.Views != 1 || len(page.Related) != 2 {
		t.Fatalf("%+v, %v", page, err)
	}
	found, err := r.desk.SearchPublicArticles(t.Context(), "referral policy which way")
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{"amy", "which-way", "Draft:true", "Which way", "Internal:true"} {
		if out := fmt.Sprintf("%+v %+v %+v", all, page, found.Hits); strings.Contains(out, secret) {
			t.Errorf("customers can read %q in %s", secret, out)
		}
	}
	_, err = r.desk.PublicArticle(t.Context(), "which-way")
	wantCode(t, err, model.NotFound)
	_, err = r.desk.ReadPublicArticle(t.Context(), "which-way")
	wantCode(t, err, model.NotFound)
	r.views(s, "add-user", 1)
}

// gate is a store in which nothing is written while it is shut.
type gate struct {
	storage.Store
	mu   sync.Mutex
	shut chan struct{}
}

func (g *gate) close() (open func()) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.shut = make(chan struct{})
	return func() { close(g.shut) }
}

func (g *gate) Update(ctx context.Context, fn func(storage.Txn) error) (storage.Rev, error) {
	g.mu.Lock()
	shut := g.shut
	g.mu.Unlock()
	if shut != nil {
		<-shut
	}
	return g.Store.Update(ctx, fn)
}

// Views that wait when the desk is closed are counted before it is; meanwhile
// nobody waits for them, and articles can be read.
func TestArticles_closing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := &gate{Store: mem.New(mem.Options{})}
		r := newRigOn(t, g)
		s := r.session("amy")
		open := g.close()
		const views = 70 // more than one transaction counts
		for range views {
			if _, err := s.ReadArticle(t.Context(), "add-user", ""); err != nil {
				t.Fatal(err)
			}
			synctest.Wait() // the first of them stands before the gate
		}
		closed := make(chan struct{})
		go func() { r.desk.Close(); close(closed) }()
		synctest.Wait()
		open()
		<-closed
		r.open()
		if page, err := r.session("amy").Article(t.Context(), "add-user"); err != nil || page.Views != views {
			t.Errorf("%d views, want %d; %v", page.Views, views, err)
		}
		r.desk.Close()
	})
}
