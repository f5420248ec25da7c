// Package field is a line of text to type into. It is our own because the
// library's reads the host's clipboard and binds keys that belong to the desk.
package field

import (
	"strings"
	"unicode"

	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/kit"
)

// Field is one line of text with a caret. What is in it is always clean.
type Field struct {
	runes []rune
	at    int // the caret stands before this rune
	from  int // the first rune shown
	limit int
}

// New makes an empty field for at most limit characters.
func New(limit int) *Field { return &Field{limit: limit} }

// Value is the text.
func (f *Field) Value() string { return string(f.runes) }

// Empty tells whether there is no text.
func (f *Field) Empty() bool { return len(f.runes) == 0 }

// Set replaces the text and puts the caret behind it.
func (f *Field) Set(text string) {
	f.Clear()
	f.insert(text)
}

// Clear empties the field and overwrites what was in it.
func (f *Field) Clear() {
	clear(f.runes[:cap(f.runes)])
	f.runes, f.at, f.from = f.runes[:0], 0, 0
}

// Update takes the keys of editing, and pasted text as one piece. taken is
// false for a key that the field has no use for; changed tells whether the
// text is another now.
func (f *Field) Update(msg tea.Msg) (taken, changed bool) {
	switch msg := msg.(type) {
	case tea.PasteMsg:
		return true, f.insert(msg.Content)
	case tea.KeyPressMsg:
		if text := typed(msg); text != "" {
			return true, f.insert(text)
		}
		if to, ok := f.move(msg.String()); ok {
			f.at = to
			return true, false
		}
		if lo, hi, ok := f.cut(msg.String()); ok {
			return true, f.remove(lo, hi)
		}
	}
	return false, false
}

// typed is the text that a key stands for, "" for commands.
func typed(key tea.KeyPressMsg) string {
	if key.Mod&(tea.ModCtrl|tea.ModAlt|tea.ModMeta|tea.ModSuper|tea.ModHyper) != 0 {
		return ""
	}
	return key.Text
}

// move tells where a key takes the caret.
func (f *Field) move(key string) (to int, ok bool) {
	switch key {
	case "left":
		return f.before(f.at), true
	case "right":
		return f.behind(f.at), true
	case "home", "ctrl+a":
		return 0, true
	case "end", "ctrl+e":
		return len(f.runes), true
	case "ctrl+left", "alt+left", "alt+b":
		return f.wordBefore(), true
	case "ctrl+right", "alt+right", "alt+f":
		return f.wordBehind(), true
	}
	return 0, false
}

// cut tells what a key removes.
func (f *Field) cut(key string) (lo, hi int, ok bool) {
	switch key {
	case "backspace":
		return f.before(f.at), f.at, true
	case "delete":
		return f.at, f.behind(f.at), true
	case "ctrl+u":
		return 0, f.at, true
	case "ctrl+k":
		return f.at, len(f.runes), true
	case "ctrl+w", "alt+backspace":
		return f.wordBefore(), f.at, true
	}
	return 0, 0, false
}

// insert puts text at the caret, in one piece, new lines as spaces; what is
// too long is left off.
func (f *Field) insert(text string) bool {
	add := []rune(strings.ReplaceAll(f.clean(strings.Trim(text, "\r\n")), "\n", " "))
	add = add[:min(len(add), max(f.limit-len(f.runes), 0))]
	if len(add) == 0 {
		return false
	}
	grown := make([]rune, 0, max(len(f.runes)+len(add), 32))
	grown = append(append(append(grown, f.runes[:f.at]...), add...), f.runes[f.at:]...)
	clear(f.runes[:cap(f.runes)]) // no copies of an answer lie about
	f.runes = grown
	f.at += len(add)
	return true
}

// clean cleans text as it will stand: an accent that is typed by itself belongs
// to the letter before the caret.
func (f *Field) clean(text string) string {
	letter := string(f.runes[f.before(f.at):f.at])
	if rest, ok := strings.CutPrefix(model.Clean(letter+text), letter); ok {
		return rest
	}
	return model.Clean(text)
}

func (f *Field) remove(lo, hi int) bool {
	if lo == hi {
		return false
	}
	rest := copy(f.runes[lo:], f.runes[hi:])
	clear(f.runes[lo+rest:])
	f.runes, f.at = f.runes[:lo+rest], lo
	return true
}

// before and behind step over a character with the marks that combine with it.
func (f *Field) before(i int) int {
	for i > 0 {
		i--
		if !unicode.Is(unicode.M, f.runes[i]) {
			break
		}
	}
	return i
}

func (f *Field) behind(i int) int {
	if i < len(f.runes) {
		i++
	}
	for i < len(f.runes) && unicode.Is(unicode.M, f.runes[i]) {
		i++
	}
	return i
}

func (f *Field) wordBefore() int {
	i := f.at
	for i > 0 && f.runes[i-1] == ' ' {
		i--
	}
	for i > 0 && f.runes[i-1] != ' ' {
		i--
	}
	return i
}

func (f *Field) wordBehind() int {
	i := f.at
	for i < len(f.runes) && f.runes[i] == ' ' {
		i++
	}
	for i < len(f.runes) && f.runes[i] != ' ' {
		i++
	}
	return i
}

// View returns the part of the text around the caret that fits into w columns,
// and the caret's column in it. One column is kept free for the caret behind
// the last character.
func (f *Field) View(w int) (text string, x int) {
	w = max(w, 2)
	f.from = min(f.from, f.at)
	for f.from < f.at && kit.Width(string(f.runes[f.from:f.at])) > w-1 {
		f.from = min(f.behind(f.from), f.at)
	}
	return kit.Clip(string(f.runes[f.from:]), w-1), kit.Width(string(f.runes[f.from:f.at]))
}

// Block is View in h lines of w columns, broken behind blanks: what is around the
// caret, and the caret's place in it.
func (f *Field) Block(w, h int) (lines []string, caret kit.Point) {
	w = max(w, 2)
	var starts []int // of the lines
	start, blank := 0, -1
	for i := range f.runes {
		if kit.Width(string(f.runes[start:i+1])) > w-1 && f.runes[i] != ' ' { // a blank may hang over
			starts = append(starts, start)
			if start = i; blank > starts[len(starts)-1] {
				start = blank
			}
		}
		if f.runes[i] == ' ' {
			blank = i + 1
		}
	}
	starts = append(starts, start)
	for k, from := range starts {
		to := len(f.runes)
		if k+1 < len(starts) {
			to = starts[k+1]
		}
		if f.at >= from {
			caret = kit.Point{X: min(kit.Width(string(f.runes[from:f.at])), w-1), Y: k}
		}
		lines = append(lines, kit.Clip(strings.TrimRight(string(f.runes[from:to]), " "), w-1))
	}
	top := max(caret.Y-h+1, 0)
	caret.Y -= top
	for len(lines) < top+h {
		lines = append(lines, "")
	}
	return lines[top : top+h], caret
}
