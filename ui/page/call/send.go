package call

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/kit"
)

// send is the step before the mail of an account change ticket: where it goes,
// and the key that sends. Enter doesn't.
type send struct {
	page *Page
	task *kit.Task[model.JobID]
}

func newSend(p *Page) *send {
	return &send{page: p, task: kit.NewTask[model.JobID](p.env, p.ID())}
}

func (*send) name() string   { return "tell" }
func (*send) start() tea.Cmd { return nil }
func (*send) editing() bool  { return false }
func (s *send) close()       { s.task.Cancel() }

func (s *send) update(msg tea.Msg) tea.Cmd {
	if _, err, ok := s.task.Take(msg); ok {
		switch {
		case model.CodeOf(err) == model.Unverified:
			return tea.Batch(kit.SayError(err), s.page.toTalk())
		case err != nil:
			return kit.SayError(err)
		}
		return s.page.wrapUp()
	}
	return s.task.Tick(msg)
}

func (s *send) bindings() []kit.Binding {
	why := s.page.notOwn()
	if s.task.Pending() {
		why = "The mail is being made."
	}
	return []kit.Binding{{
		ID: "call.send", Keys: []string{"s"}, Words: "send", Disabled: why, Do: s.mail,
		Help: "Mails a temporary password to the address on file. Nobody sees it.",
	}}
}

func (s *send) mail() tea.Cmd {
	return s.task.Run(patience, func(ctx context.Context) (model.JobID, error) {
		return s.page.proven.send(ctx, s.page.id)
	})
}

func (s *send) view(w, _ int) kit.Frame {
	p, t := s.page, s.page.env.Theme()
	lines := say(t, w, p.view.SaySending())
	if p.view.Held {
		lines = append(lines, held(t, w)...)
	}
	lines = append(lines, "",
		line(t, "Ticket", p.view.Ticket.Number.String()+", account change: a new login password"),
		line(t, "To", p.address()))
	lines = append(lines, wrapped(t, "Valid", "for "+hours(p.policy.TemporaryLife)+", once; the old password works until then", w)...)
	lines = append(lines, "", p.toDo("call.send", "s", "send it")+behind(t, s.task.Loading()))
	return kit.Frame{Lines: append(lines, p.done(w)...)}
}
