// This file tries what a manager does on the page, and what it looks like.
package templates_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"go.uber.org/goleak"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/page/templates"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestPage(t *testing.T) {
	r := newRig(t, usual())
	for _, want := range [][]string{
		{"> temporary password", "built in"}, {"one-time code", "own", "ben", "10:41"}, {"article", "own", "you", "1 Mar 04:42"}, {"referral", "wrong !", "cara"},
	} {
		if !r.row(want...) {
			t.Errorf("no %q:\n%s", want, r.Plain())
		}
	}
	r.Press("j", "j", "j", "j", "enter")
	if len(r.stage.Opened) != 1 || r.stage.Opened[0] != (kit.OpenMsg{Page: "template", Arg: model.MailCode}) {
		t.Errorf("opened %v", r.stage.Opened)
	}
	if r.Resize(120, 40); !r.row("│ own words, saved by ben 10:41") || !r.row("│ Subject  Your code") || !r.row("│ your code is 0000 1234.") {
		t.Errorf("not what its reader sees:\n%s", r.Plain())
	}
	if r.Press("G", "k"); !r.row("│ ! These words aren't in force") || !r.row("│   text, line 1: There is no variable") {
		t.Errorf("it doesn't say what is wrong:\n%s", r.Plain())
	}
}

func TestPage_unsaved(t *testing.T) {
	r := newRig(t, usual())
	if templates.Unsaved(r.drafts) != "" {
		t.Errorf("%q", templates.Unsaved(r.drafts))
	}
	r.drafts.unsaved = []model.MailKind{model.MailCode}
	if !r.row("one-time code", "not saved !") || templates.Unsaved(r.drafts) != "The one-time code mail has words that aren't saved." {
		t.Errorf("%q\n%s", templates.Unsaved(r.drafts), r.Plain())
	}
	r.drafts.unsaved = append(r.drafts.unsaved, model.MailTest)
	if templates.Unsaved(r.drafts) != "2 mails have words that aren't saved." {
		t.Errorf("%q", templates.Unsaved(r.drafts))
	}
}

// Coming back shows what was saved, with the choice where it was.
func TestPage_back(t *testing.T) {
	r := newRig(t, usual())
	r.Press("j")
	r.desk.own[model.MailRequest] = model.MailTemplate{Kind: model.MailRequest, Own: true, By: "amy", At: start}
	if r.Send(kit.Opened{}); !r.row("> password request", "own", "you", "10:42") {
		t.Errorf("\n%s", r.Plain())
	}
	r.desk.own[model.MailRequest] = model.MailTemplate{Kind: model.MailRequest, Own: true, By: "dan", At: start}
	if r.Advance(5 * time.Minute); !r.row("> password request", "dan") {
		t.Errorf("somebody else's words never show:\n%s", r.Plain())
	}
}

func TestPage_forbidden(t *testing.T) {
	const no = "The role auditor may not manage the staff and its settings."
	t.Run("to read", func(t *testing.T) {
		desk := usual()
		desk.broken = model.Fail(model.Forbidden, no)
		r := newRig(t, desk)
		if !r.row("! "+no) || !r.row("> temporary password", "–") || r.row("built in") {
			t.Fatalf("\n%s", r.Plain())
		}
		if r.Press("enter"); len(r.stage.Opened) != 0 || len(r.stage.Said) != 1 || r.stage.Said[0].Text != no {
			t.Errorf("Enter: %v, %v", r.stage.Opened, r.stage.Said)
		}
	})
	t.Run("to edit", func(t *testing.T) {
		r := newRig(t, usual())
		if r.drafts.refused = no; !r.row("! " + no) {
			t.Errorf("\n%s", r.Plain())
		}
		if r.Press("enter"); len(r.stage.Opened) != 1 {
			t.Error("the words can't even be read")
		}
	})
}

func TestPage_unreachable(t *testing.T) {
	desk := usual()
	desk.broken = model.Fail(model.Unavailable, "The store can't be reached.")
	r := newRig(t, desk)
	if !r.Has("The mail templates can't be read. The store can't be reached. Press . to try") {
		t.Fatal(r.Plain())
	}
	desk.broken = nil
	if r.Press("."); !r.row("> temporary password") {
		t.Error(r.Plain())
	}
}

func TestScreen(t *testing.T) {
	t.Run("usual", func(t *testing.T) { newRig(t, usual()).Press("j", "j", "j", "j").Golden("usual") })
	t.Run("forbidden", func(t *testing.T) {
		desk := usual()
		desk.broken = model.Fail(model.Forbidden, "The role auditor may not manage the staff and its settings.")
		newRig(t, desk).Golden("forbidden")
	})
	t.Run("styled", func(t *testing.T) {
		r := newRig(t, usual())
		r.drafts.unsaved = []model.MailKind{model.MailNewUser}
		r.Env.SetTheme(kit.Dark)
		r.Resize(120, 30).GoldenStyled("styled")
	})
}

func TestScreen_width(t *testing.T) {
	evil := "\x1b[2J\x1b]52;c;aGk=\x07\u202eevil\u2066\r\n\u200b👩‍👩‍👧 " + strings.Repeat("長い名前", 20)
	bad := &fake{own: map[model.MailKind]model.MailTemplate{}}
	for i, kind := range model.MailKinds() {
		bad.own[kind] = model.MailTemplate{Kind: kind, Subject: evil, Text: strings.Repeat(evil, i*5), Own: true, By: model.AgentName(evil), At: start}
	}
	for name, desk := range map[string]*fake{"usual": usual(), "hostile": bad} {
		r := newRig(t, desk)
		r.Press("j", "j")
		for w := 60; w <= 200; w += 3 {
			for _, h := range []int{9, 19, 40} {
				r.Resize(w, h)
				f := r.page.View()
				if len(f.Lines) > h || f.Cursor == nil {
					t.Fatalf("%s: %d lines in a window of %d×%d, cursor %v", name, len(f.Lines), w, h, f.Cursor)
				}
				for _, line := range f.Lines {
					if kit.Width(line) > w {
						t.Fatalf("%s: %d columns of %d: %q", name, kit.Width(line), w, line)
					}
					if plain := ansi.Strip(line); kit.Scrub(line) != line || strings.ContainsAny(plain, "\x1b\x07\r\u202e\u2066\u200b") {
						t.Fatalf("%s: not clean: %q", name, line) // before the app's last wall
					}
				}
			}
		}
	}
}

func TestBindings(t *testing.T) {
	bs := newRig(t, usual()).page.Bindings()
	if bad := kit.Clashes(slices.Concat(bs, everywhere())); bad != nil {
		t.Errorf("%q", bad)
	}
	for _, b := range bs {
		if b.Help == "" {
			t.Errorf("%s has no help", b.ID)
		}
	}
}

// everywhere are the keys that mean the same on every page, whether or not the
// app binds them by now.
func everywhere() []kit.Binding {
	var bs []kit.Binding
	for _, key := range strings.Fields("ctrl+p : ? q ctrl+l ctrl+z ctrl+c 1 2 3 4 5 6 7 8 n N g G ctrl+d ctrl+u space o O f - y z") {
		bs = append(bs, kit.Binding{ID: "everywhere." + key, Keys: []string{key}, Words: key})
	}
	return bs
}
