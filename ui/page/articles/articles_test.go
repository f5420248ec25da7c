// This file tries what an agent does on the page, and what it looks like.
package articles_test

import (
	"testing"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/page/articles"
	"callin/ui/uitest"
)

func TestScreen(t *testing.T) {
	t.Run("usual", func(t *testing.T) { newRig(t, model.RoleAgent, nil).Golden("usual") })
	t.Run("call", func(t *testing.T) { newRig(t, model.RoleAgent, calling).Golden("call") })
	t.Run("editor", func(t *testing.T) {
		r := newRig(t, model.RoleManager, editing)
		r.Press("left", "down", "left", "G").Golden("editor")
	})
	t.Run("found", func(t *testing.T) { newRig(t, model.RoleAgent, nil).Press("/").Type("user").Golden("found") })
	t.Run("nothing", func(t *testing.T) { newRig(t, model.RoleAgent, nil).Press("/").Type("zebra").Golden("nothing") })
	t.Run("empty", func(t *testing.T) {
		newRig(t, model.RoleAgent, func(f *fake) { f.all = nil }).Golden("empty")
	})
	for name, theme := range map[string]*kit.Theme{"dark": kit.Dark, "light": kit.Light} {
		t.Run(name, func(t *testing.T) {
			r := newRig(t, model.RoleAgent, calling)
			r.Env.SetTheme(theme)
			r.Resize(120, 30).Press("/").Type("user").GoldenStyled(name)
		})
	}
}

func TestScreen_widths(t *testing.T) {
	for _, change := range []func(*fake){calling, hostile} {
		r := newRig(t, model.RoleManager, change)
		r.Fits(r.page)
		r.Press("/").Type("e")
		r.Fits(r.page)
	}
}

func hostile(f *fake) {
	evil := uitest.Evil()
	for i := range f.all {
		f.all[i].Title, f.all[i].Category, f.all[i].Tags, f.all[i].By = evil+"e", evil, []string{evil}, model.AgentName(evil)
	}
	calling(f)
	f.some[0].Why = evil
	f.calls[1].Caller.Name = evil
	f.todo = []model.ArticlePage{{ArticleView: f.all[2], Concerns: []string{evil}}}
}

func TestScreen_hostile(t *testing.T) {
	r := newRig(t, model.RoleManager, hostile)
	for range 8 {
		r.Clean(r.page)
		r.Press("down")
	}
	r.Press("/").Type("e")
	r.Clean(r.page)
}

func TestBindings(t *testing.T) {
	for _, role := range model.AgentRoles() {
		r := newRig(t, role, calling)
		r.Keys(r.page)
		r.Press("/").Type("user").Press("tab")
		r.Keys(r.page)
	}
}

func TestArticles_open(t *testing.T) {
	r := newRig(t, model.RoleAgent, nil)
	if r.Press("enter"); r.opened() != (kit.OpenMsg{Page: "article", Arg: model.ArticleAt{Article: "forgot-login"}}) {
		t.Errorf("%+v", r.opened())
	}
	r = newRig(t, model.RoleAgent, calling)
	if r.Press("enter"); r.opened() != (kit.OpenMsg{Page: "article", Arg: model.ArticleAt{Article: "polycom-password", Call: "open"}}) {
		t.Errorf("%+v", r.opened())
	}
}

// A call is named by whoever opens the screen, its articles come first, and the
// cursor stands on the first of them.
func TestArticles_for_a_call(t *testing.T) {
	r := newRig(t, model.RoleAgent, func(f *fake) { calling(f); f.calls = f.calls[:1] })
	if r.Has("For this call") {
		t.Fatal("a parked call has articles")
	}
	r.Press("G").Send(kit.Opened{Arg: model.ForCall{Call: "parked", Lost: model.PolycomPassword}})
	if r.desk.about != (model.ForCall{Call: "parked", Lost: model.PolycomPassword}) || !r.Has("For this call (2)") {
		t.Errorf("%+v\n%s", r.desk.about, r.Plain())
	}
	if r.Press("enter"); r.opened().Arg != (model.ArticleAt{Article: "polycom-password", Call: "parked"}) {
		t.Errorf("Enter opens %+v", r.opened())
	}
	if articles.About(model.CallID("x")).Call != "x" || articles.About(nil) != (model.ForCall{}) {
		t.Error("what it is opened with isn't understood")
	}
}

func TestArticles_categories(t *testing.T) {
	r := newRig(t, model.RoleAgent, nil)
	r.Press("left")
	if !r.Row(">", "+", "Logging in (2)") || r.Has("What to do when") {
		t.Fatalf("← doesn't close:\n%s", r.Plain())
	}
	r.Press("right")
	if !r.Row(">", "-", "Logging in (2)") || !r.Has("What to do when") {
		t.Fatalf("→ doesn't open:\n%s", r.Plain())
	}
	r.Press("enter")
	if !r.Row(">", "+", "Logging in (2)") || len(r.stage.Opened) > 0 {
		t.Fatalf("Enter on a category:\n%s", r.Plain())
	}
}

func TestArticles_search(t *testing.T) {
	r := newRig(t, model.RoleAgent, nil)
	r.Press("/").Type("polycmo")
	if !r.Has("None has it as typed; 1 article near it") || !r.Has("Resetting a Polycom") {
		t.Errorf("%s", r.Plain())
	}
	if r.Press("enter"); r.opened().Arg != (model.ArticleAt{Article: "polycom-password"}) || r.page.Editing() {
		t.Errorf("%+v", r.opened())
	}
	r.Press("esc")
	if !r.Has("People and extensions") || r.Has("polycmo") {
		t.Errorf("Esc doesn't lead back:\n%s", r.Plain())
	}
	r.Press("/").Type("zebra")
	if !r.Has("No article says that.") {
		t.Error(r.Plain())
	}
	r.Press("esc", "esc")
	if r.page.Editing() || !r.Has("Articles · 6") {
		t.Error(r.Plain())
	}
	r.Paste("user name\n")
	if !r.page.Editing() || !r.Row("> user name") {
		t.Errorf("a paste goes elsewhere:\n%s", r.Plain())
	}
}

func TestArticles_write(t *testing.T) {
	r := newRig(t, model.RoleAgent, nil)
	for _, key := range []string{"e", "A"} {
		if r.Press(key); r.stage.LastSaid() != "The role agent may not write articles." || len(r.stage.Opened) > 0 {
			t.Errorf("%s: %q %v", key, r.stage.LastSaid(), r.stage.Opened)
		}
	}
	r = newRig(t, model.RoleManager, nil)
	if r.Press("e"); r.opened() != (kit.OpenMsg{Page: "compose", Arg: model.ArticleID("forgot-login")}) {
		t.Errorf("%+v", r.opened())
	}
	if r.Press("A"); r.opened() != (kit.OpenMsg{Page: "compose", Arg: model.ArticleID("")}) {
		t.Errorf("%+v", r.opened())
	}
}

// A draft that was never published can be found again, by who may write it.
func TestArticles_unpublished(t *testing.T) {
	r := newRig(t, model.RoleManager, func(f *fake) {
		draft := view("fax", "Telephones", "Fax machines", 0, 0, 0)
		draft.Revision, draft.Draft = 0, true
		f.todo = []model.ArticlePage{{ArticleView: draft, Concerns: []string{"never published"}}}
	})
	r.Press("G")
	if !r.Row(">", "Fax machines (draft)") || !r.Has("never published") || !r.Has("a draft, 16 Feb 2026") {
		t.Error(r.Plain())
	}
	if r.Press("enter"); r.opened() != (kit.OpenMsg{Page: "compose", Arg: model.ArticleID("fax")}) {
		t.Errorf("%+v", r.opened())
	}
}

func TestArticles_live(t *testing.T) {
	r := newRig(t, model.RoleAgent, nil)
	r.Press("down")
	r.desk.mu.Lock()
	r.desk.all[1].Views = 4711
	before := r.desk.reads
	r.desk.mu.Unlock()
	r.feed.Tell(model.Changes{Articles: true})
	r.Await("it reads again", func() bool { return r.Has("4711") })
	if r.desk.reads != before+1 || !r.Row(">", "Why the desk asks") {
		t.Errorf("%d readings:\n%s", r.desk.reads-before, r.Plain())
	}
	r.desk.mu.Lock()
	r.desk.broken = model.Fail(model.Unavailable, "The store is out of reach.")
	r.desk.mu.Unlock()
	if r.Press("."); !r.Has("Not up to date: The store is out of reach.") {
		t.Error(r.Plain())
	}
	if r.stage.Close(); !r.feed.Closed {
		t.Error("the feed is still open")
	}
}
