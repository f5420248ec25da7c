package bolt

// Copies of the store while it is in use.

import (
	"context"
	"fmt"
	"io"

	"callin/storage"
)

// Backup writes a copy of the store, as of one revision, that Open can open.
// Reading and writing go on meanwhile, but room isn't reused until it ends: w
// should be fast. Syncing and naming what it writes is the caller's part.
//
// Errors: those of w, storage.ErrUnavailable, storage.ErrClosed, ctx.Err().
func (s *Store) Backup(ctx context.Context, w io.Writer) error {
	if err := s.enter(ctx); err != nil {
		return err
	}
	defer s.gate.Leave()
	tx, err := s.db.Begin(false)
	if err != nil {
		return fmt.Errorf("copying %s: %w: %w", s.path, storage.ErrUnavailable, err)
	}
	defer func() { _ = tx.Rollback() }()
	out := &target{ctx: ctx, to: w}
	_, err = tx.WriteTo(out)
	if out.err != nil {
		err = out.err // bbolt turns some of the writer's errors into text
	}
	if err != nil {
		return fmt.Errorf("copying %s: %w", s.path, err)
	}
	return nil
}

// target is a writer that gives up when its context does, and keeps its error.
type target struct {
	ctx context.Context //nolint:containedctx // lives for one Backup
	to  io.Writer
	err error
}

func (t *target) Write(b []byte) (n int, err error) {
	if err = t.ctx.Err(); err == nil {
		n, err = t.to.Write(b)
	}
	t.err = err
	return n, err
}
