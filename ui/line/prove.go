package line

import (
	"context"
	"slices"
	"time"

	"callin/model"
	"callin/ui/kit"
)

// verified asks the security question until the caller has passed, or tells
// that it stopped. Who has passed in this call isn't asked again.
func (t *talk) verified(ctx context.Context, id model.CallID, purpose string) (bool, error) {
	v, err := t.s.Call(ctx, id)
	if err != nil {
		return false, err
	}
	if t.o.Now().Before(v.Verified) {
		return true, nil
	}
	q, err := t.s.Question(ctx, id)
	if err != nil {
		return false, err
	}
	t.say("Say: Before I can %s, please answer the security question that your company set up with us.", purpose)
	for {
		if !q.Locked.IsZero() {
			t.say("Locked after wrong answers until %s. A supervisor can help: hand over.", t.hour(q.Locked))
			return false, nil
		}
		said, err := t.askSecret(ctx, "Ask: "+q.Text+" Type the answer"+t.shown()+". An empty line stops. "+tries(q.TriesLeft)+".")
		if err != nil {
			return false, err
		}
		if said.Empty() {
			t.say("Stopped. The call stays open.")
			return false, nil
		}
		verdict, err := t.s.Answer(ctx, id, said)
		switch {
		case model.CodeOf(err) == model.Invalid: // nothing was counted
			t.say("%s", model.PublicText(err))
			continue
		case err != nil:
			return false, err
		case verdict.Passed:
			t.say("Passed.")
			return true, nil
		}
		t.say("Wrong.")
		q.TriesLeft, q.Locked = verdict.TriesLeft, verdict.Locked
	}
}

func (t *talk) hour(at time.Time) string { return kit.Hour(at, t.o.Now()) }

// tell tells a value against a proof.
func (t *talk) tell(ctx context.Context, id model.CallID, what model.Credential) error {
	if passed, err := t.verified(ctx, id, "tell you that"); err != nil || !passed {
		return err
	}
	proof, err := t.s.Prove(ctx, id, what)
	if err != nil {
		return err
	}
	value, err := t.s.Tell(ctx, proof)
	if err != nil {
		return err
	}
	t.say("Say: Thank you. Your %s is: %s", what, kit.Grouped(value.Reveal()))
	t.say("Spell: %s", kit.Spelled(value.Reveal()))
	if v, err := t.s.Call(ctx, id); err == nil && v.Address {
		t.say("Type mail to send it to %s as well.", v.Caller.Email)
	}
	return nil
}

// mailTold mails what was told last and wasn't mailed yet.
func (t *talk) mailTold(ctx context.Context, id model.CallID) error {
	v, err := t.s.Call(ctx, id)
	if err != nil {
		return err
	}
	for _, d := range slices.Backward(v.Call.Deeds) {
		if _, mailed := v.Call.Told(d.Lost); d.Way != model.WayTell || mailed {
			continue
		}
		proof, err := t.s.Prove(ctx, id, d.Lost)
		if err != nil {
			return err
		}
		job, err := t.s.MailTold(ctx, proof)
		if err != nil {
			return err
		}
		t.mails[job] = ""
		if v.Held {
			t.say("The mail with the %s is held: the address on file was changed lately, so a second person has to release it in the Outbox.", d.Lost)
			return nil
		}
		t.say("The mail with the %s to %s is on its way.", d.Lost, v.Caller.Email)
		return nil
	}
	t.say("Nothing was told in this call that could be mailed.")
	return nil
}

// ticket mails a temporary password against a proof, once the agent says so.
func (t *talk) ticket(ctx context.Context, id model.CallID) error {
	if passed, err := t.verified(ctx, id, "do that"); err != nil || !passed {
		return err
	}
	v, err := t.s.Call(ctx, id)
	if err != nil {
		return err
	}
	t.say("Say: %s", v.SaySending())
	t.held(v.Held)
	choice, err := t.choose(ctx, "Send it?", word{"send", []string{"s"}, "mails it to the address on file; nobody sees it"}, word{"back", nil, "sends nothing"})
	if err != nil || choice == "back" {
		return err
	}
	proof, err := t.s.Prove(ctx, id, model.LoginPassword)
	if err != nil {
		return err
	}
	job, err := t.s.SendTemporary(ctx, proof)
	if err != nil {
		return err
	}
	if err := t.sent(ctx, id, job); err != nil {
		return err
	}
	return t.wrapUp(ctx, id)
}
