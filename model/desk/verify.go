package desk

import (
	"context"
	"fmt"
	"time"
	"unicode/utf8"

	"callin/model"
	"callin/model/record"
)

// Question gives the security question to ask in a call, and how many wrong
// answers the account has left. The question is always the person's own, so
// that no new call, agent or attempt brings another.
//
// Errors: NotFound, Forbidden for another agent's call or a person without a
// question.
func (s *Session) Question(ctx context.Context, id model.CallID) (model.Question, error) {
	var q model.Question
	err := s.serving(ctx, func(r rows) error {
		_, caller, err := s.verifiable(r, id)
		if err != nil {
			return err
		}
		tries, err := loadOr[model.Tries](r, record.TriesKey(caller.Account.ID))
		now := s.desk.now()
		q = model.Question{
			Text: caller.Person.Question, TriesLeft: tries.Left(s.desk.policy, now), Locked: lockedUntil(tries, now),
		}
		return err
	})
	return q, err
}

// Answer checks what the caller says to the security question and notes the
// attempt: the verdict is known to nobody before the attempt is durable, so
// that no answer can be tried without being counted.
//
// Errors: Locked when the account's tries are used up, Invalid for an answer
// that is empty or too long (neither counts), Forbidden, Conflict.
func (s *Session) Answer(ctx context.Context, id model.CallID, said model.Secret) (model.Verdict, error) {
	answer, err := answerText(said)
	if err != nil {
		return model.Verdict{}, err
	}
	stored, err := s.storedAnswer(ctx, id)
	if err != nil {
		return model.Verdict{}, err
	}
	right, err := s.desk.hasher.Check(ctx, stored, answer)
	if err != nil {
		return model.Verdict{}, s.desk.fault(ctx, err)
	}
	var verdict model.Verdict
	err = s.onCall(ctx, id, model.VerbVerify, func(a *act, call *model.Call) error {
		verdict = model.Verdict{}
		_, caller, err := s.verifiable(a.rows, id)
		if err != nil {
			return err
		}
		credentials, err := loadOr[record.Credentials](a.rows, record.CredentialsKey(caller.Person.ID))
		if err != nil {
			return err
		}
		if credentials.Answer != stored {
			return model.Fail(model.Conflict, "The security answer was changed a moment ago. Ask the question again.")
		}
		verdict, err = a.attempt(s, call, right)
		return err
	})
	if err != nil {
		return model.Verdict{}, err
	}
	return verdict, nil
}

// attempt counts one answer, unless the account got locked while it was being
// checked: then nothing is learnt from it.
func (a *act) attempt(s *Session, call *model.Call, right bool) (model.Verdict, error) {
	policy, key := s.desk.policy, record.TriesKey(call.Account)
	tries, err := loadOr[model.Tries](a.rows, key)
	if err != nil {
		return model.Verdict{}, err
	}
	if tries.Left(policy, a.now) == 0 {
		return model.Verdict{}, lockedError(tries, a.now)
	}
	a.entry.Text = "passed"
	if !right {
		a.entry.Text = "failed"
		tries = tries.Fail(policy, a.now)
	}
	if tries.Locked(a.now) {
		a.entry.Call, a.entry.Ticket = call.ID, call.Ticket
		failed := pending{Kind: model.MailFailed, Person: call.Person, Tries: len(tries.Wrong), Locked: tries.LockedUntil}
		if err := a.notify(failed); err != nil {
			return model.Verdict{}, err
		}
	}
	// written in both cases: two answers at once must not both count as the last
	if err := a.put(key, tries); err != nil {
		return model.Verdict{}, err
	}
	err = a.checked(call, model.Verification{
		At: a.now, Agent: s.agent, Person: call.Person, Method: model.MethodAnswer, Passed: right, From: call.From,
	})
	if err != nil {
		return model.Verdict{}, err
	}
	verdict := model.Verdict{Passed: right, TriesLeft: tries.Left(policy, a.now), Locked: lockedUntil(tries, a.now)}
	if right {
		verdict.Until = a.now.Add(policy.VerificationLife)
	}
	return verdict, nil
}

// storedAnswer reads the hash to check against, and refuses early what would be
// refused anyway, so that a locked account costs no hashing.
func (s *Session) storedAnswer(ctx context.Context, id model.CallID) (record.Hash, error) {
	var stored record.Hash
	err := s.serving(ctx, func(r rows) error {
		call, caller, err := s.verifiable(r, id)
		if err != nil {
			return err
		}
		if len(call.Checks) >= maxChecks {
			return model.Fail(model.Forbidden, "This call has seen too many answers. Wrap it up and open another.")
		}
		tries, err := loadOr[model.Tries](r, record.TriesKey(caller.Account.ID))
		if err != nil {
			return err
		}
		if tries.Left(s.desk.policy, s.desk.now()) == 0 {
			return lockedError(tries, s.desk.now())
		}
		credentials, err := loadOr[record.Credentials](r, record.CredentialsKey(caller.Person.ID))
		stored = credentials.Answer
		return err
	})
	return stored, err
}

// maxChecks bounds the answers noted in one call; right ones don't use up tries.
const maxChecks = 20

// verifiable reads a call of the agent's own whose person can be asked.
func (s *Session) verifiable(r rows, id model.CallID) (*model.Call, model.Caller, error) {
	call, err := r.ownCall(s.agent, id)
	if err != nil {
		return nil, model.Caller{}, err
	}
	if call.Person == "" {
		return nil, model.Caller{}, model.Fail(model.Forbidden, "Nobody was found for this call, so there is nobody to verify. Search for the caller first.")
	}
	caller, err := r.caller(call.Person)
	switch {
	case err != nil:
		return nil, caller, err
	case caller.Person.Role != model.Admin:
		return nil, caller, model.Fail(model.Forbidden, "Only account admins are verified. Refer this caller to theirs.")
	case !caller.Question:
		return nil, caller, model.Fail(model.Forbidden, "No security question is set for this person. Refer them to another admin, or hand over to a supervisor.")
	}
	return call, caller, nil
}

// answerText brings an answer into the form that was hashed.
func answerText(said model.Secret) (model.Secret, error) {
	if len(said.Reveal()) > model.MaxAnswer {
		return said, model.FailField("answer", fmt.Sprintf("That answer has %d characters; nobody says that much. It was not counted. Type only what the caller says.",
			utf8.RuneCountInString(said.Reveal())))
	}
	answer := model.NewSecret(model.NormalAnswer(said.Reveal()))
	if answer.Empty() {
		return said, model.FailField("answer", "Type what the caller says, with at least one letter or digit. It was not counted.")
	}
	return answer, nil
}

func lockedUntil(t model.Tries, now time.Time) time.Time {
	if t.Locked(now) {
		return t.LockedUntil
	}
	return time.Time{}
}

func lockedError(t model.Tries, now time.Time) error {
	return model.Fail(model.Locked, fmt.Sprintf("Too many wrong answers: the account takes none until %s. A supervisor can help.",
		t.LockedUntil.In(now.Location()).Format("2 Jan 15:04")))
}
