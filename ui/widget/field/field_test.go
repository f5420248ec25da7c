package field_test

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/uitest"
	"callin/ui/widget/field"
)

// press types keys; what isn't a key's name is text.
func press(f *field.Field, keys ...string) {
	for _, k := range keys {
		if text, ok := strings.CutPrefix(k, "="); ok {
			for _, r := range text {
				f.Update(tea.KeyPressMsg{Code: r, Text: string(r)})
			}
			continue
		}
		f.Update(uitest.Key(k))
	}
}

func TestField(t *testing.T) {
	for _, tc := range []struct {
		name string
		keys []string
		want string // with | for the caret
	}{
		{"typing", []string{"=ada okafor"}, "ada okafor|"},
		{"in the middle", []string{"=ad", "left", "=x"}, "ax|d"},
		{"home and end", []string{"=b", "home", "=a", "end", "=c"}, "abc|"},
		{"ctrl+a ctrl+e", []string{"=b", "ctrl+a", "=a", "ctrl+e", "=c"}, "abc|"},
		{"ctrl+u", []string{"=one two", "left", "ctrl+u"}, "|o"},
		{"ctrl+k", []string{"=one two", "home", "right", "ctrl+k"}, "o|"},
		{"ctrl+w", []string{"=one two  ", "ctrl+w"}, "one |"},
		{"words", []string{"=one two three", "alt+b", "alt+b", "=X", "ctrl+right", "=Y"}, "one XtwoY| three"},
		{"backspace and delete", []string{"=abcd", "left", "backspace", "delete"}, "ab|"},
		{"combining", []string{"=e\u0301\u0323x", "left", "backspace"}, "|x"},
		{"limit", []string{"=12345678901234567890123"}, "12345678901234567890|"},
		{"not its keys", []string{"=a", "up", "ctrl+v", "ctrl+p", "enter", "tab", "f5"}, "a|"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			f := field.New(20)
			press(f, tc.keys...)
			_, x := f.View(40)
			got := []rune(f.Value())
			i := 0
			for i < len(got) && kit.Width(string(got[:i])) < x {
				i++
			}
			if shown := string(got[:i]) + "|" + string(got[i:]); shown != tc.want {
				t.Errorf("got %q, want %q", shown, tc.want)
			}
		})
	}
}

func TestField_paste(t *testing.T) {
	f := field.New(100)
	taken, changed := f.Update(tea.PasteMsg{Content: "one\r\ntwo\nthree\x1b[2J\n"})
	if want := "one two three¿[2J"; f.Value() != want || !taken || !changed {
		t.Errorf("got %q, %v, %v; want %q", f.Value(), taken, changed, want)
	}
	f.Clear()
	if !f.Empty() {
		t.Error("not empty after Clear")
	}
}

// TestField_any: whatever is typed, the text stays clean and what is shown fits,
// with the caret in it.
func TestField_any(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := field.New(50)
		w := rapid.IntRange(2, 30).Draw(t, "width")
		keys := []string{"left", "right", "home", "end", "backspace", "delete", "ctrl+w", "ctrl+k", "ctrl+u", "alt+b", "alt+f"}
		texts := []string{"a", " ", "東", "e\u0301", "\u0301", "\x1b[31m", "\u202e", "👩‍👩‍👧", "ø", "\t", "한", "\n", "\xff"}
		for range rapid.IntRange(1, 40).Draw(t, "steps") {
			if rapid.Bool().Draw(t, "text") {
				f.Update(tea.PasteMsg{Content: rapid.SampledFrom(texts).Draw(t, "piece")})
			} else {
				press(f, rapid.SampledFrom(keys).Draw(t, "key"))
			}
			if model.Clean(f.Value()) != f.Value() || strings.Contains(f.Value(), "\n") {
				t.Fatalf("%q isn't clean", f.Value())
			}
			text, x := f.View(w)
			if ansi.StringWidth(text) > w-1 || x < 0 || x > w-1 {
				t.Fatalf("%q in %d: %q, caret at %d", f.Value(), w, text, x)
			}
			h := rapid.IntRange(1, 4).Draw(t, "height")
			lines, caret := f.Block(w, h)
			if len(lines) != h || caret.Y < 0 || caret.Y >= h || caret.X < 0 || caret.X > w-1 {
				t.Fatalf("%q in %d×%d: %q, caret at %v", f.Value(), w, h, lines, caret)
			}
			for _, line := range lines {
				if ansi.StringWidth(line) > w-1 {
					t.Fatalf("%q in %d×%d: %q", f.Value(), w, h, lines)
				}
			}
		}
	})
}

func TestField_block(t *testing.T) {
	for _, tc := range []struct {
		text string
		h    int
		want string
		x, y int
	}{
		{"", 2, "|", 0, 0},
		{"one two three", 3, "one two|three|", 5, 1},
		{"one two ", 2, "one two|", 8, 0}, // the blank hangs over
		{"abcdefghijklm", 2, "abcdefghi|jklm", 4, 1},
		{"one two three four five", 2, "three|four five", 9, 1}, // what is around the caret
	} {
		f := field.New(100)
		f.Set(tc.text)
		lines, caret := f.Block(10, tc.h)
		if got := strings.Join(lines, "|"); got != tc.want || caret.X != tc.x || caret.Y != tc.y {
			t.Errorf("%q: %q, caret at %v", tc.text, got, caret)
		}
	}
}
