package desk

import (
	"cmp"
	"context"
	"slices"
	"sync"

	"callin/model"
	"callin/model/record"
)

// step is what one command has changed, as far as it can be taken back: the
// rows before and after, by which the inverse command sees whether somebody has
// changed them since.
type step struct {
	words   string
	tickets []ticketStep
	call    *callStep
	note    string // the row of the note that was written
	group   int    // of the commands that were given together; 0: by itself
}

type ticketStep struct{ before, after model.Ticket }

type callStep struct{ before, after model.Call }

// changed notes a change; of several to one ticket the first state and the last
// count.
func (s *step) changed(before, after model.Ticket) {
	for i := range s.tickets {
		if s.tickets[i].after.Number == after.Number {
			s.tickets[i].after = after
			return
		}
	}
	s.tickets = append(s.tickets, ticketStep{before, after})
}

// maxSteps is how far back an agent can go.
const maxSteps = 50

// undo is what a session can take back, the newest last.
type undo struct {
	mu     sync.Mutex
	steps  []step
	group  int // that steps belong to now, 0: none
	groups int // how many there were
}

// Together makes the commands of the session until end one thing to take back,
// such as one action on all marked tickets.
func (s *Session) Together() (end func()) {
	u := &s.undo
	u.mu.Lock()
	defer u.mu.Unlock()
	u.groups++
	u.group = u.groups
	return func() {
		u.mu.Lock()
		defer u.mu.Unlock()
		u.group = 0
	}
}

func (u *undo) push(s step) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if s.group == 0 {
		s.group = u.group
	}
	u.steps = append(u.steps, s)
	if over := len(u.steps) - maxSteps; over > 0 {
		u.steps = append([]step(nil), u.steps[over:]...)
	}
}

// pop takes the last step off, with those that were given together with it, the
// newest first.
func (u *undo) pop() []step {
	u.mu.Lock()
	defer u.mu.Unlock()
	var last []step
	for n := len(u.steps) - 1; n >= 0; n-- {
		s := u.steps[n]
		if len(last) > 0 && (s.group == 0 || s.group != last[0].group) {
			break
		}
		last, u.steps = append(last, s), u.steps[:n]
	}
	return last
}

// kept runs a command that can be taken back. words say what it was.
func (s *Session) kept(ctx context.Context, verb model.Verb, words string, fn func(*act) error) error {
	var done *act
	err := s.desk.apply(ctx, s, verb, func(a *act) error {
		done = a // its step is complete when apply returns; the last run counts
		return fn(a)
	})
	if err == nil && done.step.any() {
		done.step.words = words
		s.undo.push(done.step)
	}
	return err
}

// any tells whether there is anything to take back: somebody who claims what is
// theirs already has changed nothing.
func (s *step) any() bool {
	moved := func(t ticketStep) bool { return len(t.after.Changed(&t.before)) > 0 }
	return s.note != "" || s.call != nil || slices.ContainsFunc(s.tickets, moved)
}

// Undoable says what Undo would take back, "" when there is nothing. It reads
// no store.
func (s *Session) Undoable() string {
	s.undo.mu.Lock()
	defer s.undo.mu.Unlock()
	if n := len(s.undo.steps); n > 0 {
		return s.undo.steps[n-1].words
	}
	return ""
}

// Undo takes the session's last command back, if nobody has changed the same
// since; of several that were given together each by itself. What can't be taken
// back any more is forgotten, so that the one before can be.
//
// Errors: NotFound when there is nothing to take back, Conflict with the name of
// who has changed it since, Forbidden. When some of several were taken back it is
// no error, and Refused says why the others weren't.
func (s *Session) Undo(ctx context.Context) (model.Undone, error) {
	steps := s.undo.pop()
	if len(steps) == 0 {
		return model.Undone{}, model.Fail(model.NotFound, "There is nothing to take back.")
	}
	var all model.Undone
	var failed error
	for i, last := range steps {
		one := model.Undone{}
		err := s.desk.apply(ctx, s, model.VerbUndo, func(a *act) error {
			one = model.Undone{Words: last.words}
			a.entry.Text = last.words
			return a.takeBack(last, &one)
		})
		if code := model.CodeOf(err); code == model.Unavailable || code == model.Uncertain {
			for _, again := range slices.Backward(steps[i:]) { // they may be tried again
				s.undo.push(again)
			}
			return all, err
		}
		if err != nil {
			failed = cmp.Or(failed, err)
			all.Refused = model.PublicText(failed)
			continue
		}
		one.Count, one.Refused = all.Count+1, all.Refused
		all = one
	}
	if all.Count == 0 {
		return all, failed
	}
	return all, nil
}

// takeBack is the inverse of a step.
func (a *act) takeBack(last step, undone *model.Undone) error {
	for _, t := range last.tickets {
		err := a.changeTicket(t.after.Number, func(is *model.Ticket) error { return is.Back(&t.before, &t.after, a.now) })
		if err != nil {
			return err
		}
		undone.Ticket = t.after.Number
	}
	if last.note != "" {
		if err := a.dropNote(last.note); err != nil {
			return err
		}
	}
	if last.call == nil {
		return nil
	}
	call, err := a.backCall(last.call)
	if err == nil && call.State == model.CallOpen {
		undone.Call = call.ID
	}
	return err
}

// backCall restores a call. One that had ended has to be verified again.
func (a *act) backCall(s *callStep) (*model.Call, error) {
	call, err := need[model.Call](a.rows, record.CallKey(s.after.ID), "call")
	if err != nil {
		return nil, err
	}
	if call.Changes != s.after.Changes {
		return nil, model.Fail(model.Conflict, "The call has gone on since, so that can't be taken back any more.")
	}
	if call.State == model.CallEnded {
		call.Again = a.now
		a.uncount(bookAgent, string(call.Agent), call.Ended, model.CountEnded(*call))
	}
	call.State, call.Ticket = s.before.State, s.before.Ticket
	call.Outcome, call.Note, call.Ended = s.before.Outcome, s.before.Note, s.before.Ended
	return call, a.putCall(*call)
}

// dropNote takes a note out of the history; that there was one stays.
func (a *act) dropNote(key string) error {
	event, err := load[model.Event](a.rows, key)
	if err != nil || event == nil {
		return err
	}
	if event.Verb == model.VerbNote {
		return a.txn.Delete(key)
	}
	event.Note = ""
	return a.put(key, event)
}
