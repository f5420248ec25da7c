// This file tries the keys, one after the other.
package editor_test

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"callin/ui/kit"
	"callin/ui/uitest"
	"callin/ui/widget/editor"
)

// press types keys; "=…" is text, "<…" is pasted, "undo" undoes.
func press(e *editor.Editor, keys ...string) editor.Effect {
	var last editor.Effect
	for _, k := range keys {
		if text, ok := strings.CutPrefix(k, "="); ok {
			for _, r := range text {
				last = e.Update(tea.KeyPressMsg{Code: r, Text: string(r)})
			}
			continue
		}
		if text, ok := strings.CutPrefix(k, "<"); ok {
			last = e.Update(tea.PasteMsg{Content: text})
			continue
		}
		if k == "undo" {
			e.Undo()
			continue
		}
		last = e.Update(uitest.Key(k))
	}
	return last
}

// shown is the text with a bar at the caret, found by typing it.
func shown(e *editor.Editor) string {
	e.Insert("|")
	text := e.Value()
	e.Undo()
	return text
}

func TestEditor(t *testing.T) {
	for _, tc := range []struct {
		name string
		text string
		keys []string
		want string // with | for the caret
	}{
		{"typing", "", []string{"=one", "enter", "=two"}, "one\ntwo|"},
		{"a line in two", "onetwo", []string{"right", "right", "right", "enter"}, "one\n|two"},
		{"up and down keep the column", "long line\nx\nlong line", []string{"end", "down", "down"}, "long line\nx\nlong line|"},
		{"down at the end", "one\ntwo", []string{"down", "down"}, "one\ntwo|"},
		{"up at the top", "one", []string{"end", "up"}, "|one"},
		{"left and right over the end of a line", "a\nb", []string{"end", "right", "right", "left", "left"}, "a|\nb"},
		{"home and end", "one\ntwo", []string{"down", "end", "home", "right"}, "one\nt|wo"},
		{"ctrl+a ctrl+e", "b", []string{"ctrl+a", "=a", "ctrl+e", "=c"}, "abc|"},
		{"all of it", "a\nb\nc", []string{"ctrl+end", "=!", "ctrl+home", "=?"}, "?|a\nb\nc!"},
		{"ctrl+u", "x\none two", []string{"down", "end", "left", "ctrl+u", "ctrl+u"}, "x\n|o"},
		{"ctrl+k, then the end of the line", "one two\nx", []string{"right", "ctrl+k", "ctrl+k"}, "o|x"},
		{"ctrl+w over the end of a line", "a\nb cd", []string{"ctrl+end", "ctrl+w", "ctrl+w", "ctrl+w"}, "a|"},
		{"words", "one two\nthree", []string{"alt+f", "=X", "ctrl+right", "ctrl+right", "ctrl+right", "=Y", "alt+b", "alt+b"}, "oneX two|\nthreeY"},
		{"backspace and delete join lines", "ab\ncd\nef", []string{"down", "backspace", "end", "delete"}, "abcd|ef"},
		{"combining, typed and taken away whole", "", []string{"=e\u0301\u0323x", "left", "backspace"}, "|x"},
		{"wide", "東京", []string{"right", "=x", "end", "left", "backspace"}, "東|京"},
		{"a mark alone has nothing to stand on", "", []string{"=\u0301"}, "¿|"},
		{"paste", "ab", []string{"right", "<1\r\n2\n\x1b[2J\u202e"}, "a1\n2\n¿[2J¿|b"},
		{"not its keys", "a", []string{"tab", "esc", "ctrl+v", "ctrl+p", "f5"}, "|a"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			e := editor.New(1000)
			e.Set(tc.text)
			press(e, tc.keys...)
			if got := shown(e); got != tc.want {
				t.Errorf("got %q, want %q", got, tc.want)
			}
		})
	}
}

func TestEditor_wrapped(t *testing.T) {
	e := editor.New(1000)
	e.Resize(15, 10) // ten columns of text, one of them for the caret
	e.Set("one two three\nxx")
	for _, tc := range []struct {
		keys []string
		want string
	}{
		{nil, "|one two three\nxx"},
		{[]string{"right", "right", "down"}, "one two th|ree\nxx"},
		{[]string{"down"}, "one two three\nxx|"},
		{[]string{"up", "up"}, "on|e two three\nxx"},
		{[]string{"end", "up"}, "one t|wo three\nxx"},
	} {
		press(e, tc.keys...)
		if got := shown(e); got != tc.want {
			t.Errorf("after %v: %q, want %q", tc.keys, got, tc.want)
		}
	}
	look := editor.Look{Theme: kit.Mono}
	f := e.View(look)
	if got := strings.Join(f.Lines, "\n"); got != "  1  one two \n     three\n  2  xx" || *f.Cursor != (kit.Point{X: 10, Y: 0}) {
		t.Errorf("%s\n%v", got, f.Cursor)
	}
	e.Set("aaaa bbbbbbb")
	if press(e, "end", "up"); shown(e) != "aaaa| bbbbbbb" || e.View(look).Cursor.Y != 0 {
		t.Errorf("up from beyond the row's end: %q", shown(e))
	}
	e.Set("one two three")
	e.View(look)
	if e.Resize(40, 10); len(e.View(look).Lines) != 1 {
		t.Error("a line keeps the rows of a narrower window")
	}
}

// The text moves only as far as the caret makes it, and never leaves room empty
// that it could fill.
func TestEditor_scroll(t *testing.T) {
	e, look := editor.New(1000), editor.Look{Theme: kit.Mono}
	e.Resize(20, 3)
	e.Set(strings.Repeat("x\n", 49))
	first := func() string { return strings.Fields(e.View(look).Lines[0])[0] }
	for _, tc := range []struct{ keys, want string }{
		{"down down", "1"}, {"down", "2"}, {"up up", "2"}, {"up", "1"}, {"pgdown pgdown", "3"}, {"ctrl+end", "48"}, {"pgup", "48"}, {"ctrl+home", "1"},
	} {
		if press(e, strings.Fields(tc.keys)...); first() != tc.want {
			t.Errorf("after %s the first line is %s, want %s", tc.keys, first(), tc.want)
		}
	}
	press(e, "ctrl+end")
	if e.Resize(20, 10); first() != "41" {
		t.Errorf("in a taller window the first line is %s", first())
	}
	e.Set("one")
	press(e, "<"+strings.Repeat("y\n", 40), "undo")
	if f := e.View(look); len(f.Lines) != 1 {
		t.Errorf("%q", f.Lines)
	}
	for _, tc := range []struct {
		key  string
		line int
	}{{"G", 50}, {"k", 49}, {"ctrl+u", 44}, {"ctrl+d", 49}, {"g", 1}, {"j", 2}} {
		if tc.key == "G" {
			e.Set(strings.Repeat("x\n", 49))
		}
		if !e.Browse(tc.key) || e.At() != tc.line {
			t.Errorf("%s leads to line %d, want %d", tc.key, e.At(), tc.line)
		}
	}
	if e.Browse("x") || strings.Contains(e.Value(), "xx") {
		t.Error("a letter that is no move was taken")
	}
}

func TestEditor_limit(t *testing.T) {
	e := editor.New(10)
	e.Set("12345678")
	if got := press(e, "<abc"); got != editor.Full || e.Value() != "12345678" {
		t.Errorf("half a paste came in: %q, %v", e.Value(), got)
	}
	if got := press(e, "<\x00\xff\x1b"+strings.Repeat("x", 1<<20)); got != editor.Full || e.Value() != "12345678" {
		t.Errorf("a file came in: %d bytes, %v", len(e.Value()), got)
	}
	if got := press(e, "=ab"); got != editor.Changed || press(e, "=c") != editor.Full || press(e, "enter") != editor.Full {
		t.Errorf("the room isn't ten: %q, %v", e.Value(), got)
	}
	if press(e, "backspace", "enter"); e.Value() != "a\n12345678" {
		t.Errorf("what was taken away left no room: %q", e.Value())
	}
}

func TestLine(t *testing.T) {
	e := editor.Line(100)
	if press(e, "<one\r\ntwo\n"); e.Value() != "one two" || e.Lines() != 1 {
		t.Errorf("%q", e.Value())
	}
	if got := press(e, "enter"); got != editor.None || e.Lines() != 1 {
		t.Errorf("Enter: %v", got)
	}
	if f := e.View(editor.Look{Theme: kit.Mono}); f.Lines[0] != " one two" || f.Cursor.X != 8 {
		t.Errorf("%q %v", f.Lines, f.Cursor)
	}
}

func TestEditor_undo(t *testing.T) {
	e := editor.New(1000)
	e.Set("one")
	press(e, "end", "= two three", "backspace", "backspace", "ctrl+a", "ctrl+k", "<a\nb\nc", "up", "backspace")
	for _, want := range []string{"a\nb\nc|", "|", "|one two thr", "one two three|", "one two |", "one |"} {
		if press(e, "undo"); shown(e) != want && e.Value()+"|" != want {
			t.Errorf("got %q, want %q", shown(e), want)
		}
	}
	for range 3 {
		e.Undo()
	}
	if press(e, "=b", "home", "=a", "undo"); e.Value() != "oneb" {
		t.Errorf("what was typed elsewhere goes along: %q", e.Value())
	}
	e.Undo()
	if e.Value() != "one" || e.CanUndo() || e.Undo() {
		t.Errorf("in the end it is %q", e.Value())
	}
}

func TestEditor_marks(t *testing.T) {
	e := editor.New(1000)
	e.Resize(30, 3)
	e.Set("one\ntwo {{.X}}\nthree\nfour")
	e.Goto(4)
	f := e.View(editor.Look{
		Theme: kit.Dark, Marked: func(line int) bool { return line == 3 },
		Spans: func(line string) []editor.Span {
			if i := strings.Index(line, "{{"); i >= 0 {
				return []editor.Span{{Lo: i, Hi: len(line), Style: kit.Dark.Accent}}
			}
			return nil
		},
	})
	t3, t4 := " "+kit.Dark.Danger.Of(" 3!")+" three", " "+kit.Dark.Muted.Of(" 4")+"  four"
	if f.Lines[0] != " "+kit.Dark.Muted.Of(" 2")+"  two "+kit.Dark.Accent.Of("{{.X}}") || f.Lines[1] != t3 || f.Lines[2] != t4 {
		t.Errorf("%q", f.Lines)
	}
	if f.Cursor.Y != 2 || e.At() != 4 {
		t.Errorf("the caret stands at %v", f.Cursor)
	}
	if e.Goto(99); e.At() != 4 {
		t.Errorf("line %d of 4", e.At())
	}
}

// A text of many lines costs what is in sight.
func BenchmarkView(b *testing.B) {
	e := editor.New(1 << 20)
	e.Set(strings.Repeat("<p>on {{.Asked}} somebody asked for a new login password, with the form or by telephone.</p>\n", 8000))
	e.Resize(76, 20)
	e.Goto(4000)
	for b.Loop() {
		press(e, "=x", "backspace")
		e.View(editor.Look{Theme: kit.Dark})
	}
}
