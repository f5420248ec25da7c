package call

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/widget/columns"
	"callin/ui/widget/field"
	"callin/ui/widget/list"
)

// wrap is the last step: the outcome is filled in, Enter saves.
type wrap struct {
	page   *Page
	rows   *list.List
	note   *field.Field
	noting bool // the note has the focus
	chosen bool // by the agent: later suggestions leave it alone
}

// longestNote is what the note's field holds.
const longestNote = 3000

func newWrap(p *Page) *wrap {
	s := &wrap{page: p, note: field.New(longestNote)}
	s.note.Set(p.desk.Draft(p.view.Ticket.Number))
	s.rows = list.New(columns.Column{Width: 14}, columns.Column{Width: 20, Grow: 1})
	s.rows.Set(list.Rows{
		Len: len(model.Outcomes),
		ID:  func(i int) string { return string(model.Outcomes[i]) },
		Cells: func(i int, cells []columns.Cell) {
			cells[0].Text = string(model.Outcomes[i])
			cells[1] = columns.Cell{Text: outcomeWords[model.Outcomes[i]], Style: p.env.Theme().Muted}
		},
	})
	return s
}

var outcomeWords = map[model.Outcome]string{
	model.Told:        "a user name or Client ID was told; the ticket closes",
	model.Mailed:      "the ticket closes when the caller has logged in",
	model.LoggedIn:    "mailed, and the caller says that it works",
	model.Referred:    "the account admin does it; the ticket closes",
	model.Explained:   "said, or a change made; the ticket closes",
	model.NotVerified: "the caller couldn't prove who they are",
	model.Unsolved:    "the ticket goes to the queue",
	model.Dropped:     "the line went dead; the ticket goes to the queue",
}

func (*wrap) name() string    { return "wrap" }
func (s *wrap) editing() bool { return s.noting }
func (*wrap) close()          {}

func (s *wrap) start() tea.Cmd {
	s.chosen, s.noting = false, false
	return nil
}

// suggest fills in the outcome that the deeds speak for, until the agent has
// chosen one.
func (s *wrap) suggest() {
	if !s.chosen {
		s.rows.Select(string(s.page.view.Suggest()))
	}
}

func (s *wrap) update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.PasteMsg:
		s.noting = true
		s.typed(msg)
	case tea.KeyPressMsg:
		if s.noting {
			s.typed(msg)
			return nil
		}
		s.suggest()
		s.chosen = s.rows.Update(msg) || s.chosen
	}
	return nil
}

// typed puts text into the note, and keeps what is there: a line that breaks
// costs nobody a word.
func (s *wrap) typed(msg tea.Msg) {
	if _, changed := s.note.Update(msg); changed {
		s.page.desk.KeepDraft(s.page.view.Ticket.Number, s.note.Value())
	}
}

// end ends the call; then the note is no draft any more.
func (s *wrap) end(w model.WrapUp, outcome func(context.Context) (model.Outcome, error)) tea.Cmd {
	desk, id, ticket := s.page.desk, s.page.id, s.page.view.Ticket.Number
	return s.page.finish(func(ctx context.Context) error {
		var err error
		if outcome != nil {
			if w.Outcome, err = outcome(ctx); err != nil {
				return err
			}
		}
		if err = desk.EndCall(ctx, id, w); err == nil {
			desk.KeepDraft(ticket, "")
		}
		return err
	})
}

// save ends the call. It waits for the call to be read again after the last
// deed, so that the outcome saved is the one shown.
func (s *wrap) save() tea.Cmd {
	w := model.WrapUp{Note: s.note.Value()}
	if s.page.look.Pending() && !s.chosen {
		desk, id := s.page.desk, s.page.id
		return s.end(w, func(ctx context.Context) (model.Outcome, error) {
			view, err := desk.Call(ctx, id)
			return view.Suggest(), err
		})
	}
	s.suggest()
	w.Outcome = model.Outcome(s.rows.Selected())
	return s.end(w, nil)
}

func (s *wrap) bindings() []kit.Binding {
	bs := []kit.Binding{
		{
			ID: "wrap.save", Keys: []string{"enter"}, Words: "save", InField: true, Disabled: s.page.notOwn(), Do: s.save,
			Help: "Saves the outcome and the note, and is ready for the next caller.",
		},
		{
			ID: "wrap.note", Keys: []string{"tab"}, Words: "note", InField: true,
			Help: "To the note and back.", Do: func() tea.Cmd { s.noting = !s.noting; return nil },
		},
	}
	if s.noting {
		bs[1].Words = "outcome"
		return append(bs, kit.Binding{
			ID: "wrap.leave", Keys: []string{"esc"}, Words: "leave the note", InField: true,
			Help: "Back to the outcomes; what was typed stays.", Do: func() tea.Cmd { s.noting = false; return nil },
		})
	}
	return append(bs, kit.Binding{
		ID: "call.note", Keys: []string{"a"}, Words: "note", Quiet: true,
		Help: "Writes a note.", Do: func() tea.Cmd { s.noting = true; return nil },
	})
}

// view draws the step. In a low window it does without what was done and the
// blank lines, and the outcomes scroll: the note is never out of sight.
func (s *wrap) view(w, h int) kit.Frame {
	p, t := s.page, s.page.env.Theme()
	s.suggest()
	lines, gap := say(t, w, s.sentence()), []string{""}
	done := p.done(w)
	if len(lines)+len(done)+len(gap)+1+len(model.Outcomes)+len(gap)+1 > h {
		done, gap = nil, nil
	}
	lines = append(append(lines, done...), gap...)
	s.rows.Resize(w, min(len(model.Outcomes), max(h-len(lines)-2-len(gap), 1)))
	lines = append(lines, kit.Sides(" "+t.Title.Of("Outcome"), t.Muted.Of(s.rows.Position())+" ", w))
	rows := s.rows.View(t)
	f := kit.Frame{}
	if rows.Cursor != nil && !s.noting {
		f.Cursor = &kit.Point{X: rows.Cursor.X, Y: rows.Cursor.Y + len(lines)}
	}
	lines = append(append(lines, rows.Lines...), gap...)
	text, x := s.note.View(w - indent - 2)
	if s.note.Empty() && !s.noting {
		text = t.Muted.Of(strings.TrimPrefix(p.env.Keys.Shown("call.note", "a")+" or ", " or ") + p.env.Keys.Shown("wrap.note", "tab") + " writes one")
	}
	if s.noting {
		f.Cursor = &kit.Point{X: indent + x, Y: len(lines)}
	}
	f.Lines = append(lines, line(t, "Note", text))
	return f
}

func (s *wrap) sentence() string {
	if mails := s.page.view.SayMails(); mails != "" {
		return mails
	}
	return "Is there anything else that I can do for you? Thank you for calling."
}
