package desk

import (
	"context"

	"callin/model"
	"callin/model/record"
)

// HasLockWord tells whether the agent has set a word that opens a locked screen.
//
// Errors: Forbidden.
func (s *Session) HasLockWord(ctx context.Context) (bool, error) {
	row, err := s.lockWord(ctx)
	return row.Hash != "", err
}

func (s *Session) lockWord(ctx context.Context) (record.LockWord, error) {
	var row record.LockWord
	err := s.read(ctx, func(r rows) error {
		var err error
		row, err = loadOr[record.LockWord](r, record.LockWordKey(s.agent))
		return err
	})
	return row, err
}

// SetLockWord sets the agent's lock word, or another in place of the old one,
// which has to be given: whoever comes by an open screen can't shut its owner
// out. A wrong old word counts as a try.
//
// Errors: Invalid for a word that can't be one, Unverified for a wrong old word,
// Locked when it was the last try, Forbidden.
func (s *Session) SetLockWord(ctx context.Context, old, word model.Secret) error {
	if wrong := model.CheckLockWord(word); wrong != "" {
		return model.FailField("word", wrong)
	}
	kept, err := s.lockWord(ctx)
	if err != nil {
		return err
	}
	if kept.Hash != "" {
		u, err := s.Unlock(ctx, old)
		switch {
		case err != nil:
			return err
		case !u.Passed && u.TriesLeft == 0:
			return model.Fail(model.Locked, "That isn't your lock word, and it was the last try.")
		case !u.Passed:
			return model.Fail(model.Unverified, "That isn't your lock word. Nothing was changed.")
		}
	}
	hash, err := s.desk.hasher.Hash(ctx, s.desk.rand, word)
	if err != nil {
		return s.desk.fault(ctx, err)
	}
	return s.command(ctx, model.PowerRead, model.VerbLockWord, func(a *act) error {
		key := record.LockWordKey(s.agent)
		now, err := loadOr[record.LockWord](a.rows, key)
		if err != nil {
			return err
		}
		if now.Hash != kept.Hash {
			return model.Fail(model.Conflict, "Your lock word was set at another terminal a moment ago.")
		}
		a.entry.Text = "set"
		return a.put(key, record.LockWord{Hash: hash})
	})
}

// Unlock checks the lock word, and notes the attempt before anybody knows what
// came of it. After LockTries wrong ones in a row, counted over all the agent's
// terminals, the session has to end; then the count begins anew.
//
// Errors: Unverified when no word is set, Conflict when it was changed
// meanwhile, Forbidden.
func (s *Session) Unlock(ctx context.Context, word model.Secret) (model.Unlocking, error) {
	kept, err := s.lockWord(ctx)
	if err != nil {
		return model.Unlocking{}, err
	}
	if kept.Hash == "" {
		return model.Unlocking{}, model.Fail(model.Unverified, "No lock word is set, so nobody can prove here that they are you.")
	}
	right := false
	if model.CheckLockWord(word) == "" { // an endless one can't be it and costs nothing
		if right, err = s.desk.hasher.Check(ctx, kept.Hash, word); err != nil {
			return model.Unlocking{}, s.desk.fault(ctx, err)
		}
	}
	var u model.Unlocking
	err = s.command(ctx, model.PowerRead, model.VerbUnlock, func(a *act) error {
		u = model.Unlocking{}
		key := record.LockWordKey(s.agent)
		row, err := loadOr[record.LockWord](a.rows, key)
		if err != nil {
			return err
		}
		if row.Hash != kept.Hash {
			return model.Fail(model.Conflict, "Your lock word was changed a moment ago. Try the new one.")
		}
		a.entry.Text = "passed"
		row.Wrong++
		u = model.Unlocking{Passed: right, TriesLeft: model.LockTries - row.Wrong}
		if !right {
			a.entry.Text = "failed"
		}
		if right || u.TriesLeft == 0 {
			row.Wrong = 0
		}
		return a.put(key, row)
	})
	if err != nil {
		return model.Unlocking{}, err
	}
	return u, nil
}

// ParkOpen parks the calls that the agent has open, for a session that ends
// without them being wrapped up.
//
// Errors: as ParkCall.
func (s *Session) ParkOpen(ctx context.Context) error {
	calls, err := s.OpenCalls(ctx)
	if err != nil {
		return err
	}
	for _, c := range calls {
		if c.Call.State != model.CallOpen {
			continue
		}
		if err := s.ParkCall(ctx, c.Call.ID); err != nil && model.CodeOf(err) != model.Conflict {
			return err
		}
	}
	return nil
}
