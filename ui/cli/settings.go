// This file settles the settings: a flag beats the environment, which beats the
// configuration file, which beats the default. Where each came from is kept,
// for "config show" and for the sentence about one that can't be used.
package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/BurntSushi/toml"

	"callin/model"
	"callin/ui/kit"
)

// settings are in force for one run.
type settings struct {
	config
	file   string            // the configuration, "" without one
	origin map[string]string // by name: where a setting comes from
	keys   kit.Keymap        // of [bindings]: the preset's name and what differs
}

const fromDefault = "default"

// settle fills in sh.settings and opens the log.
func (sh *shell) settle() error {
	if sh.hosted != nil {
		return nil // those of the desk at work are in force
	}
	s := &sh.settings
	s.config, s.origin = defaults(), map[string]string{}
	if err := sh.readConfig(); err != nil {
		return err
	}
	if err := sh.override(); err != nil {
		return err
	}
	if err := s.check(); err != nil {
		return err
	}
	if err := sh.findStore(); err != nil {
		return err
	}
	for name, file := range map[string]*string{
		"db": &s.DB, "log": &s.Log, "smtp.password_file": &s.SMTP.PasswordFile, "smtp.ca_file": &s.SMTP.CAFile,
		"smtp.dkim.key_file": &s.SMTP.DKIM.KeyFile, "smtp.dkim2.key_file": &s.SMTP.DKIM2.KeyFile, "keys.file": &s.Keys.File,
		"ssh.host_key": &s.SSH.HostKey,
	} {
		if s.file != "" && strings.HasPrefix(s.from(name), s.file+", line ") {
			*file = sh.path(*file, filepath.Dir(s.file))
		}
	}
	return sh.openLog()
}

func (s *settings) from(name string) string {
	if o, ok := s.origin[name]; ok {
		return o
	}
	return fromDefault
}

// readConfig reads the configuration file. The usual one may be missing; one
// that somebody named may not.
func (sh *shell) readConfig() error {
	s, named := &sh.settings, true
	switch {
	case sh.flags.Config != nil:
		s.file = *sh.flags.Config
	case sh.variable("CALLIN_CONFIG") != "":
		s.file = sh.variable("CALLIN_CONFIG")
	default:
		folder, err := sh.folder("XDG_CONFIG_HOME", ".config")
		if err != nil {
			return nil //nolint:nilerr // nobody asked for a file, and there is no place for the usual one
		}
		s.file, named = filepath.Join(folder, "config.toml"), false
	}
	data, err := os.ReadFile(s.file)
	switch {
	case errors.Is(err, fs.ErrNotExist) && !named:
		s.file = ""
		return nil
	case err != nil:
		return &problem{exit: exitUsage, cause: err, text: fmt.Sprintf(
			"The configuration %s can't be read: %s. Name another with --config, or make one with \"callin config sample\".", s.file, reason(err))}
	}
	lines, err := s.read(s.file, data)
	for name, line := range lines {
		s.origin[name] = fmt.Sprintf("%s, line %d", s.file, line)
	}
	return err
}

// reason is what the system said, without the file's name, which the sentence
// around it has.
func reason(err error) string {
	if at, ok := errors.AsType[*fs.PathError](err); ok {
		return at.Err.Error()
	}
	return err.Error()
}

// override applies the environment and the flags.
func (sh *shell) override() error {
	s, f := &sh.settings, &sh.flags
	for _, g := range []struct {
		name  string
		value *string
		flag  *string
	}{
		{"db", &s.DB, f.DB},
		{"store", &s.Store, f.Store},
		{"theme", &s.Theme, f.Theme},
		{"log", &s.Log, f.Log},
		{"ssh.listen", &s.SSH.Listen, f.Listen},
		{"ssh.host_key", &s.SSH.HostKey, f.HostKey},
	} {
		variable := "CALLIN_" + strings.ToUpper(strings.ReplaceAll(g.name, ".", "_"))
		if v := sh.variable(variable); v != "" {
			*g.value, s.origin[g.name] = v, "$"+variable
		}
		if g.flag != nil {
			_, flag, within := strings.Cut(g.name, ".")
			if !within {
				flag = g.name
			}
			*g.value, s.origin[g.name] = *g.flag, "--"+strings.ReplaceAll(flag, "_", "-")
		}
	}
	for _, b := range []struct {
		name  string
		value *bool
		flag  *bool
	}{{"ascii", &s.ASCII, f.ASCII}, {"plain", &s.Plain, f.Plain}} {
		variable := "CALLIN_" + strings.ToUpper(b.name)
		if v := sh.variable(variable); v != "" {
			on, err := strconv.ParseBool(v)
			if err != nil {
				return misused("$%s must be true or false, not %q. Correct it, or unset it.", variable, v)
			}
			*b.value, s.origin[b.name] = on, "$"+variable
		}
		if b.flag != nil {
			*b.value, s.origin[b.name] = *b.flag, "--"+b.name
		}
	}
	return nil
}

// check refuses what can't be used, rather than pretend.
func (s *settings) check() error {
	if !slices.Contains(model.Themes, s.Theme) {
		return s.wrong("theme", "must be one of %s", strings.Join(model.Themes, ", "))
	}
	switch s.Policy.Profile {
	case "standard":
	case "strict":
		return s.wrong("policy.profile", `strict isn't in this version, which can't mail one-time codes yet; set it to "standard" and know what that means`)
	default:
		return s.wrong("policy.profile", `must be "standard"`)
	}
	if err := s.checkMail(); err != nil {
		return err
	}
	if err := s.checkBindings(); err != nil {
		return err
	}
	for _, text := range s.provider().Texts {
		if wrong := model.CheckCannedText(text); wrong != "" {
			return s.wrong(toml.Key{"texts", text.Name}.String(), "%s", wrong)
		}
	}
	if n := s.Policy.AnswerTries; n < 1 || n > 10 {
		return s.wrong("policy.answer_tries", "must be from 1 to 10")
	}
	for _, b := range []struct {
		name        string
		value       span
		least, most time.Duration
	}{
		{"policy.temporary_password_life", s.Policy.TemporaryLife, 10 * time.Minute, 7 * 24 * time.Hour},
		{"session.lock_after", s.Session.LockAfter, 30 * time.Second, 12 * time.Hour},
		{"session.longest", s.Session.Longest, time.Minute, 24 * time.Hour},
	} {
		if d := time.Duration(b.value); d < b.least || d > b.most {
			return s.wrong(b.name, "must be from %s to %s", span(b.least), span(b.most))
		}
	}
	return nil
}

// checkMail refuses half a signature, and an address that nothing can come to.
func (s *settings) checkMail() error {
	first, second := s.SMTP.DKIM, s.SMTP.DKIM2
	for name, d := range map[string]dkim{"smtp.dkim": first, "smtp.dkim2": second} {
		if d != (dkim{}) && (d.Domain == "" || d.Selector == "" || d.KeyFile == "") {
			return s.wrong(name, "needs all of domain, selector and key_file, or none")
		}
	}
	switch {
	case second != (dkim{}) && first == (dkim{}):
		return s.wrong("smtp.dkim2", "is for a second signature; set smtp.dkim first")
	case second != (dkim{}) && strings.EqualFold(first.Domain+" "+first.Selector, second.Domain+" "+second.Selector):
		return s.wrong("smtp.dkim2", "must have another selector than smtp.dkim: one record in DNS holds one key")
	}
	if a := s.Bounces.Address; a != "" {
		if wrong := model.CheckAddress(a); wrong != "" {
			return s.wrong("bounces.address", "%s", wrong)
		}
	}
	return nil
}

// wrong is about one setting and where it comes from.
func (s *settings) wrong(name, format string, args ...any) error {
	from := s.from(name)
	for key, o := range s.origin { // a table's own line is that of its first key
		if from == fromDefault && strings.HasPrefix(key, name+".") {
			from = o
		}
	}
	return misused("%s (%s) %s. \"callin config sample\" explains the settings.", name, from, fmt.Sprintf(format, args...))
}

// findStore settles which file the store is: db and store name it in two ways.
func (sh *shell) findStore() error {
	s := &sh.settings
	if s.Store != "" {
		file, ok := strings.CutPrefix(s.Store, "bolt:")
		if !ok || file == "" {
			return s.wrong("store", "must be bolt:FILE: this version opens no other kind of store")
		}
		switch db, store := rank(s.from("db")), rank(s.from("store")); {
		case db == store:
			return misused("Both db (%s) and store (%s) name the store. Leave one of them out.", s.from("db"), s.from("store"))
		case store > db:
			s.DB, s.origin["db"] = file, s.from("store")
		}
	}
	if s.DB != "" {
		return nil
	}
	folder, err := sh.folder("XDG_DATA_HOME", filepath.Join(".local", "share"))
	if err != nil {
		return nil //nolint:nilerr // said by whoever needs the store
	}
	s.DB = filepath.Join(folder, "callin.db")
	return nil
}

// The ranks of origins: what beats what.
const (
	rankDefault = iota
	rankFile
	rankEnvironment
	rankFlag
)

func rank(origin string) int {
	switch {
	case strings.HasPrefix(origin, "--"):
		return rankFlag
	case strings.HasPrefix(origin, "$"):
		return rankEnvironment
	case origin == fromDefault:
		return rankDefault
	}
	return rankFile
}
