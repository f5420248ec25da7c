// Package work is what agents do with tickets, the same from a call and from the
// queue: notes, canned texts, waiting, handing over, relating, fields, history.
// It asks, runs the command for each ticket that is meant, and says what came of
// it. It decides nothing: the desk does.
//
// What is typed is kept as a draft at every key, so that a line that breaks, a
// command that is refused or a call that is parked costs nobody a word.
package work

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/kit"
)

// Desk is what is asked of the desk.
type Desk interface {
	noting
	changing
	relating
}

type noting interface {
	NoteTicket(ctx context.Context, n model.TicketNumber, text string) error
	Draft(n model.TicketNumber) string
	KeepDraft(n model.TicketNumber, text string)

	// Writing tells the others on which tickets somebody writes.
	Writing(on ...model.TicketNumber)
}

type changing interface {
	EditTicket(ctx context.Context, n model.TicketNumber, e model.TicketEdit) error
	WaitTicket(ctx context.Context, n model.TicketNumber, was, until time.Time) error
	HandOverTicket(ctx context.Context, n model.TicketNumber, note string) error
	// Together makes what is done until end one thing to take back.
	Together() (end func())
}

type relating interface {
	Story(ctx context.Context, n model.TicketNumber) (model.Story, error)
	Related(ctx context.Context, n model.TicketNumber) ([]model.TicketView, error)
	LinkTickets(ctx context.Context, n, other model.TicketNumber) error
	MergeTicket(ctx context.Context, from, into model.TicketNumber) error
}

// Deed is a kind of work.
type Deed string

// The kinds of work.
const (
	Note     Deed = "note"
	Canned   Deed = "canned"
	Wait     Deed = "wait"
	HandOver Deed = "hand over"
	Relate   Deed = "relate"
	Fields   Deed = "fields"
	Clash    Deed = "clash"
	History  Deed = "history"
	Claim    Deed = "claim"
	Release  Deed = "release"
	Number   Deed = "number" // called from; it is no part of what z takes back
)

// Done is what came of a command.
type Done struct {
	Deed   Deed
	Went   []model.TicketNumber
	Failed []Failure
}

// Failure is a ticket with which it didn't go.
type Failure struct {
	Ticket model.TicketNumber
	Err    error
}

// patience bounds every command.
const patience = 15 * time.Second

// Work is one page's.
type Work struct {
	HandOverNote func() string // what a hand-over begins with; nil: nothing

	// From is the number that the caller calls from, and NoteFrom keeps another;
	// nil where there is no caller.
	From     func() string
	NoteFrom func(number string) func(context.Context) error

	env     *kit.Env
	page    kit.PageID
	desk    Desk
	agent   model.AgentName
	meant   []model.TicketView   // what a key is about
	on      []model.TicketView   // what the question on top is about
	asking  Deed                 // "" without one
	told    []model.TicketNumber // what the others know is written on
	edit    model.TicketEdit     // that was refused
	from    [2]string            // the number called from: as it was, as it is to be
	clashes *model.Clashes
	texts   []model.CannedText

	bindings []kit.Binding

	act  *kit.Task[Done]
	read *kit.Task[found]
}

// New makes the work of a page.
func New(env *kit.Env, page kit.PageID, desk Desk) *Work {
	w := &Work{
		env: env, page: page, desk: desk, agent: model.AgentName(env.Agent),
		texts: append(append([]model.CannedText(nil), env.Provider.Texts...), model.CannedTexts()...),
		act:   kit.NewTask[Done](env, page), read: kit.NewTask[found](env, page),
	}
	w.bindings = w.fixed()
	return w
}

// Close ends what runs.
func (w *Work) Close() {
	w.Cancel()
	w.asking = ""
	w.present()
}

// Cancel stops what runs, and tells whether anything did.
func (w *Work) Cancel() bool {
	acting, reading := w.act.Cancel(), w.read.Cancel()
	return acting || reading
}

// Pending tells whether a command runs.
func (w *Work) Pending() bool { return w.act.Pending() }

// Loading is what to show for the waiting.
func (w *Work) Loading() string {
	if text := w.act.Loading(); text != "" {
		return text
	}
	return w.read.Loading()
}

// present tells the others what is written on, when that has changed: a question
// about tickets is open.
func (w *Work) present() {
	var on []model.TicketNumber
	if w.asking != "" && w.asking != History {
		for _, t := range w.on {
			on = append(on, t.Number)
		}
	}
	if !slices.Equal(on, w.told) {
		w.told = on
		w.desk.Writing(on...)
	}
}

// ask puts a question about tickets over the page.
func (w *Work) ask(deed Deed, on []model.TicketView, d kit.Dialog) tea.Cmd {
	w.asking, w.on = deed, on
	w.present()
	return kit.Ask(w.page, string(deed), d)
}

// Run gives one command for each ticket, and goes on with the others when one is
// refused.
func (w *Work) Run(deed Deed, on []model.TicketView, fn func(context.Context, model.TicketView) error) tea.Cmd {
	if w.act.Pending() || len(on) == 0 {
		return nil
	}
	return w.act.Run(patience, func(ctx context.Context) (Done, error) {
		done := Done{Deed: deed}
		defer w.desk.Together()()
		for _, t := range on {
			if err := fn(ctx, t); err != nil {
				done.Failed = append(done.Failed, Failure{t.Number, err})
				if model.CodeOf(err) == model.Unavailable || ctx.Err() != nil {
					break // it won't go better with the next
				}
				continue
			}
			done.Went = append(done.Went, t.Number)
		}
		return done, nil
	})
}

// Take takes an answer of what runs. done is not nil when a command has ended.
func (w *Work) Take(msg tea.Msg) (cmd tea.Cmd, done *Done) {
	if d, err, ok := w.act.Take(msg); ok {
		if err != nil {
			return kit.SayError(err), nil
		}
		return w.did(d), &d
	}
	if f, err, ok := w.read.Take(msg); ok {
		if err != nil {
			return kit.SayError(err), nil
		}
		return w.show(f), nil
	}
	return tea.Batch(w.act.Tick(msg), w.read.Tick(msg)), nil
}

// did says what came of a command.
func (w *Work) did(d Done) tea.Cmd {
	if len(d.Went) > 0 && (d.Deed == Note || d.Deed == HandOver || d.Deed == Wait) {
		for _, n := range d.Went {
			w.desk.KeepDraft(n, "")
		}
	}
	if len(d.Went)+len(d.Failed) == 1 && len(d.Failed) == 1 {
		if cmd := w.clashed(d); cmd != nil {
			return cmd
		}
		return kit.SayError(d.Failed[0].Err)
	}
	text := ""
	if len(d.Went) > 0 {
		text = fmt.Sprintf(said[d.Deed], numbers(d.Went))
		switch {
		case d.Deed == Number:
		case w.page == "call" && (d.Deed == Wait || d.Deed == HandOver): // it leads to a page with a field
			text += " Esc, then " + w.env.Keys.Named("desk.undo", "z") + " takes it back."
		default:
			text += " " + w.env.Keys.Named("desk.undo", "z") + " takes it back."
		}
	}
	if len(d.Failed) == 0 {
		return kit.Say(kit.Success, text)
	}
	return kit.Say(kit.Warning, strings.TrimSpace(text+" "+why(d.Failed)))
}

// said are the words for what went, with the tickets' numbers.
var said = map[Deed]string{
	Note: "Noted on %s.", Wait: "Put off: %s.", HandOver: "Handed over: %s.", Relate: "Related: %s.",
	Number: "Noted on %s.", Fields: "Changed: %s.", Claim: "Yours: %s.", Release: "Back in the queue: %s.",
}

// numbers writes out a few tickets, or how many they are.
func numbers(ns []model.TicketNumber) string {
	if len(ns) > 3 {
		return fmt.Sprintf("%d tickets", len(ns))
	}
	var words []string
	for _, n := range ns {
		words = append(words, n.String())
	}
	return strings.Join(words, ", ")
}

// why says why it didn't go with some, each reason once.
func why(failed []Failure) string {
	var reasons []string
	by := map[string][]model.TicketNumber{}
	for _, f := range failed {
		text := model.PublicText(f.Err)
		if by[text] == nil {
			reasons = append(reasons, text)
		}
		by[text] = append(by[text], f.Ticket)
	}
	text := fmt.Sprintf("Not %s:", numbersOf(failed))
	for i, reason := range reasons {
		if i == 3 {
			return text + fmt.Sprintf(" And %d more reasons.", len(reasons)-i)
		}
		text += " " + reason
	}
	return text
}

func numbersOf(failed []Failure) string {
	var ns []model.TicketNumber
	for _, f := range failed {
		ns = append(ns, f.Ticket)
	}
	return numbers(ns)
}
