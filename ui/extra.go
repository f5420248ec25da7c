// This file holds keys that work on every page and are about the desk: the app
// knows neither calls nor tickets, it is handed what to run.
package ui

import (
	"context"
	"fmt"
	"time"

	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/model/desk"
	"callin/ui/kit"
)

// Extra is one of them.
type Extra struct {
	kit.Binding
	Why func() string // why not now, "" when it can be; it reads no store
	Run func(ctx context.Context, front kit.PageID) (Went, error)
}

// Went is where it led.
type Went struct {
	Say  string
	Page kit.PageID // to open; "" stays
	Arg  any
}

// extraLimit bounds them.
const extraLimit = 15 * time.Second

// With adds keys that work on every page.
func (a *App) With(extras ...Extra) *App {
	a.extras = extras
	a.globals = a.env.Keys.Apply(a.bindings())
	return a
}

// extraBindings are the extras among the keys that work everywhere.
func (a *App) extraBindings() []kit.Binding {
	bs := make([]kit.Binding, len(a.extras))
	for i, e := range a.extras {
		bs[i] = e.Binding
		bs[i].Do = func() tea.Cmd {
			if why := e.Why(); why != "" {
				return kit.Say(kit.Warning, why)
			}
			if a.extra.Pending() {
				return nil
			}
			front := a.current().page.ID()
			return a.extra.Run(extraLimit, func(ctx context.Context) (Went, error) { return e.Run(ctx, front) })
		}
	}
	return bs
}

// grey says of the extras why they can't be done now, for the help and the
// palette.
func (a *App) grey(bs []kit.Binding) []kit.Binding {
	out := append([]kit.Binding(nil), bs...)
	for i := range out {
		for _, e := range a.extras {
			if out[i].ID == e.ID {
				out[i].Disabled = e.Why()
			}
		}
	}
	return out
}

// went goes where an extra led.
func (a *App) went(w Went, err error) tea.Cmd {
	if err != nil {
		return kit.SayError(err)
	}
	var cmds []tea.Cmd
	if w.Say != "" {
		cmds = append(cmds, kit.Say(kit.Success, w.Say))
	}
	if w.Page != "" {
		cmds = append(cmds, a.open(w.Page, w.Arg))
	}
	return tea.Batch(cmds...)
}

// deskExtras are those of an agent's session.
func deskExtras(env *kit.Env, s *desk.Session) []Extra {
	serves := func() string { return env.Denied(model.PowerServe) }
	return []Extra{
		{
			Binding: kit.Binding{
				ID: "desk.undo", Keys: []string{"z"}, Words: "undo",
				Help: "Takes back what you did last: a claim, a note, fields, links, waiting, parking, handing over.",
			},
			Why: func() string {
				if why := serves(); why != "" {
					return why
				}
				if s.Undoable() == "" {
					return "There is nothing to take back."
				}
				return ""
			},
			Run: func(ctx context.Context, _ kit.PageID) (Went, error) {
				undone, err := s.Undo(ctx)
				if err != nil {
					return Went{}, err
				}
				w := Went{Say: "Taken back: " + undone.Words + "."}
				if undone.Count > 1 {
					w.Say = fmt.Sprintf("Taken back: %s, and %d more.", undone.Words, undone.Count-1)
				}
				if undone.Refused != "" {
					w.Say += " Not all: " + undone.Refused
				}
				if undone.Call != "" {
					w.Page, w.Arg = "call", undone.Call
				}
				return w, nil
			},
		},
		{
			Binding: kit.Binding{
				ID: "desk.last_call", Keys: []string{"-"}, Words: "last call",
				Help: "Goes to your last call; from a call, to the one before.",
			},
			Why: serves,
			Run: func(ctx context.Context, front kit.PageID) (Went, error) { return lastCall(ctx, s, front) },
		},
	}
}

// lastCall comes back to the newest call that is parked, or, from another page,
// to the one that is open.
func lastCall(ctx context.Context, s *desk.Session, front kit.PageID) (Went, error) {
	calls, err := s.OpenCalls(ctx)
	if err != nil {
		return Went{}, err
	}
	want := model.CallOpen
	if front == "call" {
		want = model.CallParked
	}
	best := -1
	for i, c := range calls {
		if c.Call.State == want || best < 0 && front != "call" {
			best = i
			if c.Call.State == want {
				break
			}
		}
	}
	if best < 0 {
		return Went{}, model.Fail(model.NotFound, "You have no other call.")
	}
	id := calls[best].Call.ID
	if calls[best].Call.State == model.CallParked {
		if err := s.ResumeCall(ctx, id); err != nil {
			return Went{}, err
		}
	}
	return Went{Page: "call", Arg: id}, nil
}
