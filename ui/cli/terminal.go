// This file looks at the terminal.
package cli

import (
	"io"
	"slices"
	"strings"

	"github.com/charmbracelet/x/term"

	"callin/ui/kit"
)

// isTerminal tells whether what is written or read there is a terminal.
func isTerminal(stream any) bool {
	file, ok := stream.(interface{ Fd() uintptr })
	return ok && term.IsTerminal(file.Fd())
}

// needTerminal refuses to draw a screen where there is none to be seen, before
// anything was opened or made.
func (sh *shell) needTerminal() error {
	switch {
	case sh.settings.Plain:
		return nil
	case !isTerminal(sh.edge.Out):
		return misused("The desk needs a terminal, and standard output is none. Without one these work: " +
			"callin --plain, import, export, search, mail, audit, doctor, config, keys, demo --card, version, changes.")
	case !isTerminal(sh.edge.In):
		return misused("The desk needs a terminal for its keys, and standard input is none. Start it without redirecting its input.")
	case sh.variable("TERM") == "dumb":
		return misused("This terminal can't show a full screen (its TERM is dumb). Use line mode, callin --plain, or set TERM to what it is.")
	}
	return nil
}

// environ is the environment for the screen. NO_COLOR is left out: the theme
// sees to it, with any value and not for a yes alone, and an agent who asks for
// colours in the middle of work gets them.
func (sh *shell) environ() []string {
	return slices.DeleteFunc(slices.Clone(sh.edge.Environ), func(v string) bool { return strings.HasPrefix(v, "NO_COLOR=") })
}

// terminal is what the screen library takes for one: it makes it raw, and stops
// reading when it ends.
type terminal interface {
	io.ReadWriteCloser
	Fd() uintptr
	Name() string
}

// mended is a terminal whose keys come whole.
type mended struct {
	terminal
	whole *kit.Whole
}

func (m mended) Read(p []byte) (int, error) { return m.whole.Read(p) }

func whole(in io.Reader) io.Reader {
	if t, ok := in.(terminal); ok {
		return mended{t, kit.NewWhole(t)}
	}
	return kit.NewWhole(in)
}
