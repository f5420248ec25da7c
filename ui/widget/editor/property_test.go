// This file holds the editor against a plain string: whatever is typed, both
// have the same text and the caret in the same place, the text is clean, and
// what is shown fits.
package editor_test

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/widget/editor"
)

// plain is a text in one string with the caret before a byte.
type plain struct {
	text string
	at   int
}

// stops are the places between characters: where neither half is changed by
// being alone.
func (p plain) stops() []int {
	stops := []int{0}
	for at := 0; at < len(p.text); {
		n := 1
		if p.text[at] != '\n' {
			line, _, _ := strings.Cut(p.text[at:], "\n")
			c, _ := ansi.FirstGraphemeCluster(line, ansi.GraphemeWidth)
			n = len(c)
		}
		at += n
		if rest := p.text[at:]; model.Clean(rest) == rest {
			stops = append(stops, at)
		}
	}
	return stops
}

func (p plain) left() int {
	to := 0
	for _, s := range p.stops() {
		if s < p.at {
			to = s
		}
	}
	return to
}

func (p plain) right() int {
	for _, s := range p.stops() {
		if s > p.at {
			return s
		}
	}
	return p.at
}

func (p plain) home() int { return strings.LastIndex(p.text[:p.at], "\n") + 1 }

func (p plain) end() int {
	if i := strings.Index(p.text[p.at:], "\n"); i >= 0 {
		return p.at + i
	}
	return len(p.text)
}

func (p plain) wordLeft() int {
	if p.at == p.home() {
		return p.left()
	}
	before := strings.TrimRight(p.text[p.home():p.at], " ")
	return p.home() + strings.LastIndex(before, " ") + 1
}

func (p plain) wordRight() int {
	if p.at == p.end() {
		return p.right()
	}
	word := false
	for _, s := range p.stops() { // some letters take the space behind them along
		switch {
		case s < p.at:
		case s == p.end(), word && p.text[s] == ' ':
			return s
		case p.text[s] != ' ':
			word = true
		}
	}
	return p.end()
}

// exchange puts text in place of what is between two places.
func (p *plain) exchange(lo, hi int, text string) {
	before := model.Clean(p.text[:lo] + text)
	p.text = model.Clean(before + p.text[hi:])
	p.at = len(before)
	for _, s := range p.stops() {
		if s >= p.at {
			p.at = s
			return
		}
	}
}

func (p *plain) press(key string) {
	switch key {
	case "left":
		p.at = p.left()
	case "right":
		p.at = p.right()
	case "home":
		p.at = p.home()
	case "end":
		p.at = p.end()
	case "alt+b":
		p.at = p.wordLeft()
	case "alt+f":
		p.at = p.wordRight()
	case "ctrl+home":
		p.at = 0
	case "ctrl+end":
		p.at = len(p.text)
	case "enter":
		p.exchange(p.at, p.at, "\n")
	case "backspace":
		p.exchange(p.left(), p.at, "")
	case "delete":
		p.exchange(p.at, p.right(), "")
	case "ctrl+w":
		p.exchange(p.wordLeft(), p.at, "")
	case "ctrl+u":
		p.exchange(p.home(), p.at, "")
	case "ctrl+k":
		if p.at == p.end() {
			p.exchange(p.at, p.right(), "")
		} else {
			p.exchange(p.at, p.end(), "")
		}
	}
}

func TestEditor_any(t *testing.T) {
	keys := []string{"left", "right", "home", "end", "alt+b", "alt+f", "ctrl+home", "ctrl+end", "enter", "backspace", "delete", "ctrl+w", "ctrl+u", "ctrl+k"}
	texts := []string{
		"a", "b c", " ", "東京", "e\u0301", "\u0301", "\x1b[31m", "\u202e", "👩‍👩‍👧", "\u200d", "👩", "ø", "\t", "한", "\u1112", "\u1161", "\u11ab",
		"\n", "\r\n", "\r", "\xff", "ก\u0e33", "क\u094dष", "\u0d4e", "{{.Name}}\nyes, " + strings.Repeat("long ", 9), strings.Repeat("x", 30), "a\u0300\u0301\u0302\u0303\u0304",
	}
	rapid.Check(t, func(t *rapid.T) {
		e, want := editor.New(1<<20), &plain{}
		begin := rapid.SampledFrom([]string{"", "one\ntwo", "\n\n"}).Draw(t, "begin")
		e.Set(begin)
		want.text = begin
		e.Resize(rapid.IntRange(1, 40).Draw(t, "width"), rapid.IntRange(1, 8).Draw(t, "height"))
		for range rapid.IntRange(1, 60).Draw(t, "steps") {
			if rapid.Bool().Draw(t, "text") {
				text := rapid.SampledFrom(texts).Draw(t, "piece")
				press(e, "<"+text)
				want.exchange(want.at, want.at, text)
			} else {
				key := rapid.SampledFrom(keys).Draw(t, "key")
				press(e, key)
				want.press(key)
			}
			same(t, e, want)
			fits(t, e)
		}
		for range rapid.IntRange(0, 6).Draw(t, "moves") { // wherever they lead, it is between two characters
			press(e, rapid.SampledFrom([]string{"up", "down", "pgup", "pgdown"}).Draw(t, "move"))
			fits(t, e)
		}
		if !strings.Contains(shown(e), "|") || model.Clean(e.Value()) != e.Value() {
			t.Fatalf("%q", e.Value())
		}
		for e.Undo() {
			fits(t, e)
		}
		if e.Value() != begin {
			t.Fatalf("all undone, %q is left of %q", e.Value(), begin)
		}
	})
}

// same compares the texts, and the carets by what stands before them.
func same(t *rapid.T, e *editor.Editor, want *plain) {
	t.Helper()
	if e.Value() != want.text {
		t.Fatalf("got %q, want %q", e.Value(), want.text)
	}
	line := strings.Count(want.text[:want.at], "\n") + 1
	if e.At() != line {
		t.Fatalf("the caret is in line %d, want %d of %q", e.At(), line, want.text)
	}
	probe := *want
	probe.exchange(probe.at, probe.at, "|")
	if got := shown(e); got != probe.text {
		t.Fatalf("the caret is at %q, want %q", got, probe.text)
	}
}

// fits looks at what is drawn.
func fits(t *rapid.T, e *editor.Editor) {
	t.Helper()
	for _, size := range [][2]int{{12, 3}, {1, 1}, {40, 8}} {
		e.Resize(size[0], size[1])
		f := e.View(editor.Look{Theme: kit.Mono})
		if len(f.Lines) > size[1] || f.Cursor == nil || f.Cursor.X < 0 || f.Cursor.X >= size[0] || f.Cursor.Y >= len(f.Lines) {
			t.Fatalf("%v of %v: %q", f.Cursor, size, f.Lines)
		}
		for _, l := range f.Lines {
			if kit.Width(l) > size[0] || kit.Scrub(l) != l {
				t.Fatalf("%d columns: %q", size[0], l)
			}
		}
	}
}
