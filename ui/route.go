// This file holds the pages that are open. Each screen has its own stack: an
// agent who looks at the queue in the middle of something comes back to it as
// it was.
package ui

import (
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"callin/ui/kit"
)

// Route is a page that can be opened.
type Route struct {
	ID    kit.PageID
	Key   string // "1" to "8" for a screen in the header; "" for a page opened from others
	Title string
	New   func(arg any) kit.Page // arg as given to kit.Open, nil without one

	Beside []Beside // what stands at its sides in wide windows
}

// screen is a stack of pages; the first belongs to a route with a key.
type screen struct {
	route Route
	stack []*live
}

func (s *screen) top() *live { return s.stack[len(s.stack)-1] }

// live is an open page.
type live struct {
	page  kit.Page
	route Route
	arg   any // as it was opened with
	w, h  int // as last told to the page
	stale bool
	sides []*flank
	told  *kit.TellMsg // what the page told last, for sides that come later
}

// pages yields every open page, in the order of the routes.
func (a *App) pages(yield func(*live) bool) {
	for _, r := range a.routes {
		s, ok := a.screens[r.ID]
		if !ok {
			continue
		}
		for _, l := range s.stack {
			if !yield(l) {
				return
			}
			for _, s := range l.sides {
				if !yield(s.live) {
					return
				}
			}
		}
	}
}

// current is the page in front, nil before the first.
func (a *App) current() *live {
	if a.front == nil {
		return nil
	}
	return a.front.top()
}

// open goes to a page, making it if need be.
func (a *App) open(id kit.PageID, arg any) tea.Cmd {
	i := slices.IndexFunc(a.routes, func(r Route) bool { return r.ID == id })
	if i < 0 {
		return kit.Say(kit.Failure, fmt.Sprintf("There is no page %q here.", id))
	}
	route := a.routes[i]
	if route.Key != "" || a.front == nil {
		if s := a.front; s != nil && s.route.ID != id {
			a.before = append(a.before, s)
		}
		return a.show(route, arg)
	}
	for n, l := range a.front.stack {
		if l.route.ID == id {
			a.cut(a.front, n+1)
			return a.arrive(l, kit.Opened{Arg: arg})
		}
	}
	return a.push(a.front, route, arg)
}

// show brings a screen to the front. With an argument its first page is meant,
// without one whatever was open there.
func (a *App) show(route Route, arg any) tea.Cmd {
	s, ok := a.screens[route.ID]
	if !ok {
		s = &screen{route: route}
		a.screens[route.ID], a.front = s, s
		return a.push(s, route, arg)
	}
	a.front = s
	if arg != nil {
		a.cut(s, 1)
	}
	return a.arrive(s.top(), kit.Opened{Arg: arg})
}

// pick is what a screen's key does. The key of the screen in front goes to its
// first page and tells it so.
func (a *App) pick(route Route) tea.Cmd {
	a.before = nil
	if a.front == nil || a.front.route.ID != route.ID {
		return a.show(route, nil)
	}
	a.cut(a.front, 1)
	return a.arrive(a.front.top(), kit.Opened{Again: true})
}

func (a *App) push(s *screen, route Route, arg any) tea.Cmd {
	l := &live{route: route, arg: arg}
	return a.guardNew(s, l, func() kit.Page { return route.New(arg) })
}

// cut closes what is above the first n pages of a screen.
func (a *App) cut(s *screen, n int) {
	for len(s.stack) > n {
		l := s.top()
		s.stack = s.stack[:len(s.stack)-1]
		a.close(l)
	}
}

// back closes the page in front, or goes to the screen before; at the top it
// does nothing.
func (a *App) back() tea.Cmd {
	switch {
	case a.front == nil:
		return nil
	case len(a.front.stack) > 1:
		a.cut(a.front, len(a.front.stack)-1)
	case len(a.before) > 0:
		a.front = a.before[len(a.before)-1]
		a.before = a.before[:len(a.before)-1]
	default:
		return nil
	}
	return a.arrive(a.current(), kit.Opened{})
}

// atTop tells whether there is nothing to go back to.
func (a *App) atTop() bool {
	return a.front == nil || len(a.front.stack) == 1 && len(a.before) == 0
}

// close ends a page; questions that it asked go with it.
func (a *App) close(l *live) {
	id := l.page.ID()
	a.overlay = slices.DeleteFunc(a.overlay, func(o overlay) bool { return o.owner == id })
	a.guard(l, func() tea.Cmd { l.page.Close(); return nil })
	for _, s := range l.sides {
		a.guard(s.live, func() tea.Cmd { s.page.Close(); return nil })
	}
	l.sides = nil
}

// layout tells the page in front, and those at its sides, their size when that
// has changed: the window has, or its header takes more or fewer lines. It makes
// the sides that there is room for now.
func (a *App) layout() tea.Cmd {
	l := a.current()
	if l == nil {
		return nil
	}
	cmd := a.surround(l)
	h := a.bodyHeight(len(a.head(l)))
	a.resize(l, a.middle(l), h)
	for _, s := range l.sides {
		w := s.width(a.w)
		if w > 0 {
			a.resize(s.live, w-2, h)
		}
		if w > 0 && s.hidden { // it may have missed what moved
			cmd = tea.Batch(cmd, a.send(s.live, kit.Opened{}))
		}
		s.hidden = w == 0
	}
	return cmd
}

func (a *App) resize(l *live, w, h int) {
	if l.w == w && l.h == h {
		return
	}
	l.w, l.h, l.stale = w, h, true
	a.guard(l, func() tea.Cmd { l.page.Resize(w, h); return nil })
}
