// This file keeps a page's defect to that page: a panic makes it a card with an
// error number, and everything else goes on. What was typed isn't part of the
// report.
package ui

import (
	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/kit"
)

// guard calls into a page. When that panics the page is replaced by a card.
func (a *App) guard(l *live, fn func() tea.Cmd) (cmd tea.Cmd) {
	defer func() {
		if caught := recover(); caught != nil {
			a.crash(l, kit.Crash(a.env, caught))
		}
	}()
	return a.careful(fn())
}

// guardNew makes a page and puts it on top.
func (a *App) guardNew(s *screen, l *live, create func() kit.Page) tea.Cmd {
	l.page = &card{env: a.env, id: l.route.ID, title: l.route.Title}
	s.stack = append(s.stack, l)
	return a.guard(l, func() tea.Cmd {
		l.page = create()
		return tea.Batch(a.layout(), l.page.Init())
	})
}

func (a *App) crash(l *live, err *model.Error) {
	old := l.page
	l.page = &card{env: a.env, id: l.route.ID, title: l.route.Title, text: err.Public, again: func() tea.Cmd {
		return a.reopen(l)
	}}
	l.w, l.h, l.stale = 0, 0, true
	func() {
		defer func() { _ = recover() }() // it is broken: that it can't be closed is no news
		old.Close()
	}()
}

// guardOverlay calls into the overlay on top. When that panics the overlay is
// called off: its owner gets an Answer without an outcome.
func (a *App) guardOverlay(fn func(kit.Dialog) tea.Cmd) (cmd tea.Cmd) {
	top := a.overlay[len(a.overlay)-1]
	defer func() {
		if caught := recover(); caught != nil {
			a.overlay = a.overlay[:len(a.overlay)-1]
			a.say(kit.SayMsg{Level: kit.Failure, Text: kit.Crash(a.env, caught).Public})
			cmd = a.answer(kit.Answer{Page: top.owner, Name: top.name})
		}
	}()
	return a.careful(fn(top.dialog))
}

// reopen makes a crashed page anew, in its place.
func (a *App) reopen(l *live) tea.Cmd {
	return a.guard(l, func() tea.Cmd {
		page := l.route.New(l.arg)
		l.page, l.w, l.h = page, 0, 0
		return tea.Batch(a.layout(), page.Init())
	})
}

// careful makes a page's command safe: run on its own, outside kit.Run, a
// panic in it would end the program.
func (a *App) careful(cmd tea.Cmd) tea.Cmd {
	if cmd == nil {
		return nil
	}
	return func() (msg tea.Msg) {
		defer func() {
			if caught := recover(); caught != nil {
				msg = kit.SayMsg{Level: kit.Failure, Text: kit.Crash(a.env, caught).Public}
			}
		}()
		msg = cmd()
		if batch, ok := msg.(tea.BatchMsg); ok {
			for i := range batch {
				batch[i] = a.careful(batch[i])
			}
		}
		return msg
	}
}

// card stands where a page crashed.
type card struct {
	env   *kit.Env
	id    kit.PageID
	title string
	text  string
	again func() tea.Cmd
	w     int
}

func (c *card) ID() kit.PageID         { return c.id }
func (c *card) Title() string          { return c.title }
func (c *card) Init() tea.Cmd          { return nil }
func (c *card) Update(tea.Msg) tea.Cmd { return nil }
func (c *card) Resize(w, _ int)        { c.w = w }
func (c *card) Editing() bool          { return false }
func (c *card) Close()                 {}

func (c *card) View() kit.Frame {
	lines := []string{"", " " + c.env.Theme().Title.Of("This page has stopped."), ""}
	lines = append(lines, kit.WrapUnder(" ", c.text, c.w-1)...)
	return kit.Frame{Lines: append(lines, "", " The other pages go on. Enter opens this one anew.")}
}

func (c *card) Bindings() []kit.Binding {
	return []kit.Binding{{ID: "card.again", Keys: []string{"enter"}, Words: "open anew", Do: c.again}}
}
