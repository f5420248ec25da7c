package desk

import (
	"context"
	"fmt"

	"callin/model"
	"callin/model/record"
)

// Session is an agent at work: the capability to use the desk. It carries who
// acts; what they may do is looked up afresh in every command.
type Session struct {
	desk  *Desk
	agent model.AgentName
	role  model.AgentRole // at sign-in
	undo  undo
}

// Agent is who acts.
func (s *Session) Agent() model.AgentName { return s.agent }

// Policy is the policy in force.
func (s *Session) Policy() model.Policy { return s.desk.policy }

func (s *Session) name() model.AgentName { return s.agent }

func (s *Session) allowed(a *act) error { return s.may(a.rows, model.PowerServe) }

func (s *Session) may(r rows, power model.Power) error {
	agent, err := load[model.Agent](r, record.AgentKey(s.agent))
	switch {
	case err != nil:
		return err
	case agent == nil || agent.Disabled:
		return model.Fail(model.Forbidden, fmt.Sprintf("%s has no access to this desk. Ask a manager.", s.agent))
	case !agent.Role.May(power):
		return model.Fail(model.Forbidden, agent.Role.Denied(power))
	}
	return nil
}

// read is view for what the role may see.
func (s *Session) read(ctx context.Context, fn func(rows) error) error {
	return s.desk.view(ctx, func(r rows) error {
		if err := s.may(r, model.PowerRead); err != nil {
			return err
		}
		return fn(r)
	})
}

// serving is read for what comes before a command: whoever may only read
// doesn't get that far.
func (s *Session) serving(ctx context.Context, fn func(rows) error) error {
	return s.desk.view(ctx, func(r rows) error {
		if err := s.may(r, model.PowerServe); err != nil {
			return err
		}
		return fn(r)
	})
}

// SignedInAs is the role that the agent had at sign-in.
func (s *Session) SignedInAs() model.AgentRole { return s.role }

// Role is what the agent may do now, so that a page can say beforehand what
// will be refused. "" is somebody who isn't on the staff any more.
func (s *Session) Role(ctx context.Context) (model.AgentRole, error) {
	var role model.AgentRole
	err := s.desk.view(ctx, func(r rows) error {
		agent, err := load[model.Agent](r, record.AgentKey(s.agent))
		if err == nil && agent != nil && !agent.Disabled {
			role = agent.Role
		}
		return err
	})
	return role, err
}

// command runs a command that takes a power of its own.
func (s *Session) command(ctx context.Context, power model.Power, verb model.Verb, fn func(*act) error) error {
	return s.desk.apply(ctx, holder{s, power}, verb, fn)
}

// holder is an agent who must hold a power.
type holder struct {
	*Session
	power model.Power
}

func (h holder) allowed(a *act) error { return h.may(a.rows, h.power) }

// SignIn starts a session for somebody on the staff.
//
// Errors: Forbidden for a name that isn't on the staff, or disabled.
func (d *Desk) SignIn(ctx context.Context, name model.AgentName) (*Session, error) {
	var s *Session
	err := d.apply(ctx, machine(name), model.VerbSignIn, func(a *act) error {
		s = nil
		agent, err := load[model.Agent](a.rows, record.AgentKey(name))
		if err != nil {
			return err
		}
		if agent == nil || agent.Disabled {
			return model.Fail(model.Forbidden, fmt.Sprintf("%s is not on this desk's staff. Ask a manager.", name))
		}
		s = &Session{desk: d, agent: agent.Name, role: agent.Role}
		return a.put(record.SeenKey(name), a.now)
	})
	if err != nil {
		return nil, err
	}
	return s, nil
}

// FirstManager makes somebody the first manager of a desk that never had one,
// and tells whether it did.
//
// Errors: Invalid for a name that can't be used.
func (d *Desk) FirstManager(ctx context.Context, name model.AgentName) (bool, error) {
	if wrong := model.CheckAgentName(name); wrong != "" {
		return false, model.FailField("name", "The agent's name "+wrong+".")
	}
	staffed := false
	err := d.view(ctx, func(r rows) error {
		first, err := load[model.AgentName](r, record.Staffed)
		staffed = first != nil
		return err
	})
	if err != nil || staffed {
		return false, err
	}
	made := false
	err = d.apply(ctx, machine(name), model.VerbStaff, func(a *act) error {
		made = false
		first, err := load[model.AgentName](a.rows, record.Staffed)
		if err != nil || first != nil {
			return err
		}
		made, a.entry.Text = true, "first manager"
		return a.putAgent(model.Agent{Name: name, Role: model.RoleManager, Created: a.now})
	})
	return made && err == nil, err
}

// machine acts for the desk itself: the dispatcher of mails, a sign-in, the
// operator at the shell.
type machine model.AgentName

func (m machine) name() model.AgentName { return model.AgentName(m) }

func (machine) allowed(*act) error { return nil }
