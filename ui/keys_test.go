// This file tries where keys lead: to whom, and out.
package ui_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/widget/dialog"
)

// TestApp_keys: a key does one thing, depending on where the agent is.
func TestApp_keys(t *testing.T) {
	for _, tc := range []struct {
		name string
		keys []string // "=text" is typed
		want string   // on the screen
		not  string
	}{
		{"text in a field", []string{"=2?q"}, "> 2?q", "Help"},
		{"letters are commands", []string{"esc", "x"}, "Delete it?", ""},
		{"a screen", []string{"esc", "2"}, "Queue is empty.", ""},
		{"palette in a field", []string{"=a", "ctrl+p"}, "── Commands", ""},
		{"palette in keys", []string{"esc", ":"}, "── Commands", ""},
		{"help", []string{"esc", "?"}, "── Help: Call", ""},
		{"help narrowed down", []string{"esc", "?", "=histo"}, "Earlier calls", "Goes to"},
		{"help runs", []string{"esc", "?", "=hist", "enter"}, "History of T-1", "Help"},
		{"palette runs", []string{"ctrl+p", "=4", "enter"}, "Articles is empty.", "Commands"},
		{"palette shows why not", []string{"ctrl+p", "=client"}, "Not now: Open a call first", ""},
		{"palette doesn't run that", []string{"ctrl+p", "=client", "enter"}, "── Commands", ""},
		{"not allowed", []string{"esc", "c"}, "! Open a call first", ""},
		{"a question takes all keys", []string{"esc", "x", "2"}, "Delete it?", "Queue is"},
		{"paste in keys", []string{"esc", "^x2q"}, "> x2q", "Delete it?"},
		{"messages", []string{"enter", "ctrl+p", "=messages", "enter"}, "10:42      Mail for T-4438", ""},
		{"redraw", []string{"=lind", "ctrl+l"}, "> lind", ""},
		{"suspend over SSH", []string{"ctrl+z"}, "Only a desk on this machine", ""},
		{"nowhere", []string{"esc", "9"}, "Next caller", ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			r := start(t)
			r.play(tc.keys...)
			if !r.Has(tc.want) || tc.not != "" && r.Has(tc.not) {
				t.Errorf("%v: want %q and not %q:\n%s", tc.keys, tc.want, tc.not, r.Plain())
			}
		})
	}
}

// play presses keys, types "=text" and pastes "^text".
func (r *rig) play(keys ...string) {
	for _, k := range keys {
		if text, ok := strings.CutPrefix(k, "="); ok && text != "" {
			r.Type(text)
		} else if text, ok := strings.CutPrefix(k, "^"); ok {
			r.Paste(text)
		} else {
			r.Press(k)
		}
	}
}

func TestApp_clashes(t *testing.T) {
	r := start(t)
	if bad := kit.Clashes(slices.Concat(r.app.Globals(), r.first.Bindings())); bad != nil {
		t.Errorf("clashes: %q", bad)
	}
}

// TestApp_esc is the chain: clear the field, leave it, close what is open, back
// one page, nothing.
func TestApp_esc(t *testing.T) {
	r := start(t)
	r.Type("lind").Press("esc")
	if !r.first.field.Empty() || !r.first.editing {
		t.Fatal("the first Esc clears the field and stays in it")
	}
	if r.Press("esc"); r.first.editing || !r.Has(" KEYS ") {
		t.Fatal("the second leaves it")
	}
	r.Press("h", "?").Type("q").Press("esc")
	if !r.Has("── Help") {
		t.Fatal("Esc clears the filter first")
	}
	if r.Press("esc"); r.Has("── Help") || !r.Has("History of T-1") {
		t.Fatal("then it closes the help")
	}
	if r.Press("esc"); !r.Has("Next caller") || !r.others["history"].closed {
		t.Fatal("then it goes back one page")
	}
	before := r.Styled()
	if r.Press("esc", "esc"); r.Styled() != before || r.Quit() {
		t.Fatal("at the top it does nothing")
	}
}

func TestApp_screens(t *testing.T) {
	r := start(t)
	r.Press("esc", "h", "2")
	if r.Press("1"); !r.Has("History of T-1") {
		t.Error("a screen comes back as it was left")
	}
	if r.Press("1"); !r.Has("Next caller") || len(r.first.opened) != 1 || !r.first.opened[0].Again {
		t.Errorf("its key again goes to its first page: %v", r.first.opened)
	}
	r.Press("2")
	r.Send(kit.OpenMsg{Page: "call", Arg: "T-7"})
	if n := len(r.first.opened); n != 2 || r.first.opened[1].Arg != "T-7" {
		t.Errorf("the argument of Open: %v", r.first.opened)
	}
	if r.Press("esc"); !r.Has("Queue is empty.") {
		t.Error("Esc after Open leads back to where it was asked for")
	}
	if r.Send(kit.OpenMsg{Page: "nowhere"}); !r.Has(`!! There is no page "nowhere"`) {
		t.Errorf("an unknown page:\n%s", r.Plain())
	}
}

func TestApp_question(t *testing.T) {
	for _, tc := range []struct {
		keys    []string
		outcome any
	}{
		{[]string{"enter"}, false},
		{[]string{"y"}, true},
		{[]string{"right", "enter"}, true},
		{[]string{"tab", "tab", "enter"}, false},
		{[]string{"n"}, false},
		{[]string{"esc"}, nil},
	} {
		r := start(t)
		r.Press("esc", "x").Press(tc.keys...)
		if len(r.first.answers) != 1 || r.first.answers[0].Outcome != tc.outcome || r.first.answers[0].Name != "delete" {
			t.Errorf("%v: got %v, want %v", tc.keys, r.first.answers, tc.outcome)
		}
		if r.Has("Delete it?") {
			t.Errorf("%v: the question stays", tc.keys)
		}
	}
}

func TestApp_leave(t *testing.T) {
	t.Run("q at the top asks", func(t *testing.T) {
		r := start(t)
		r.Press("esc", "q")
		if !r.Has("Leave the desk?") || r.Quit() {
			t.Fatalf("no question:\n%s", r.Plain())
		}
		if r.Press("enter"); r.Quit() || r.Has("Leave the desk?") {
			t.Fatal("Enter stays: the marked button is No")
		}
		if r.Press("q", "y"); !r.Quit() || r.first.closed != 1 {
			t.Fatalf("quit %v, closed %d times", r.Quit(), r.first.closed)
		}
		if r.app.Close(); r.first.closed != 1 {
			t.Error("closed twice")
		}
	})
	t.Run("q closes a page", func(t *testing.T) {
		r := start(t)
		if r.Press("esc", "h", "q"); !r.Has("Next caller") || !r.others["history"].closed {
			t.Errorf("after q:\n%s", r.Plain())
		}
	})
	t.Run("ctrl+c twice", func(t *testing.T) {
		r := start(t)
		if r.Press("ctrl+c"); !r.Has("ctrl+c again within two seconds") {
			t.Fatal("the first says what the second does")
		}
		r.Advance(3 * time.Second)
		if r.Press("ctrl+c"); r.Quit() {
			t.Fatal("two far apart leave")
		}
		r.Advance(time.Second)
		if r.Press("ctrl+c"); !r.Quit() {
			t.Fatal("two in two seconds don't")
		}
	})
	t.Run("an open call asks", func(t *testing.T) {
		r := start(t)
		r.first.busy = "The call with Ada Okafor is open."
		r.Press("ctrl+c", "ctrl+c", "ctrl+c")
		if r.Quit() || !r.Has("The call with Ada Okafor is open.") {
			t.Fatalf("no question:\n%s", r.Plain())
		}
		if r.Press("y"); !r.Quit() {
			t.Error("y doesn't leave")
		}
	})
}

func TestApp_cancel(t *testing.T) {
	r := start(t)
	var running context.Context
	r.first.find = func(ctx context.Context, _ string) ([]person, error) {
		running = ctx
		r.Env.Now() // the driver runs commands at once: cancel as the agent would, before the answer is in
		return nil, nil
	}
	cmd := r.first.search.Run(time.Second, func(ctx context.Context) ([]person, error) { return r.first.find(ctx, "") })
	if r.Press("ctrl+c"); !r.Has("Cancelled.") {
		t.Errorf("ctrl+c says:\n%s", r.Plain())
	}
	for _, c := range batch(cmd) {
		if msg := c(); msg != nil {
			r.Send(msg)
		}
	}
	if running.Err() == nil || r.first.list.Len() != 0 {
		t.Error("the run went on after ctrl+c")
	}
}

// TestApp_late: an answer that comes after a newer question is dropped, even
// when it comes last.
func TestApp_late(t *testing.T) {
	r := start(t)
	ask := func(name string) func(context.Context) ([]person, error) {
		return func(context.Context) ([]person, error) { return []person{{id: name, name: name}}, nil }
	}
	r.first.field.Set("x")
	old := batch(r.first.search.Run(time.Second, ask("Old Answer")))
	fresh := batch(r.first.search.Run(time.Second, ask("New Answer")))
	r.Send(fresh[0]())
	r.Send(old[0]())
	if !r.Has("New Answer") || r.Has("Old Answer") {
		t.Errorf("shown:\n%s", r.Plain())
	}
	r.Press("esc", "esc", "2")
	again := batch(r.first.search.Run(time.Second, ask("Third Answer")))
	r.Send(again[0]())
	if r.first.list.Selected() != "Third Answer" {
		t.Error("a page that isn't in front doesn't get its answers")
	}
}

func TestApp_messages(t *testing.T) {
	r := start(t)
	r.Send(kit.SayMsg{Level: kit.Success, Text: "Saved."})
	if r.Advance(3900 * time.Millisecond); !r.Has("Saved.") {
		t.Error("a success stays 4 s")
	}
	if r.Advance(200 * time.Millisecond); r.Has("Saved.") {
		t.Error("and no longer")
	}
	r.Send(kit.SayMsg{Level: kit.Warning, Text: "Look."})
	r.Advance(5 * time.Second)
	r.Send(kit.SayMsg{Level: kit.Warning, Text: "Again."})
	if r.Advance(4 * time.Second); !r.Has("! Again.") {
		t.Error("the first one's time took the second away")
	}
	r.Send(kit.SayError(model.Fail(model.Conflict, "Somebody was faster."))())
	r.Send(kit.SayMsg{Level: kit.Success, Text: "Mail accepted."})
	if r.Advance(time.Hour); !r.Has("!! Somebody was faster.") {
		t.Error("a failure stays")
	}
	if r.Press("down"); r.Has("faster") {
		t.Error("until a key")
	}
	if r.Press("ctrl+p").Type("messages").Press("enter"); !r.Has("Mail accepted.") || !r.Has("Saved.") {
		t.Errorf("not all are kept:\n%s", r.Plain())
	}
}

func TestApp_crash(t *testing.T) {
	var logged []string
	r := start(t, func(e *kit.Env) {
		e.Report = func(err error) string { logged = append(logged, err.Error()); return "E-4711" }
	})
	r.Type("rosebud").Press("esc", "esc", "B")
	if !r.Has("This page has stopped.") || !r.Has("E-4711") {
		t.Fatalf("no card:\n%s", r.Plain())
	}
	if all := strings.Join(logged, " "); strings.Contains(all, "maiden") || strings.Contains(all, "rosebud") || !strings.Contains(all, "sample_test.go") {
		t.Errorf("the report: %s", all)
	}
	if r.Press("2"); !r.Has("Queue is empty.") {
		t.Error("the other pages don't go on")
	}
	if r.Press("1", "enter"); !r.Has("Next caller") {
		t.Errorf("Enter doesn't open it anew:\n%s", r.Plain())
	}
}

func TestApp_loading(t *testing.T) {
	r := start(t)
	r.first.field.Set("x")
	cmds := batch(r.first.search.Run(time.Minute, func(context.Context) ([]person, error) { return nil, nil }))
	cmds[1]() // the answer, cmds[0], takes its time
	for _, step := range []struct {
		by   time.Duration
		want string
	}{{149 * time.Millisecond, `0 people match "x"`}, {time.Millisecond, " loading\n"}, {1850 * time.Millisecond, " loading 2 s\n"}, {time.Second, " loading 3 s\n"}} {
		if r.Advance(step.by); !strings.Contains(r.Plain(), step.want) {
			t.Errorf("want %q:\n%s", step.want, r.Plain())
		}
	}
	r.Send(cmds[0]())
	before := r.Styled()
	if r.Advance(5 * time.Second); r.Styled() != before {
		t.Error("it ticks on after the answer")
	}
}

// broken is a dialog that can't be drawn.
type broken struct{ kit.Dialog }

func (broken) Title() string                           { return "Broken" }
func (broken) Done() (any, bool)                       { return nil, false }
func (broken) Editing() bool                           { return false }
func (broken) Bindings() []kit.Binding                 { return nil }
func (broken) View(*kit.Theme, int, int) (f kit.Frame) { return kit.Frame{Lines: f.Lines[:1]} }

func TestApp_crash_overlay(t *testing.T) {
	r := start(t)
	r.Send(kit.AskMsg{Owner: "call", Name: "broken", Dialog: broken{}})
	if !r.Has("!! Something went wrong") || r.Has("Broken") {
		t.Errorf("a broken dialog stays:\n%s", r.Plain())
	}
	if r.Press("esc", "2"); !r.Has("Queue is empty.") {
		t.Error("and keeps the keys")
	}
}

// TestApp_question_message: a question is seen whole, whatever is said
// meanwhile.
func TestApp_question_message(t *testing.T) {
	r := start(t)
	r.Send(kit.AskMsg{Owner: "call", Name: "sure", Dialog: dialog.Confirm("Sure?", "It can't be taken back.", "Yes", "No")})
	r.Send(kit.SayMsg{Level: kit.Warning, Text: strings.Repeat("This takes more than one line. ", 6)})
	for _, want := range []string{"Sure?", "It can't be taken back.", ">[ No ]", "! This takes more"} {
		if !r.Has(want) {
			t.Errorf("no %q:\n%s", want, r.Plain())
		}
	}
}
