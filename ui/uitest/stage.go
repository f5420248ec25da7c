// This file puts one page on a stage: without header and footer, with the same
// way of keys, and with all that the page asks of the app written down.
package uitest

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"callin/ui/kit"
)

// Stage is a tea.Model around a single page.
type Stage struct {
	Said   []kit.SayMsg  // what the page said
	Opened []kit.OpenMsg // where it wanted to go
	Backs  int           // how often it wanted to go back, Esc included
	Leaves int

	env    *kit.Env
	page   kit.Page
	asked  []kit.AskMsg // dialogs, the last on top
	w, h   int
	closed bool
}

// Page starts the driver with one page on a stage.
func (d *Driver) Page(p kit.Page) *Stage {
	d.t.Helper()
	s := &Stage{env: d.Env, page: p, w: d.w, h: d.h}
	d.Start(s)
	d.t.Cleanup(s.Close)
	return s
}

// Close closes the page, once.
func (s *Stage) Close() {
	if !s.closed {
		s.closed = true
		s.page.Close()
	}
}

// Asking is the title of the dialog on top, "" without one.
func (s *Stage) Asking() string {
	if n := len(s.asked); n > 0 {
		return s.asked[n-1].Dialog.Title()
	}
	return ""
}

// Init starts the page.
func (s *Stage) Init() tea.Cmd {
	s.page.Resize(s.w, s.h)
	return s.page.Init()
}

// Update routes as the app does.
func (s *Stage) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		s.w, s.h = msg.Width, msg.Height
		s.page.Resize(s.w, s.h)
		return s, nil
	case kit.SayMsg:
		s.Said = append(s.Said, msg)
	case kit.OpenMsg:
		s.Opened = append(s.Opened, msg)
	case kit.BackMsg:
		s.Backs++
	case kit.LeaveMsg:
		s.Leaves++
	case kit.AskMsg:
		s.asked = append(s.asked, msg)
	case tea.KeyPressMsg:
		if len(s.asked) > 0 {
			return s, s.dialog(msg)
		}
		return s, kit.Press(s.page, s.env.Keys, nil, msg, kit.Back)
	case tea.PasteMsg:
		if len(s.asked) > 0 {
			return s, s.dialog(msg)
		}
		return s, s.page.Update(msg)
	case kit.Reply, kit.Wait:
		if len(s.asked) > 0 {
			return s, tea.Batch(s.dialog(msg), s.page.Update(msg))
		}
		return s, s.page.Update(msg)
	default:
		return s, s.page.Update(msg)
	}
	return s, nil
}

func (s *Stage) dialog(msg tea.Msg) tea.Cmd {
	top := s.asked[len(s.asked)-1]
	cmd := top.Dialog.Update(msg)
	outcome, done := top.Dialog.Done()
	if !done {
		return cmd
	}
	s.asked = s.asked[:len(s.asked)-1]
	return tea.Batch(cmd, s.page.Update(kit.Answer{Page: top.Owner, Name: top.Name, Outcome: outcome}))
}

// View draws the page's header, if it has one of its own, its body, and the
// dialog on top below.
func (s *Stage) View() tea.View {
	var lines []string
	if h, ok := s.page.(kit.Headed); ok {
		for _, l := range h.Head() {
			lines = append(lines, kit.Sides(" "+l.Left, l.Right, s.w))
		}
	}
	top := len(lines)
	f := s.page.View()
	lines = append(lines, f.Lines[:min(len(f.Lines), s.h)]...)
	if n := len(s.asked); n > 0 {
		d := s.asked[n-1].Dialog
		lines = append(lines, d.Title())
		lines = append(lines, d.View(s.env.Theme(), s.w, s.h).Lines...)
	}
	for i := range lines {
		lines[i] = kit.Clip(kit.Scrub(lines[i]), s.w)
	}
	v := tea.NewView(strings.Join(lines, "\n"))
	if f.Cursor != nil {
		v.Cursor = tea.NewCursor(f.Cursor.X, f.Cursor.Y+top)
	}
	return v
}
