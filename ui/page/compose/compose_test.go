// This file tries what an editor does on the page, and what it looks like.
package compose_test

import (
	"strings"
	"testing"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/page/compose"
	"callin/ui/uitest"
)

func TestScreen(t *testing.T) {
	t.Run("usual", func(t *testing.T) { newRig(t, "add-user", nil).keys("e", `"More. `, "esc").Golden("usual") })
	t.Run("preview", func(t *testing.T) { newRig(t, "add-user", nil).keys("p").Golden("preview") })
	t.Run("new", func(t *testing.T) { newRig(t, "", nil).keys(`"Fax machines`).Golden("new") })
	t.Run("wrong", func(t *testing.T) {
		r := newRig(t, "add-user", func(f *fake) { f.problems = []string{"There is HTML in the text.", "It leads to itself."} })
		r.keys("e", `"<b>`, "esc", "s", "n").Golden("wrong")
	})
	t.Run("conflict", func(t *testing.T) {
		r := newRig(t, "add-user", nil)
		r.keys("e", `"Mine. `, "esc")
		r.theirs("Theirs.")
		r.keys("enter").Golden("conflict")
	})
	for name, theme := range map[string]*kit.Theme{"dark": kit.Dark, "light": kit.Light} {
		t.Run(name, func(t *testing.T) {
			r := newRig(t, "add-user", nil)
			r.Env.SetTheme(theme)
			r.Resize(120, 30).Press("e").Type("More. ").GoldenStyled(name)
		})
	}
}

func hostile(f *fake) {
	evil := uitest.Evil()
	f.kept.Title, f.kept.Category, f.kept.Tags, f.kept.Text, f.kept.By = evil, evil, []string{evil}, evil+"\n\n- "+evil, model.AgentName(evil)
	f.kept.Related, f.kept.Draft = []model.ArticleID{model.ArticleID(evil)}, true
	f.problems = []string{evil}
}

func TestScreen_widths(t *testing.T) {
	for _, change := range []func(*fake){nil, hostile} {
		for _, keys := range [][]string{nil, {"e"}, {"p"}, {"tab"}, {"c"}} {
			r := newRig(t, "add-user", change)
			r.keys(keys...)
			r.Fits(r.page)
		}
	}
}

func TestScreen_hostile(t *testing.T) {
	r := newRig(t, "add-user", hostile)
	for _, keys := range [][]string{nil, {"tab"}, {"tab", "tab"}, {"p"}, {"p", "c"}} {
		r.keys(keys...)
		r.Clean(r.page)
	}
}

func TestBindings(t *testing.T) {
	own := []string{"n", "N", "z"}
	r := newRig(t, "add-user", nil)
	r.Keys(r.page, own...)
	r.keys("e", `"More. `)
	r.Keys(r.page, own...)
	r.keys("esc", "p")
	r.Keys(r.page, own...)
	r.theirs("Theirs.")
	r.keys("p", "enter")
	r.Keys(r.page, own...)
}

func TestCompose_save(t *testing.T) {
	r := newRig(t, "add-user", nil)
	if r.keys("enter"); r.stage.LastSaid() != "Nothing has changed since it was saved. e writes." {
		t.Error(r.stage.LastSaid())
	}
	r.keys("e", `"More. `, "esc", "enter")
	if r.last() != "save Adding a user" || !strings.Contains(r.desk.kept.Text, "More. ") || r.page.Busy() != "" || !r.Has("draft by you") {
		t.Fatalf("%q\n%s", r.last(), r.Plain())
	}
	r.keys("e", `"And more. `, "esc", "enter", "s")
	if len(r.desk.did) != 3 || r.desk.kept.Changes != 7 || r.desk.kept.Draft || !r.Has("revision 3") {
		t.Errorf("%q %+v\n%s", r.desk.did, r.desk.kept.Version, r.Plain())
	}
	if r.keys("s"); r.stage.LastSaid() != "Readers see it so already. e writes." {
		t.Error(r.stage.LastSaid())
	}
}

func TestCompose_new(t *testing.T) {
	r := newRig(t, "", func(f *fake) { f.kept = model.ArticleEdit{} })
	if !r.page.Editing() {
		t.Fatal("a new article begins with its title")
	}
	r.keys(`"Fax machines`, "enter", `"Telephones`, "tab", `"fax, beep, fax`, "tab", `"article:add-user, sip`, "tab", `"Client ID`, "tab", `"They beep.`, "esc", "I", "s")
	want := `publish Fax machines internal true tags ["fax" "beep"] related ["add-user" "sip"] lost ["Client ID"]`
	if r.last() != want || r.desk.kept.ID != "fax-machines" || r.desk.kept.Text != "They beep." || r.page.Busy() != "" {
		t.Errorf("%q, want %q; %+v", r.last(), want, r.desk.kept)
	}
}

func TestCompose_wrong(t *testing.T) {
	r := newRig(t, "add-user", func(f *fake) { f.problems = []string{"There is no category."} })
	r.keys("e", `"x`, "esc", "tab", "tab", "tab", "tab", "tab", "e", `"the lottery`, "esc", "s")
	if r.last() != "" || !strings.HasPrefix(r.stage.LastSaid(), `2 things are wrong with it: Nobody loses a "the lottery".`) {
		t.Fatalf("%q %q", r.last(), r.stage.LastSaid())
	}
	if r.keys("n"); !r.Has("! 2 of 2: There is no category.") {
		t.Error(r.Plain())
	}
}

// Somebody was faster: what was typed stays, and nothing of theirs is put away
// without a word.
func TestCompose_conflict(t *testing.T) {
	conflict := func(t *testing.T) *rig {
		t.Helper()
		r := newRig(t, "add-user", nil)
		r.keys("e", `"Mine. `, "esc")
		r.theirs("Theirs.")
		r.keys("enter")
		if !r.Has("Mine. Account") || !r.Has("ben changed it (10:35) · l theirs") {
			t.Fatalf("%s", r.Plain())
		}
		return r
	}
	t.Run("look", func(t *testing.T) {
		r := conflict(t)
		if r.keys("l"); !r.Has("Theirs.") || r.Has("Mine.") {
			t.Error(r.Plain())
		}
		if r.keys("enter"); r.stage.LastSaid() != "This is theirs. l goes back to yours." {
			t.Error(r.stage.LastSaid())
		}
		if r.keys("l"); !r.Has("Mine.") {
			t.Error(r.Plain())
		}
	})
	t.Run("mine", func(t *testing.T) {
		r := conflict(t)
		r.keys("enter")
		if r.stage.Asking() == "" || len(r.desk.did) != 1 {
			t.Fatal("it doesn't ask")
		}
		if r.keys("enter"); len(r.desk.did) != 1 {
			t.Error("Enter puts theirs away")
		}
		if r.keys("s", "y"); r.desk.kept.Draft || !strings.HasPrefix(r.desk.kept.Text, "Mine. ") || r.Has("ben changed") {
			t.Errorf("%+v\n%s", r.desk.kept, r.Plain())
		}
	})
	t.Run("theirs", func(t *testing.T) {
		r := conflict(t)
		if r.keys("D", "y"); !r.Has("Theirs.") || r.page.Busy() != "" {
			t.Error(r.Plain())
		}
	})
}

func TestCompose_kept(t *testing.T) {
	r := newRig(t, "add-user", nil)
	r.keys("e", `"Mine. `, "esc")
	if r.page.Busy() != `The article "Adding a user" has words that aren't saved.` {
		t.Error(r.page.Busy())
	}
	r.keys("esc")
	if r.stage.Backs != 1 {
		t.Fatal("Esc doesn't leave")
	}
	r.stage.Close()
	again := compose.New(r.Env, r.desk, r.bench, "add-user")
	r.stage = r.Page(again)
	if !r.Has("Mine. Account") || !r.Has("not saved") {
		t.Errorf("closing the page has lost it:\n%s", r.Plain())
	}
	r.Send(kit.Opened{Arg: model.ArticleID("")})
	if !r.Has("A new article") || r.Has("Mine.") {
		t.Error(r.Plain())
	}
	r.Press("esc")
	r.Send(kit.Opened{Arg: model.ArticleID("add-user")})
	if !r.Has("Mine. Account") {
		t.Errorf("another article has lost it:\n%s", r.Plain())
	}
}

func TestCompose_drop(t *testing.T) {
	r := newRig(t, "add-user", nil)
	if r.keys("D"); r.stage.LastSaid() != "There is no draft, and nothing was typed." {
		t.Error(r.stage.LastSaid())
	}
	r.keys("e", `"Mine. `, "esc", "D", "enter")
	if !r.Has("Mine.") {
		t.Fatal("Enter drops it")
	}
	if r.keys("D", "y"); r.Has("Mine.") || r.page.Busy() != "" {
		t.Error(r.Plain())
	}
	r.keys("e", `"Mine. `, "esc", "enter", "D", "y")
	if r.last() != "drop add-user" || r.Has("Mine.") || r.desk.kept.Draft {
		t.Errorf("%q\n%s", r.last(), r.Plain())
	}
	r.keys("e", `"x`, "esc", "z")
	if r.page.Busy() != "" {
		t.Error("z doesn't take it back")
	}
}

func TestCompose_refused(t *testing.T) {
	r := newRig(t, "add-user", nil)
	r.Env.SetRole(model.RoleAgent)
	for _, key := range []string{"e", "enter", "s", "I"} {
		if r.keys(key); r.stage.LastSaid() != "The role agent may not write articles." || r.page.Editing() {
			t.Errorf("%s: %q", key, r.stage.LastSaid())
		}
	}
	if r.Paste("words"); r.page.Editing() {
		t.Error("a paste goes in")
	}
	r = newRig(t, "gone", nil)
	if !r.Has("The article can't be read. There is no such article.") {
		t.Error(r.Plain())
	}
}
