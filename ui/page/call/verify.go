package call

import (
	"context"
	"fmt"

	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/widget/field"
)

// verify goes to the question, or past it when the caller is verified already.
func (p *Page) verify(lost model.Credential) tea.Cmd {
	if !p.view.Verified.IsZero() && p.env.Now().Before(p.view.Verified) {
		return p.give(lost)
	}
	return p.goTo(newVerify(p, lost))
}

// give goes to what a verified caller gets.
func (p *Page) give(lost model.Credential) tea.Cmd {
	if lost == model.LoginPassword {
		return p.goTo(newSend(p))
	}
	return p.goTo(newTell(p, lost))
}

// verify is the step of the security question. What is typed stands in its
// field alone, and is overwritten when the step ends.
type verify struct {
	page     *Page
	lost     model.Credential
	question model.Question
	known    bool
	field    *field.Field
	wrong    bool // the last answer was
	others   bool // the other ways are shown
	ask      *kit.Task[model.Question]
	check    *kit.Task[model.Verdict]
}

// longestTyped is what the field holds: far more than an answer may have. The
// desk refuses that in words and doesn't count it; were it cut to an answer's
// length here, it would be checked, and counted as a wrong one.
const longestTyped = 40 * model.MaxAnswer

func newVerify(p *Page, lost model.Credential) *verify {
	return &verify{
		page: p, lost: lost, field: field.New(longestTyped),
		ask: kit.NewTask[model.Question](p.env, p.ID()), check: kit.NewTask[model.Verdict](p.env, p.ID()),
	}
}

func (*verify) name() string { return "verify" }

func (s *verify) editing() bool { return !s.locked() }

func (s *verify) locked() bool { return !s.question.Locked.IsZero() }

func (s *verify) close() {
	s.field.Clear()
	s.ask.Cancel()
	s.check.Cancel()
}

func (s *verify) start() tea.Cmd {
	return s.ask.Run(patience, func(ctx context.Context) (model.Question, error) {
		return s.page.desk.Question(ctx, s.page.id)
	})
}

// relocked asks for the question again when the lock has ended. That somebody
// else has locked the account Enter tells: letters mustn't become commands under
// the hands of who types.
func (s *verify) relocked() tea.Cmd {
	if !s.locked() {
		return nil
	}
	return s.start()
}

func (s *verify) update(msg tea.Msg) tea.Cmd {
	switch msg.(type) {
	case tea.KeyPressMsg, tea.PasteMsg:
		if !s.check.Pending() {
			if _, changed := s.field.Update(msg); changed {
				s.wrong = false
			}
		}
		return nil
	}
	if q, err, ok := s.ask.Take(msg); ok {
		if err != nil {
			return tea.Batch(kit.SayError(err), s.page.toTalk())
		}
		if s.locked() { // what was wrong before that is forgotten
			s.wrong = false
		}
		s.question, s.known = q, true
		return nil
	}
	if verdict, err, ok := s.check.Take(msg); ok {
		return s.judged(verdict, err)
	}
	return tea.Batch(s.ask.Tick(msg), s.check.Tick(msg))
}

// enter checks the answer.
func (s *verify) enter() tea.Cmd {
	if s.check.Pending() || !s.known {
		return nil
	}
	said := model.NewSecret(s.field.Value())
	return s.check.Run(patience, func(ctx context.Context) (model.Verdict, error) {
		return s.page.desk.Answer(ctx, s.page.id, said)
	})
}

func (s *verify) judged(v model.Verdict, err error) tea.Cmd {
	switch {
	case model.CodeOf(err) == model.Locked:
		return tea.Batch(kit.SayError(err), s.start())
	case err != nil:
		return kit.SayError(err) // what was typed stays: nothing was counted
	case v.Passed:
		return s.page.give(s.lost)
	}
	s.field.Clear()
	s.wrong = true
	s.question.TriesLeft, s.question.Locked = v.TriesLeft, v.Locked
	return s.page.read()
}

// escape clears the field, then stops; the call stays open.
func (s *verify) escape() tea.Cmd {
	if s.field.Empty() {
		return s.page.toTalk()
	}
	s.field.Clear()
	return nil
}

func (s *verify) bindings() []kit.Binding {
	if s.locked() {
		return []kit.Binding{s.page.handOver()}
	}
	bs := []kit.Binding{
		{
			ID: "verify.check", Keys: []string{"enter"}, Words: "check", InField: true, Do: s.enter,
			Help: "Checks what the caller said. Each wrong answer counts.",
		},
		{
			ID: "verify.others", Keys: []string{"tab"}, Words: "other ways", InField: true,
			Help: "What else can be done for this account; again, back to the question.", Do: func() tea.Cmd { s.others = !s.others; return nil },
		},
		{
			ID: "verify.stop", Keys: []string{"esc"}, Words: "stop", InField: true, Do: s.escape,
			Help: "Clears the field, then stops; the call stays open.",
		},
	}
	if s.others {
		bs[1].Words = "question"
	}
	if !s.field.Empty() {
		bs[2].Words = "clear"
	}
	return bs
}

func (s *verify) view(w, _ int) kit.Frame {
	t := s.page.env.Theme()
	if !s.known {
		return kit.Frame{Lines: []string{"", " " + t.Muted.Of(s.ask.Loading())}}
	}
	if s.locked() {
		return kit.Frame{Lines: s.lockedLines(t, w)}
	}
	lines := say(t, w, "Before I can "+s.purpose()+", please answer the security question that your company set up with us.")
	if s.wrong {
		lines = say(t, w, "I'm sorry, that isn't the answer that we have on file. Would you like to try again?")
	}
	lines = append(lines, kit.WrapUnder(" Ask   ", model.CleanLine(s.question.Text), w-1)...)
	text, x := s.field.View(w - 5)
	lines = append(lines, t.Accent.Of(" > ")+text)
	f := kit.Frame{Lines: lines, Cursor: &kit.Point{X: 3 + x, Y: len(lines) - 1}}
	f.Lines = append(f.Lines, "   "+s.hint(t, w-4), "")
	if s.others {
		f.Lines = append(f.Lines, s.otherWays(t, w)...)
		return f
	}
	f.Lines = append(f.Lines,
		s.page.toDo("verify.others", "tab", "caller can't answer: other ways for this account"),
		s.page.toDo("verify.stop", "esc", "stop; the call stays open"))
	return f
}

func (s *verify) purpose() string {
	if s.lost == model.LoginPassword {
		return "do that"
	}
	return "tell you that"
}

// hint is the line below the field. The tries that are left are never cut.
func (s *verify) hint(t *kit.Theme, w int) string {
	left := tries(s.question.TriesLeft)
	switch {
	case s.check.Pending():
		return t.Muted.Of(s.check.Doing("checking"))
	case s.wrong:
		return t.Warn.Of("wrong !  " + left)
	}
	const forgiven = "case, accents and punctuation don't matter"
	if kit.Width(forgiven+" · "+left) > w {
		return left + t.Muted.Of(" · "+forgiven)
	}
	return t.Muted.Of(forgiven+" · ") + left
}

func (s *verify) lockedLines(t *kit.Theme, w int) []string {
	next := "Your other administrators can do it in the portal, or I pass you on to a supervisor."
	if len(s.page.view.Admins) == 0 {
		next = "I'll pass you on to a supervisor."
	}
	lines := say(t, w, "I'm sorry, I can't go on with this by telephone today. "+next)
	lines = append(lines, "", " "+t.Danger.Of("locked !")+fmt.Sprintf("  no answer is taken until %s", kit.Hour(s.question.Locked, s.page.env.Now())), "")
	return append(lines, s.otherWays(t, w)...)
}

// otherWays is what can be done when the caller can't answer.
func (s *verify) otherWays(t *kit.Theme, w int) []string {
	keys := s.page.env.Keys
	lines := wrapped(t, "Admins", namesOr(s.page.view.Admins, "no other admin in this account"), w)
	leave := "Esc " // letters are text until then
	if s.locked() {
		leave = ""
	} else if !s.field.Empty() {
		leave = "Esc Esc " // the first clears it
	}
	if s.lost == model.LoginPassword && s.page.view.Address {
		lines = append(lines, line(t, "Mail", t.Key.Of(leave+keys.Shown("call.password", "p")+" "+keys.Shown("call.request_mail", "r"))+"  the Password Request mail, which needs no answer"))
	}
	return append(lines, line(t, "Hand over", t.Key.Of(leave+keys.Shown("call.hand_over", "e"))+"  to a supervisor, through the queue"))
}
