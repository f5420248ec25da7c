package desk_test

import (
	"strings"
	"testing"

	"callin/model"
	"callin/model/desk"
)

func edit(t *testing.T, s *desk.Session, id model.ArticleID) model.ArticleEdit {
	t.Helper()
	e, err := s.EditArticle(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func TestEditArticle(t *testing.T) {
	r := newRig(t)
	s := r.session("amy")
	e := edit(t, s, "add-user")
	if e.Draft || !e.Builtin || e.Revision != 1 || e.InForce == nil {
		t.Fatalf("%+v", e)
	}
	e.Text = "Ask an *administrator*.\tTabs\x1b[2J."
	if _, err := s.SaveArticle(t.Context(), e); err != nil {
		t.Fatal(err)
	}
	if page, _ := s.Article(t.Context(), "add-user"); page.Revision != 1 || strings.Contains(page.Text, "Tabs") {
		t.Errorf("readers see a draft: %+v", page)
	}
	again := edit(t, s, "add-user")
	if !again.Draft || again.Text != "Ask an *administrator*. Tabs¿[2J." || again.By != "amy" {
		t.Fatalf("%+v", again)
	}
	_, err := s.PublishArticle(t.Context(), e) // of before the draft
	wantCode(t, err, model.Conflict)
	if _, err := s.PublishArticle(t.Context(), again); err != nil {
		t.Fatal(err)
	}
	page, err := s.Article(t.Context(), "add-user")
	if err != nil || page.Revision != 2 || page.By != "amy" || !page.At.Equal(start) || page.Text != again.Text {
		t.Fatalf("%+v, %v", page, err)
	}
	if e = edit(t, s, "add-user"); e.Draft {
		t.Error("the draft is still there")
	}
	r.desk.Close()
	r.open()
	s = r.session("amy")
	if page, _ = s.Article(t.Context(), "add-user"); page.Revision != 2 {
		t.Errorf("after a restart it is revision %d", page.Revision)
	}
}

func TestEditArticle_conflict(t *testing.T) {
	r := newRig(t)
	if err := r.desk.Operator("test").AddAgent(t.Context(), "ben", model.RoleSupervisor); err != nil {
		t.Fatal(err)
	}
	amy, ben := r.session("amy"), r.session("ben")
	mine, theirs := edit(t, amy, "add-user"), edit(t, ben, "add-user")
	if _, err := ben.SaveArticle(t.Context(), theirs); err != nil {
		t.Fatal(err)
	}
	for _, write := range []func() error{
		func() error { _, err := amy.SaveArticle(t.Context(), mine); return err },
		func() error { _, err := amy.PublishArticle(t.Context(), mine); return err },
		func() error { return amy.DropArticleDraft(t.Context(), "add-user", mine.Version) },
		func() error { return amy.RestoreArticle(t.Context(), "add-user", 1, mine.Version) },
	} {
		err := write()
		wantCode(t, err, model.Conflict)
		if !strings.HasPrefix(model.PublicText(err), "ben has changed add-user meanwhile.") {
			t.Error(model.PublicText(err))
		}
	}
	if err := amy.DropArticleDraft(t.Context(), "add-user", model.Version{Changes: 1}); err != nil {
		t.Fatal(err)
	}
	if e := edit(t, amy, "add-user"); e.Draft || e.Changes != 2 {
		t.Errorf("%+v", e)
	}
}

func TestEditArticle_new(t *testing.T) {
	r := newRig(t)
	s := r.session("amy")
	e := model.ArticleEdit{Article: model.Article{Title: "Fax machines, and why", Category: "Telephones", Text: "They beep."}}
	id, err := s.SaveArticle(t.Context(), e)
	if err != nil || id != "fax-machines-and-why" {
		t.Fatal(id, err)
	}
	_, err = s.Article(t.Context(), id)
	wantCode(t, err, model.NotFound) // a draft alone
	for _, taken := range []string{e.Title, "Add user", "Polycom password"} {
		e.Title = taken
		_, err = s.SaveArticle(t.Context(), e)
		wantCode(t, err, model.Invalid)
		if !strings.HasSuffix(model.PublicText(err), "already. Give this one another title, or write that one.") {
			t.Error(model.PublicText(err))
		}
	}
	r.until(s, func() bool {
		due, err := s.ArticlesToEdit(t.Context())
		return err == nil && len(due) == 1 && due[0].ID == id && due[0].Revision == 0 && due[0].Concerns[0] == "never published"
	})
	e = edit(t, s, id)
	if e.InForce != nil || e.Builtin {
		t.Errorf("%+v", e)
	}
	for want, spoil := range map[string]func(*model.ArticleEdit){
		"There is no category.": func(e *model.ArticleEdit) { e.Category = "" },
		"There is HTML":         func(e *model.ArticleEdit) { e.Text = "<b>x</b>" },
		"that there isn't":      func(e *model.ArticleEdit) { e.Related = []model.ArticleID{"gone"} },
		"there is room for":     func(e *model.ArticleEdit) { e.Text = strings.Repeat("x", model.MaxArticleText+1) },
		"The name ":             func(e *model.ArticleEdit) { e.ID = "../x" },
		"Latin letters":         func(e *model.ArticleEdit) { e.ID, e.Title = "", "電話" },
	} {
		bad := e
		spoil(&bad)
		_, err := s.PublishArticle(t.Context(), bad)
		wantCode(t, err, model.Invalid)
		if !strings.Contains(model.PublicText(err), want) {
			t.Errorf("%q, want %q", model.PublicText(err), want)
		}
	}
	if _, err := s.PublishArticle(t.Context(), e); err != nil {
		t.Fatal(err)
	}
	r.shelved(s, func(all []model.ArticleView) bool { return len(all) == 11 })
	found, err := s.SearchArticles(t.Context(), "beep")
	if err != nil || len(found.Hits) != 1 || found.Hits[0].Revision != 1 {
		t.Errorf("%+v, %v", found, err)
	}
	_, err = s.PublishArticle(t.Context(), model.ArticleEdit{Article: model.Article{Title: "Adding: a user", ID: "", Category: "x", Text: "x"}, Version: model.Version{}})
	if err != nil {
		t.Errorf("another title, another name: %v", err)
	}
}

func TestEditArticle_worst(t *testing.T) {
	r := newRig(t)
	s := r.session("amy")
	e := edit(t, s, "add-user")
	e.Text = strings.Repeat("<&>\n", model.MaxArticleText/4) // as long as JSON can make it
	if _, err := s.SaveArticle(t.Context(), e); err != nil {
		t.Error(err)
	}
}

func TestRestoreArticle(t *testing.T) {
	r := newRig(t)
	s := r.session("amy")
	e := edit(t, s, "add-user")
	builtin := e.Text
	for _, text := range []string{"Second.", "Third."} {
		e.Text = text
		if _, err := s.PublishArticle(t.Context(), e); err != nil {
			t.Fatal(err)
		}
		e = edit(t, s, "add-user")
	}
	revisions, err := s.ArticleRevisions(t.Context(), "add-user")
	if err != nil || len(revisions) != 3 || revisions[0].Text != "Third." || revisions[2].Text != builtin || revisions[2].By != "" {
		t.Fatalf("%+v, %v", revisions, err)
	}
	draft := e
	draft.Text = "A draft that waits."
	if _, err := s.SaveArticle(t.Context(), draft); err != nil {
		t.Fatal(err)
	}
	e = edit(t, s, "add-user")
	for n, want := range map[int]string{1: builtin, 2: "Second."} {
		if err := s.RestoreArticle(t.Context(), "add-user", n, e.Version); err != nil {
			t.Fatal(err)
		}
		if page, _ := s.Article(t.Context(), "add-user"); page.Text != want || page.By != "amy" {
			t.Errorf("%+v", page)
		}
		if e = edit(t, s, "add-user"); !e.Draft || e.Text != "A draft that waits." {
			t.Errorf("the draft is gone: %+v", e)
		}
	}
	wantCode(t, s.RestoreArticle(t.Context(), "add-user", 99, e.Version), model.NotFound)
	if revisions, _ = s.ArticleRevisions(t.Context(), "polycom-password"); len(revisions) != 1 {
		t.Errorf("a built-in one has itself: %+v", revisions)
	}
}

func TestArticleFile(t *testing.T) {
	r := newRig(t)
	s := r.session("amy")
	for form, want := range map[model.ArticleForm]string{
		model.ArticleText:     "Adding a user\n=====",
		model.ArticleHTML:     "<h1>Adding a user</h1>",
		model.ArticleMarkdown: "---\nid: add-user\n",
	} {
		f, err := s.ArticleFile(t.Context(), "add-user", form)
		if err != nil || f.Name != "add-user."+string(form) || !strings.Contains(string(f.Body), want) {
			t.Errorf("%s: %q, %v", f.Name, f.Body, err)
		}
	}
	_, err := s.ArticleFile(t.Context(), "add-user", "doc")
	wantCode(t, err, model.Invalid)
	_, err = s.ArticleFile(t.Context(), "no-such", model.ArticleText)
	wantCode(t, err, model.NotFound)
}
