package desk

import (
	"context"
	"fmt"
	"strings"
	"time"

	"callin/model"
	"callin/model/record"
)

// Portal is the customers' door, for one connection: nobody has logged in yet.
// It knows where the connection comes from, because limits are counted for that
// too.
type Portal struct {
	desk   *Desk
	origin string
}

// Portal opens the door for a connection from an address, such as
// 203.0.113.7:4022.
func (d *Desk) Portal(origin string) *Portal { return &Portal{desk: d, origin: model.Origin(origin)} }

// Limits are those in force.
func (p *Portal) Limits() model.PortalLimits { return p.desk.policy.Portal }

// TellFor is how long a secret stays on the screen.
func (p *Portal) TellFor() time.Duration { return p.desk.policy.TellFor }

// stranger is who acts at the door.
const stranger machine = "portal"

// notIn is what everybody is told who doesn't get in, whatever was wrong.
const notIn = "That Client ID, user name and password don't go together. Check all three and try again. After a few failed tries there is a pause."

// LogIn lets somebody in with a login password, or with a temporary one that
// was mailed to them: that works once, ends the password before, and leaves
// nothing to do but to choose another.
//
// Whatever is wrong, the words and the work are the same, so that nobody learns
// who has a log-in here. In the pause after failed tries a temporary password
// still lets in, for it can't be guessed, and whoever has forgotten theirs has
// failed before they ask for one.
//
// Errors: Unverified; Locked with the time of the next try; the store's.
func (p *Portal) LogIn(ctx context.Context, clientID, userName string, password model.Secret) (*Customer, error) {
	d := p.desk
	who, err := p.look(ctx, clientID, userName)
	if err != nil {
		return nil, err
	}
	right, err := d.doorkeeper.Check(ctx, who.password, password)
	if err != nil {
		return nil, d.fault(ctx, err)
	}
	temporary, err := d.doorkeeper.Check(ctx, who.temporary, password) // always both: the time says nothing
	if err != nil {
		return nil, d.fault(ctx, err)
	}
	var in *Customer
	var pause time.Time
	err = d.apply(ctx, stranger, model.VerbLogIn, func(a *act) error {
		in = nil
		var err error
		if pause, err = p.mayKnock(a.rows, who, a.now); err != nil {
			return err
		}
		if temporary && !right || right && pause.IsZero() {
			if in, err = p.enter(a, who, temporary && !right); err != nil || in != nil {
				return err
			}
		}
		a.entry.Verb, a.entry.Text = model.VerbLogInFailed, "from "+p.origin
		a.entry.Account, a.entry.Person = who.account, who.person
		if pause.IsZero() {
			return a.countFailed(d.policy.Portal, who)
		}
		return a.countFailed(d.policy.Portal, visitor{counters: []counter{p.place(who.origin)}})
	})
	switch {
	case err != nil:
		return nil, err
	case in == nil && !pause.IsZero():
		return nil, model.Fail(model.Locked, fmt.Sprintf("There were too many failed tries. Nobody is let in here until %s, but with a temporary password: "+
			"Forgot your password has one mailed.", clockTime(pause, d.now())))
	case in == nil:
		return nil, model.Fail(model.Unverified, notIn)
	}
	return in, nil
}

// mayKnock tells until when there is a pause. Then tries are counted for where
// they come from alone, and refused, before any hashing, when those are too many.
func (p *Portal) mayKnock(r rows, who visitor, now time.Time) (pause time.Time, err error) {
	if pause, err = r.paused(who.counters, now); err != nil || pause.IsZero() {
		return pause, err
	}
	crowd, err := r.paused([]counter{p.place(who.origin)}, now)
	if err == nil && !crowd.IsZero() {
		err = model.Fail(model.Locked, fmt.Sprintf("There were too many failed tries from where you are. Nobody is let in from there until %s; then try again.",
			clockTime(crowd, now)))
	}
	return pause, err
}

// visitor is what was found for what somebody typed at the door: for a log-in
// that doesn't exist, everything but the counters is empty.
type visitor struct {
	account   model.AccountID
	person    model.PersonID
	password  record.Hash
	temporary record.Hash
	origin    string // blind name of where they come from
	counters  []counter
}

// counter is one of the rows that failed log-ins are counted in.
type counter struct {
	key   string
	limit model.Limit
}

// look finds out whom the typed log-in belongs to, and refuses early what would
// be refused anyway, which costs no hashing then.
func (p *Portal) look(ctx context.Context, clientID, userName string) (visitor, error) {
	d := p.desk
	clientID, userName = typedID(clientID), typedID(userName)
	who := visitor{origin: d.keys.Blind("origin", p.origin)}
	err := d.view(ctx, func(r rows) error {
		who.account, who.person, who.password, who.temporary = "", "", "", ""
		known := record.KnownOrigins{}
		person, err := r.findLogIn(clientID, userName)
		if err != nil {
			return err
		}
		if person != nil {
			credentials, err := loadOr[record.Credentials](r, record.CredentialsKey(person.ID))
			if err != nil {
				return err
			}
			if known, err = loadOr[record.KnownOrigins](r, record.KnownOriginsKey(person.ID)); err != nil {
				return err
			}
			who.account, who.person, who.password = person.Account(), person.ID, credentials.Password
			if t := credentials.Temporary; t != nil && t.Used.IsZero() {
				who.temporary = t.Hash
			}
		}
		who.counters = p.counters(clientID, userName, who.origin, known.Has(who.origin))
		_, err = p.mayKnock(r, who, d.now())
		return err
	})
	return who, err
}

// counters are the rows in which a failed try counts. Somebody who logs in from
// a place that they have logged in from before has a row of their own: what
// strangers do elsewhere doesn't keep them out.
func (p *Portal) counters(clientID, userName, origin string, known bool) []counter {
	limits, keys := p.desk.policy.Portal, p.desk.keys
	if known {
		return []counter{{record.LogInTriesKey(keys.Blind("log-in", clientID, userName, origin)), limits.LogIn}}
	}
	return []counter{
		{record.LogInTriesKey(keys.Blind("log-in", clientID, userName)), limits.LogIn},
		{record.AccountTriesKey(keys.Blind("account", clientID)), limits.Account},
		p.place(origin),
	}
}

// place is the row of where a try comes from.
func (p *Portal) place(origin string) counter {
	return counter{record.OriginTriesKey(origin), p.desk.policy.Portal.Origin}
}

// findLogIn finds the person of a Client ID and a user name, nil when there is
// none who may log in.
func (r rows) findLogIn(clientID, userName string) (*model.Person, error) {
	if model.CheckClientID(clientID) != "" || model.CheckUserName(userName) != "" {
		return nil, nil
	}
	account, err := load[model.AccountID](r, record.ClientIDKey(clientID))
	if err != nil || account == nil {
		return nil, err
	}
	id, err := load[model.PersonID](r, record.UserNameKey(*account, userName))
	if err != nil || id == nil {
		return nil, err
	}
	return r.loggable(*id)
}

// loggable reads a person who may log in at this moment, nil if they may not.
func (r rows) loggable(id model.PersonID) (*model.Person, error) {
	person, err := load[model.Person](r, record.PersonKey(id))
	if err != nil || person == nil || !person.CanLogIn() {
		return nil, err
	}
	account, err := load[model.Account](r, record.AccountKey(id.Account()))
	if err != nil || account == nil || account.Status == model.Closed {
		return nil, err
	}
	return person, nil
}

// paused tells until when one of some counters is full, a zero time when none is.
func (r rows) paused(counters []counter, now time.Time) (time.Time, error) {
	for _, c := range counters {
		tries, err := loadOr[model.Throttle](r, c.key)
		if err != nil {
			return time.Time{}, err
		}
		if until := tries.Full(c.limit, now); !until.IsZero() {
			return until, nil
		}
	}
	return time.Time{}, nil
}

func clockTime(at, now time.Time) string { return at.In(now.Location()).Format("15:04:05") }

// countFailed counts a failed try, and warns the person and the admins when it
// was the last for now, at most once a day.
func (a *act) countFailed(limits model.PortalLimits, who visitor) error {
	for i, c := range who.counters {
		tries, err := loadOr[model.Throttle](a.rows, c.key)
		if err != nil {
			return err
		}
		tries = tries.Count(c.limit, a.now)
		full := !tries.Full(c.limit, a.now).IsZero()
		if i == 0 && full && who.person != "" && (tries.Told.IsZero() || a.now.Sub(tries.Told) >= limits.WarnAgain) {
			tries.Told = a.now
			if err := a.notify(pending{Kind: model.MailChanged, Notice: model.NoticeLogIns, Person: who.person}); err != nil {
				return err
			}
		}
		if err := a.put(c.key, tries); err != nil {
			return err
		}
	}
	return nil
}

// maxTyped is more than any Client ID or user name has.
const maxTyped = 200

// typedID brings a Client ID or a user name into its form: people type capitals
// and blanks.
func typedID(s string) string {
	return strings.ToLower(strings.TrimSpace(s[:min(len(s), maxTyped)]))
}
