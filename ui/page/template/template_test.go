// This file tries what a manager does on the page.
package template_test

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"callin/model"
)

func TestPage_save(t *testing.T) {
	r := newRig(t)
	if r.Press("enter"); r.count("save") != 0 || !strings.HasPrefix(r.said(), "Nothing has changed") {
		t.Fatalf("Enter in words nobody touched: %q, %v", r.said(), r.desk.did)
	}
	r.write("Dear reader,\n")
	if !r.Has("changed, not saved") || r.count("save") != 0 {
		t.Fatalf("before saving:\n%s", r.Plain())
	}
	if r.Press("enter"); !strings.HasPrefix(r.desk.stored.Text, "Dear reader,\n{{template") || r.said() != "Saved: the next one-time code mail says it so." {
		t.Fatalf("%q: %q", r.said(), r.desk.stored.Text)
	}
	if !r.Has("own words, saved by you 10:42") || r.Has("not saved") || r.page.Busy() != "" {
		t.Errorf("afterwards:\n%s", r.Plain())
	}
	if r.write("A").Press("enter"); !strings.HasPrefix(r.desk.stored.Text, "Dear reader,\nA{{template") {
		t.Errorf("the second time: %q, %q", r.said(), r.desk.stored.Text)
	}
}

// What is typed while the desk saves isn't saved, and isn't somebody else's.
func TestPage_save_and_go_on(t *testing.T) {
	r := newRig(t)
	r.desk.after = func() { r.desk.after = nil; r.page.Update(tea.PasteMsg{Content: "two "}) }
	r.write("one ").Press("enter", "esc")
	if r.Has("meanwhile") || !r.Has("changed, not saved") {
		t.Fatal(r.Plain())
	}
	if strings.Contains(r.desk.stored.Text, "two") {
		t.Fatalf("what was typed too late is saved: %q", r.desk.stored.Text)
	}
	if r.Press("enter"); !strings.HasPrefix(r.desk.stored.Text, "one two ") {
		t.Errorf("%q", r.desk.stored.Text)
	}
}

func TestPage_wrong(t *testing.T) {
	for _, key := range []string{"enter", "p", "s"} {
		t.Run(key, func(t *testing.T) {
			r := newRig(t)
			r.Press("tab", "e", "down", "down").Type("{{.Wrong}}").Press("tab", "end").Type("{{.Wrong}}").Press("esc", "tab")
			if r.Press(key); r.count("save") > 0 || r.count("test") > 0 || r.stage.Asking() != "" {
				t.Fatalf("it went on with what is wrong: %v", r.desk.did)
			}
			if !r.row("> Subject", "There is no variable {{.Wrong}}.") || !r.row("HTML, line 3") || !strings.HasPrefix(r.said(), "2 things are wrong") {
				t.Fatalf("%q\n%s", r.said(), r.Plain())
			}
			if r.Press("n"); !r.row("[HTML !]", "line 3 of 6") || !r.row(" 3! ", "{{.Wrong}}") || !r.row("> HTML, line 3") {
				t.Fatalf("n doesn't lead there:\n%s", r.Plain())
			}
			if x, y, shown := r.Cursor(); !shown || !strings.HasPrefix(r.Lines()[y], "  3! ") || x != 5 {
				t.Errorf("the cursor stands at %d, %d", x, y)
			}
			if r.Press("shift+tab"); !r.row("[Text]") || r.row("3!") {
				t.Errorf("the line is marked in another part:\n%s", r.Plain())
			}
			if r.Press("n"); !r.row("[Subject !]") {
				t.Errorf("after the last comes not the first:\n%s", r.Plain())
			}
			r.Press("z", "N", "z", key)
			if r.Has("wrong") {
				t.Errorf("put right, and still:\n%s", r.Plain())
			}
		})
	}
}

// The problems are looked for when somebody stops typing, and the keys don't
// have to wait for that.
func TestPage_wrong_in_passing(t *testing.T) {
	r := newRig(t)
	if r.write("{{.Wrong}}"); !r.row("> Text, line 1") || r.said() != "" {
		t.Fatalf("%q\n%s", r.said(), r.Plain())
	}
	if r.Press("z"); r.Has("wrong") {
		t.Errorf("undone, and still there:\n%s", r.Plain())
	}
	r.Press("e", "ctrl+end", "up", "ctrl+u", "ctrl+k", "esc")
	if !r.row("> Text", "It must always say where to write") {
		t.Errorf("what is wrong with a whole part:\n%s", r.Plain())
	}
}

func TestPage_preview(t *testing.T) {
	r := newRig(t)
	r.write("Dear reader, ").Press("p")
	if !r.row("Subject", "Your Aptela code") || !r.Has("0000 1234") || !r.Has("Dear reader,") || r.Has("{{.Code}}") {
		t.Fatalf("not what a reader sees:\n%s", r.Plain())
	}
	if r.Press("tab"); !r.Has("<p><b>0000 1234</b></p>") {
		t.Errorf("no HTML:\n%s", r.Plain())
	}
	if r.Press("esc"); !r.row("{{.Code}}") || r.stage.Backs != 0 {
		t.Errorf("Esc leads elsewhere:\n%s", r.Plain())
	}
	if r.Press("p", "enter"); r.count("save") != 1 {
		t.Error("Enter doesn't save what was looked at")
	}
}

func TestPage_test(t *testing.T) {
	r := newRig(t)
	r.write("Not saved. ")
	if r.Press("s"); r.count("test") != 0 || r.stage.Asking() != "Where should the test go?" {
		t.Fatalf("s: %q %v", r.stage.Asking(), r.desk.did)
	}
	if r.Type("amy@desk").Press("enter"); !r.Has("The address needs a dot") {
		t.Fatalf("a wrong address:\n%s", r.Plain())
	}
	if r.Type(".example").Press("enter"); r.stage.Asking() != "Send the test?" || r.count("test") != 0 {
		t.Fatalf("%q %v", r.stage.Asking(), r.desk.did)
	}
	if r.Press("enter"); r.count("test") != 0 || r.stage.Asking() != "" {
		t.Fatalf("Enter sends mail: %v", r.desk.did)
	}
	r.Press("s", "enter", "s") // the address is still there
	if r.count("test to amy@desk.example") != 1 || !strings.HasPrefix(r.desk.sent[0].Text, "Not saved. ") {
		t.Fatalf("%v", r.desk.did)
	}
	if r.count("save") != 0 || r.said() != "The test is on its way to amy@desk.example. The Outbox says how it goes." {
		t.Errorf("%q %v", r.said(), r.desk.did)
	}
}

func TestPage_reset(t *testing.T) {
	r := newRig(t)
	if r.Press("x"); r.stage.Asking() != "" || !strings.HasPrefix(r.said(), "The built-in words are in force") {
		t.Fatalf("%q", r.said())
	}
	r.desk.byBen(func(m *model.MailTemplate) { m.Text = "Ben's {{.Contact}}" })
	for _, keys := range [][]string{{"x", "enter"}, {"x", "n"}, {"x", "esc"}} {
		r.Press(".").Press(keys...)
		if r.count("reset") != 0 {
			t.Fatalf("%v resets", keys)
		}
	}
	if r.Press("x"); !r.Has("ben saved the words in force, 10:41.") {
		t.Errorf("it doesn't say whose words go:\n%s", r.Plain())
	}
	if r.Press("y"); r.count("reset") != 1 || r.Has("Ben's") || !r.Has("built-in words") || r.Has("not saved") {
		t.Errorf("%v\n%s", r.desk.did, r.Plain())
	}
}

func TestPage_reset_keeps_what_was_typed(t *testing.T) {
	r := newRig(t)
	r.desk.byBen(func(m *model.MailTemplate) { m.Text = "Ben's {{.Contact}}" })
	r.Press(".")
	r.write("Mine. ").Press("x", "y")
	if !r.Has("Mine. Ben's") || !r.Has("changed, not saved") || r.Has("meanwhile") {
		t.Errorf("%s", r.Plain())
	}
	if r.Press("enter"); !strings.HasPrefix(r.desk.stored.Text, "Mine. ") {
		t.Errorf("%q", r.said())
	}
}

func TestPage_drop(t *testing.T) {
	r := newRig(t)
	r.write("Mine. ").Press("D", "enter")
	if !r.Has("Mine.") {
		t.Fatal("Enter drops what was typed")
	}
	if r.Press("D", "y"); r.Has("Mine.") || r.Has("not saved") || r.page.Busy() != "" {
		t.Error(r.Plain())
	}
}

func TestPage_variables(t *testing.T) {
	r := newRig(t)
	r.Press("v")
	if !r.row("{{.Code}}", "the one-time code, in two groups") {
		t.Fatal(r.Plain())
	}
	if r.Press("down", "down", "enter").Type("!"); !r.row(" 1 ", "{{.Code}}!{{template") {
		t.Errorf("it isn't at the caret, or one can't go on typing:\n%s", r.Plain())
	}
	r.Press("esc", "shift+tab", "v", "down", "down", "enter")
	if r.stage.Asking() == "" || !strings.Contains(r.said(), "locked screens") {
		t.Errorf("a secret goes into the subject: %q", r.said())
	}
	r.Press("esc").Resize(120, 36)
	if !r.row("│ {{.Code}}") || !r.Has("! a secret: the") {
		t.Errorf("no pane of variables:\n%s", r.Plain())
	}
}

// Letters are text in the field and commands outside it, and pasted text is
// never a command.
func TestPage_modes(t *testing.T) {
	r := newRig(t)
	r.Press("e").Type("xsDpzlqn7").Press("enter")
	if r.stage.Asking() != "" || r.count("preview") != 0 || !r.row(" 1  xsDpzlqn7") {
		t.Fatalf("letters are commands in the field:\n%s", r.Plain())
	}
	r.Press("esc").Paste("sxD\n\x1b[2J\x00\u202eend")
	if !r.page.Editing() || r.stage.Asking() != "" || !r.row(" 2  sxD") || !r.row(" 3  ¿[2J¿¿end{{template") {
		t.Fatalf("a paste:\n%s", r.Plain())
	}
	before := r.Plain()
	if r.Paste(strings.Repeat("\xff\x00", 1<<20)); r.Plain() != before || !strings.Contains(r.said(), "Nothing was put in") {
		t.Errorf("%q", r.said())
	}
	if r.Press("shift+tab", "enter"); !r.row("[Text]") || !r.page.Editing() {
		t.Errorf("Enter in the subject:\n%s", r.Plain())
	}
}
