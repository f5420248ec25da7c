package rows_test

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"

	"callin/ui/kit"
	"callin/ui/uitest"
	"callin/ui/widget/rows"
)

func fresh() *rows.Form {
	return rows.New("Fields", "",
		rows.Field{ID: "priority", Label: "Priority", Value: "normal", Choices: []string{"high", "normal", "low"}},
		rows.Field{ID: "due", Label: "Due", Value: "14:30", Limit: 20, Check: func(text string) (string, bool) {
			if strings.Contains(text, "x") {
				return "no moment", false
			}
			return "a moment", true
		}})
}

func TestForm(t *testing.T) {
	for _, tc := range []struct {
		keys string
		want any
		done bool
	}{
		{"enter", rows.Values{"priority": "normal", "due": "14:30"}, true},
		{"right enter", rows.Values{"priority": "low", "due": "14:30"}, true},
		{"right right enter", rows.Values{"priority": "high", "due": "14:30"}, true},
		{"left left enter", rows.Values{"priority": "low", "due": "14:30"}, true},
		{"h enter", rows.Values{"priority": "high", "due": "14:30"}, true},
		{"z enter", rows.Values{"priority": "normal", "due": "14:30"}, true},
		{"tab ctrl+u 2 h enter", rows.Values{"priority": "normal", "due": "2h"}, true},
		{"up ctrl+u 9 down h enter", rows.Values{"priority": "high", "due": "9"}, true},
		{"tab x enter", nil, false},
		{"tab x shift+tab h enter", nil, false},
		{"tab x esc", nil, true},
	} {
		f := fresh()
		for key := range strings.FieldsSeq(tc.keys) {
			f.Update(uitest.Key(key))
		}
		got, done := f.Done()
		if diff := cmp.Diff(tc.want, got); diff != "" || done != tc.done {
			t.Errorf("%s: done %t %s", tc.keys, done, diff)
		}
	}
}

func TestForm_view(t *testing.T) {
	f := fresh()
	f.Update(uitest.Key("tab"))
	f.Update(tea.PasteMsg{Content: "x\x1b[2J"})
	for _, w := range []int{60, 24} {
		frame := f.View(kit.Mono, w, 10)
		for _, line := range frame.Lines {
			if kit.Width(line) > w || kit.Scrub(line) != line {
				t.Errorf("%d columns: %q", w, line)
			}
		}
		if frame.Cursor == nil || frame.Cursor.Y != 1 {
			t.Errorf("the cursor is at %v", frame.Cursor)
		}
	}
	got := ansi.Strip(strings.Join(f.View(kit.Mono, 60, 10).Lines, "\n"))
	for _, want := range []string{"Priority   high [normal] low", "x¿[2J   no moment"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
}
