// This file is what a session needs to lock its screen.
package kit

import (
	"context"
	"time"

	"callin/model"
)

// Guard is how a session locks its screen and ends. Functions run off the
// screen's goroutine.
type Guard struct {
	After   time.Duration // without a key; 0: never
	Longest time.Duration // of the session, whatever is done in it; 0: none

	Known  func(context.Context) (bool, error) // is a lock word set?
	Unlock func(ctx context.Context, word model.Secret) (model.Unlocking, error)
	Set    func(ctx context.Context, old, word model.Secret) error
	Park   func(context.Context) error // what is open, when the session ends without a wrap-up
	Active func()                      // somebody has pressed a key; it returns at once
}
