// This file locks the screen when nobody has pressed a key for a while, and ends
// the session when it has become too long. While it is locked nothing of a page
// is drawn and no key reaches one; what runs goes on, and what was typed stays.
package ui

import (
	"context"
	"fmt"
	"time"

	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/widget/dialog"
)

// warning is how long before its end a session says so.
const warning = 5 * time.Minute

// parking bounds how long a session that ends may take to park its call.
const parking = 5 * time.Second

// sentry watches over the keys of a session.
type sentry struct {
	active  time.Time // the last key
	began   time.Time
	idle    *kit.Task[struct{}] // rings when it may be time to lock
	longest *kit.Task[struct{}]
	warned  bool

	word  bool // a lock word is set
	known *kit.Task[bool]
	set   *kit.Task[struct{}]
	draft struct{ old, word model.Secret } // of a new lock word

	locked *locked // nil: it isn't
	check  *kit.Task[model.Unlocking]
	leave  *kit.Task[struct{}]
}

// locked is the screen while it is.
type locked struct {
	why   string
	note  string
	field *dialog.Secret
}

// watch begins to count.
func (a *App) watch() tea.Cmd {
	g, s := a.env.Guard, &a.sentry
	s.idle, s.longest = kit.NewTask[struct{}](a.env, self), kit.NewTask[struct{}](a.env, self)
	s.known, s.set = kit.NewTask[bool](a.env, self), kit.NewTask[struct{}](a.env, self)
	s.check, s.leave = kit.NewTask[model.Unlocking](a.env, self), kit.NewTask[struct{}](a.env, self)
	s.active = a.env.Now()
	s.began = s.active
	var cmds []tea.Cmd
	if g.After > 0 {
		cmds = append(cmds, s.idle.After(g.After))
	}
	if g.Longest > 0 {
		cmds = append(cmds, s.longest.After(max(g.Longest-warning, 0)))
	}
	if g.Known != nil {
		cmds = append(cmds, s.known.Run(keeping, g.Known))
	}
	return tea.Batch(cmds...)
}

// passed is how long ago something was, by whichever of the clocks says more:
// one stands still while the machine sleeps, the other may be set back.
func passed(then, now time.Time) time.Duration {
	return max(now.Sub(then), now.Round(0).Sub(then.Round(0)))
}

// touched notes a key, and tells whether it may do anything: one that comes too
// late finds the screen locked.
func (a *App) touched() bool {
	s, now := &a.sentry, a.env.Now()
	if s.locked == nil && a.due(now) {
		a.lock("Nobody has pressed a key since " + s.active.Format("15:04") + ".")
		return false
	}
	s.active = now
	if a.env.Guard.Active != nil {
		a.env.Guard.Active()
	}
	return true
}

func (a *App) due(now time.Time) bool {
	after := a.env.Guard.After
	return after > 0 && passed(a.sentry.active, now) >= after
}

// lock locks the screen.
func (a *App) lock(why string) {
	s := &a.sentry
	s.idle.Cancel()
	a.held.keys, a.chord = nil, false
	s.locked = &locked{why: why, field: dialog.AskSecret("", "", model.MaxLockWord+1)}
}

// stirred takes what the sentry has waited for; mine is false for other
// messages.
func (a *App) stirred(msg tea.Msg) (cmd tea.Cmd, mine bool) {
	s := &a.sentry
	if s.idle == nil {
		return nil, false
	}
	if _, _, ok := s.idle.Take(msg); ok {
		return a.rung(), true
	}
	if _, _, ok := s.longest.Take(msg); ok {
		return a.tooLong(), true
	}
	if has, err, ok := s.known.Take(msg); ok {
		s.word = has && err == nil
		a.rekey(a.env.Keys) // locking at will needs a word
		if err == nil && !has && !a.env.Demo {
			return kit.Say(kit.Warning, "No lock word is set: a locked screen could only be left. ctrl+p, lock word."), true
		}
		return nil, true
	}
	if u, err, ok := s.check.Take(msg); ok {
		return a.judged(u, err), true
	}
	if _, err, ok := s.set.Take(msg); ok {
		return a.wordSet(err), true
	}
	if _, err, ok := s.leave.Take(msg); ok {
		if err != nil && a.env.Report != nil {
			a.env.Report(fmt.Errorf("parking at the end of a session: %w", err))
		}
		return a.exit(), true
	}
	return nil, false
}

// rung locks, or waits for what is left.
func (a *App) rung() tea.Cmd {
	s, now := &a.sentry, a.env.Now()
	if s.locked != nil {
		return nil
	}
	if a.due(now) {
		a.lock("Nobody has pressed a key since " + s.active.Format("15:04") + ".")
		return nil
	}
	return s.idle.After(a.env.Guard.After - passed(s.active, now))
}

// tooLong warns, then ends the session.
func (a *App) tooLong() tea.Cmd {
	s, g := &a.sentry, a.env.Guard
	left := g.Longest - passed(s.began, a.env.Now())
	if s.warned || left <= 0 {
		return a.abandon()
	}
	s.warned = true
	end := a.env.Now().Add(left)
	return tea.Batch(s.longest.After(left), kit.Say(kit.Failure, fmt.Sprintf(
		"This session ends at %s, after %s. What is open then is parked; start again where you were.", end.Format("15:04"), kit.Short(g.Longest))))
}

// abandon ends the session: what is open is parked, so that nobody seems to be at
// a call who has left.
func (a *App) abandon() tea.Cmd {
	s := &a.sentry
	if s.leave.Pending() {
		return nil
	}
	if a.env.Guard.Park == nil {
		return a.exit()
	}
	return s.leave.Run(parking, func(ctx context.Context) (struct{}, error) { return struct{}{}, a.env.Guard.Park(ctx) })
}

// lockKey takes a key or pasted text while the screen is locked.
func (a *App) lockKey(msg tea.Msg) tea.Cmd {
	s := &a.sentry
	key, pressed := msg.(tea.KeyPressMsg)
	switch {
	case pressed && key.String() == "ctrl+c":
		again := !a.interrupted.IsZero() && a.env.Now().Sub(a.interrupted) <= twice
		a.interrupted = a.env.Now()
		if again {
			return a.abandon()
		}
		s.locked.note = "ctrl+c again within two seconds leaves the desk. An open call is parked."
		return nil
	case a.tooSmall(), s.leave.Pending(), s.check.Pending():
		return nil
	case a.env.Demo && pressed:
		return a.unlock()
	case !s.word:
		return nil
	case pressed && key.String() == "enter":
		word := s.locked.field.Take()
		if word.Empty() {
			return nil
		}
		return s.check.Run(keeping, func(ctx context.Context) (model.Unlocking, error) { return a.env.Guard.Unlock(ctx, word) })
	}
	s.locked.note = ""
	s.locked.field.Update(msg)
	return nil
}

// judged opens the screen, or says how many tries are left.
func (a *App) judged(u model.Unlocking, err error) tea.Cmd {
	s := &a.sentry
	switch {
	case s.locked == nil:
		return nil
	case err != nil:
		s.locked.note = model.PublicText(err)
	case u.Passed:
		return a.unlock()
	case u.TriesLeft == 0:
		s.locked.note = "That was the last try. The session ends; a call that is open is parked."
		return a.abandon()
	default:
		s.locked.note = "That isn't your lock word. " + kit.Count(u.TriesLeft, "try", "tries") + " left."
	}
	return nil
}

func (a *App) unlock() tea.Cmd {
	s := &a.sentry
	s.locked, s.active = nil, a.env.Now()
	if a.env.Guard.After == 0 {
		return nil
	}
	return s.idle.After(a.env.Guard.After)
}

// lockLines are the screen while it is locked: nothing of a page, a message or
// the title is in them.
func (a *App) lockLines() ([]string, *kit.Point) {
	s, t := &a.sentry, a.env.Theme()
	rule := t.Rule.Of(kit.Rule(a.w))
	lines := []string{kit.Sides(t.Title.Of(" callin"), kit.Text(a.env.Agent)+" ", a.w), rule, "", " " + t.Title.Of("This screen is locked"), ""}
	say := func(text string) { lines = append(lines, kit.WrapUnder(" ", text, a.w-1)...) }
	say(s.locked.why + " Calls go on, and what was typed is kept.")
	lines = append(lines, "")
	var cursor *kit.Point
	key := func(name, words string) string { return "  " + t.Key.Of(name) + " " + words }
	left := key("ctrl+c ctrl+c", "leave")
	switch {
	case a.env.Demo:
		say("This is the demo: any key opens it. At a real desk it takes your lock word.")
		left = key("any key", "open")
	case !s.word:
		say("You have set no lock word, so nobody can prove here that they are you. Leave with ctrl+c twice: an open call is parked, " +
			"and you start again where you were. Then set a word: ctrl+p, lock word.")
	default:
		say("Your lock word:")
		f := s.locked.field.View(t, a.w, 1)
		cursor = &kit.Point{X: f.Cursor.X, Y: len(lines) + f.Cursor.Y}
		lines = append(lines, f.Lines...)
		left = key("Enter", "open") + key("Esc", "clear") + left
	}
	note := s.locked.note
	if s.check.Pending() {
		note = "checking"
	}
	lines = append(lines, "")
	if note != "" {
		lines = append(lines, kit.WrapUnder(" ", note, a.w-1)...)
	}
	for len(lines) < a.h-2 {
		lines = append(lines, "")
	}
	lines = append(lines[:max(a.h-2, 0)], rule, kit.Sides(t.Title.Of(" LOCKED")+left, a.env.Now().Format("15:04")+" ", a.w))
	return lines, cursor
}
