package desk

// What takes a second person: the release of a password's mail to an address that
// was changed lately, and the unlocking of an account. Whoever has taken over an
// address and knows an answer has then to deceive two people.

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"callin/model"
	"callin/model/record"
)

// ReleaseMail lets a mail go that is held. what is the Release of the view that
// the releasing person has looked at: a mail that is any other isn't released.
//
// Errors: NotFound; Forbidden to who may not, and to whoever asked for the mail;
// Conflict for one that isn't held any more, or isn't what was looked at, or whose
// address was changed again.
func (s *Session) ReleaseMail(ctx context.Context, id model.JobID, what string) error {
	return s.command(ctx, model.PowerApprove, model.VerbMailFree, func(a *act) error {
		job, err := need[model.MailJob](a.rows, record.JobKey(id), "mail")
		if err != nil {
			return err
		}
		person, err := need[model.Person](a.rows, record.PersonKey(job.Person), "person")
		if err != nil {
			return err
		}
		switch {
		case job.State != model.MailHeld:
			return model.Fail(model.Conflict, fmt.Sprintf("This mail is not held: it is %s.", job.State))
		case strings.EqualFold(string(job.By), string(s.agent)):
			return model.Fail(model.Forbidden, "You asked for this mail, so another person has to release it.")
		case !a.now.Before(job.Expires):
			return model.Fail(model.Conflict, "This mail has expired. A new one has to be sent from a call.")
		case what != s.desk.binding(job):
			return model.Fail(model.Conflict, "This mail isn't what you looked at. Look at it again.")
		case person.Email != job.To:
			return model.Fail(model.Conflict, "The address on file was changed again since. Take this mail back and ask the caller.")
		}
		a.entry.Text = "asked for by " + string(job.By)
		return a.moveJob(job, func() {
			job.Due = a.now
			job.Step(a.now, model.MailQueued, "released by "+string(s.agent))
		})
	})
}

// binding names a mail that is held, with all that it is decided on.
func (d *Desk) binding(job *model.MailJob) string {
	text, err := json.Marshal([]any{job.ID, job.Kind, job.Account, job.Person, job.Ticket, job.Call, job.To, job.By, job.Created, job.Expires})
	if err != nil {
		return "" // it can always be written
	}
	return hex.EncodeToString(d.keys.Link(nil, text))
}

// releasers are those on the staff who may release what an agent has asked for.
func (r rows) releasers(by model.AgentName) ([]string, error) {
	var names []string
	err := each(r, record.Agents, func(_ string, g *model.Agent) (bool, error) {
		if !g.Disabled && g.Role.May(model.PowerApprove) && !strings.EqualFold(string(g.Name), string(by)) {
			names = append(names, string(g.Name))
		}
		return true, nil
	})
	slices.Sort(names)
	return names, err
}

// leastReason is how short the reason for unlocking may be: a word says nothing.
const leastReason = 8

// UnlockAccount ends the lock of an account after wrong answers before its time, for a
// reason, which the audit trail keeps. The tries begin anew, and the account's admins are
// told, as they were of the lock.
//
// Errors: NotFound; Forbidden; Invalid (reason); Conflict when it isn't locked.
func (s *Session) UnlockAccount(ctx context.Context, id model.AccountID, reason string) error {
	reason = model.CleanLine(strings.TrimSpace(reason))
	if n := len([]rune(reason)); n < leastReason || n > 200 {
		return model.FailField("reason", "Say in a few words why the account is unlocked, such as whom you spoke with.")
	}
	return s.command(ctx, model.PowerApprove, model.VerbFreeLock, func(a *act) error {
		if _, err := need[model.Account](a.rows, record.AccountKey(id), "account"); err != nil {
			return err
		}
		key := record.TriesKey(id)
		tries, err := loadOr[model.Tries](a.rows, key)
		if err != nil {
			return err
		}
		if !tries.Locked(a.now) {
			return model.Fail(model.Conflict, "The account isn't locked.")
		}
		a.entry.Account, a.entry.Text = id, reason
		tries.LockedUntil, tries.Wrong = a.now, nil
		if err := a.put(key, tries); err != nil {
			return err
		}
		return a.notify(pending{Kind: model.MailChanged, Notice: model.NoticeUnlocked, Account: id, By: deskName})
	})
}
