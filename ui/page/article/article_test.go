// This file tries what an agent does on the page, and what it looks like.
package article_test

import (
	"slices"
	"strings"
	"testing"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/uitest"
)

const polycom = model.ArticleID("polycom-password")

func TestScreen(t *testing.T) {
	calling := func(f *fake) { f.calls = talk(true) }
	t.Run("usual", func(t *testing.T) { newRig(t, model.RoleAgent, polycom, calling).Golden("usual") })
	t.Run("mail", func(t *testing.T) { newRig(t, model.RoleAgent, polycom, calling).Press("m").Golden("mail") })
	t.Run("internal", func(t *testing.T) { newRig(t, model.RoleManager, "which-way", nil).Golden("internal") })
	t.Run("find", func(t *testing.T) {
		newRig(t, model.RoleAgent, polycom, nil).Press("/").Type("password").Press("enter", "n").Golden("find")
	})
	t.Run("related", func(t *testing.T) { newRig(t, model.RoleAgent, polycom, nil).Press("tab").Golden("related") })
	t.Run("missing", func(t *testing.T) { newRig(t, model.RoleAgent, "gone", nil).Golden("missing") })
	for name, theme := range map[string]*kit.Theme{"dark": kit.Dark, "light": kit.Light} {
		t.Run(name, func(t *testing.T) {
			r := newRig(t, model.RoleAgent, polycom, calling)
			r.Env.SetTheme(theme)
			r.Resize(120, 30).Press("/").Type("phone").Press("enter", "tab").GoldenStyled(name)
		})
	}
}

func hostile(f *fake) {
	evil := uitest.Evil()
	page := f.pages[polycom]
	page.Title, page.Category, page.Text, page.By = evil, evil, "# "+evil+"\n\n"+evil+"\n\n- "+evil+"\n\n| "+evil+" |\n| --- |\n| "+evil+" |\n\n```\n"+evil+"\n```\n[x](http://x.example/"+evil+")", model.AgentName(evil)
	page.Tags, page.Vote = []string{evil}, &model.ArticleVote{Why: evil}
	for i := range page.Related {
		page.Related[i].Title = evil
	}
	f.pages[polycom] = page
	f.calls = talk(true)
	f.calls[0].Caller.Name = evil
	f.said = []model.ArticleVote{{Agent: model.AgentName(evil), Why: evil}}
	f.past = []model.Article{{Title: evil, Text: evil, Revision: 2, By: model.AgentName(evil)}}
}

func TestScreen_widths(t *testing.T) {
	for _, change := range []func(*fake){nil, hostile} {
		for _, keys := range [][]string{nil, {"tab"}, {"/"}, {"G"}} {
			r := newRig(t, model.RoleManager, polycom, change)
			r.Press(keys...)
			r.Fits(r.page)
		}
	}
}

func TestScreen_hostile(t *testing.T) {
	r := newRig(t, model.RoleManager, polycom, hostile)
	for _, keys := range [][]string{nil, {"tab"}, {"h", "enter"}, {"esc", "/"}} {
		r.Press(keys...)
		r.Clean(r.page)
	}
}

func TestBindings(t *testing.T) {
	own := []string{"n", "N"}
	for _, role := range model.AgentRoles() {
		r := newRig(t, role, polycom, func(f *fake) { f.past = []model.Article{{Revision: 1, Text: "x"}, {Revision: 2, Text: "y"}} })
		r.Keys(r.page, own...)
		r.Press("tab", "enter")
		r.Keys(r.page, own...)
		r.Press("/")
		r.Keys(r.page)
		r.Press("esc", "h", "down", "enter")
		r.Keys(r.page, own...)
	}
}

// It is drawn once for a window, not at each look at it.
func TestView_kept(t *testing.T) {
	r := newRig(t, model.RoleAgent, "sip-ftp-passwords", nil)
	if n := testing.AllocsPerRun(20, func() { r.page.View() }); n > 200 {
		t.Errorf("%v allocations for a page that hasn't changed", n)
	}
}

// Opening counts once, reading again doesn't.
func TestArticle_counts(t *testing.T) {
	r := newRig(t, model.RoleAgent, polycom, func(f *fake) { f.calls = talk(true) })
	r.Press(".", ".")
	r.Send(kit.Opened{})
	r.Press("tab", "enter", ".", "esc")
	want := []string{`read polycom-password in "open"`, `read sip-ftp-passwords in "open"`, `read polycom-password in "open"`}
	if !slices.Equal(r.desk.did, want) {
		t.Errorf("%q", r.desk.did)
	}
}

func TestArticle_counts_when_it_could_be_read(t *testing.T) {
	r := newRig(t, model.RoleAgent, polycom, func(f *fake) { f.broken = model.Fail(model.Unavailable, "The store is out of reach.") })
	if !r.Has("The article can't be read. The store is out of reach.") || len(r.desk.did) > 0 {
		t.Fatalf("%v\n%s", r.desk.did, r.Plain())
	}
	r.desk.broken = nil
	if r.Press("."); r.last() != `read polycom-password in ""` || !r.Has("A Polycom phone has") {
		t.Errorf("%v\n%s", r.desk.did, r.Plain())
	}
}

func TestArticle_mail(t *testing.T) {
	for _, tc := range []struct {
		name    string
		address bool
		keys    string
		want    string
	}{
		{"to the address on file", true, "m s", `mail polycom-password in "open" to ""`},
		{"Enter doesn't send", true, "m enter", ""},
		{"n", true, "m n", ""},
		{"another address, confirmed", true, "m o bob@home.example enter s", `mail polycom-password in "open" to "bob@home.example"`},
		{"another address, Enter alone", true, "m o bob@home.example enter enter", ""},
		{"none on file", false, "m bob@home.example enter s", `mail polycom-password in "open" to "bob@home.example"`},
		{"not an address", false, "m bob enter", ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			r := newRig(t, model.RoleAgent, polycom, func(f *fake) { f.calls = talk(tc.address) })
			for key := range strings.FieldsSeq(tc.keys) {
				if len(key) > 1 && key != "enter" {
					r.Type(key)
				} else {
					r.Press(key)
				}
			}
			got := ""
			if len(r.desk.did) > 1 {
				got = r.last()
			}
			if got != tc.want {
				t.Errorf("%q, want %q\n%s", got, tc.want, r.Plain())
			}
			if tc.want != "" && !strings.HasPrefix(r.stage.LastSaid(), "The article is on its way to b") {
				t.Errorf("said %q", r.stage.LastSaid())
			}
		})
	}
	t.Run("without a call", func(t *testing.T) {
		r := newRig(t, model.RoleAgent, polycom, nil)
		r.Press("m").Type("bob@home.example").Press("enter", "s")
		if r.last() != `mail polycom-password in "" to "bob@home.example"` {
			t.Error(r.last())
		}
	})
	t.Run("one for agents", func(t *testing.T) {
		r := newRig(t, model.RoleAgent, "which-way", nil)
		if r.Press("m"); r.stage.LastSaid() != "This article is for agents. Mail the caller one that customers may read." || r.stage.Asking() != "" {
			t.Error(r.stage.LastSaid())
		}
	})
	t.Run("refused: what was typed stays", func(t *testing.T) {
		r := newRig(t, model.RoleAgent, polycom, func(f *fake) { f.err = model.Fail(model.Locked, "This address was sent 10 articles in a day.") })
		r.Press("m").Type("bob@home.example").Press("enter", "s")
		if r.stage.LastSaid() != model.PublicText(r.desk.err) {
			t.Error(r.stage.LastSaid())
		}
		if r.Press("m"); !r.Has("> bob@home.example") {
			t.Error(r.Plain())
		}
	})
}

func TestArticle_rate(t *testing.T) {
	for keys, want := range map[string]string{
		"v y":                  `vote polycom-password 1 true ""`,
		"v enter":              `vote polycom-password 1 true ""`,
		"v n enter":            `vote polycom-password 1 false ""`,
		"v n nopictures enter": `vote polycom-password 1 false "nopictures"`,
		"v esc":                `read polycom-password in ""`,
	} {
		r := newRig(t, model.RoleAgent, polycom, nil)
		for key := range strings.FieldsSeq(keys) {
			if len(key) > 5 {
				r.Type(key)
			} else {
				r.Press(key)
			}
		}
		if r.last() != want {
			t.Errorf("%s: %q, want %q", keys, r.last(), want)
		}
	}
	r := newRig(t, model.RoleAgent, polycom, nil)
	if r.Press("v", "y"); !r.Has("You said that it helped.") {
		t.Error(r.Plain())
	}
	r = newRig(t, model.RoleAuditor, polycom, nil)
	for _, key := range []string{"v", "m"} {
		if r.Press(key); r.stage.LastSaid() != "The role auditor may not serve callers." || r.stage.Asking() != "" {
			t.Errorf("%s: %q", key, r.stage.LastSaid())
		}
	}
}

func TestArticle_print(t *testing.T) {
	for key, want := range map[string]struct{ did, said string }{
		"p": {"print A title: as txt", "Printed: request id is office-7"},
		"t": {"save polycom-password.txt: as txt", "Saved as /home/amy/polycom-password.txt"},
		"h": {"save polycom-password.html: as html", "Saved as /home/amy/polycom-password.html"},
		"m": {"save polycom-password.md: as md", "Saved as /home/amy/polycom-password.md"},
	} {
		r := newRig(t, model.RoleAgent, polycom, nil)
		if r.Press("P", key); r.last() != want.did || r.stage.LastSaid() != want.said {
			t.Errorf("%s: %q %q", key, r.last(), r.stage.LastSaid())
		}
	}
	r := newRig(t, model.RoleAgent, "taken", func(f *fake) { f.pages["taken"] = f.pages[polycom] })
	page := r.desk.pages["taken"]
	page.ID = "taken"
	r.desk.pages["taken"] = page
	r.Press(".", "P", "t")
	if r.stage.Asking() != "Replace taken.txt?" {
		t.Errorf("%q\n%s", r.stage.Asking(), r.Plain())
	}
	if r.Press("y"); r.last() != "save taken.txt: as txt" {
		t.Error(r.last())
	}
	r = newRig(t, model.RoleAgent, polycom, nil)
	r.Env.Paper = nil
	if r.Press("P"); r.stage.Asking() != "" || !strings.HasPrefix(r.stage.LastSaid(), "This session has no printer") {
		t.Errorf("over SSH: %q", r.stage.LastSaid())
	}
}

func TestArticle_copy(t *testing.T) {
	r := newRig(t, model.RoleAgent, polycom, nil)
	if got := r.page.Copies(); len(got) != 1 || got[0] != (kit.Copyable{Key: "l", Text: "article:polycom-password"}) {
		t.Errorf("%+v", got)
	}
	if got := newRig(t, model.RoleAgent, "gone", nil).page.Copies(); len(got) != 1 || got[0].Disabled == "" {
		t.Errorf("of nothing: %+v", got)
	}
}

func TestArticle_find(t *testing.T) {
	r := newRig(t, model.RoleAgent, "sip-ftp-passwords", nil)
	r.Press("/").Type("ANOTHER líne").Press("enter")
	if r.page.Editing() || !r.Has(`"ANOTHER líne": 1 of 60 lines`) {
		t.Fatal(r.Plain())
	}
	r.Press("N")
	if !r.Has("60 of 60 lines") || !r.Has("of 121") {
		t.Errorf("N doesn't go to the last:\n%s", r.Plain())
	}
	r.Press("n")
	if !r.Has(": 1 of 60 lines") || !r.Has("In the portal.") {
		t.Errorf("n doesn't go round:\n%s", r.Plain())
	}
	r.Press("/").Type("xyz")
	if !r.Has("Find ANOTHER línexyz") {
		t.Error(r.Plain())
	}
	if r.Press("enter", "n"); r.stage.LastSaid() != "The article doesn't say that." {
		t.Error(r.stage.LastSaid())
	}
	r.Press("/", "esc", "esc")
	if r.Press("n"); r.stage.LastSaid() != "Nothing is looked for. / finds words in the article." || r.page.Editing() {
		t.Error(r.stage.LastSaid())
	}
	if r.Paste("portal"); !r.Has("Find portal") {
		t.Errorf("a paste goes elsewhere:\n%s", r.Plain())
	}
}

func TestArticle_related(t *testing.T) {
	r := newRig(t, model.RoleAgent, polycom, nil)
	if r.Press("enter"); r.stage.LastSaid() != "No related article is chosen. Tab chooses one." {
		t.Error(r.stage.LastSaid())
	}
	r.Press("tab", "tab", "tab", "shift+tab", "shift+tab")
	if !r.Row(">", "Where the SIP and FTP") {
		t.Fatalf("not chosen:\n%s", r.Plain())
	}
	r.Press("enter")
	if !r.Has("revision 3 · 16 Feb 2026 by ben") {
		t.Fatal(r.Plain())
	}
	if r.Press("esc"); !r.Has("A Polycom phone has") {
		t.Error(r.Plain())
	}
	if r.Press("esc"); r.stage.Backs != 1 {
		t.Error("Esc doesn't leave")
	}
	r.Send(kit.Opened{Arg: model.ArticleAt{Article: "which-way"}})
	if !r.Has("for agents alone !") {
		t.Error(r.Plain())
	}
}

func TestArticle_revisions(t *testing.T) {
	past := func(f *fake) {
		page := f.pages[polycom]
		page.Revision = 2
		f.pages[polycom] = page
		f.past = []model.Article{{Revision: 2, Title: "Now", Text: text, By: "ben"}, {Revision: 1, Title: "As it was", Text: "Old words."}}
	}
	r := newRig(t, model.RoleManager, polycom, past)
	r.Press("h", "down", "enter")
	if !r.Has("Old words.") || !r.Has("! Revision 1 of 2") || r.Has("A Polycom phone has") {
		t.Fatal(r.Plain())
	}
	r.Press("enter", "y")
	if r.last() != "restore polycom-password 1 over 7" || r.stage.LastSaid() != "Revision 1 is in force again." || r.Has("Old words.") {
		t.Errorf("%q %q", r.last(), r.stage.LastSaid())
	}
	r = newRig(t, model.RoleManager, polycom, past)
	r.Press("h", "down", "enter", "enter", "enter")
	if r.last() != `read polycom-password in ""` {
		t.Errorf("Enter on the question restores: %q", r.last())
	}
	if r.Press("esc"); r.Has("Old words.") || r.stage.Backs > 0 {
		t.Errorf("Esc leads elsewhere:\n%s", r.Plain())
	}
	if r.Press("e"); len(r.stage.Opened) != 1 || r.stage.Opened[0].Arg != polycom {
		t.Errorf("%+v", r.stage.Opened)
	}
	r = newRig(t, model.RoleAgent, polycom, past)
	for _, key := range []string{"h", "e"} {
		if r.Press(key); r.stage.LastSaid() != "The role agent may not write articles." {
			t.Errorf("%s: %q", key, r.stage.LastSaid())
		}
	}
}

// Who may write an article reads what others missed in it; nobody else does.
func TestArticle_missed(t *testing.T) {
	said := func(f *fake) {
		f.said = []model.ArticleVote{
			{Agent: "ben", Why: "the menu is called otherwise", At: written},
			{Agent: "cy", At: written},
			{Agent: "dee", Helpful: true, Why: "kept from before", At: written},
		}
	}
	r := newRig(t, model.RoleManager, "which-way", said)
	if !r.Has("What readers missed") || !r.Row("16 Feb ben:", "the menu is called otherwise") || r.Has("dee") {
		t.Error(r.Plain())
	}
	if r = newRig(t, model.RoleAgent, "which-way", said); r.Has("What readers missed") {
		t.Error(r.Plain())
	}
}

func TestArticle_held_key(t *testing.T) {
	r := newRig(t, model.RoleManager, polycom, nil)
	if r.binding("article.history").Do() == nil { // its answer is never fetched
		t.Fatal("the first does nothing")
	}
	if r.binding("article.history").Do() != nil {
		t.Error("a second command starts beside what runs")
	}
	if !r.page.Cancel() || r.page.Cancel() {
		t.Error("ctrl+c doesn't end what runs, once")
	}
	if r.stage.Close(); !r.feed.Closed {
		t.Error("the feed is still open")
	}
}
