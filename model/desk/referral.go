package desk

// Telling an account's admins by mail that somebody of theirs was referred to
// them.

import (
	"context"

	"callin/model"
	"callin/model/record"
)

// NotifyAdmins mails the account's other admins, at their addresses on file, that
// the caller has lost something which an admin can give back. It is done once in
// a call, whatever was lost, and tells to how many it goes.
//
// Errors: Forbidden when the policy doesn't refer the caller, or no admin has an
// address on file; Conflict when it was done in this call already.
func (s *Session) NotifyAdmins(ctx context.Context, id model.CallID, lost model.Credential) (int, error) {
	to := 0
	var of model.PersonID
	err := s.serving(ctx, func(r rows) error { // a transaction can't list admins
		call, err := need[model.Call](r, record.CallKey(id), "call")
		if err != nil || call.Person == "" {
			return err
		}
		people, err := all[model.Person](r, record.PeopleOf(call.Person.Account()))
		to, of = 0, call.Person
		for _, p := range people {
			if helps(p, call.Person) {
				to++
			}
		}
		return err
	})
	if err != nil {
		return 0, err
	}
	err = s.onCall(ctx, id, model.VerbMailRefer, func(a *act, call *model.Call) error {
		caller, err := s.referred(a, call, lost)
		switch {
		case err != nil:
			return err
		case to == 0 || call.Person != of:
			return model.Fail(model.Forbidden, "No other admin of this account has an address on file, so nobody can be told by mail.")
		}
		key := record.ReferredKey(call.ID)
		done, err := load[model.Credential](a.rows, key)
		if err != nil {
			return err
		}
		if done != nil {
			return model.Fail(model.Conflict, "The admins were told of this call already.")
		}
		a.entry.Account, a.entry.Person, a.entry.Ticket, a.entry.Call = caller.Account.ID, call.Person, call.Ticket, call.ID
		a.entry.Text = string(lost)
		if err := a.put(key, lost); err != nil {
			return err
		}
		return a.notify(pending{Kind: model.MailReferral, Person: call.Person, Lost: lost, By: deskName})
	})
	return to, err
}

// referred tells whether the policy refers a call's person for what they lost.
func (s *Session) referred(a *act, call *model.Call, lost model.Credential) (model.Caller, error) {
	if call.Person == "" {
		return model.Caller{}, model.Fail(model.Forbidden, "Nobody was found for this call, so there is no admin to tell.")
	}
	caller, err := a.caller(call.Person)
	if err != nil {
		return caller, err
	}
	for _, o := range s.desk.policy.Options(lost, caller, a.now) {
		if o.Way == model.WayReferral && o.Blocked == "" {
			return caller, nil
		}
	}
	return caller, model.Fail(model.Forbidden, "The policy doesn't send this caller to an admin for that.")
}

// helps tells of an admin who can be told of somebody else's trouble by mail.
func helps(p model.Person, caller model.PersonID) bool {
	return p.Role == model.Admin && p.Email != "" && p.ID != caller
}
