package dialog_test

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"callin/ui/kit"
	"callin/ui/uitest"
	"callin/ui/widget/dialog"
)

// TestWrite: every change is told at once, and Esc gives nothing away.
func TestWrite(t *testing.T) {
	kept := ""
	w := dialog.Write("Note", "Everybody reads it.", "Called", 40, func(text string) { kept = text })
	w.Update(tea.PasteMsg{Content: " back\nand"})
	if w.Update(uitest.Key("x")); kept != "Called back andx" {
		t.Errorf("kept %q", kept)
	}
	w.Update(tea.PasteMsg{Content: strings.Repeat("long ", 20)})
	for _, width := range []int{30, 60} {
		f := w.View(kit.Mono, width, 8)
		text := strings.Join(f.Lines, "\n")
		if !strings.Contains(text, "There is no room for all") || f.Cursor == nil {
			t.Errorf("%d columns: cursor %v\n%s", width, f.Cursor, text)
		}
		for _, line := range f.Lines {
			if kit.Width(line) > width && !strings.Contains(line, "room") {
				t.Errorf("%d columns: %q", width, line)
			}
		}
	}
	if outcome, done, _ := press(w, "esc"); outcome != nil || !done || kept != "Called back andx" {
		t.Errorf("Esc: %v, %t; kept %q", outcome, done, kept)
	}
	if outcome, done, _ := press(dialog.Write("Note", "", "", 40, func(string) {}), "y", "e", "s", "enter"); outcome != "yes" || !done {
		t.Errorf("Enter: %v, %t", outcome, done)
	}
}

func TestAsk_checked(t *testing.T) {
	even := func(text string) (string, bool) { return "two letters, or four", len(text)%2 == 0 && text != "" }
	d := dialog.Ask("Wait", "", "", 9).Checked(even)
	if _, done, _ := press(d, "a", "enter"); done {
		t.Error("what is wrong was taken")
	}
	if text := strings.Join(d.View(kit.Mono, 40, 5).Lines, "\n"); !strings.Contains(text, "two letters") {
		t.Errorf("no hint in\n%s", text)
	}
	if outcome, done, _ := press(d, "b", "enter"); outcome != "ab" || !done {
		t.Errorf("%v, %t", outcome, done)
	}
}

func TestRead(t *testing.T) {
	lines := func(*kit.Theme, int) []string { return strings.Split(strings.Repeat("line\n", 30)+"end", "\n") }
	d := dialog.Read("History", lines)
	text := func() string { return strings.Join(d.View(kit.Mono, 40, 10).Lines, "\n") }
	if strings.Contains(text(), "end") {
		t.Error("it shows more than there is room for")
	}
	d.Update(uitest.Key("G"))
	if !strings.Contains(text(), "end") {
		t.Errorf("the end isn't there:\n%s", text())
	}
	if outcome, done, _ := press(d, "esc"); outcome != nil || !done {
		t.Errorf("%v, %t", outcome, done)
	}
}
