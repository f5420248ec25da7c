package form_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"pgregory.net/rapid"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/uitest"
	"callin/ui/widget/form"
)

// rig is a page of one form, and what was submitted.
type rig struct {
	*uitest.Driver
	page  *form.Page
	stage *uitest.Stage
	sent  []string
	err   error
	ended string
}

func start(t *testing.T) *rig {
	r := &rig{Driver: uitest.New(t)}
	r.page = form.NewPage(r.Env, form.Spec{
		ID: "form", Title: "Form", Intro: "What this is about.\n\nAnd more of it.",
		Inputs: []form.Input{
			{ID: "name", Label: "Name", Limit: 40, Hint: "first and last"},
			{ID: "role", Label: "Role", Options: []string{"user", "admin", "phone"}, Value: "admin"},
			{ID: "word", Label: "Password", Hidden: true, Limit: 300},
		},
		Buttons: []form.Button{{ID: "save", Words: "Save"}, {ID: "back", Words: "Back"}},
		Secrets: []string{"word"},
		Frame:   form.Frame{Ended: func(why string) tea.Cmd { r.ended = why; return nil }},
		Submit: func(_ context.Context, f *form.Form) (any, error) {
			r.sent = append(r.sent, f.Text("name")+"|"+f.Text("role")+"|"+f.Secret("word").Reveal())
			return nil, r.err
		},
		Done:  func(any) tea.Cmd { return kit.Say(kit.Success, "Saved.") },
		Press: func(b string) tea.Cmd { return kit.Say(kit.Success, "pressed "+b) },
	})
	r.stage = r.Driver.Page(r.page)
	return r
}

func TestPage_keys(t *testing.T) {
	r := start(t)
	r.Type("Ada").Press("enter", "right", "enter").Type("x y!").Press("enter")
	if got := fmt.Sprint(r.sent); got != "[Ada|phone|x y!]" || r.stage.LastSaid() != "Saved." {
		t.Fatal(got, r.stage.LastSaid())
	}
	r.Press("tab", "tab", "enter")
	if r.stage.LastSaid() != "pressed back" {
		t.Error(r.stage.LastSaid())
	}
	r.Press("tab", "shift+tab", "tab", "down", "left", "up").Type("!")
	if r.page.Form().Text("name") != "Ada!" || r.page.Form().Text("role") != "admin" {
		t.Error(r.page.Form().Text("name"), r.page.Form().Text("role"))
	}
	if r.Press("esc"); r.page.Form().Text("name") != "" || r.stage.Backs != 0 {
		t.Error("Esc clears the input first")
	}
	if r.Press("esc"); r.stage.Backs != 1 {
		t.Error("then it goes back")
	}
	r.Driver.Keys(r.page)
}

func TestPage_refused(t *testing.T) {
	r := start(t)
	r.err = model.FailField("name", "That name is somebody's.")
	r.Type("Ada").Press("enter", "enter").Type("secret").Press("enter")
	if !r.Has("! That name is somebody's.") || r.page.Form().Text("name") != "Ada" || !r.page.Form().Secret("word").Empty() {
		t.Fatalf("what was typed stays, but for the password:\n%s", r.Plain())
	}
	if _, y, _ := r.Cursor(); !strings.Contains(r.Lines()[y], "Name") {
		t.Error("the cursor isn't where it is wrong")
	}
	if r.Type("x"); r.Has("somebody's") {
		t.Error("it is still called wrong after another key")
	}
	r.Press("enter", "enter", "enter")
	if r.Press("esc"); r.Has("somebody's") {
		t.Error("it is still called wrong when it is emptied")
	}
	r.err = &model.Error{Code: model.Forbidden, Public: "You are out.", Cause: model.ErrLoggedOut}
	if r.Press("enter", "enter", "enter"); r.ended != "You are out." {
		t.Error("the end of the session isn't told")
	}
}

// TestPage_missing: what mustn't be left empty is asked for, and nothing is sent
// or emptied until then.
func TestPage_missing(t *testing.T) {
	r := &rig{Driver: uitest.New(t)}
	r.page = form.NewPage(r.Env, form.Spec{
		ID: "form", Title: "Form",
		Inputs: []form.Input{
			{ID: "word", Label: "Password", Hidden: true, Limit: 40, Need: "Type the password."},
			{ID: "role", Label: "Role", Options: []string{"user", "phone"}},
			{ID: "login", Label: "User name", Limit: 40, Need: "Type the user name.", Only: func(f *form.Form) bool { return f.Text("role") == "user" }},
			{ID: "note", Label: "Note", Limit: 40},
		},
		Buttons: []form.Button{{ID: "save", Words: "Save"}},
		Secrets: []string{"word"},
		Submit: func(_ context.Context, f *form.Form) (any, error) {
			r.sent = append(r.sent, f.Secret("word").Reveal()+"|"+f.Text("login"))
			return nil, nil
		},
		Done: func(any) tea.Cmd { return nil },
	})
	r.stage = r.Driver.Page(r.page)
	if r.Press("enter", "enter", "enter", "enter"); !r.Has("! Type the password.") {
		t.Fatalf("nothing is asked for:\n%s", r.Plain())
	}
	if r.Type("secret").Press("enter", "enter", "enter", "enter"); !r.Has("! Type the user name.") || r.page.Form().Secret("word").Empty() {
		t.Fatalf("the next isn't asked for, or what is right is emptied:\n%s", r.Plain())
	}
	r.Type("ada").Press("up", "right")
	if r.Has("User name") || r.sent != nil {
		t.Fatalf("a phone is asked for a user name:\n%s", r.Plain())
	}
	r.Press("down", "up", "down")
	if _, y, _ := r.Cursor(); !strings.Contains(r.Lines()[y], "Note") {
		t.Errorf("the cursor isn't on the next input:\n%s", r.Plain())
	}
	if r.Press("enter"); fmt.Sprint(r.sent) != "[secret|]" {
		t.Errorf("sent %v", r.sent)
	}
}

// TestPage_secretsKept: of the passwords those from the wrong one on are typed
// again, and none before it.
func TestPage_secretsKept(t *testing.T) {
	r := &rig{Driver: uitest.New(t)}
	r.page = form.NewPage(r.Env, form.Spec{
		ID: "form", Title: "Form",
		Inputs: []form.Input{
			{ID: "now", Label: "Now", Hidden: true, Limit: 40}, {ID: "new", Label: "New", Hidden: true, Limit: 40}, {ID: "again", Label: "Again", Hidden: true, Limit: 40},
		},
		Buttons: []form.Button{{ID: "save", Words: "Save"}},
		Secrets: []string{"now", "new", "again"},
		Submit:  func(context.Context, *form.Form) (any, error) { return nil, r.err },
		Done:    func(any) tea.Cmd { return nil },
	})
	r.stage = r.Driver.Page(r.page)
	for _, tc := range []struct {
		err  error
		want string // what is kept
	}{
		{model.FailField("new", "Too short."), "a||"},
		{model.FailField("now", "Not yours."), "||"},
		{model.Fail(model.Unavailable, "Not now."), "||"},
	} {
		r.err = tc.err
		r.page.Form().Clear()
		r.page.Form().Focus("now")
		r.Type("a").Press("enter").Type("b").Press("enter").Type("c").Press("enter")
		f := r.page.Form()
		if got := f.Secret("now").Reveal() + "|" + f.Secret("new").Reveal() + "|" + f.Secret("again").Reveal(); got != tc.want {
			t.Errorf("%v keeps %q, want %q", tc.err, got, tc.want)
		}
	}
}

// TestSecret: a password is kept as it was typed or pasted, whatever it is made
// of, and never drawn until that is asked for.
func TestSecret(t *testing.T) {
	r := start(t)
	r.Press("tab", "tab")
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringN(1, 100, 300).Draw(t, "text")
		r.Press("ctrl+u").Paste(text + "\n")
		if got := r.page.Form().Secret("word").Reveal(); got != strings.Trim(text, "\r\n") {
			t.Fatalf("%q became %q", text, got)
		}
		for _, line := range r.page.View().Lines {
			if kit.Scrub(line) != line {
				t.Fatalf("not clean: %q", line)
			}
		}
	})
	r.Press("ctrl+u").Type("hunter2\u200d")
	if r.Has("hunter2") || !r.Has("••••••••") {
		t.Fatalf("shown:\n%s", r.Plain())
	}
	if r.Press("ctrl+r"); !r.Has("hunter2¿") {
		t.Errorf("not shown:\n%s", r.Plain())
	}
	if r.Press("ctrl+r", "backspace", "backspace"); r.page.Form().Secret("word").Reveal() != "hunter" || r.Has("hunter") {
		t.Errorf("%s", r.Plain())
	}
	if r.Press("ctrl+w"); !r.page.Form().Secret("word").Empty() {
		t.Error("ctrl+w leaves something")
	}
}

func TestPage_fits(t *testing.T) {
	r := start(t)
	r.Type(strings.Repeat("長い名前", 10)).Press("tab", "tab").Paste(uitest.Evil())
	r.page.Form().Wrong("word", strings.Repeat("wrong ", 60))
	r.Fits(r.page)
	r.Clean(r.page)
	for _, h := range []int{3, 5, 8} {
		r.Resize(60, h)
		f := r.page.View()
		if len(f.Lines) > h || f.Cursor == nil || !strings.Contains(f.Lines[f.Cursor.Y], "Password") {
			t.Errorf("%d lines, the input with the focus isn't among them: %q", h, f.Lines)
		}
	}
}
