package desk

// This file is what managers do about the staff, from their session, and the
// operator from the shell.

import (
	"context"
	"fmt"
	"slices"

	"callin/model"
	"callin/model/record"
)

// Staff lists everybody who is or was on the staff, by name.
//
// Errors: Forbidden.
func (s *Session) Staff(ctx context.Context) ([]model.AgentView, error) {
	var staff []model.AgentView
	err := s.desk.view(ctx, func(r rows) error {
		if err := s.may(r, model.PowerStaff); err != nil {
			return err
		}
		var err error
		staff, err = s.desk.staff(r)
		return err
	})
	return staff, err
}

// Staff lists everybody who is or was on the staff, by name.
func (o *Operator) Staff(ctx context.Context) ([]model.AgentView, error) {
	var staff []model.AgentView
	err := o.desk.view(ctx, func(r rows) error {
		var err error
		staff, err = o.desk.staff(r)
		return err
	})
	return staff, err
}

func (d *Desk) staff(r rows) ([]model.AgentView, error) {
	staff := []model.AgentView{}
	err := each(r, record.Agents, func(_ string, agent *model.Agent) (bool, error) {
		seen, err := loadOr[seenAt](r, record.SeenKey(agent.Name))
		if err != nil {
			return false, err
		}
		staff = append(staff, model.AgentView{Agent: *agent, Seen: seen.In(d.now().Location()), Seats: d.seats.of(agent.Name)})
		return true, nil
	})
	return staff, err
}

// AddAgent puts somebody on the staff, with keys to sign in with or without.
//
// Errors: Invalid for a name or a role that can't be used, Conflict for a name
// or a key that is taken.
func (o *Operator) AddAgent(ctx context.Context, name model.AgentName, role model.AgentRole, keys ...model.StaffKey) error {
	return o.desk.addAgent(ctx, o.who, name, role, keys)
}

// AddAgent is the same for a manager.
//
// Errors: besides, Forbidden.
func (s *Session) AddAgent(ctx context.Context, name model.AgentName, role model.AgentRole, keys ...model.StaffKey) error {
	return s.desk.addAgent(ctx, holder{s, model.PowerStaff}, name, role, keys)
}

func (d *Desk) addAgent(ctx context.Context, by actor, name model.AgentName, role model.AgentRole, keys []model.StaffKey) error {
	if wrong := model.CheckAgentName(name); wrong != "" {
		return model.FailField("name", "The agent's name "+wrong+".")
	}
	if wrong := model.CheckRole(role); wrong != "" {
		return model.FailField("role", "The role "+wrong+".")
	}
	return d.apply(ctx, by, model.VerbStaff, func(a *act) error {
		taken, err := load[model.Agent](a.rows, record.AgentKey(name))
		if err != nil {
			return err
		}
		if taken != nil {
			return model.Fail(model.Conflict, string(taken.Name)+" is on the staff already.")
		}
		agent := model.Agent{Name: name, Role: role, Created: a.now}
		a.entry.Text = string(name) + ": " + string(role)
		for _, key := range keys {
			if err := a.giveKey(&agent, key); err != nil {
				return err
			}
			a.entry.Text += ", key " + key.Fingerprint
		}
		return a.putAgent(agent)
	})
}

// SetRole gives somebody another role. It counts from their next command on.
//
// Errors: NotFound, Invalid for a role that there isn't, Forbidden for the last
// manager.
func (o *Operator) SetRole(ctx context.Context, name model.AgentName, role model.AgentRole) error {
	return o.desk.setRole(ctx, o.who, name, role)
}

// SetRole is the same for a manager.
//
// Errors: besides, Forbidden.
func (s *Session) SetRole(ctx context.Context, name model.AgentName, role model.AgentRole) error {
	return s.desk.setRole(ctx, holder{s, model.PowerStaff}, name, role)
}

func (d *Desk) setRole(ctx context.Context, by actor, name model.AgentName, role model.AgentRole) error {
	if wrong := model.CheckRole(role); wrong != "" {
		return model.FailField("role", "The role "+wrong+".")
	}
	return d.changeAgent(ctx, by, name, func(a *act, agent *model.Agent) error {
		a.entry.Text = fmt.Sprintf("%s: %s, was %s", agent.Name, role, agent.Role)
		agent.Role = role
		return nil
	})
}

// Disable takes somebody's access away; their sessions end, on every machine,
// and what they were at goes back into the queue. What they did stays in their
// name.
//
// Errors: NotFound, Forbidden for the last manager.
func (o *Operator) Disable(ctx context.Context, name model.AgentName) error {
	return o.desk.setDisabled(ctx, o.who, name, true)
}

// Disable is the same for a manager.
//
// Errors: besides, Forbidden.
func (s *Session) Disable(ctx context.Context, name model.AgentName) error {
	return s.desk.setDisabled(ctx, holder{s, model.PowerStaff}, name, true)
}

// Enable gives somebody who was disabled their access back, with the role and
// the keys that they had.
//
// Errors: NotFound.
func (o *Operator) Enable(ctx context.Context, name model.AgentName) error {
	return o.desk.setDisabled(ctx, o.who, name, false)
}

// Enable is the same for a manager.
//
// Errors: besides, Forbidden.
func (s *Session) Enable(ctx context.Context, name model.AgentName) error {
	return s.desk.setDisabled(ctx, holder{s, model.PowerStaff}, name, false)
}

func (d *Desk) setDisabled(ctx context.Context, by actor, name model.AgentName, disabled bool) error {
	err := d.changeAgent(ctx, by, name, func(a *act, agent *model.Agent) error {
		agent.Disabled = disabled
		a.entry.Text = string(agent.Name) + ": enabled"
		if disabled {
			a.entry.Text = string(agent.Name) + ": disabled"
		}
		name = agent.Name // as it is written on their work
		return nil
	})
	if err != nil || !disabled {
		return err
	}
	if err := d.relieve(ctx, by, name); err != nil { // they are out all the same
		d.log.WarnContext(ctx, "the work of somebody who was disabled isn't all back in the queue", "error", err)
	}
	return nil
}

// changeAgent runs a command about somebody on the staff and keeps what it did
// to them.
func (d *Desk) changeAgent(ctx context.Context, by actor, name model.AgentName, command func(*act, *model.Agent) error) error {
	return d.apply(ctx, by, model.VerbStaff, func(a *act) error {
		agent, err := load[model.Agent](a.rows, record.AgentKey(name))
		if err != nil {
			return err
		}
		if agent == nil {
			return model.Fail(model.NotFound, fmt.Sprintf("%s isn't on the staff.", model.CleanLine(string(name))))
		}
		if err := command(a, agent); err != nil {
			return err
		}
		return a.putAgent(*agent)
	})
}

// putAgent writes somebody on the staff, and keeps the list of managers, of
// whom there is always one who can sign in.
func (a *act) putAgent(agent model.Agent) error {
	managers, err := a.managers()
	if err != nil {
		return err
	}
	was := slices.Contains(managers, agent.Name)
	is := agent.Role == model.RoleManager && !agent.Disabled
	switch {
	case was && !is && len(managers) == 1:
		return model.Fail(model.Forbidden, fmt.Sprintf("%s is the only manager. Make somebody else one first.", agent.Name))
	case was && !is:
		managers = slices.DeleteFunc(managers, func(n model.AgentName) bool { return n == agent.Name })
	case is && !was:
		managers = append(managers, agent.Name)
	}
	if was != is {
		if err := a.put(record.Managers, managers); err != nil {
			return err
		}
	}
	if is && !was && len(managers) == 1 { // from now on nobody becomes one by being first
		if err := a.put(record.Staffed, agent.Name); err != nil {
			return err
		}
	}
	agent.Changes++
	return a.put(record.AgentKey(agent.Name), agent)
}

// managers are those who aren't disabled. A store of the days before the list
// has its first one.
func (a *act) managers() ([]model.AgentName, error) {
	listed, err := load[[]model.AgentName](a.rows, record.Managers)
	if err != nil || listed != nil {
		return deref(listed), err
	}
	first, err := load[model.AgentName](a.rows, record.Staffed)
	if err != nil || first == nil {
		return nil, err
	}
	agent, err := load[model.Agent](a.rows, record.AgentKey(*first))
	if err != nil || agent == nil || agent.Disabled || agent.Role != model.RoleManager {
		return nil, err
	}
	return []model.AgentName{agent.Name}, nil
}

func deref[T any](p *[]T) []T {
	if p == nil {
		return nil
	}
	return *p
}
