// This file is "serve": the desk over SSH, for many agents at once.
package cli

import (
	"context"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"

	"golang.org/x/crypto/ssh"

	"callin/model"
	"callin/model/desk"
)

type serveCommand struct {
	Listen  *string `placeholder:"ADDRESS" help:"Where to listen, :2222 by default ($$CALLIN_SSH_LISTEN)."`
	HostKey *string `placeholder:"FILE" help:"The host key; callin.hostkey beside the store by default ($$CALLIN_SSH_HOST_KEY)."`
	Demo    bool    `help:"Serve sample accounts with a staff key that is thrown away afterwards."`
}

// farewell is how long sessions may take to leave their terminals clean.
const farewell = 8 * time.Second

// grace is how much longer than the policy's longest session the door waits for
// a screen that doesn't end it.
const grace = time.Minute

// Run serves until ctx ends.
func (c *serveCommand) Run(ctx context.Context, sh *shell) error {
	sh.flags.Listen, sh.flags.HostKey = c.Listen, c.HostKey
	if err := sh.settle(); err != nil {
		return err
	}
	// Whoever reads what it says may go, as the other end of a pipe does after
	// ctrl+c: the system would end it then, with everybody's screens as they are.
	signal.Ignore(syscall.SIGPIPE)
	if !sh.logged { // there is no screen to spoil
		sh.log, sh.logged, sh.console = newLog(sh.edge.Err, sh.edge.Now), true, true
	}
	if c.Demo {
		return c.demo(ctx, sh)
	}
	if _, err := os.Stat(sh.settings.DB); errors.Is(err, fs.ErrNotExist) {
		return errUnstaffed
	}
	opened, err := sh.open(ctx, needs{mail: true})
	if err != nil {
		return err
	}
	hushed, err := sh.hear(opened.Desk)
	if err == nil {
		err = errors.Join(c.serve(ctx, sh, room{desk: opened.Desk, now: sh.edge.Now}), hushed())
	}
	return errors.Join(err, opened.Close())
}

// errUnstaffed refuses to open a door that nobody could come in by, or that
// would have to let everybody in (SECURITY.md 18).
var errUnstaffed = &problem{exit: exitRefused, text: "Nobody on the staff has a key to sign in with, so nothing is served. " +
	"Give somebody one: callin staff add NAME --role manager --key FILE.pub"}

func (c *serveCommand) serve(ctx context.Context, sh *shell, r room) error {
	staffed, err := r.desk.Operator("").Staffed(ctx)
	if err != nil {
		return err
	}
	if !staffed {
		return errUnstaffed
	}
	key, err := sh.hostKey(sh.settings.hostKeyFile())
	if err != nil {
		return err
	}
	return sh.listen(ctx, r, key, func(net.Addr) string { return "" })
}

// listen opens the door until ctx ends. words are told with the address.
func (sh *shell) listen(ctx context.Context, r room, key ssh.Signer, words func(net.Addr) string) error {
	where := sh.settings.SSH.Listen
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", where)
	if err != nil {
		return failed("It can't listen on %s: %s. Name another address with --listen.", model.CleanLine(where), netReason(err))
	}
	server, err := sh.door(r, key)
	if err != nil {
		return errors.Join(err, l.Close())
	}
	if r.inbox == nil { // the demo is nobody's to reach
		defer sh.listenLocally(r)()
	}
	_, err = fmt.Fprintf(sh.edge.Out, "Serving on %s. The host key is %s.\n%s", l.Addr(), ssh.FingerprintSHA256(key.PublicKey()), words(l.Addr()))
	if err != nil {
		return errors.Join(err, l.Close())
	}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(l) }()
	select {
	case err = <-ended: // the listener broke
		if err != nil {
			err = failed("It can't listen any more: %s. Start it again.", netReason(err))
		}
	case <-ctx.Done():
	}
	late, cancel := context.WithTimeout(context.WithoutCancel(ctx), farewell)
	defer cancel()
	if left := server.Close(late); left != nil {
		sh.log.Warn("some sessions were cut off", "error", left)
	}
	return err
}

func netReason(err error) string {
	if at, ok := errors.AsType[*net.OpError](err); ok {
		return model.CleanLine(at.Err.Error())
	}
	return model.CleanLine(err.Error())
}

// demo serves invented accounts, to whoever has the key that it makes.
func (c *serveCommand) demo(ctx context.Context, sh *shell) (err error) {
	if sh.flags.DB != nil || sh.flags.Store != nil {
		return misused("The demo has a store of its own and leaves yours alone. Leave --demo out to serve yours.")
	}
	play := demoCommand{Seed: 1, Accounts: 500}
	clock, err := play.clock(sh.edge.Now)
	if err != nil {
		return err
	}
	folder, clear, err := play.folder()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, clear()) }()
	inbox, err := sh.edge.Inbox(clock.Now)
	if err != nil {
		return failed("The demo's mail server can't start: %s.", model.CleanLine(err.Error()))
	}
	defer func() { err = errors.Join(err, inbox.Close()) }()
	opened, err := play.open(ctx, sh, folder, clock, inbox)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, opened.Close()) }()
	file := filepath.Join(folder, "demo-staff-key")
	if err := sh.throwAway(ctx, opened.Desk, file); err != nil {
		return err
	}
	name := sh.settings.SSH.HostKey
	if name == "" {
		name = filepath.Join(folder, "demo.hostkey")
	}
	key, err := sh.hostKey(name)
	if err != nil {
		return err
	}
	words := func(at net.Addr) string {
		host, port, err := net.SplitHostPort(at.String())
		if err != nil || host == "::" || host == "0.0.0.0" {
			host = "localhost"
		}
		return fmt.Sprintf("The desk, as %s, with a key that is thrown away at the end: ssh -i %s -o IdentitiesOnly=yes -p %s %s\n"+
			"The portal, for the callers of \"callin demo --card\": ssh -p %s portal@%s\n", demoAgent, file, port, host, port, host)
	}
	return sh.listen(ctx, room{opened.Desk, clock.Now, inbox}, key, words)
}

// throwAway makes a staff key for the demo's agent.
func (sh *shell) throwAway(ctx context.Context, d *desk.Desk, file string) error {
	block, signer, err := sh.newKey("callin demo, thrown away")
	if err != nil {
		return err
	}
	if err := publish(file, pem.EncodeToMemory(block)); err != nil {
		return failed("The demo's staff key can't be written: %s.", reason(err))
	}
	key, err := model.ReadStaffKey(string(ssh.MarshalAuthorizedKey(signer.PublicKey())))
	if err != nil {
		return err
	}
	return d.Operator("demo").AddKey(ctx, demoAgent, key)
}
