// This file is the grammar of the command line: every command and flag with
// its words in the help.
package cli

import (
	"context"
	"errors"
	"log/slog"
	"strings"

	"github.com/alecthomas/kong"
)

// grammar is the whole command line.
type grammar struct {
	Globals flags `embed:""`

	Desk    deskCommand    `cmd:"" default:"1" hidden:"" help:"Open the desk, full screen."`
	Demo    demoCommand    `cmd:"" help:"The whole desk on sample accounts, with an inbox for its mails. No network, nothing kept."`
	Serve   serveCommand   `cmd:"" help:"The desk over SSH, for many agents."`
	Staff   staffCommand   `cmd:"" help:"Who works here, what they may do, and the keys they sign in with."`
	Import  importCommand  `cmd:"" help:"Bring accounts in from a CSV file. The same file again changes nothing."`
	Export  exportCommand  `cmd:"" help:"Write what the store holds to standard output; never a secret, never an answer."`
	Search  searchCommand  `cmd:"" help:"The desk's own search. It shows Client IDs and user names in full: know who looks on."`
	Mail    mailCommand    `cmd:"" help:"The outbox from the shell."`
	Audit   auditCommand   `cmd:"" help:"The audit trail."`
	Doctor  doctorCommand  `cmd:"" help:"Look whether everything is as it should be. It sends nothing and changes nothing."`
	Config  configCommand  `cmd:"" help:"The settings."`
	Keys    keysCommand    `cmd:"" help:"The key map, as the configuration has it."`
	Version versionCommand `cmd:"" help:"Tell which callin this is."`
	Changes changesCommand `cmd:"" help:"Tell what is new in each version."`
}

// flags work with every command. Pointers, because a flag that wasn't given
// leaves the word to the environment and the configuration file.
type flags struct {
	DB     *string `name:"db" placeholder:"FILE" help:"The store; $$XDG_DATA_HOME/callin/callin.db by default ($$CALLIN_DB)."`
	Store  *string `placeholder:"URL" help:"The store as a URL, bolt:FILE ($$CALLIN_STORE)."`
	Config *string `placeholder:"FILE" help:"The configuration; $$XDG_CONFIG_HOME/callin/config.toml by default ($$CALLIN_CONFIG)."`
	Theme  *string `placeholder:"NAME" help:"auto, dark, light, high or mono ($$CALLIN_THEME)."`
	ASCII  *bool   `name:"ascii" negatable:"" help:"Draw with ASCII alone ($$CALLIN_ASCII)."`
	Plain  *bool   `name:"plain" negatable:"" help:"The desk as questions and answers, line by line, for screen readers and dumb terminals ($$CALLIN_PLAIN)."`
	Raw    bool    `name:"raw" hidden:"" help:"Line mode at the terminal of another callin, which is raw."`
	Log    *string `placeholder:"FILE" help:"Keep a log there; none by default ($$CALLIN_LOG)."`

	Listen  *string `kong:"-"` // of serve
	HostKey *string `kong:"-"`
}

const about = "The desk that people call when they have lost the way into their hosted telephone service. " +
	"Without a command it opens the desk, full screen."

// shell is one run of the program.
type shell struct {
	edge     Edge
	flags    flags
	settings settings
	files    files
	log      *slog.Logger
	logged   bool  // the log is kept
	console  bool  // the log is standard error
	hosted   *room // a desk at work in this process, for which another callin asked
	stop     context.CancelCauseFunc
}

// run reads the command line and the settings, and does the command.
func (sh *shell) run(ctx context.Context) error {
	var g grammar
	command, done, err := sh.parse(&g)
	if err != nil || done {
		return err
	}
	sh.flags = g.Globals
	talks := command.Command() == "desk" && sh.flags.Plain != nil && *sh.flags.Plain
	if sh.hosted != nil && !talks && !reachable(command.Command()) {
		return &problem{exit: exitNoStore, text: "That can't be done while the desk runs. Leave it first."}
	}
	if done, err := sh.elsewhere(ctx, command.Command()); done || err != nil {
		return err
	}
	command.BindTo(ctx, (*context.Context)(nil))
	return command.Run(sh)
}

// left is how kong's help ends the program, which isn't its to end.
type left int

// parse reads the command line. done tells that the help was asked for and
// given.
func (sh *shell) parse(g *grammar) (command *kong.Context, done bool, err error) {
	parser, err := kong.New(g,
		kong.Name("callin"), kong.Description(about), kong.Writers(sh.edge.Out, sh.edge.Err),
		kong.Vars(exported()),
		kong.Exit(func(code int) { panic(left(code)) }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, FlagsLast: true, WrapUpperBound: 100}),
	)
	if err != nil {
		return nil, false, err
	}
	defer func() {
		if caught := recover(); caught != nil {
			if _, ours := caught.(left); !ours {
				panic(caught)
			}
			done = true
		}
	}()
	command, err = parser.Parse(sh.edge.Args)
	if wrong, ok := errors.AsType[*kong.ParseError](err); ok {
		return nil, false, misused("%s \"callin --help\" lists the commands, \"callin COMMAND --help\" explains one.", sentence(wrong.Error()))
	}
	return command, false, err
}

// sentence makes one of an error's text.
func sentence(s string) string {
	if s == "" {
		return s
	}
	if missing, ok := strings.CutPrefix(s, "expected "); ok {
		s = "something is missing: " + missing
	}
	s = strings.ToUpper(s[:1]) + s[1:]
	if !strings.HasSuffix(s, "?") {
		s += "."
	}
	return s
}

// variable looks a name up in the environment; "" counts as not set.
func (sh *shell) variable(name string) string {
	for i := len(sh.edge.Environ) - 1; i >= 0; i-- { // the last one counts, as for os.Getenv
		if value, ok := strings.CutPrefix(sh.edge.Environ[i], name+"="); ok {
			return value
		}
	}
	return ""
}
