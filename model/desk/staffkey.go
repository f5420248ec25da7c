package desk

// This file is the keys of the staff: who has which, and who a key signs in.

import (
	"context"
	"fmt"
	"slices"
	"time"

	"callin/model"
	"callin/model/record"
)

// seenAt is when somebody signed in last.
type seenAt = time.Time

// AddKey gives somebody on the staff one more key to sign in with.
//
// Errors: NotFound, Conflict for a key that is somebody's already.
func (o *Operator) AddKey(ctx context.Context, name model.AgentName, key model.StaffKey) error {
	return o.desk.addKey(ctx, o.who, name, key)
}

// AddKey is the same for a manager.
//
// Errors: besides, Forbidden.
func (s *Session) AddKey(ctx context.Context, name model.AgentName, key model.StaffKey) error {
	return s.desk.addKey(ctx, holder{s, model.PowerStaff}, name, key)
}

func (d *Desk) addKey(ctx context.Context, by actor, name model.AgentName, key model.StaffKey) error {
	return d.changeAgent(ctx, by, name, func(a *act, agent *model.Agent) error {
		a.entry.Text = string(agent.Name) + ": key " + key.Fingerprint
		return a.giveKey(agent, key)
	})
}

// RemoveKey takes a key away; the sessions that it opened end.
//
// Errors: NotFound.
func (o *Operator) RemoveKey(ctx context.Context, name model.AgentName, fingerprint string) error {
	return o.desk.removeKey(ctx, o.who, name, fingerprint)
}

// RemoveKey is the same for a manager.
//
// Errors: besides, Forbidden.
func (s *Session) RemoveKey(ctx context.Context, name model.AgentName, fingerprint string) error {
	return s.desk.removeKey(ctx, holder{s, model.PowerStaff}, name, fingerprint)
}

func (d *Desk) removeKey(ctx context.Context, by actor, name model.AgentName, fingerprint string) error {
	return d.changeAgent(ctx, by, name, func(a *act, agent *model.Agent) error {
		if !agent.Has(fingerprint) {
			return model.Fail(model.NotFound, fmt.Sprintf("%s has no such key.", agent.Name))
		}
		agent.Keys = slices.DeleteFunc(agent.Keys, func(k model.StaffKey) bool { return k.Fingerprint == fingerprint })
		a.entry.Text = string(agent.Name) + ": without key " + fingerprint
		return a.txn.Delete(record.StaffKeyKey(fingerprint))
	})
}

// giveKey makes a key an agent's, and nobody else's.
func (a *act) giveKey(agent *model.Agent, key model.StaffKey) error {
	row := record.StaffKeyKey(key.Fingerprint)
	holder, err := load[model.AgentName](a.rows, row)
	if err != nil {
		return err
	}
	if holder != nil && *holder != agent.Name {
		return model.Fail(model.Conflict, fmt.Sprintf("That key is %s's. A key is one person's: whoever has it is that person.", *holder))
	}
	if err := agent.AddKey(key, a.now); err != nil {
		return err
	}
	return a.put(row, agent.Name)
}

// KeyHolder tells who may sign in with a key now, "" for nobody.
func (d *Desk) KeyHolder(ctx context.Context, fingerprint string) (model.AgentName, error) {
	var name model.AgentName
	err := d.view(ctx, func(r rows) error {
		var err error
		name, err = r.keyHolder(fingerprint)
		return err
	})
	return name, err
}

func (r rows) keyHolder(fingerprint string) (model.AgentName, error) {
	name, err := loadOr[model.AgentName](r, record.StaffKeyKey(fingerprint))
	if err != nil || name == "" {
		return "", err
	}
	agent, err := load[model.Agent](r, record.AgentKey(name))
	if err != nil || agent == nil || agent.Disabled || !agent.Has(fingerprint) {
		return "", err
	}
	return agent.Name, nil
}

// SignInByKey starts a session for whoever has proved to hold a key; from says
// where they sit, for the audit trail.
//
// Errors: Forbidden for a key that is nobody's by now.
func (d *Desk) SignInByKey(ctx context.Context, fingerprint, from string) (*Session, error) {
	name, err := d.KeyHolder(ctx, fingerprint)
	if err != nil {
		return nil, err
	}
	if name == "" {
		return nil, errNoKey
	}
	var s *Session
	err = d.apply(ctx, machine(name), model.VerbSignIn, func(a *act) error {
		s = nil
		holder, err := a.keyHolder(fingerprint)
		if err != nil {
			return err
		}
		agent, err := load[model.Agent](a.rows, record.AgentKey(name))
		if err != nil {
			return err
		}
		if holder != name || agent == nil {
			return errNoKey
		}
		a.entry.Text = "key " + fingerprint + " from " + model.CleanLine(from)
		s = &Session{desk: d, agent: agent.Name, role: agent.Role}
		return a.put(record.SeenKey(name), a.now)
	})
	if err != nil {
		return nil, err
	}
	return s, nil
}

var errNoKey = model.Fail(model.Forbidden, "Your key isn't on this desk's staff any more. Ask a manager.")

// Staffed tells whether anybody can sign in with a key.
func (o *Operator) Staffed(ctx context.Context) (bool, error) {
	staffed := false
	err := o.desk.view(ctx, func(r rows) error {
		return each(r, record.Agents, func(_ string, agent *model.Agent) (bool, error) {
			staffed = len(agent.Keys) > 0 && !agent.Disabled
			return !staffed, nil
		})
	})
	return staffed, err
}
