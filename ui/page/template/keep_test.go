// This file tries that typed text is never dropped: not when somebody else was
// faster, not when the desk says no, and not when the page is closed.
package template_test

import (
	"strings"
	"testing"

	"callin/model"
)

// conflict is a page with words of one's own, and Ben's in force.
func conflict(t *testing.T) *rig {
	t.Helper()
	r := newRig(t)
	r.write("Mine. ")
	r.desk.byBen(func(m *model.MailTemplate) { m.Text = "Ben's {{.Contact}}" })
	r.Press("enter")
	return r
}

func TestConflict(t *testing.T) {
	r := conflict(t)
	if strings.HasPrefix(r.desk.stored.Text, "Mine") || !r.Has("Mine. {{template") {
		t.Fatalf("somebody's words are gone:\n%s", r.Plain())
	}
	if !r.row("! ben saved other words (10:41)") || !strings.HasPrefix(r.said(), "ben saved other words (10:41) meanwhile. Yours are kept.") {
		t.Errorf("it doesn't say who: %q\n%s", r.said(), r.Plain())
	}
	if len(r.stage.Said) != 1 {
		t.Errorf("one conflict, said in %d messages", len(r.stage.Said))
	}
	if r.Press("l"); !r.row(" 1  Ben's {{.Contact}}") || r.Has("Mine.") || !r.Has("saved by ben") {
		t.Errorf("l doesn't show theirs:\n%s", r.Plain())
	}
	if r.Press("enter"); r.stage.Asking() != "" {
		t.Error("Enter saves while one looks at theirs")
	}
	if r.Press("l"); !r.Has("Mine. {{template") {
		t.Errorf("l doesn't lead back:\n%s", r.Plain())
	}
}

func TestConflict_over(t *testing.T) {
	r := conflict(t)
	if r.Press("enter", "enter"); !strings.HasPrefix(r.desk.stored.Text, "Ben's") {
		t.Fatal("two Enters drop Ben's words")
	}
	if r.Press("enter", "y"); !strings.HasPrefix(r.desk.stored.Text, "Mine. ") || r.Has("ben") || r.Has("not saved") {
		t.Errorf("%q\n%s", r.said(), r.Plain())
	}
}

// Who puts theirs in place of Ben's has decided about those words, and not about
// what somebody else saves in that moment.
func TestConflict_again(t *testing.T) {
	r := conflict(t)
	r.desk.byBen(func(m *model.MailTemplate) { m.Text, m.By = "Cara's {{.Contact}}", "cara" })
	if r.Press("enter", "y"); !strings.HasPrefix(r.desk.stored.Text, "Cara's") || !strings.HasPrefix(r.said(), "cara saved other words") {
		t.Errorf("%q: %q", r.said(), r.desk.stored.Text)
	}
}

// Going back to the built-in words settles it too: what one typed is compared
// with those from then on.
func TestConflict_reset(t *testing.T) {
	r := conflict(t)
	if r.Press("x", "y"); r.count("reset") != 1 || r.Has("ben") || !r.Has("Mine.") || !r.Has("built-in words · changed, not saved") {
		t.Errorf("%v\n%s", r.desk.did, r.Plain())
	}
}

func TestConflict_theirs(t *testing.T) {
	r := conflict(t)
	if r.Press("D", "enter"); !r.Has("Mine.") {
		t.Fatal("Enter drops what was typed")
	}
	if r.Press("l", "D", "y"); !r.row(" 1  Ben's") || r.Has("not saved") || r.binding("template.save").Disabled == "" {
		t.Errorf("%s", r.Plain())
	}
}

// Coming back to the page shows a conflict before anybody types on, and words
// nobody has touched just become the newer ones.
func TestConflict_early(t *testing.T) {
	r := newRig(t)
	r.desk.byBen(func(m *model.MailTemplate) { m.Text = "Ben's {{.Contact}}" })
	if r.Press("."); !r.row(" 1  Ben's") || r.said() != "" {
		t.Fatalf("%q\n%s", r.said(), r.Plain())
	}
	r.write("Mine. ")
	r.desk.byBen(func(m *model.MailTemplate) { m.Subject = "Ben's" })
	if r.Press("."); !strings.HasPrefix(r.said(), "ben saved") {
		t.Errorf("%q", r.said())
	}
	n := len(r.stage.Said)
	if r.Press("."); len(r.stage.Said) != n {
		t.Error("it says the same again and again")
	}
	r.desk.stored = builtin()
	if r.Press("."); !strings.HasPrefix(r.said(), "The built-in words are in force again meanwhile") {
		t.Errorf("%q", r.said())
	}
}

// A save of which nobody knows whether it happened is looked up.
func TestUncertain(t *testing.T) {
	r := newRig(t)
	r.write("Mine. ")
	r.desk.err["SaveTemplate"] = model.Fail(model.Uncertain, "It may have happened.")
	if r.Press("enter"); !r.Has("Mine.") || !r.Has("not saved") || r.said() != "It may have happened." {
		t.Fatalf("%q\n%s", r.said(), r.Plain())
	}
	delete(r.desk.err, "SaveTemplate")
	r.desk.lost = true
	if r.Press("enter"); r.Has("not saved") || r.Has("! ") || !r.Has("saved by you") {
		t.Errorf("it happened after all:\n%s", r.Plain())
	}
}

func TestForbidden(t *testing.T) {
	const no = "The role agent may not manage the staff and its settings."
	for _, method := range []string{"SaveTemplate", "ResetTemplate", "TestTemplate", "Template"} {
		t.Run(method, func(t *testing.T) {
			r := newRig(t)
			r.desk.byBen(func(*model.MailTemplate) {})
			r.Press(".")
			r.write("Mine. ")
			r.desk.err[method] = model.Fail(model.Forbidden, no)
			switch method {
			case "SaveTemplate":
				r.Press("enter")
			case "ResetTemplate":
				r.Press("x", "y")
			case "TestTemplate":
				r.Press("s").Type("amy@desk.example").Press("enter", "s")
			default:
				r.Press("e", "esc", ".")
			}
			if !r.row("! "+no) || !r.Has("Mine.") || r.bench.Refused() != no {
				t.Fatalf("%q\n%s", r.said(), r.Plain())
			}
			for _, id := range []string{"save", "edit", "test", "reset", "undo"} {
				if got := r.binding("template." + id).Disabled; got != no {
					t.Errorf("%s: %q", id, got)
				}
			}
			did := len(r.desk.did)
			r.Press("enter", "e").Type("xs").Paste("no")
			if r.page.Editing() || len(r.desk.did) != did || r.Has("no{{") {
				t.Errorf("%v\n%s", r.desk.did[did:], r.Plain())
			}
			if other := on(t, r.desk, r.bench); other.binding("template.edit").Disabled == "" {
				t.Error("the next page doesn't know it")
			}
		})
	}
}

func TestClosed(t *testing.T) {
	r := newRig(t)
	r.write("Mine. ")
	if r.page.Busy() != "The one-time code mail has words that aren't saved." || r.bench.Unsaved(model.MailCode) {
		t.Fatalf("Busy: %q", r.page.Busy())
	}
	if r.Press("esc"); r.stage.Backs != 1 || !strings.Contains(r.said(), "are kept, but not saved") {
		t.Fatalf("Esc: %q", r.said())
	}
	r.stage.Close()
	if !r.bench.Unsaved(model.MailCode) {
		t.Fatal("what was typed is gone")
	}
	again := on(t, r.desk, r.bench)
	if !again.Has("Mine. {{template") || !again.Has("changed, not saved") || r.bench.Unsaved(model.MailCode) {
		t.Fatalf("%s", again.Plain())
	}
	if again.Press("z"); again.Has("Mine.") {
		t.Error("it can't be undone any more")
	}
	again.stage.Close()
	if r.bench.Unsaved(model.MailCode) {
		t.Error("words that are as they were wait to be saved")
	}
}

// Drafts outlive what others do meanwhile.
func TestClosed_conflict(t *testing.T) {
	r := newRig(t)
	r.write("Mine. ")
	r.stage.Close()
	r.desk.byBen(func(m *model.MailTemplate) { m.Text = "Ben's {{.Contact}}" })
	again := on(t, r.desk, r.bench)
	if !again.Has("Mine. {{template") || !strings.HasPrefix(again.said(), "ben saved other words") {
		t.Errorf("%q\n%s", again.said(), again.Plain())
	}
}

func TestUnreachable(t *testing.T) {
	desk := &fake{stored: builtin(), err: map[string]error{"Template": model.Fail(model.Unavailable, "The store can't be reached.")}}
	r := on(t, desk, newRig(t).bench)
	if !r.Has("The store can't be reached. Press . to try again.") || r.binding("template.edit").Disabled == "" {
		t.Fatal(r.Plain())
	}
	delete(desk.err, "Template")
	if r.Press("."); !r.row(" 1  {{template") || r.Has("try again") {
		t.Error(r.Plain())
	}
}
