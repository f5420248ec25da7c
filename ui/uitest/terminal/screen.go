// This file is what can be seen: the screen as text and as cells, and the bytes
// that made it.
package terminal

import (
	"bytes"
	"image/color"
	"slices"
	"strings"
)

// Screen is what a terminal shows at one moment.
type Screen struct {
	Lines            []string // without blanks at their ends
	Cells            [][]Cell // by line, then column
	CursorX, CursorY int
	CursorShown      bool
	Alternate        bool // the full-screen one, which leaves the shell's as it was
	Title            string
}

// Cell is one place on a screen. A colour of nil is the terminal's own.
type Cell struct {
	Text   string // "" behind a wide character
	Fg, Bg color.Color
}

// Text is the screen as lines.
func (s Screen) Text() string { return strings.Join(s.Lines, "\n") }

// Has tells whether the screen shows a text, however it is wrapped.
func (s Screen) Has(text string) bool { return strings.Contains(flat(s.Text()), flat(text)) }

// Line is the first line with a text in it, "" without one.
func (s Screen) Line(text string) string {
	if i := slices.IndexFunc(s.Lines, func(l string) bool { return strings.Contains(l, text) }); i >= 0 {
		return s.Lines[i]
	}
	return ""
}

// flat makes one line of a text, with single blanks.
func flat(text string) string { return strings.Join(strings.Fields(text), " ") }

// Screen is what the terminal shows now.
func (x *Terminal) Screen() Screen {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.look()
}

// look reads the emulator. The caller holds mu.
func (x *Terminal) look() Screen {
	w, h := x.screen.Width(), x.screen.Height()
	at := x.screen.CursorPosition()
	s := Screen{
		Lines: make([]string, h), Cells: make([][]Cell, h),
		CursorX: at.X, CursorY: at.Y, CursorShown: x.cursor, Alternate: x.screen.IsAltScreen(),
	}
	if n := len(x.titles); n > 0 {
		s.Title = x.titles[n-1]
	}
	var line strings.Builder
	for y := range h {
		line.Reset()
		s.Cells[y] = make([]Cell, w)
		for i := range w {
			c := x.screen.CellAt(i, y)
			if c == nil {
				continue
			}
			s.Cells[y][i] = Cell{c.Content, c.Style.Fg, c.Style.Bg}
			if c.Content == "" && c.Width > 0 {
				line.WriteByte(' ')
			}
			line.WriteString(c.Content)
		}
		s.Lines[y] = strings.TrimRight(line.String(), " ")
	}
	return s
}

// Raw is every byte that has come from the program.
func (x *Terminal) Raw() []byte {
	x.mu.Lock()
	defer x.mu.Unlock()
	return slices.Clone(x.raw)
}

// Styled is the screen with its colours, as escape sequences, for pictures.
func (x *Terminal) Styled() string {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.screen.Render()
}

// Frames are all the texts that the screen has shown, in order.
func (x *Terminal) Frames() []string {
	x.mu.Lock()
	defer x.mu.Unlock()
	return slices.Clone(x.frames)
}

// EverShown tells whether a text was ever on the screen, in any case of
// letters, or among the bytes that came.
func (x *Terminal) EverShown(text string) bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	text = strings.ToLower(text)
	return bytes.Contains(bytes.ToLower(x.raw), []byte(text)) ||
		slices.ContainsFunc(x.frames, func(f string) bool { return strings.Contains(flat(strings.ToLower(f)), flat(text)) })
}
