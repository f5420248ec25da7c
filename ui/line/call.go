package line

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"callin/model"
)

// thing is something that people lose.
type thing struct {
	word
	what model.Credential
}

// lost are the words for what people lose, with the screen's letters.
var lost = []thing{
	{word{"password", []string{"p"}, "the caller has lost the login password"}, model.LoginPassword},
	{word{"user name", []string{"u", "user"}, "the caller has lost the user name"}, model.UserName},
	{word{"client id", []string{"c", "client"}, "the caller has lost the Client ID"}, model.ClientID},
	{word{"pin", []string{"v"}, "the caller has lost the voicemail PIN"}, model.VoicemailPIN},
	{word{"sip", []string{"S", "ftp"}, "the caller needs the SIP or FTP password"}, model.SIPPassword},
	{word{"polycom", []string{"T"}, "a Polycom telephone's own password"}, model.PolycomPassword},
}

// ended says that a call is over.
var errEnded = errors.New("the call has ended")

// call leads through one call.
func (t *talk) call(ctx context.Context, id model.CallID) error {
	if err := t.introduce(ctx, id); err != nil {
		return err
	}
	words := []word{}
	for _, l := range lost {
		words = append(words, l.word)
	}
	words = append(words,
		word{"mail it", []string{"m", "mail"}, "mails what was told to the address on file as well; once"},
		word{"articles", []string{"i"}, "articles that may help in this call"},
		word{"note", []string{"a"}, "writes a note to the ticket"},
		word{"hand over", []string{"e"}, "ends the call and leaves the ticket in the queue, with high priority"},
		word{"park", []string{"b"}, "sets the call aside"},
		word{"done", []string{"d"}, "wraps the call up"},
	)
	for {
		choice, err := t.choose(ctx, "What is lost, or what else?", words...)
		if err != nil {
			return err
		}
		err = t.step(ctx, id, choice)
		if errors.Is(err, errEnded) {
			return nil
		}
		if err = t.wrong(err); err != nil {
			return err
		}
	}
}

// introduce says who is calling.
func (t *talk) introduce(ctx context.Context, id model.CallID) error {
	v, err := t.s.Call(ctx, id)
	if err != nil {
		return err
	}
	if !v.Found() {
		t.say("%s. %s, not found among the accounts.", v.Ticket.Number, who(v))
		t.say("Say: I can't find you in our records. Which company are you calling for, and who is its account administrator?")
		return nil
	}
	t.say("%s. %s", v.Ticket.Number, person(v.Caller))
	if len(v.Admins) > 0 {
		t.say("Other admins: %s.", strings.Join(v.Admins, ", "))
	}
	t.say("Say: How can I help you? Is it the login password, the user name or the Client ID that you have lost?")
	return nil
}

func (t *talk) step(ctx context.Context, id model.CallID, choice string) error {
	switch choice {
	case "mail it":
		return t.mailTold(ctx, id)
	case "articles":
		return t.articles(ctx, id)
	case "note":
		v, err := t.s.Call(ctx, id)
		if err != nil {
			return err
		}
		text, err := t.ask(ctx, "The note?")
		if err != nil || text == "" {
			return err
		}
		if err := t.s.NoteTicket(ctx, v.Ticket.Number, text); err != nil {
			return err
		}
		t.say("Noted.")
		return nil
	case "hand over":
		return t.handOver(ctx, id)
	case "park":
		if err := t.s.ParkCall(ctx, id); err != nil {
			return err
		}
		t.say("Parked. Type calls to come back.")
		return errEnded
	case "done":
		return t.wrapUp(ctx, id)
	}
	i := slices.IndexFunc(lost, func(l thing) bool { return l.name == choice })
	return t.ways(ctx, id, lost[i].what)
}

// ways says what the policy has for something lost, and does what is chosen.
// Where there is one way only, and it tells, that is gone at once.
func (t *talk) ways(ctx context.Context, id model.CallID, what model.Credential) error {
	options, err := t.s.Options(ctx, id, what)
	if err != nil {
		return err
	}
	var words []word
	var spoken model.Way
	for _, o := range options {
		if o.Blocked != "" {
			t.say("Not possible, %s: %s.", o.Way, o.Blocked)
			continue
		}
		switch o.Way {
		case model.WayTell:
			return t.tell(ctx, id, what)
		case model.WayRequestMail:
			t.say("Say: %s", o.Say)
			t.held(o.Held)
			words = append(words, word{"request", []string{"r"}, "mails a temporary password to the address on file; no verification is needed"})
		case model.WayTicket:
			t.say("Say: %s", o.Say)
			words = append(words, word{"ticket", []string{"t"}, "an account change ticket, after the security answer"})
		default:
			t.say("Say: %s", o.Say)
			if o.Pass {
				words = append(words, word{"hand over", []string{"e"}, "ends the call and leaves the ticket in the queue, for a supervisor"})
				continue
			}
			spoken = o.Way
		}
	}
	if spoken != "" {
		words = append(words, word{"said", nil, "notes that this was said and ends the call"})
	}
	choice, err := t.choose(ctx, "And now?", append(words, word{"back", nil, "back to the call"})...)
	if err != nil {
		return err
	}
	switch choice {
	case "request":
		job, err := t.s.RequestMail(ctx, id)
		if err != nil {
			return err
		}
		if err := t.sent(ctx, id, job); err != nil {
			return err
		}
		return t.wrapUp(ctx, id)
	case "ticket":
		return t.ticket(ctx, id)
	case "hand over":
		return t.handOver(ctx, id)
	case "said":
		return t.said(ctx, id, what, spoken)
	}
	return nil
}

// said notes what was only spoken of, and ends the call.
func (t *talk) said(ctx context.Context, id model.CallID, what model.Credential, way model.Way) error {
	outcome := model.Explained
	if way == model.WayReferral {
		outcome = model.Referred
	}
	if err := t.s.Refer(ctx, id, what, way); err != nil {
		return err
	}
	if err := t.s.EndCall(ctx, id, model.WrapUp{Outcome: outcome}); err != nil {
		return err
	}
	t.say("The call has ended: %s.", outcome)
	return errEnded
}

// sent remembers a mail, so that what becomes of it is said.
func (t *talk) sent(ctx context.Context, id model.CallID, job model.JobID) error {
	t.mails[job] = ""
	v, err := t.s.Call(ctx, id)
	if err != nil {
		return err
	}
	is := "The mail is on its way."
	if slices.ContainsFunc(v.Mails, func(m model.MailView) bool { return m.Job == job && m.State == model.MailHeld }) {
		is = "The mail is held: a second person has to release it in the Outbox."
	}
	t.say("%s Say: %s", is, v.SayMails())
	return nil
}

// held says that a mail will wait for a second person.
func (t *talk) held(is bool) {
	if is {
		t.say("The address on file was changed lately: a second person has to release the mail, in the Outbox.")
	}
}

func tries(n int) string {
	if n == 1 {
		return "1 try left today"
	}
	return fmt.Sprintf("%d tries left today", n)
}
