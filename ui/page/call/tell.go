package call

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/kit"
)

// tell is the step that shows a value, for a minute. It asks for it once, and
// blanks it when the minute is over or the step is left.
type tell struct {
	page  *Page
	lost  model.Credential
	value model.Secret
	gone  bool // it was shown and is hidden
	get   *kit.Task[model.Secret]
	hide  *kit.Task[struct{}]
}

func newTell(p *Page, lost model.Credential) *tell {
	return &tell{
		page: p, lost: lost,
		get: kit.NewTask[model.Secret](p.env, p.ID()), hide: kit.NewTask[struct{}](p.env, p.ID()),
	}
}

func (*tell) name() string  { return "tell" }
func (*tell) editing() bool { return false }

func (s *tell) close() {
	s.value = model.Secret{}
	s.get.Cancel()
	s.hide.Cancel()
}

func (s *tell) start() tea.Cmd {
	return s.get.Run(patience, func(ctx context.Context) (model.Secret, error) {
		return s.page.proven.tell(ctx, s.page.id, s.lost)
	})
}

func (s *tell) update(msg tea.Msg) tea.Cmd {
	if value, err, ok := s.get.Take(msg); ok {
		if err != nil {
			return tea.Batch(kit.SayError(err), s.page.toTalk())
		}
		s.value = value
		return s.hide.After(s.page.policy.TellFor)
	}
	if _, _, ok := s.hide.Take(msg); ok {
		s.value, s.gone = model.Secret{}, true
	}
	return s.get.Tick(msg)
}

func (s *tell) bindings() []kit.Binding {
	return []kit.Binding{{
		ID: "call.told", Keys: []string{"enter"}, Words: "told", Disabled: s.page.notOwn(), Do: s.page.wrapUp,
		Help: "Goes to the wrap-up; the value is hidden.",
	}}
}

func (s *tell) view(w, _ int) kit.Frame {
	t := s.page.env.Theme()
	switch {
	case s.get.Pending():
		return kit.Frame{Lines: []string{"", " " + t.Muted.Of(s.get.Loading())}}
	case s.gone:
		return kit.Frame{Lines: []string{
			"", " " + t.Muted.Of("hidden after "+kit.Watch(s.page.policy.TellFor)),
			"", " " + t.Key.Of(s.key()) + " shows it again",
		}}
	}
	lines := say(t, w, "Thank you. Your "+string(s.lost)+" is:")
	lines = append(lines, "", "       "+t.Title.Of(kit.Grouped(s.value.Reveal())), "")
	lines = append(lines, spelled(t, s.value.Reveal(), w)...)
	lines = append(lines, "", " "+t.Muted.Of("hidden after "+kit.Watch(s.page.policy.TellFor)+" or when you go on"))
	return kit.Frame{Lines: append(lines, s.page.done(w)...)}
}

func (s *tell) key() string {
	for _, l := range letters {
		if l.lost == s.lost {
			return l.key
		}
	}
	return ""
}

// spelled writes a value in the words of the alphabet.
func spelled(t *kit.Theme, value string, w int) []string {
	return wrapped(t, "Spell", kit.Spelled(value), w)
}
