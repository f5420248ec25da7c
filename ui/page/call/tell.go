package call

import (
	"context"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/kit"
)

// tell is the step that shows a value, for a minute. It asks for it once, and
// blanks it when the minute is over or the step is left. A key mails it as well,
// to the address that the page names.
type tell struct {
	page  *Page
	lost  model.Credential
	value model.Secret
	until time.Time // when it is hidden
	gone  bool      // it was shown and is hidden
	get   *kit.Task[model.Secret]
	hide  *kit.Task[struct{}]
	mail  *kit.Task[model.JobID]
	sent  bool // before the call was read again
}

func newTell(p *Page, lost model.Credential) *tell {
	return &tell{
		page: p, lost: lost,
		get: kit.NewTask[model.Secret](p.env, p.ID()), hide: kit.NewTask[struct{}](p.env, p.ID()),
		mail: kit.NewTask[model.JobID](p.env, p.ID()),
	}
}

func (*tell) name() string  { return "tell" }
func (*tell) editing() bool { return false }

func (s *tell) close() {
	s.value = model.Secret{}
	s.get.Cancel()
	s.hide.Cancel()
	s.mail.Cancel()
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
		s.value, s.until = value, s.page.env.Now().Add(s.page.policy.TellFor)
		return s.hide.After(s.page.policy.TellFor)
	}
	if _, _, ok := s.hide.Take(msg); ok {
		s.blank()
	}
	if _, err, ok := s.mail.Take(msg); ok {
		s.sent = err == nil || model.CodeOf(err) == model.Conflict
		if err != nil {
			return kit.SayError(err)
		}
		return tea.Batch(kit.Say(kit.Success, s.sentWords()), s.page.read())
	}
	return tea.Batch(s.get.Tick(msg), s.mail.Tick(msg))
}

// blank hides the value.
func (s *tell) blank() {
	s.hide.Cancel()
	s.value, s.gone = model.Secret{}, true
}

// second hides the value when its time is over by the clock on the wall: timers
// stand still while a machine sleeps.
func (s *tell) second() {
	if !s.until.IsZero() && !s.gone && !s.page.env.Now().Before(s.until) {
		s.blank()
	}
}

func (s *tell) sentWords() string {
	if s.page.view.Held {
		return "The mail is held: a second person has to release it in the Outbox."
	}
	return "The mail to " + s.page.view.Caller.Email + " is on its way. The Outbox says how it goes."
}

func (s *tell) bindings() []kit.Binding {
	return []kit.Binding{{
		ID: "call.told", Keys: []string{"enter"}, Words: "told", Disabled: s.page.notOwn(), Do: s.page.wrapUp,
		Help: "Goes to the wrap-up; the value is hidden.",
	}, {
		ID: "call.mail_told", Keys: []string{"m"}, Words: "mail it", Disabled: s.notMail(), Do: s.send,
		Help: "Mails what was told to the address on file as well. Once in a call.",
	}}
}

// mailed tells whether the value was mailed in this call.
func (s *tell) mailed() bool {
	_, mailed := s.page.view.Call.Told(s.lost)
	return mailed || s.sent
}

func (s *tell) notMail() string {
	switch {
	case s.get.Pending():
		return "It is being read."
	case s.mail.Pending():
		return "The mail is being made."
	case s.mailed():
		return "It was mailed in this call already."
	case s.page.known && !s.page.view.Address:
		return "There is no address on file, so nothing can be mailed."
	}
	return s.page.notOwn()
}

func (s *tell) send() tea.Cmd {
	return s.mail.Run(patience, func(ctx context.Context) (model.JobID, error) {
		return s.page.proven.mail(ctx, s.page.id, s.lost)
	})
}

// way is the line of the key that mails: where to, or why not.
func (s *tell) way(t *kit.Theme, w int) []string {
	key := kit.Fit(s.page.env.Keys.Shown("call.mail_told", "m"), 6)
	switch {
	case s.mailed():
		return []string{" " + t.Muted.Of(key+"mailed to the address on file as well")}
	case !s.page.view.Address:
		return []string{" " + t.Muted.Of(key+"mail it as well: not possible, ") + t.Warn.Of("no address is on file")}
	}
	lines := []string{s.page.toDo("call.mail_told", "m", "mail it as well, to "+s.page.view.Caller.Email) + behind(t, s.mail.Loading())}
	if s.page.view.Held {
		lines = append(lines, held(t, w)...)
	}
	return lines
}

func (s *tell) view(w, _ int) kit.Frame {
	t := s.page.env.Theme()
	switch {
	case s.get.Pending():
		return kit.Frame{Lines: []string{"", " " + t.Muted.Of(s.get.Loading())}}
	case s.gone:
		return kit.Frame{Lines: append([]string{
			"", " " + t.Muted.Of("hidden after "+kit.Watch(s.page.policy.TellFor)),
			"", s.again(),
		}, s.rest(t, w)...)}
	}
	lines := say(t, w, "Thank you. Your "+string(s.lost)+" is:")
	lines = append(lines, "", "       "+t.Title.Of(kit.Grouped(s.value.Reveal())), "")
	lines = append(lines, spelled(t, s.value.Reveal(), w)...)
	// The digits stand last and have no style, nor has the blank before them: a second
	// costs a digit on the wire, and no more.
	left := (s.until.Sub(s.page.env.Now()) + time.Second - 1).Truncate(time.Second)
	lines = append(lines, "", " "+t.Muted.Of("hidden when you go on, or in")+" "+kit.Watch(left), "")
	return kit.Frame{Lines: append(lines, s.rest(t, w)...)}
}

// rest is the same whether the value is shown or hidden.
func (s *tell) rest(t *kit.Theme, w int) []string { return append(s.way(t, w), s.page.done(w)...) }

// again is the line of the letter that shows the value once more.
func (s *tell) again() string {
	i := slices.IndexFunc(letters, func(l letter) bool { return l.lost == s.lost })
	return s.page.toDo(letters[i].id, letters[i].key, "shows it again")
}

// spelled writes a value in the words of the alphabet.
func spelled(t *kit.Theme, value string, w int) []string {
	return wrapped(t, "Spell", kit.Spelled(value), w)
}
