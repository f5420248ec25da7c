package call

import (
	"cmp"
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/kit"
)

// ways is the step at which the policy says what can be done. Where it has one
// way only, and that needs verification, the step passes on at once.
type ways struct {
	page    *Page
	lost    model.Credential
	options []model.Option
	known   bool
	task    *kit.Task[[]model.Option]
	send    *kit.Task[model.JobID]
	notify  *kit.Task[int]
	told    bool // the admins, by mail
}

func newWays(p *Page, lost model.Credential) *ways {
	return &ways{
		page: p, lost: lost,
		task: kit.NewTask[[]model.Option](p.env, p.ID()), send: kit.NewTask[model.JobID](p.env, p.ID()),
		notify: kit.NewTask[int](p.env, p.ID()),
	}
}

func (*ways) name() string  { return "tell" }
func (*ways) editing() bool { return false }
func (s *ways) close()      { s.task.Cancel(); s.send.Cancel(); s.notify.Cancel() }

func (s *ways) start() tea.Cmd {
	return s.task.Run(patience, func(ctx context.Context) ([]model.Option, error) {
		return s.page.desk.Options(ctx, s.page.id, s.lost)
	})
}

// relocked asks again what can be done: some ways take an answer.
func (s *ways) relocked() tea.Cmd { return s.start() }

func (s *ways) update(msg tea.Msg) tea.Cmd {
	if options, err, ok := s.task.Take(msg); ok {
		if err != nil {
			return tea.Batch(kit.SayError(err), s.page.toTalk())
		}
		s.options, s.known = sorted(options), true
		if o, ok := s.option(model.WayTell); ok && o.Blocked == "" {
			return s.page.verify(s.lost)
		}
		return nil
	}
	if _, err, ok := s.send.Take(msg); ok {
		if err != nil {
			return kit.SayError(err)
		}
		return s.page.wrapUp()
	}
	if n, err, ok := s.notify.Take(msg); ok {
		s.told = err == nil || model.CodeOf(err) == model.Conflict
		if err != nil {
			return kit.SayError(err)
		}
		return kit.Say(kit.Success, kit.Count(n, "admin is", "admins are")+" told by mail, at the address on file.")
	}
	return tea.Batch(s.task.Tick(msg), s.send.Tick(msg), s.notify.Tick(msg))
}

// sorted puts what can be done first: the sentence to say stands at the top, and
// what is barred below, with its reason.
func sorted(options []model.Option) []model.Option {
	slices.SortStableFunc(options, func(a, b model.Option) int {
		return cmp.Compare(min(len(a.Blocked), 1), min(len(b.Blocked), 1))
	})
	return options
}

func (s *ways) option(way model.Way) (model.Option, bool) {
	for _, o := range s.options {
		if o.Way == way {
			return o, true
		}
	}
	return model.Option{}, false
}

// spoken is the way that only needs saying, if there is one.
func (s *ways) spoken() (model.Option, bool) {
	for _, o := range s.options {
		if o.Blocked != "" || o.Pass {
			continue
		}
		switch o.Way {
		case model.WayReferral, model.WayPortal, model.WayArticle, model.WayNone:
			return o, true
		}
	}
	return model.Option{}, false
}

func (s *ways) bindings() []kit.Binding {
	var bs, barred []kit.Binding
	add := func(o model.Option, b kit.Binding) {
		if b.Disabled = s.why(o); o.Blocked != "" {
			barred = append(barred, b)
			return
		}
		bs = append(bs, b)
	}
	if o, ok := s.option(model.WayRequestMail); ok {
		add(o, kit.Binding{
			ID: "call.request_mail", Keys: []string{"r"}, Words: "send the mail",
			Help: "Sends what the Password Request form sends, to the address on file. No verification is needed.", Do: s.request,
		})
	}
	if o, ok := s.option(model.WayTicket); ok {
		add(o, kit.Binding{
			ID: "call.ticket", Keys: []string{"t"}, Words: "change ticket",
			Help: "Account change ticket, for admins: verification first, then a temporary password by mail.",
			Do:   func() tea.Cmd { return s.page.verify(s.lost) },
		})
	}
	if s.passes() {
		bs = append(bs, s.page.handOver())
	} else if o, ok := s.option(model.WayReferral); ok && o.Blocked == "" {
		bs = append(bs, kit.Binding{
			ID: "call.notify", Keys: []string{"n"}, Words: "notify the admin", Disabled: s.notNotify(), Do: s.notifyAdmins,
			Help: "Mails the account's admins, at their addresses on file, what the caller needs of them. Once in a call.",
		})
	}
	if o, ok := s.spoken(); ok {
		bs = append(bs, kit.Binding{
			ID: "call.refer", Keys: []string{"enter"}, Words: "said, done", Disabled: s.page.notOwn(),
			Help: "Notes that this was said and ends the call.", Do: func() tea.Cmd { return s.page.refer(s.lost, o.Way) },
		})
	}
	return append(bs, barred...)
}

// passes tells of a caller whom nobody in the account can help.
func (s *ways) passes() bool {
	o, ok := s.option(model.WayReferral)
	return ok && o.Pass
}

// why tells what bars an option now.
func (s *ways) why(o model.Option) string {
	switch {
	case o.Blocked != "":
		return "That can't be done: " + o.Blocked + "."
	case s.send.Pending():
		return "The mail is being made."
	}
	return s.page.notOwn()
}

func (s *ways) notNotify() string {
	switch {
	case s.told:
		return "The admins were told of this call already."
	case s.notify.Pending():
		return "The admins are being told."
	}
	return s.page.notOwn()
}

func (s *ways) notifyAdmins() tea.Cmd {
	return s.notify.Run(patience, func(ctx context.Context) (int, error) {
		return s.page.desk.NotifyAdmins(ctx, s.page.id, s.lost)
	})
}

func (s *ways) request() tea.Cmd {
	return s.send.Run(patience, func(ctx context.Context) (model.JobID, error) {
		return s.page.desk.RequestMail(ctx, s.page.id)
	})
}

func (s *ways) view(w, _ int) kit.Frame {
	t := s.page.env.Theme()
	if !s.known {
		return kit.Frame{Lines: []string{"", " " + t.Muted.Of(s.task.Loading())}}
	}
	var lines []string
	for _, o := range s.options {
		if len(lines) > 0 {
			lines = append(lines, "")
		}
		lines = append(lines, s.draw(t, w, o)...)
	}
	lines = append(append(lines, ""), s.page.card(w)...)
	return kit.Frame{Lines: append(lines, s.page.done(w)...)}
}

// wayKeys are the action of each way, its own key, and what it does.
var wayKeys = map[model.Way]struct{ id, key, words string }{
	model.WayRequestMail: {"call.request_mail", "r", "send the Password Request mail to the address on file"},
	model.WayTicket:      {"call.ticket", "t", "account change ticket, after the security answer"},
	model.WayTell:        {"", "", "tell it, after the security answer"},
	model.WayReferral:    {"call.refer", "enter", "said: the account admin does it"},
	model.WayPortal:      {"call.refer", "enter", "said: in the portal"},
	model.WayArticle:     {"call.refer", "enter", "said: the article explains it"},
	model.WayNone:        {"call.refer", "enter", "said: there is nothing to give back"},
}

// passOn is what hand over does for a caller whom no admin can help.
const passOn = "hand over to a supervisor, through the queue"

// draw shows one option: what to say and which key goes on, or why not.
func (s *ways) draw(t *kit.Theme, w int, o model.Option) []string {
	way := wayKeys[o.Way]
	if o.Blocked != "" {
		lines := []string{" " + t.Muted.Of(kit.Fit(s.page.env.Keys.Shown(way.id, way.key), 6)+way.words)}
		for _, l := range kit.Wrap("not possible: "+o.Blocked, w-8) {
			lines = append(lines, kit.Space(7)+t.Warn.Of(l))
		}
		return lines
	}
	lines := say(t, w, o.Say)
	if o.Held {
		lines = append(lines, held(t, w)...)
	}
	if o.Pass {
		return append(lines, s.page.toDo("call.hand_over", "e", passOn))
	}
	switch o.Way {
	case model.WayReferral:
		lines = append(lines, s.page.toDo("call.notify", "n", s.notifyWords())+behind(t, s.notify.Loading()))
	case model.WayArticle:
		lines = append(lines, s.page.toDo("call.articles", "i", "the article, to read or to mail"))
	}
	if first, ok := s.spoken(); ok && way.key == "enter" && first.Way != o.Way {
		return lines // Enter is the first's
	}
	last := s.page.toDo(way.id, way.key, way.words)
	if o.Way == model.WayRequestMail {
		last += behind(t, s.send.Loading())
	}
	return append(lines, last)
}

// held says that a mail will wait for a second person.
func held(t *kit.Theme, w int) []string {
	var lines []string
	for _, l := range kit.WrapUnder("! ", "The address on file was changed lately: a second person has to release the mail, in the Outbox.", w-8) {
		lines = append(lines, kit.Space(7)+t.Warn.Of(l))
	}
	return lines
}

func (s *ways) notifyWords() string {
	if s.told {
		return "the admins are told by mail"
	}
	return "notify the admin by mail"
}
