// This file asks.
package work

import (
	"context"
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/widget/dialog"
	"callin/ui/widget/rows"
)

// The most that is typed, in bytes and characters.
const (
	longestNote   = 3000
	longestMoment = 40
)

// found is what had to be read before a question could be asked, or shown.
type found struct {
	deed    Deed
	story   model.Story
	related []model.TicketView
}

// Note asks for a note on the tickets. What was begun before is there again.
func (w *Work) Note(on []model.TicketView) tea.Cmd { return w.write(on, w.desk.Draft(draftOf(on))) }

// draftOf is the ticket that a draft is kept under: of several, the first.
func draftOf(on []model.TicketView) model.TicketNumber {
	if len(on) == 0 {
		return 0
	}
	return on[0].Number
}

func (w *Work) write(on []model.TicketView, text string) tea.Cmd {
	n := draftOf(on)
	w.desk.KeepDraft(n, text)
	return w.ask(Note, on, dialog.Write("Note on "+about(on),
		"Everybody at the desk can read it. Enter saves; Esc leaves it for later.", text, longestNote,
		func(text string) { w.desk.KeepDraft(n, text) }))
}

// about names the tickets in a title.
func about(on []model.TicketView) string {
	if len(on) == 1 {
		return on[0].Number.String()
	}
	return kit.Count(len(on), "ticket", "tickets")
}

// Canned offers the ready-made texts; the one taken can be changed before it is
// saved.
func (w *Work) Canned(on []model.TicketView) tea.Cmd {
	if len(on) == 0 {
		return nil
	}
	options := make([]dialog.Option, len(w.texts))
	for i, c := range w.texts {
		options[i] = dialog.Option{ID: fmt.Sprint(i), Words: kit.Fit(c.Name, 18) + c.Fill(on[0], w.agent, w.env.Provider)}
		if i < 9 {
			options[i].Key = fmt.Sprint(i + 1)
		}
	}
	return w.ask(Canned, on, dialog.Choose("Text for "+about(on), "", options...))
}

// Wait asks until when the tickets are put off.
func (w *Work) Wait(on []model.TicketView) tea.Cmd {
	return w.ask(Wait, on, dialog.Ask("Wait: "+about(on),
		"Until when? It comes back into the queue then, for whoever is there.", "", longestMoment).Checked(w.moment))
}

// moment is how what is typed is understood.
func (w *Work) moment(text string) (hint string, ok bool) {
	if strings.TrimSpace(text) == "" {
		return "10m · 2h · 14:30 · tomorrow 9:00 · mon 9 · 24 dec", false
	}
	now := w.env.Now()
	at, err := model.ReadMoment(text, now)
	switch {
	case err != nil:
		return model.PublicText(err), false
	case !at.After(now):
		return "That moment has passed.", false
	case at.Sub(now) > model.LongestWait:
		return "That is too far off.", false
	}
	left := at.Sub(now.Truncate(time.Minute)) // moments are whole minutes: "2h" isn't in 1 h 59
	return at.Format("Monday 2 January 15:04") + ", in " + kit.Short(left), true
}

// HandOver asks what the next agent should know.
func (w *Work) HandOver(on []model.TicketView) tea.Cmd {
	n := draftOf(on)
	text := w.desk.Draft(n)
	if text == "" && w.HandOverNote != nil {
		text = w.HandOverNote()
	}
	return w.ask(HandOver, on, dialog.Write("Hand over "+about(on),
		"What should the next agent know? It goes into the queue, with high priority.", text, longestNote,
		func(text string) { w.desk.KeepDraft(n, text) }))
}

// Fields asks for priority, kind and due time. Of several tickets it is the
// priority alone: the rest differs.
func (w *Work) Fields(on []model.TicketView) tea.Cmd {
	if len(on) == 0 {
		return nil
	}
	t := on[0]
	w.edit = model.TicketEdit{Version: t.Version, Was: t.Fields(), Want: t.Fields()}
	if w.From != nil {
		w.from = [2]string{w.From(), w.From()}
	}
	return w.fields(on)
}

func (w *Work) fields(on []model.TicketView) tea.Cmd {
	fields := []rows.Field{{ID: "priority", Label: "Priority", Value: string(w.edit.Want.Priority), Choices: words(model.Priorities)}}
	if len(on) == 1 {
		fields = append(fields,
			rows.Field{ID: "kind", Label: "Kind", Value: string(w.edit.Want.Kind), Choices: words(model.TicketKinds)},
			rows.Field{ID: "due", Label: "Due", Value: w.dueText(), Limit: longestMoment, Check: w.due})
	}
	if len(on) == 1 && w.From != nil {
		fields = append(fields, rows.Field{ID: "from", Label: "Calls from", Value: w.from[1], Limit: longestMoment, Check: number})
	}
	return w.ask(Fields, on, rows.New("Fields of "+about(on), "", fields...))
}

// number is how a telephone number is understood.
func number(text string) (hint string, ok bool) {
	if strings.TrimSpace(text) == "" {
		return "the number that they call from", true
	}
	if n := model.ReadPhone(text); n != "" {
		return kit.Phone(n), true
	}
	return "That is no telephone number.", false
}

func words[T ~string](values []T) []string {
	texts := make([]string, len(values))
	for i, v := range values {
		texts[i] = string(v)
	}
	return texts
}

// dueText is the due time as it stands in the form. Left alone it stays as it
// is, to the second.
func (w *Work) dueText() string { return kit.Hour(w.edit.Want.Due, w.env.Now()) }

func (w *Work) due(text string) (hint string, ok bool) {
	if text == w.dueText() {
		return "10m · 2h · 14:30 · tomorrow 9:00", true
	}
	return w.moment(text)
}

// Answered goes on after a question. mine is false when it was another's.
func (w *Work) Answered(a kit.Answer) (cmd tea.Cmd, mine bool) {
	deed := Deed(a.Name)
	if w.asking == "" || deed != w.asking {
		return nil, false
	}
	w.asking = ""
	defer w.present() // a question may lead to the next
	if a.Outcome == nil {
		return nil, true
	}
	on := w.on
	switch deed {
	case Note:
		return w.note(on, a), true
	case Canned:
		return w.canned(on, a), true
	case Wait:
		return w.wait(on, a), true
	case HandOver:
		return w.handOver(on, a), true
	case Fields:
		return w.change(on, a), true
	case Clash:
		return w.resolve(on, a), true
	case Relate:
		return w.relate(on, a), true
	}
	return nil, true
}

func (w *Work) note(on []model.TicketView, a kit.Answer) tea.Cmd {
	text, _ := a.Outcome.(string)
	return w.Run(Note, on, func(ctx context.Context, t model.TicketView) error { return w.desk.NoteTicket(ctx, t.Number, text) })
}

func (w *Work) canned(on []model.TicketView, a kit.Answer) tea.Cmd {
	id, _ := a.Outcome.(string)
	for i, c := range w.texts {
		if fmt.Sprint(i) != id {
			continue
		}
		text := c.Fill(on[0], w.agent, w.env.Provider)
		if before := strings.TrimSpace(w.desk.Draft(draftOf(on))); before != "" {
			text = before + " " + text // what was begun by hand stays
		}
		return w.write(on, text)
	}
	return nil
}

func (w *Work) wait(on []model.TicketView, a kit.Answer) tea.Cmd {
	text, _ := a.Outcome.(string)
	until, err := model.ReadMoment(text, w.env.Now())
	if err != nil {
		return kit.SayError(err)
	}
	return w.Run(Wait, on, func(ctx context.Context, t model.TicketView) error {
		was := time.Time{}
		if t.State == model.TicketWaiting {
			was = t.Until
		}
		return w.desk.WaitTicket(ctx, t.Number, was, until)
	})
}

func (w *Work) handOver(on []model.TicketView, a kit.Answer) tea.Cmd {
	note, _ := a.Outcome.(string)
	w.desk.KeepDraft(draftOf(on), note)
	return w.Run(HandOver, on, func(ctx context.Context, t model.TicketView) error { return w.desk.HandOverTicket(ctx, t.Number, note) })
}

// change saves the fields.
func (w *Work) change(on []model.TicketView, a kit.Answer) tea.Cmd {
	values, ok := a.Outcome.(rows.Values)
	if !ok {
		return nil
	}
	w.edit.Want.Priority = model.Priority(values["priority"])
	if len(on) > 1 {
		return w.Run(Fields, on, func(ctx context.Context, t model.TicketView) error {
			want := t.Fields()
			want.Priority = model.Priority(values["priority"])
			return w.desk.EditTicket(ctx, t.Number, model.TicketEdit{Version: t.Version, Was: t.Fields(), Want: want})
		})
	}
	w.edit.Want.Kind = model.TicketKind(values["kind"])
	if due := values["due"]; due != w.dueText() {
		at, err := model.ReadMoment(due, w.env.Now())
		if err != nil {
			return kit.SayError(err)
		}
		w.edit.Want.Due = at
	}
	w.from[1] = values["from"]
	return w.save(on)
}

func (w *Work) save(on []model.TicketView) tea.Cmd {
	edit, from := w.edit, w.from
	if edit.Want == edit.Was && from[0] == from[1] {
		return nil
	}
	deed, note := Number, func(context.Context) error { return nil }
	if edit.Want != edit.Was {
		deed = Fields
	}
	if from[0] != from[1] {
		note = w.NoteFrom(from[1])
	}
	return w.Run(deed, on, func(ctx context.Context, t model.TicketView) error {
		if edit.Want != edit.Was {
			if err := w.desk.EditTicket(ctx, t.Number, edit); err != nil {
				return err
			}
		}
		return note(ctx)
	})
}
