package sshd

// This file ends the sessions of those who may no longer be here: the staff is
// watched in the store, so that it counts on every machine.

import (
	"context"
	"time"
)

// again is the pause before looking again when the store couldn't be asked.
const again = time.Second

// watchStaff looks at everybody who is inside whenever the staff has changed.
func (s *Server) watchStaff(ctx context.Context) {
	sub := s.o.Desk.Subscribe()
	defer sub.Close()
	for {
		changes, err := sub.Next(ctx)
		if err != nil {
			return
		}
		if !changes.Staff {
			continue
		}
		for !s.recheck(ctx, s.places.list()...) {
			pause := time.NewTimer(again)
			select {
			case <-pause.C:
			case <-ctx.Done():
				pause.Stop()
				return
			}
		}
	}
}

// recheck ends the places whose people may not stay, and tells whether all could
// be looked at.
func (s *Server) recheck(ctx context.Context, all ...*place) bool {
	known := true
	for _, p := range all {
		stays, err := s.mayStay(ctx, p)
		switch {
		case err != nil:
			s.log.Warn("it isn't known who may stay", "error", err)
			known = false
		case !stays:
			p.ask(dismissed)
		}
	}
	return known
}

func (s *Server) mayStay(ctx context.Context, p *place) (bool, error) {
	if p.agent == nil {
		return true, nil
	}
	gone, err := p.agent.Dismissed(ctx)
	if err != nil || gone || p.person.local {
		return err == nil && !gone, err
	}
	holder, err := s.o.Desk.KeyHolder(ctx, p.person.fingerprint)
	return holder != "", err // a key that was given to somebody else is looked up at the next sign-in
}
