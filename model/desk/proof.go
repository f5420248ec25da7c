package desk

import (
	"context"
	"fmt"
	"time"

	"callin/model"
	"callin/model/record"
)

// Proof says that a caller was verified for one thing. What tells or resets
// takes one, nothing but Prove makes one, and it works once. It can be carried
// and copied, but not looked into nor made elsewhere; the zero Proof opens
// nothing.
type Proof struct {
	id      string
	call    model.CallID
	account model.AccountID
	person  model.PersonID
	lost    model.Credential
	way     model.Way
	agent   model.AgentName
	until   time.Time
}

// Prove gives the proof for telling or mailing one credential, if the caller
// has passed, in this call and with this agent, all the methods that the policy
// asks for, and not too long ago.
//
// Errors: Unverified, Forbidden with the reason when the policy has no such way
// for the caller or it is barred, NotFound.
func (s *Session) Prove(ctx context.Context, id model.CallID, lost model.Credential) (Proof, error) {
	token, err := model.RandomText(s.desk.rand, 20)
	if err != nil {
		return Proof{}, s.desk.fault(ctx, err)
	}
	var proof Proof
	err = s.serving(ctx, func(r rows) error {
		proof = Proof{}
		call, err := r.ownCall(s.agent, id)
		if err != nil {
			return err
		}
		way := model.WayTell
		if lost == model.LoginPassword {
			way = model.WayTicket
		}
		until, err := s.open(r, call, lost, way, s.desk.now())
		if err != nil {
			return err
		}
		proof = Proof{
			id: token, call: call.ID, account: call.Account, person: call.Person,
			lost: lost, way: way, agent: s.agent, until: until,
		}
		return nil
	})
	return proof, err
}

// open tells until when a way that needs verification is open in a call. It is
// asked when a proof is made and again, in the transaction, when it is used.
func (s *Session) open(r rows, call *model.Call, lost model.Credential, way model.Way, now time.Time) (time.Time, error) {
	var until time.Time
	if call.Person == "" {
		return until, model.Fail(model.Unverified, "Nobody was found for this call, so nothing can be told.")
	}
	caller, err := r.caller(call.Person)
	if err != nil {
		return until, err
	}
	rule, ok := s.desk.policy.Find(lost, caller.Person.Role, way)
	if !ok || len(rule.Needs) == 0 {
		return until, model.Fail(model.Forbidden, fmt.Sprintf("The policy gives no %s to a caller who is a %s.", lost, caller.Person.Role))
	}
	if why := s.desk.policy.Barred(rule, caller, now); why != "" {
		return until, model.Fail(model.Forbidden, fmt.Sprintf("That can't be done: %s.", why))
	}
	until = call.Verified(s.desk.policy, rule.Needs, s.agent, now)
	if until.IsZero() {
		return until, model.Fail(model.Unverified, "The caller isn't verified, or was more than ten minutes ago. Ask the security question.")
	}
	return until, nil
}

// fits tells whether a proof is one at all, for this way and this agent, and
// not too old.
func (p Proof) fits(s *Session, way model.Way, now time.Time) error {
	switch {
	case p.id == "" || p.way != way || p.agent != s.agent:
		return model.Fail(model.Unverified, "This needs a passed verification. Ask the security question.")
	case !now.Before(p.until):
		return model.Fail(model.Unverified, "The verification is too long ago. Ask the security question again.")
	}
	return nil
}

// redeem uses a proof up for a way, in the transaction that does what it is
// for, and gives the call and the caller.
func (a *act) redeem(s *Session, p Proof, way model.Way) (*model.Call, model.Caller, error) {
	var none model.Caller
	if err := p.fits(s, way, a.now); err != nil {
		return nil, none, err
	}
	used, err := load[time.Time](a.rows, record.UsedKey(p.id))
	if err != nil {
		return nil, none, err
	}
	if used != nil {
		return nil, none, model.Fail(model.Conflict, "That was done already, a moment ago.")
	}
	call, err := a.ownCall(s.agent, p.call)
	if err != nil {
		return nil, none, err
	}
	if call.Person != p.person || call.Account != p.account {
		return nil, none, model.Fail(model.Unverified, "The call is about somebody else now. Verify the caller again.")
	}
	if _, err := s.open(a.rows, call, p.lost, way, a.now); err != nil {
		return nil, none, err
	}
	caller, err := a.caller(call.Person)
	if err != nil {
		return nil, none, err
	}
	return call, caller, a.put(record.UsedKey(p.id), a.now)
}

// Tell gives a Client ID or a user name to be told, against a proof. The value
// leaves the desk only when the telling is durably noted.
//
// Errors: Unverified, Conflict when the proof was used, Forbidden.
func (s *Session) Tell(ctx context.Context, p Proof) (model.Secret, error) {
	var value model.Secret
	err := s.desk.apply(ctx, s, model.VerbTell, func(a *act) error {
		value = model.Secret{}
		call, caller, err := a.redeem(s, p, model.WayTell)
		if err != nil {
			return err
		}
		if value, err = told(p.lost, caller); err != nil {
			return err
		}
		a.entry.Text = string(p.lost)
		if err := call.Do(model.Deed{At: a.now, Lost: p.lost, Way: model.WayTell}); err != nil {
			return err
		}
		if err := a.setTicketKind(call.Ticket, model.KindFor(p.lost, model.WayTell)); err != nil {
			return err
		}
		if err := a.putCall(*call); err != nil {
			return err
		}
		return a.notify(pending{Kind: model.MailChanged, Notice: model.NoticeTold, Person: call.Person, By: deskName})
	})
	if err != nil {
		return model.Secret{}, err
	}
	return value, nil
}

// told is what is told of a caller, of the two things that ever are.
func told(lost model.Credential, c model.Caller) (model.Secret, error) {
	switch lost {
	case model.ClientID:
		return model.NewSecret(c.Account.ClientID), nil
	case model.UserName:
		return model.NewSecret(c.Person.UserName), nil
	}
	return model.Secret{}, model.Fail(model.Forbidden, fmt.Sprintf("A %s is never told.", lost))
}
