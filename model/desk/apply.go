package desk

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"callin/model"
	"callin/model/record"
	"callin/storage"
)

// actor is who a command is done for: an agent's session, the machine, or the
// operator at the shell.
type actor interface {
	name() model.AgentName
	// allowed is asked inside the transaction, so that somebody disabled a
	// moment ago can't finish what they began.
	allowed(a *act) error
}

// act is one run of a command: a transaction, the one moment at which it
// happens, and the audit entry that is written beside its effect. The store
// may run a command several times, each with an act of its own.
type act struct {
	rows
	txn      storage.Txn
	now      time.Time // in the desk's time zone, which sentences for people use
	entry    model.AuditEntry
	note     string               // what the agent wrote, for the ticket's history
	also     []model.TicketNumber // other tickets whose history tells of it
	step     step                 // what was changed, for taking it back
	promptly time.Duration        // the time after which callers are asked about the spam folder
	tally    []tallied            // what is counted beside the effect
}

// put writes a noun.
func (a *act) put(key string, noun any) error {
	row, err := a.keys.Encode(key, noun)
	if err != nil {
		return err
	}
	return a.txn.Put(key, row)
}

// apply runs a command. It alone calls Store.Update. The command's function
// may run more than once: it touches its act and variables that it sets afresh.
// Results are for use only when apply returns nil; then they are durable.
//
// Errors: those of model.Code. A refusal writes nothing, not even an entry.
func (d *Desk) apply(ctx context.Context, by actor, verb model.Verb, command func(*act) error) error {
	id, err := model.RandomText(d.rand, 15)
	if err != nil {
		return d.fault(ctx, err)
	}
	now := d.now()
	entry := model.AuditEntry{
		Lane: d.lane, Command: model.CommandID(id), At: now.UTC(), Agent: by.name(), Verb: verb,
	}
	var witness string
	_, err = d.store.Update(ctx, func(txn storage.Txn) error {
		changed := &changed{Txn: txn}
		a := &act{rows: rows{get: txn, keys: d.keys}, txn: changed, now: now, entry: entry, promptly: d.policy.SpamHint}
		if err := by.allowed(a); err != nil {
			return err
		}
		if err := command(a); err != nil {
			return err
		}
		if err := a.keepCounts(); err != nil {
			return err
		}
		if err := changed.named(a.entry); err != nil {
			return err
		}
		var err error
		witness, err = a.sign()
		return err
	})
	if errors.Is(err, storage.ErrUnknown) {
		err = d.look(ctx, witness, entry.Command, err)
	}
	return d.fault(ctx, err)
}

// changed notes which accounts a command writes to. Its entry must name them: the
// search index finds from the trail what has changed since its file was written.
type changed struct {
	storage.Txn
	accounts []model.AccountID
}

// Put is the Txn's.
func (c *changed) Put(key string, value []byte) error {
	c.note(key)
	return c.Txn.Put(key, value)
}

// Delete is the Txn's.
func (c *changed) Delete(key string) error {
	c.note(key)
	return c.Txn.Delete(key)
}

func (c *changed) note(key string) {
	if id, ok := strings.CutPrefix(key, record.Accounts); ok {
		c.accounts = append(c.accounts, model.AccountID(id))
	} else if id, ok := strings.CutPrefix(key, record.People); ok {
		c.accounts = append(c.accounts, model.PersonID(id).Account())
	}
}

func (c *changed) named(e model.AuditEntry) error {
	for _, account := range c.accounts {
		if account != e.Account {
			return fmt.Errorf("the entry of %s doesn't name the account that it changes", e.Verb)
		}
	}
	return nil
}

// sign writes the audit entry at the end of its lane and returns its key.
func (a *act) sign() (string, error) {
	headKey := record.AuditHeadKey(a.entry.Lane)
	head, err := loadOr[record.Head](a.rows, headKey)
	if err != nil {
		return "", err
	}
	e := &a.entry
	e.Seq, e.Prev, e.Sum = head.Seq+1, head.Sum, nil
	body, err := json.Marshal(e)
	if err != nil {
		return "", fmt.Errorf("encoding an audit entry: %w", err)
	}
	e.Sum = a.keys.Link(e.Prev, body)
	key := record.AuditKey(e.Lane, e.Seq)
	if err := a.put(key, e); err != nil {
		return "", err
	}
	if err := a.tell(); err != nil {
		return "", err
	}
	return key, a.put(headKey, record.Head{Seq: e.Seq, Sum: e.Sum})
}

// lookFor bounds the search for a witness: the agent waits on the phone.
const lookFor = 5 * time.Second

// look finds out what became of a command whose commit got no answer: its audit
// entry is the witness. Another command's entry in its place says that this one
// can't have happened, nor ever will, because it would have conflicted.
func (d *Desk) look(ctx context.Context, witness string, id model.CommandID, unknown error) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), lookFor)
	defer cancel()
	var found *model.AuditEntry
	err := d.store.View(ctx, func(s storage.Snapshot) error {
		var err error
		found, err = load[model.AuditEntry](rows{get: s, keys: d.keys}, witness)
		return err
	})
	switch {
	case err != nil || found == nil:
		return unknown
	case found.Command == id:
		return nil
	}
	return storage.ErrConflict
}

// fault says in the desk's words what went wrong below it. What is a model
// error already stays as it is.
func (d *Desk) fault(ctx context.Context, err error) error {
	if err == nil {
		return nil
	}
	if _, ok := errors.AsType[*model.Error](err); ok {
		return err
	}
	f := &model.Error{Code: model.Internal, Cause: err, Public: model.PublicText(err)}
	switch {
	case errors.Is(err, context.Canceled):
		f.Code, f.Public = model.Unavailable, "That was cancelled. Nothing was changed."
	case errors.Is(err, context.DeadlineExceeded):
		f.Code, f.Public = model.Unavailable, "The store took too long to answer. Nothing was changed; try again."
	case errors.Is(err, storage.ErrConflict):
		f.Code, f.Public = model.Conflict, "Somebody else kept changing the same thing. Nothing was changed; try again."
	case errors.Is(err, storage.ErrUnknown):
		f.Code, f.Public = model.Uncertain, "The store didn't say whether that was kept. Look before you do it again."
	case errors.Is(err, storage.ErrFull):
		f.Code, f.Public = model.Unavailable, "The disk is full. Nothing was changed; tell the operator. Reading goes on."
	case errors.Is(err, storage.ErrTooLarge):
		f.Code, f.Public = model.Invalid, "That is more than the store takes in one piece. Nothing was changed; make it shorter."
	case errors.Is(err, storage.ErrUnavailable), errors.Is(err, storage.ErrClosed):
		f.Code, f.Public = model.Unavailable, "The store can't be reached. Nothing was changed; try again in a moment."
	case errors.Is(err, record.ErrForged):
		f.Public = "A row of the store was changed outside callin, so it isn't trusted. Tell the operator; the log names it."
	}
	if f.Code == model.Internal {
		d.log.ErrorContext(ctx, "the desk failed", "error", err)
	}
	return f
}
