// Package ui is the desk in a terminal. App is the only tea.Model: it routes
// messages and keys to pages and overlays, draws the frame around them, and
// decides nothing about calls and tickets.
package ui

import (
	"context"
	"fmt"
	"slices"
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/kit"
)

// Sizes. Below the least size there is only a card that says so; above the
// greatest a window costs memory and shows nothing more.
const (
	minWidth, minHeight = 60, 16
	maxWidth, maxHeight = 500, 200
)

// self is the app as an owner of questions and runs.
const self kit.PageID = "app"

// App is one session's screen. It isn't safe for use by several goroutines:
// Bubble Tea calls it from one.
type App struct {
	env     *kit.Env
	place   string // what is left when the session ends: the desk, the portal
	routes  []Route
	globals []kit.Binding
	extras  []Extra
	extra   *kit.Task[Went]
	split   int // where the screens begin among the globals

	configured kit.Keymap // the configuration's, below the agent's own
	early      []tea.Cmd  // what is to be said at the start
	w, h       int

	screens map[kit.PageID]*screen // that have been opened, by their first page
	front   *screen
	before  []*screen // where Esc leads to from the first page of a screen
	overlay []overlay // the last one is on top

	status  kit.Status
	offline bool
	feed    *kit.Task[kit.Status]
	retry   *kit.Task[struct{}]
	said    []said // all messages, the newest last
	showing int    // how many of them are on the screen: 0 or 1
	decided bool   // the theme is settled
	told    bool   // the terminal has told its background
	dark    bool   // which is dark

	sentry      sentry
	held        held
	chord       bool         // y was pressed
	fault       atomic.Value // the number of the last error, a string
	interrupted time.Time    // the last ctrl+c
	left        bool

	drawn *tea.View // the screen as it was drawn last, nil when something may have changed
	same  bool      // the last message can't have changed it
}

// New makes the app of one session. The first route is opened at once; those
// with a key are the screens in the header. Close ends it when the program
// didn't end by itself.
func New(env *kit.Env, routes []Route) *App { return newAt(env, atDesk, routes) }

// The places that an app can be of.
const (
	atDesk   = "desk"
	atPortal = "portal"
)

func newAt(env *kit.Env, place string, routes []Route) *App {
	a := &App{env: env, place: place, routes: routes, screens: map[kit.PageID]*screen{}, w: 80, h: 24}
	a.extra = kit.NewTask[Went](env, self)
	if report := env.Report; report != nil {
		env.Report = func(err error) string { // from any goroutine
			number := report(err)
			a.fault.Store(number)
			return number
		}
	}
	a.globals = env.Keys.Apply(a.bindings())
	a.feed, a.retry = kit.NewTask[kit.Status](env, self), kit.NewTask[struct{}](env, self)
	return a
}

// Init opens the first page and asks the terminal what it looks like.
func (a *App) Init() tea.Cmd {
	cmds := append([]tea.Cmd{a.detect(), a.tick(), a.listen(), a.watch()}, a.early...)
	if len(a.routes) > 0 {
		cmds = append(cmds, a.open(a.routes[0].ID, nil))
	}
	return tea.Batch(cmds...)
}

// Update routes one message.
func (a *App) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if a.left {
		return a, nil
	}
	if a.same = a.unseen(msg); !a.same {
		a.drawn = nil
	}
	cmd := a.route(msg)
	return a, tea.Batch(cmd, a.layout())
}

// unseen tells that a message is for a page that isn't on the screen, so that
// nothing on it can change: every page hears of every change, and few are looked at.
func (a *App) unseen(msg tea.Msg) bool {
	var page kit.PageID
	switch msg := msg.(type) {
	case kit.Reply:
		page = msg.Page
	case kit.Wait:
		page = msg.Page
	default:
		return false
	}
	l := a.current()
	if page == self || l == nil || l.page.ID() == page || len(a.overlay) > 0 {
		return false
	}
	return !slices.ContainsFunc(l.sides, func(s *flank) bool { return s.page.ID() == page })
}

func (a *App) route(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg, tea.PasteMsg:
		return a.typed(msg)
	case tea.MouseMsg:
		return a.mouse(msg)
	case lull:
		return a.waited(msg)
	case tea.WindowSizeMsg:
		a.w, a.h = min(max(msg.Width, 1), maxWidth), min(max(msg.Height, 1), maxHeight)
	case tea.BackgroundColorMsg:
		a.background(msg.IsDark())
	case themeLate:
		a.decided = true
	case minute:
		return a.tick()
	case kit.SayMsg:
		return a.say(msg)
	case hush:
		a.hush(msg)
	case kit.OpenMsg:
		return a.open(msg.Page, msg.Arg)
	case kit.BackMsg:
		return a.back()
	case kit.TellMsg:
		return a.tell(msg)
	case kit.LeaveMsg:
		return a.leave()
	case kit.AskMsg:
		a.overlay = append(a.overlay, overlay{msg.Owner, msg.Name, msg.Dialog})
	case kit.Answer:
		return a.answer(msg)
	case kit.Reply:
		return a.reply(msg.Page, msg)
	case kit.Wait:
		return a.reply(msg.Page, msg)
	default:
		return a.send(a.current(), msg)
	}
	return nil
}

// reply delivers what ran for a page to it, in front or not, and to its overlay
// if that is on top: it may run things of its own.
func (a *App) reply(page kit.PageID, msg tea.Msg) tea.Cmd {
	if page == self {
		return a.heard(msg)
	}
	var cmds []tea.Cmd
	if n := len(a.overlay); n > 0 && a.overlay[n-1].owner == page {
		if _, isAnswer := msg.(kit.Answer); !isAnswer {
			cmds = append(cmds, a.overlaid(msg))
		}
	}
	for l := range a.pages {
		if l.page.ID() == page {
			cmds = append(cmds, a.send(l, msg))
		}
	}
	return tea.Batch(cmds...)
}

// send gives a page a message.
func (a *App) send(l *live, msg tea.Msg) tea.Cmd {
	if l == nil {
		return nil
	}
	l.stale = true
	return a.guard(l, func() tea.Cmd { return l.page.Update(msg) })
}

// Keep parks what is open, for a session whose line was cut before anybody could.
// The program has ended, and Close comes next.
func (a *App) Keep(ctx context.Context) {
	if a.left || a.env.Guard.Park == nil {
		return
	}
	err := a.env.Guard.Park(ctx)
	if err != nil && model.CodeOf(err) != model.Forbidden && a.env.Report != nil { // of whoever has no access any more nothing is left open
		a.env.Report(fmt.Errorf("parking after a line was cut: %w", err))
	}
}

// Close ends all pages, for a session that was cut off. It does nothing the
// second time.
func (a *App) Close() {
	if a.left {
		return
	}
	a.left = true
	a.feed.Cancel()
	a.retry.Cancel()
	a.extra.Cancel()
	for l := range a.pages {
		a.close(l)
	}
}
