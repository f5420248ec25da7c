// Package call is the page of one conversation: who is calling, what they lost,
// the sentence to say next, the field to type into, and what was done. A call
// is a script that can't be left out: each step has a file here.
//
//	talk     the letters say what was lost
//	ways     what the policy has for it
//	verify   the question, the answer
//	tell     the value, for a minute
//	send     the mail of an account change ticket
//	wrap     the outcome, filled in
//
// The page decides nothing. It is handed functions that tell and mail; what
// they need for that, a proof among it, it neither sees nor could make.
package call

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/widget/work"
)

// Desk is what the page asks of the desk, a step's worth in each.
type Desk interface {
	talking
	verifying
	mailing
	ending
	work.Desk
	being
}

type talking interface {
	Call(ctx context.Context, id model.CallID) (model.CallView, error)
	Options(ctx context.Context, id model.CallID, lost model.Credential) ([]model.Option, error)
	Refer(ctx context.Context, id model.CallID, lost model.Credential, way model.Way) error
	// NotifyAdmins mails the account's admins that the caller was sent to them.
	NotifyAdmins(ctx context.Context, id model.CallID, lost model.Credential) (int, error)
}

type verifying interface {
	Question(ctx context.Context, id model.CallID) (model.Question, error)
	Answer(ctx context.Context, id model.CallID, said model.Secret) (model.Verdict, error)
}

type mailing interface {
	RequestMail(ctx context.Context, id model.CallID) (model.JobID, error)
}

type ending interface {
	EndCall(ctx context.Context, id model.CallID, w model.WrapUp) error
	ParkCall(ctx context.Context, id model.CallID) error
	ResumeCall(ctx context.Context, id model.CallID) error
}

type being interface {
	// NoteFrom notes the number that the caller calls from.
	NoteFrom(ctx context.Context, id model.CallID, number string) error

	// At tells the others who is at which ticket, and whether they write.
	At(n model.TicketNumber, editing bool)
}

// Feed tells what has moved.
type Feed interface {
	Next(ctx context.Context) (model.Changes, error)
	Close()
}

// patience bounds every read and command of the page.
const patience = 15 * time.Second

// Page is the page.
type Page struct {
	env    *kit.Env
	desk   Desk
	policy model.Policy
	feed   Feed
	proven proven
	id     model.CallID

	view   model.CallView
	known  bool   // the call was read
	failed string // why it couldn't be, the last time
	lost   model.Credential
	step   step
	wrap   *wrap // kept, so that a typed note isn't lost

	look  *kit.Task[model.CallView]
	heard *kit.Task[model.Changes]
	tick  *kit.Task[struct{}]
	leave *kit.Task[struct{}] // the command that ends or parks
	work  *work.Work
	at    spot // as the others were told
	meant [1]model.TicketView

	ticked time.Time // the last second

	lettered []kit.Binding
	w, h     int
}

// spot is where this page is.
type spot struct {
	ticket  model.TicketNumber
	editing bool
}

// step is what the body shows and does at one point of the script.
type step interface {
	name() string // in the header's list of steps
	start() tea.Cmd
	update(msg tea.Msg) tea.Cmd
	view(w, h int) kit.Frame
	bindings() []kit.Binding
	editing() bool
	close() // cancels what runs, blanks what was shown
}

// New makes the page of a call. prover is what tells and mails against a proof.
// It closes the feed in the end.
func New[P any](env *kit.Env, desk Desk, prover Prover[P], policy model.Policy, feed Feed, id model.CallID) *Page {
	p := &Page{env: env, desk: desk, proven: against(prover), policy: policy, feed: feed, id: id}
	p.look = kit.NewTask[model.CallView](env, p.ID())
	p.heard = kit.NewTask[model.Changes](env, p.ID())
	p.tick = kit.NewTask[struct{}](env, p.ID())
	p.leave = kit.NewTask[struct{}](env, p.ID())
	p.step = &talk{page: p}
	p.work = work.New(env, p.ID(), desk)
	p.lettered = p.letterBindings()
	p.work.From = func() string { return p.view.Call.From }
	p.work.NoteFrom = func(number string) func(context.Context) error {
		id := p.id
		return func(ctx context.Context) error { return desk.NoteFrom(ctx, id, number) }
	}
	p.work.HandOverNote = p.handOverNote
	return p
}

// ID names the page.
func (*Page) ID() kit.PageID { return "call" }

// Title is in the help.
func (*Page) Title() string { return "Call" }

// Init reads the call and begins to listen.
func (p *Page) Init() tea.Cmd {
	return tea.Batch(p.read(), p.heard.Listen(p.feed.Next), p.tick.After(time.Second), p.step.start())
}

// Editing tells whether letters are text.
func (p *Page) Editing() bool { return p.step.editing() }

// Resize sets the room.
func (p *Page) Resize(w, h int) { p.w, p.h = w, h }

// Cancel stops what runs.
func (p *Page) Cancel() bool {
	leaving, working := p.leave.Cancel(), p.work.Cancel()
	return leaving || working
}

// Busy says that the call is open when the desk is to be left.
func (p *Page) Busy() string {
	if !p.known || p.view.Call.State == model.CallEnded {
		return ""
	}
	return "The call with " + p.who() + " is open. It is parked until you come back."
}

// Close ends what runs and blanks what was shown.
func (p *Page) Close() {
	p.step.close()
	p.look.Cancel()
	p.heard.Cancel()
	p.tick.Cancel()
	p.leave.Cancel()
	p.work.Close()
	p.desk.At(0, false)
	p.feed.Close()
}

// Update takes what happens.
func (p *Page) Update(msg tea.Msg) tea.Cmd {
	cmd := p.take(msg)
	p.present()
	return cmd
}

func (p *Page) take(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case kit.Opened:
		if id, ok := msg.Arg.(model.CallID); ok && id != p.id {
			return p.become(id)
		}
		return p.comeBack()
	case kit.Answer:
		cmd, _ := p.work.Answered(msg)
		return cmd
	case kit.Reply, kit.Wait:
		if cmd, mine := p.reply(msg); mine {
			return cmd
		}
	}
	return p.step.update(msg)
}

// remind reads the call again once a mail has been out so long without a log-in
// that the agent should ask about the spam folder. By then nothing else changes.
func (p *Page) remind() tea.Cmd {
	now, before := p.env.Now(), p.ticked
	p.ticked = now
	for _, m := range p.view.Mails {
		ripe := m.Ended.Add(p.policy.SpamHint)
		if m.State == model.MailAccepted && before.Before(ripe) && !now.Before(ripe) {
			return p.read()
		}
	}
	return nil
}

// comeBack goes on with the call: one that was parked meanwhile is open again.
func (p *Page) comeBack() tea.Cmd {
	id := p.id
	return p.look.Run(patience, func(ctx context.Context) (model.CallView, error) {
		v, err := p.desk.Call(ctx, id)
		if err != nil || !v.Mine || v.Call.State != model.CallParked {
			return v, err
		}
		if err := p.desk.ResumeCall(ctx, id); err != nil {
			return v, err
		}
		return p.desk.Call(ctx, id)
	})
}

// become shows another call instead.
func (p *Page) become(id model.CallID) tea.Cmd {
	p.step.close()
	p.id, p.view, p.known, p.lost, p.wrap = id, model.CallView{}, false, "", nil
	p.step = &talk{page: p}
	return tea.Batch(p.read(), kit.Tell(p.ID(), p.about()))
}

// present tells the others where this page is, when that has changed.
func (p *Page) present() {
	_, wrapping := p.step.(*wrap)
	is := spot{p.view.Ticket.Number, wrapping && p.step.editing()}
	if p.known && is != p.at {
		p.at = is
		p.desk.At(is.ticket, is.editing)
	}
}

func (p *Page) reply(msg tea.Msg) (cmd tea.Cmd, mine bool) {
	if view, err, ok := p.look.Take(msg); ok {
		if err == nil {
			before := p.view.Locked
			p.view, p.known, p.failed = view, true, ""
			return p.relocked(before), true
		}
		before := p.failed
		if p.failed = model.PublicText(err); p.failed == before {
			return nil, true // said already
		}
		return kit.SayError(err), true
	}
	if _, err, ok := p.heard.Take(msg); ok {
		if err != nil {
			return nil, true // the session has ended
		}
		return tea.Batch(p.read(), p.heard.Listen(p.feed.Next)), true
	}
	if _, _, ok := p.tick.Take(msg); ok {
		if s, ok := p.step.(*tell); ok {
			s.second()
		}
		return tea.Batch(p.tick.After(time.Second), p.remind(), p.lapsed()), true
	}
	if _, err, ok := p.leave.Take(msg); ok {
		if err != nil {
			return kit.SayError(err), true
		}
		return kit.Back(), true
	}
	if cmd := tea.Batch(p.look.Tick(msg), p.leave.Tick(msg)); cmd != nil {
		return cmd, true
	}
	cmd, done := p.work.Take(msg)
	if done != nil {
		return tea.Batch(cmd, p.worked(*done)), true
	}
	return cmd, cmd != nil
}

// lapsed reads the call again when its account's lock or the verification has run
// out: that is no change of the store's, so no news of it comes.
func (p *Page) lapsed() tea.Cmd {
	over := func(until time.Time) bool { return !until.IsZero() && !p.env.Now().Before(until) }
	if !over(p.view.Locked) && !over(p.view.Verified) || p.look.Pending() {
		return nil
	}
	return p.read()
}

// relocked has the step look again when the account was locked or unlocked.
func (p *Page) relocked(before time.Time) tea.Cmd {
	if s, ok := p.step.(interface{ relocked() tea.Cmd }); ok && !p.view.Locked.Equal(before) {
		return s.relocked()
	}
	return nil
}

// worked goes on after work on the ticket: what ends the call leads back.
func (p *Page) worked(d work.Done) tea.Cmd {
	if len(d.Went) > 0 && (d.Deed == work.HandOver || d.Deed == work.Wait) {
		return kit.Back()
	}
	return p.read()
}

func (p *Page) read() tea.Cmd {
	return p.look.Run(patience, func(ctx context.Context) (model.CallView, error) { return p.desk.Call(ctx, p.id) })
}

// goTo changes the step.
func (p *Page) goTo(s step) tea.Cmd {
	p.step.close()
	p.step = s
	return tea.Batch(s.start(), p.read())
}

// finish runs a command that ends the page.
func (p *Page) finish(do func(ctx context.Context) error) tea.Cmd {
	if p.leave.Pending() {
		return nil
	}
	return p.leave.Run(patience, func(ctx context.Context) (struct{}, error) { return struct{}{}, do(ctx) })
}

func (p *Page) park() tea.Cmd {
	return p.finish(func(ctx context.Context) error { return p.desk.ParkCall(ctx, p.id) })
}

// handOverNote is what the next agent should know, as far as the call says it.
func (p *Page) handOverNote() string {
	if s, ok := p.step.(*ways); ok && s.passes() {
		return "The usual ways are closed and the account has no other admin; the caller needs a supervisor."
	}
	if p.view.Locked.IsZero() {
		return ""
	}
	return "Locked after wrong answers; the caller needs a supervisor."
}

func (p *Page) who() string {
	if p.view.Found() {
		return p.view.Caller.Name
	}
	return p.view.Call.Said
}
