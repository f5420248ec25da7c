// Package line is the desk as questions and answers, one line an event, for
// screen readers, dumb terminals and pipes: no cursor moves, no colours, nothing
// is drawn twice. It leads through the same calls as the screen, by the same
// session, and tells nothing without the same proof.
//
//	line     the first question: who is calling, or what else to do
//	ask      reading a line, and what happens while nobody types
//	cook     a raw terminal's line: echo, corrections, none for an answer
//	call     one call: what was lost, and the ways for it
//	prove    the security question, and what comes after
//	wrap     how a call ends
//	queue    tickets that wait
//	article  articles for the caller
package line

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"callin/model"
	"callin/model/desk"
	"callin/ui/kit"
)

// Options are how line mode runs.
type Options struct {
	Now  model.Clock
	Demo bool
}

// talk is one session in line mode.
type talk struct {
	s     *desk.Session
	o     Options
	lines <-chan typed
	out   io.Writer
	echo  func(on bool)
	hides bool            // that can hide what is typed
	news  <-chan struct{} // something about mails has moved

	last  time.Time // somebody typed
	began time.Time
	mails map[model.JobID]model.MailState // that were sent here, as last said
}

// Run plays the desk on two streams until the agent quits, the input ends or ctx
// does. An input that can hide what is typed has a method Echo(bool). What is
// open at the end is parked.
//
// Errors: those of the desk that end a session; nil when the input ended.
func Run(ctx context.Context, s *desk.Session, in io.Reader, out io.Writer, o Options) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	t := &talk{s: s, o: o, out: out, echo: func(bool) {}, mails: map[model.JobID]model.MailState{}}
	if e, ok := in.(interface{ Echo(on bool) }); ok {
		t.echo, t.hides = e.Echo, true
	}
	t.lines, t.news = read(ctx, in), listen(ctx, s)
	t.last = o.Now()
	t.began = t.last
	t.say("callin, line mode. %s, type help at any time.", s.Agent())
	if o.Demo {
		t.say("This is the demo.")
	}
	err := t.desk(ctx)
	parked, done := context.WithTimeout(context.WithoutCancel(ctx), parking)
	defer done()
	if calls, found := s.OpenCalls(parked); found == nil {
		for _, c := range calls {
			if c.Call.State == model.CallOpen {
				t.say("The call %s is parked.", c.Ticket.Number)
			}
		}
	}
	if left := s.ParkOpen(parked); left != nil && err == nil {
		err = left
	}
	if end, ok := err.(ending); ok { //nolint:errorlint // made here and never wrapped
		if end != "" {
			t.say("%s", string(end))
		}
		return nil
	}
	return err
}

// parking bounds how long it may take to park a call at the end.
const parking = 5 * time.Second

// ending is why a session ends in good order, in words for the agent.
type ending string

func (e ending) Error() string { return string(e) }

// say writes one line. Foreign text in args is cleaned, and so is all of it.
func (t *talk) say(format string, args ...any) {
	for _, line := range strings.Split(model.Clean(fmt.Sprintf(format, args...)), "\n") {
		_, _ = fmt.Fprintln(t.out, strings.TrimRight(kit.Text(line), " ")) // whoever is gone hears nothing
	}
}

// wrong says what can't be, and passes on what ends the session.
func (t *talk) wrong(err error) error {
	if err == nil {
		return nil
	}
	if end, ok := err.(ending); ok { //nolint:errorlint // made here and never wrapped
		return end
	}
	t.say("%s", model.PublicText(err))
	return nil
}

// desk asks who is calling, until the agent quits.
func (t *talk) desk(ctx context.Context) error {
	t.waiting(ctx)
	for {
		text, err := t.ask(ctx, "Who is calling? Part of a name, a company or a number; or: queue, take, calls, mails, articles, quit.")
		if err != nil {
			return err
		}
		switch strings.ToLower(text) {
		case "":
			continue
		case "quit", "exit", "q":
			return ending("Goodbye.")
		case "help", "?":
			t.say("Type what the caller says: the people found are listed with numbers. #1042 goes on with a ticket.")
			t.say("queue lists the tickets that wait. take takes the most urgent. calls lists your parked calls. mails lists the newest mails.")
			t.say("articles searches the knowledge base. find TEXT searches for a word that means something here, such as find queue.")
		case "queue", "2":
			err = t.queue(ctx)
		case "take", "t":
			err = t.take(ctx)
		case "calls", "-":
			err = t.calls(ctx)
		case "mails", "5":
			err = t.outbox(ctx)
		case "articles", "i":
			err = t.articles(ctx, "")
		default:
			err = t.find(ctx, strings.TrimPrefix(text, "find "))
		}
		if err = t.wrong(err); err != nil {
			return err
		}
	}
}

// waiting says what waits at the start.
func (t *talk) waiting(ctx context.Context) {
	if calls, err := t.s.OpenCalls(ctx); err == nil && len(calls) > 0 {
		t.say("%s. Type calls.", kit.Count(len(calls), "call of yours waits", "calls of yours wait"))
	}
	if tickets, err := t.s.Queue(ctx); err == nil {
		free := 0
		for _, q := range tickets {
			if q.Owner == "" {
				free++
			}
		}
		if free > 0 {
			t.say("%s. Type queue.", kit.Count(free, "ticket waits", "tickets wait"))
		}
	}
}

// mostFound is how many people are read out.
const mostFound = 9

// find searches for a caller and opens a call.
func (t *talk) find(ctx context.Context, text string) error {
	found, err := t.s.Search(ctx, text)
	if err != nil {
		return err
	}
	if found.Ticket != nil {
		id, err := t.s.ContinueTicket(ctx, found.Ticket.Number)
		if err != nil {
			return err
		}
		return t.call(ctx, id)
	}
	shown := found.Matches[:min(len(found.Matches), mostFound)]
	t.say("%s.", kit.Count(found.Total, "person matches", "people match"))
	for i, m := range shown {
		t.say("%d. %s", i+1, person(m))
	}
	t.say("0. None of these: a call for %q without an account.", text)
	question := "Which one? Enter takes 1, another word goes back."
	if len(shown) == 0 {
		question = "0 opens that call, Enter goes back to search again."
	}
	i, err := t.number(ctx, question, len(shown))
	if err != nil || i < 0 {
		return err
	}
	var id model.CallID
	if i == 0 {
		id, err = t.s.OpenCall(ctx, "", text)
	} else {
		id, err = t.s.CallPerson(ctx, shown[i-1].Person)
	}
	if err != nil {
		return err
	}
	return t.call(ctx, id)
}

// person is somebody in one line, as far as an agent may see.
func person(m model.Match) string {
	parts := []string{m.Name + ", " + string(m.Role), m.Company, "Client ID " + m.ClientID}
	if m.Phone != "" {
		parts = append(parts, "phone "+kit.Phone(m.Phone))
	}
	if m.Extension != "" {
		parts = append(parts, "extension "+m.Extension)
	}
	state := string(m.Status)
	if m.Locked {
		state += ", locked after wrong answers"
	}
	return strings.Join(append(parts, state), "; ") + "."
}

// calls comes back to a call that waits.
func (t *talk) calls(ctx context.Context) error {
	calls, err := t.s.OpenCalls(ctx)
	if err != nil {
		return err
	}
	if len(calls) == 0 {
		t.say("No call of yours waits.")
		return nil
	}
	for i, c := range calls {
		t.say("%d. %s, %s, %s.", i+1, c.Ticket.Number, who(c), c.Call.State)
	}
	i, err := t.number(ctx, "Which one? Enter takes 1, another word goes back.", len(calls))
	if err != nil || i < 1 {
		return err
	}
	id := calls[i-1].Call.ID
	if err := t.s.ResumeCall(ctx, id); err != nil {
		return err
	}
	return t.call(ctx, id)
}

// who is on the line.
func who(v model.CallView) string {
	if v.Found() {
		return v.Caller.Name
	}
	return v.Call.Said
}

// outbox reads the newest mails out.
func (t *talk) outbox(ctx context.Context) error {
	mails, err := t.s.Outbox(ctx)
	if err != nil {
		return err
	}
	if len(mails) == 0 {
		t.say("There are no mails yet.")
	}
	for _, m := range mails[:min(len(mails), mostFound)] {
		t.say("%s", mail(m))
	}
	return nil
}

// mail is a mail in one line.
func mail(m model.MailView) string {
	line := fmt.Sprintf("Mail, %s, to %s", strings.ReplaceAll(string(m.Kind), "_", " "), m.Address)
	if m.Ticket != 0 {
		line += fmt.Sprintf(", for %s", m.Ticket)
	}
	line += ": " + string(m.State)
	if m.Said != "" {
		line += ". The server said: " + m.Said
	}
	if m.Hint {
		line += ". Ask about the spam folder"
	}
	return line + "."
}
