package desk

import (
	"context"
	"fmt"
	"regexp"
	"time"

	"callin/model"
	"callin/model/mail"
	"callin/model/record"
)

// SendTemporary mails a temporary password to an admin's address on file, by
// account change ticket and against a proof. Nobody ever sees the password. It
// returns the mail.
//
// Errors: Unverified, Conflict when the proof was used, Forbidden, Locked when
// the person was mailed a moment ago.
func (s *Session) SendTemporary(ctx context.Context, p Proof) (model.JobID, error) {
	if err := p.fits(s, model.WayTicket, s.desk.now()); err != nil {
		return "", err
	}
	letter, err := s.desk.prepare(ctx, p.call, model.MailTemporary)
	if err != nil {
		return "", err
	}
	err = s.desk.apply(ctx, s, model.VerbSend, func(a *act) error {
		call, caller, err := a.redeem(s, p, model.WayTicket)
		if err != nil {
			return err
		}
		return a.mailPassword(s, call, caller, letter, model.WayTicket)
	})
	return letter.Job, err
}

// RequestMail does for the caller what the Password Request form does: a
// temporary password goes to the address on file. It needs no proof, because
// anybody may ask, only the owner of the address gets anything, and the old
// password goes on working. It returns the mail.
//
// Errors: Forbidden with the reason, Locked when the person was mailed a moment
// ago.
func (s *Session) RequestMail(ctx context.Context, id model.CallID) (model.JobID, error) {
	if err := s.serving(ctx, func(rows) error { return nil }); err != nil { // before the hashing
		return "", err
	}
	letter, err := s.desk.prepare(ctx, id, model.MailRequest)
	if err != nil {
		return "", err
	}
	err = s.onCall(ctx, id, model.VerbRequest, func(a *act, call *model.Call) error {
		if call.Person == "" {
			return model.Fail(model.Forbidden, "Nobody was found for this call, so there is no address on file.")
		}
		caller, err := a.caller(call.Person)
		if err != nil {
			return err
		}
		rule, ok := s.desk.policy.Find(model.LoginPassword, caller.Person.Role, model.WayRequestMail)
		if !ok {
			return model.Fail(model.Forbidden, fmt.Sprintf("The policy mails no password to a %s.", caller.Person.Role))
		}
		if why := s.desk.policy.Barred(rule, caller, a.now); why != "" {
			return model.Fail(model.Forbidden, fmt.Sprintf("That can't be done: %s.", why))
		}
		return a.mailPassword(s, call, caller, letter, model.WayRequestMail)
	})
	return letter.Job, err
}

// letter is a mail made ready outside the transaction: hashing and composing
// take longer than a transaction should.
type letter struct {
	Job     model.JobID
	kind    model.MailKind
	to      string
	hash    record.Hash
	sealed  []byte
	expires time.Time
}

// prepare writes the letter for a call's person. Nothing of it counts until it
// is committed, and the transaction checks that the address is still the one it
// was made for.
func (d *Desk) prepare(ctx context.Context, id model.CallID, kind model.MailKind) (letter, error) {
	var call model.Call
	var caller model.Caller
	err := d.view(ctx, func(r rows) error {
		c, err := need[model.Call](r, record.CallKey(id), "call")
		if err != nil || c.Person == "" {
			return err
		}
		call = *c
		caller, err = r.caller(call.Person)
		return err
	})
	if err != nil || caller.Person.Email == "" {
		return letter{kind: kind}, err // the transaction says what is missing
	}
	return d.write(ctx, caller, kind, call.Ticket)
}

// write draws a temporary password, hashes it, and composes and seals the mail
// that takes it to somebody's address on file.
func (d *Desk) write(ctx context.Context, c model.Caller, kind model.MailKind, ticket model.TicketNumber) (letter, error) {
	password, err := temporaryPassword(d.rand)
	if err != nil {
		return letter{}, d.fault(ctx, err)
	}
	hash, err := d.hasher.Hash(ctx, d.rand, password)
	if err != nil {
		return letter{}, d.fault(ctx, err)
	}
	l, err := d.letter(ctx, mail.Letter{
		Kind: kind, To: c.Person.Email, ToName: c.Person.Name, Company: c.Account.Company, Ticket: ticket,
		Secret: password, UserName: c.Person.UserName, ClientID: c.Account.ClientID,
	}, d.policy.TemporaryLife)
	l.hash = hash
	return l, err
}

// letter composes and seals a mail, whose secret, if there is one, lives for a
// while.
func (d *Desk) letter(ctx context.Context, m mail.Letter, life time.Duration) (letter, error) {
	now := d.now().UTC().Truncate(time.Second)
	job, err := model.NewestFirst(d.now(), d.rand) // to the nanosecond: it is the order of the Outbox
	if err != nil {
		return letter{}, d.fault(ctx, err)
	}
	l := letter{Job: model.JobID(job), kind: m.Kind, to: m.To, expires: now.Add(life)}
	m.Job, m.At, m.Expires = l.Job, now, l.expires
	message, err := d.composer.Load().Compose(m)
	if err != nil {
		return letter{}, d.fault(ctx, err)
	}
	if l.sealed, err = d.seal(l.Job, message); err != nil {
		return letter{}, d.fault(ctx, err)
	}
	return l, nil
}

// mailPassword keeps a temporary password and the mail that carries it, and what
// that means for call and ticket.
func (a *act) mailPassword(s *Session, call *model.Call, c model.Caller, l letter, way model.Way) error {
	job := model.MailJob{Ticket: call.Ticket, Call: call.ID}
	if s.desk.policy.Held(c.Person, a.now) {
		job.By = s.agent
	}
	if err := a.keepTemporary(s.desk.policy, c, l, job); err != nil {
		return err
	}
	if err := call.Do(model.Deed{At: a.now, Lost: model.LoginPassword, Way: way, Mail: l.Job}); err != nil {
		return err
	}
	if err := a.setTicketKind(call.Ticket, model.KindFor(model.LoginPassword, way)); err != nil {
		return err
	}
	if err := a.putCall(*call); err != nil {
		return err
	}
	return a.notify(pending{Kind: model.MailChanged, Notice: model.NoticeTemporary, Person: call.Person, By: deskName})
}

// keepTemporary keeps the temporary password's hash, and the mail job with its
// sealed body and its due row. job says what the mail belongs to.
func (a *act) keepTemporary(p model.Policy, c model.Caller, l letter, job model.MailJob) error {
	if c.Person.Email != l.to || l.to == "" {
		return model.Fail(model.Conflict, "The address on file was changed a moment ago. Look at it and send again.")
	}
	if err := a.countMailing(p, record.MailedKey(c.Person.ID)); err != nil {
		return err
	}
	key := record.CredentialsKey(c.Person.ID)
	credentials, err := loadOr[record.Credentials](a.rows, key)
	if err != nil {
		return err
	}
	credentials.Temporary = &record.Temporary{Hash: l.hash, Job: l.Job, Expires: l.expires}
	if err := a.put(key, credentials); err != nil {
		return err
	}
	job.Account, job.Person = c.Account.ID, c.Person.ID
	return a.mailLetter(l, job)
}

// mailLetter keeps a mail that was made ready. job says whose it is and what it
// belongs to.
func (a *act) mailLetter(l letter, job model.MailJob) error {
	job.ID, job.Kind, job.To, job.Expires = l.Job, l.kind, l.to, l.expires
	job.Created, job.Due = a.now, a.now
	if job.By != "" {
		job.Due = job.Expires // when it is over
		job.Step(a.now, model.MailHeld, "the address was changed lately; asked for by "+string(job.By))
	} else {
		job.Step(a.now, model.MailQueued, "")
	}
	return a.newJob(&job, l.sealed)
}

// countMailing holds the limits of mails to one person that are counted in a row.
func (a *act) countMailing(p model.Policy, key string) error {
	mailings, err := loadOr[record.Mailings](a.rows, key)
	if err != nil {
		return err
	}
	sent, err := p.CountMail(mailings.Sent, a.now)
	if err != nil {
		return err
	}
	return a.put(key, record.Mailings{Sent: sent})
}

// passwordLetters leaves out what looks or sounds alike when read from a screen
// or a telephone: i l o 0 1.
const passwordLetters = "abcdefghjkmnpqrstuvwxyz23456789"

// temporaryShape is what a temporary password looks like.
var temporaryShape = regexp.MustCompile(`[a-hjkmnp-z2-9]{5}(-[a-hjkmnp-z2-9]{5}){3}`)

// codeShape is what a one-time code looks like in a mail.
var codeShape = regexp.MustCompile(`\b[0-9]{4} [0-9]{4}\b`)

// temporaryPassword draws 20 characters in groups, 99 bits.
func temporaryPassword(r model.Rand) (model.Secret, error) {
	text := make([]byte, 0, 23)
	draw := make([]byte, 1)
	for len(text) < cap(text) {
		if len(text)%6 == 5 {
			text = append(text, '-')
			continue
		}
		if _, err := r.Read(draw); err != nil {
			return model.Secret{}, fmt.Errorf("drawing a password: %w", err)
		}
		if n := int(draw[0] & 31); n < len(passwordLetters) { // 31 letters: one value in 32 is drawn again
			text = append(text, passwordLetters[n])
		}
	}
	return model.NewSecret(string(text)), nil
}
