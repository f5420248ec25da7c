// This file holds what stands at the sides of a page in wide windows: other
// pages, which show and take no keys. Neither knows of the other.
package ui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"callin/ui/kit"
)

// Beside is a page that stands at the side of another.
type Beside struct {
	ID    kit.PageID
	Title string
	Left  bool
	From  int // columns that the window must have
	Share int // of the window, in percent
	Least int // columns
	Most  int
	New   func(arg any) kit.Page // arg as the page in the middle has it
}

// flank is an open one. What it has drawn is kept until it hears something.
type flank struct {
	*live
	Beside
	hidden bool // the window is too narrow for it
	frame  kit.Frame
	theme  *kit.Theme // that the frame was drawn with
}

// width is how many columns it takes in a window, its rule included; 0: it isn't
// shown.
func (b Beside) width(w int) int {
	if w < b.From {
		return 0
	}
	return min(max(w*b.Share/100, b.Least), b.Most)
}

// surround makes the pages at the sides that there is room for. They stay when the
// window becomes narrower, so that it may be pulled about.
func (a *App) surround(l *live) tea.Cmd {
	var cmds []tea.Cmd
	for _, b := range l.route.Beside {
		if b.width(a.w) == 0 || slices.ContainsFunc(l.sides, func(s *flank) bool { return s.ID == b.ID }) {
			continue
		}
		route := Route{ID: b.ID, Title: b.Title, New: b.New}
		s := &flank{live: &live{route: route, arg: l.arg}, Beside: b}
		s.page = &card{id: b.ID, title: b.Title}
		l.sides = append(l.sides, s)
		cmds = append(cmds, a.guard(s.live, func() tea.Cmd {
			s.page = b.New(l.arg)
			return s.page.Init()
		}))
		if l.told != nil {
			cmds = append(cmds, a.send(s.live, *l.told))
		}
	}
	return tea.Batch(cmds...)
}

// middle is the room that the sides leave.
func (a *App) middle(l *live) int {
	w := a.w
	for _, s := range l.sides {
		w -= s.width(a.w)
	}
	return w
}

// arrive tells a page, and those at its sides, that somebody came to it.
func (a *App) arrive(l *live, msg kit.Opened) tea.Cmd {
	if l == nil {
		return nil
	}
	if msg.Arg != nil {
		l.arg = msg.Arg
	}
	cmds := []tea.Cmd{a.send(l, msg)}
	for _, s := range l.sides {
		cmds = append(cmds, a.send(s.live, msg))
	}
	return tea.Batch(cmds...)
}

// tell hands what a page told to those at its sides.
func (a *App) tell(msg kit.TellMsg) tea.Cmd {
	var cmds []tea.Cmd
	for l := range a.pages {
		if l.page.ID() != msg.Page {
			continue
		}
		l.told = &msg
		for _, s := range l.sides {
			cmds = append(cmds, a.send(s.live, msg))
		}
	}
	return tea.Batch(cmds...)
}

// flanked draws the sides around the middle, each line in one piece.
func (a *App) flanked(t *kit.Theme, l *live, f kit.Frame, height int) kit.Frame {
	var left, right []*flank
	x := 0
	for _, s := range l.sides {
		switch {
		case s.width(a.w) == 0:
			continue
		case s.Left:
			left = append(left, s)
			x += s.width(a.w)
		default:
			right = append(right, s)
		}
		a.redraw(t, s)
	}
	if len(left)+len(right) == 0 {
		return f
	}
	w := a.middle(l)
	rule := t.Rule.Of("│")
	lines := make([]string, height)
	var b []byte
	for i := range lines {
		b = b[:0]
		for _, s := range left {
			b = kit.AppendFit(b, line(s.frame, i), s.width(a.w)-2, false)
			b = append(append(b, ' '), rule...)
		}
		b = kit.AppendFit(b, line(f, i), w, false)
		for _, s := range right {
			b = append(append(b, rule...), ' ')
			b = append(b, kit.Clip(line(s.frame, i), s.width(a.w)-2)...)
		}
		lines[i] = string(b)
	}
	if f.Cursor != nil {
		f.Cursor = &kit.Point{X: f.Cursor.X + x, Y: f.Cursor.Y}
	}
	f.Lines = lines
	return f
}

func line(f kit.Frame, i int) string {
	if i < len(f.Lines) {
		return f.Lines[i]
	}
	return ""
}

// redraw draws a side anew when it has heard something since.
func (a *App) redraw(t *kit.Theme, s *flank) {
	if !s.stale && s.theme == t {
		return
	}
	s.stale, s.theme = false, t
	a.guard(s.live, func() tea.Cmd { s.frame = s.page.View(); return nil })
}
