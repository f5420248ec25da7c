// This file opens the desk for a command.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
	"unicode/utf8"

	"callin/model"
	"callin/model/desk"
)

// needs is what a command wants of the store.
type needs struct {
	create bool // make the store when there is none
	mail   bool // send what waits: only the desk does, so that looking changes nothing
	still  bool // with mail: write mails and send none
	empty  bool // a passing store in a folder that is thrown away, when there is none

	first <-chan struct{} // closed when the people may be read; nil: at once
}

// open opens the store of the settings.
func (sh *shell) open(ctx context.Context, n needs) (Opened, error) {
	if sh.hosted != nil {
		return Opened{Desk: sh.hosted.desk, Close: func() error { return nil }}, nil
	}
	if err := sh.settle(); err != nil {
		return Opened{}, err
	}
	s := &sh.settings
	if s.DB == "" {
		return Opened{}, misused("There is no home folder to keep the store in. Name one with --db.")
	}
	o, err := sh.opening(n)
	if err != nil {
		return Opened{}, err
	}
	_, err = os.Stat(s.DB)
	missing := errors.Is(err, fs.ErrNotExist)
	if missing && n.empty {
		return sh.openPassing(ctx, o)
	}
	if missing && !n.create {
		return Opened{}, &problem{exit: exitNoStore, text: fmt.Sprintf(
			"There is no store %s. Start callin or import accounts to make it, or name another with --db.", model.CleanLine(s.DB))}
	}
	return sh.take(ctx, o, s.keyFile(), missing)
}

// take opens the store and makes sure that the key is its own.
func (sh *shell) take(ctx context.Context, o Opening, key string, fresh bool) (Opened, error) {
	if fresh { // the key first: a store without one couldn't be read again
		if err := makeKey(key, sh.edge.Rand); err != nil {
			return Opened{}, err
		}
	}
	o.Key = func() ([]byte, error) { return readKey(key) }
	opened, err := sh.edge.Open(ctx, o)
	if err != nil {
		return opened, err
	}
	if err := opened.Desk.Operator("").CheckKey(ctx); err != nil {
		return opened, errors.Join(err, opened.Close())
	}
	return opened, nil
}

// openPassing opens an empty store that is gone when it is closed.
func (sh *shell) openPassing(ctx context.Context, o Opening) (Opened, error) {
	folder, err := os.MkdirTemp("", "callin-*")
	if err != nil {
		return Opened{}, failed("No temporary folder can be made: %s. Set TMPDIR to one that can be written to.", reason(err))
	}
	o.File, o.Index = filepath.Join(folder, "callin.db"), ""
	opened, err := sh.take(ctx, o, filepath.Join(folder, "callin.key"), true)
	if err != nil {
		return opened, errors.Join(err, os.RemoveAll(folder))
	}
	done := opened.Close
	opened.Close = func() error { return errors.Join(done(), os.RemoveAll(folder)) }
	return opened, nil
}

// opening is how the settings say that the desk is to be opened.
func (sh *shell) opening(n needs) (Opening, error) {
	s := &sh.settings
	o := Opening{
		File: s.DB, Index: indexFile(s.DB), From: s.SMTP.From, Policy: s.policy(), Now: sh.edge.Now, Log: sh.log,
		Provider: s.provider(),
		First:    n.first,
		Fatal:    func(err error) { sh.stop(fatal{err}) },
	}
	if !n.mail {
		return o, nil
	}
	options, err := sh.mailOptions()
	if err != nil {
		return o, err
	}
	o.MailOptions = options
	if n.still {
		return o, nil
	}
	o.Mail, err = sh.route()
	return o, err
}

// policy is the one that the settings put in force.
func (s *settings) policy() model.Policy {
	policy := model.Standard()
	policy.Tries = s.Policy.AnswerTries
	policy.TemporaryLife = time.Duration(s.Policy.TemporaryLife)
	policy.LockAfter, policy.LongestSession = time.Duration(s.Session.LockAfter), time.Duration(s.Session.Longest)
	return policy
}

// operate runs a command of the operator's on the store.
func (sh *shell) operate(ctx context.Context, n needs, command func(*desk.Operator) error) error {
	opened, err := sh.open(ctx, n)
	if err != nil {
		return err
	}
	err = command(opened.Desk.Operator(sh.user()))
	return errors.Join(err, opened.Close())
}

// user is the local user as an agent of the desk.
func (sh *shell) user() model.AgentName {
	name, err := sh.edge.User()
	if err != nil {
		sh.log.Warn("the user's name can't be found", "error", err)
	}
	return agentName(name)
}

// agentName makes a name that the desk takes out of one of the system's, such
// as WORK\ann.lee.
func agentName(system string) model.AgentName {
	system = system[strings.LastIndex(system, `\`)+1:]
	name := strings.Map(func(r rune) rune {
		if model.CheckAgentName(model.AgentName(r)) != "" {
			return '-'
		}
		return r
	}, system)
	for len(name) > 32 {
		_, size := utf8.DecodeLastRuneInString(name)
		name = name[:len(name)-size]
	}
	if name == "" {
		return "operator"
	}
	return model.AgentName(name)
}
