// This file is "demo": the whole desk on a laptop, with no network. The store,
// the mails on their way and the server that takes them are real; only the
// people are invented.
package cli

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"callin/model"
	"callin/model/desk"
)

type demoCommand struct {
	Keep     string `placeholder:"DIR" help:"Keep the demo in this folder, and go on with it the next time."`
	Seed     uint64 `default:"1" help:"Invent other people: the same seed, the same people."`
	Accounts int    `default:"500" help:"Invent so many accounts."`
	Clock    string `placeholder:"TIME" help:"Begin at this time, such as 2026-03-02T10:41:00Z, for repeatable pictures."`
	Card     bool   `help:"Print some callers to play, with all their secrets, and leave."`
	JSON     bool   `name:"json" help:"Write the cards as a JSON array."`
}

// maxSample bounds the demo: each account is stored like a real one.
const maxSample = 20000

// demoAgent sits at the demo's desk; the others on its staff have left tickets.
const demoAgent model.AgentName = "amy"

// demoCost makes hashing cheap, for hundreds of sample answers are hashed while
// somebody waits for the first screen. They are printed on cards anyway.
var demoCost = desk.Cost{Memory: 8, Passes: 1, Threads: 1}

// Run plays the demo.
func (c *demoCommand) Run(ctx context.Context, sh *shell) (err error) {
	switch {
	case c.Accounts < 1 || c.Accounts > maxSample:
		return misused("--accounts must be from 1 to %d.", maxSample)
	case c.JSON && !c.Card:
		return misused("--json goes with --card: the desk itself is a screen.")
	case c.Card:
		return sh.deal(desk.SampleAccounts(c.Seed, c.Accounts).Cards(), c.JSON)
	case sh.flags.DB != nil || sh.flags.Store != nil:
		return misused("The demo has a store of its own and leaves yours alone. Keep it with --keep DIR.")
	}
	clock, err := c.clock(sh.edge.Now)
	if err != nil {
		return err
	}
	if err := sh.settle(); err != nil {
		return err
	}
	if err := sh.needTerminal(); err != nil {
		return err
	}
	folder, clear, err := c.folder()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, clear()) }()
	inbox, err := sh.edge.Inbox(clock.Now)
	if err != nil {
		return failed("The demo's mail server can't start: %s.", model.CleanLine(err.Error()))
	}
	defer func() { err = errors.Join(err, inbox.Close()) }()
	return c.play(ctx, sh, folder, clock, inbox)
}

// play opens the demo's desk and shows it.
func (c *demoCommand) play(ctx context.Context, sh *shell, folder string, clock *movedClock, inbox Inbox) (err error) {
	opened, err := c.open(ctx, sh, folder, clock, inbox)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, opened.Close()) }()
	agent, err := opened.Desk.SignIn(ctx, demoAgent)
	if err != nil {
		return err
	}
	return sh.sit(ctx, seat{room: room{opened.Desk, clock.Now, inbox}, agent: agent})
}

// open opens the demo's desk, with people and tickets in it.
func (c *demoCommand) open(ctx context.Context, sh *shell, folder string, clock *movedClock, inbox Inbox) (Opened, error) {
	o, err := sh.opening(needs{})
	if err != nil {
		return Opened{}, err
	}
	// Names of its own: a folder with a real store in it can't be spoilt.
	o.File, o.Index = filepath.Join(folder, "demo.db"), ""
	o.Mail, o.Cost, o.Now = Mail{Server: inbox.Addr(), TLS: "none"}, demoCost, clock.Now
	_, missing := os.Stat(o.File)
	opened, err := sh.take(ctx, o, filepath.Join(folder, "demo.key"), errors.Is(missing, fs.ErrNotExist))
	if err != nil {
		return Opened{}, err
	}
	if err := c.furnish(ctx, sh, opened.Desk, clock); err != nil {
		return Opened{}, errors.Join(stopped(ctx, err, "Stopped before the demo had begun."), opened.Close())
	}
	return opened, nil
}

// furnish puts people and tickets into a new demo.
func (c *demoCommand) furnish(ctx context.Context, sh *shell, d *desk.Desk, clock *movedClock) error {
	o := d.Operator("demo")
	if empty, err := o.Empty(ctx); err != nil || !empty {
		return err
	}
	begin := clock.Now()
	defer func() { clock.set(begin) }()
	clock.set(begin.Add(-opensBefore))
	if _, err := d.FirstManager(ctx, demoAgent); err != nil {
		return err
	}
	sample := desk.SampleAccounts(c.Seed, c.Accounts)
	if _, err := o.ImportAccounts(ctx, sample, nil, sh.meter("invented", sample.Accounts())); err != nil {
		return err
	}
	if err := shelve(ctx, d, begin, clock); err != nil {
		return err
	}
	return queueUp(ctx, d, sample.Cards(), begin, clock)
}

// folder is where the demo's store is, and how to tidy up.
func (c *demoCommand) folder() (string, func() error, error) {
	if c.Keep != "" {
		if err := makeFolder(filepath.Clean(c.Keep)); err != nil {
			return "", nil, failed("The folder %s can't be made: %s. Name another with --keep.", model.CleanLine(c.Keep), reason(err))
		}
		return c.Keep, func() error { return nil }, nil
	}
	folder, err := os.MkdirTemp("", "callin-demo-*")
	if err != nil {
		return "", nil, failed("No temporary folder can be made: %s. Name a folder with --keep.", reason(err))
	}
	return folder, func() error { return os.RemoveAll(folder) }, nil
}

// clock is the demo's clock: the real one, or one that begins elsewhere.
func (c *demoCommand) clock(real model.Clock) (*movedClock, error) {
	clock := &movedClock{real: real, zone: real().Location()}
	if c.Clock == "" {
		return clock, nil
	}
	at, err := time.Parse(time.RFC3339, c.Clock)
	if err != nil {
		return nil, misused("--clock must be a time such as 2026-03-02T10:41:00Z, not %q.", c.Clock)
	}
	clock.zone = at.Location()
	clock.set(at)
	return clock, nil
}
