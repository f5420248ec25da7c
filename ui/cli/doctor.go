// This file is "doctor": it looks at everything that the desk relies on, says
// what is wrong and what to do, and changes nothing.
package cli

import (
	"context"
	"fmt"

	"callin/model"
)

type doctorCommand struct {
	JSON bool `name:"json" help:"Write a JSON object: ok, and checks of name, level, text and clause."`
}

// The levels of a check. Scripts rely on them.
const (
	levelOK    = "ok"
	levelWarn  = "warn"  // works, and somebody should know
	levelError = "error" // doesn't work, or isn't safe
)

// check is one thing that was looked at. The names are a contract.
type check struct {
	Name   string `json:"name"`
	Level  string `json:"level"`
	Text   string `json:"text"`
	Clause string `json:"clause"` // of a standard, "" when none asks for it
}

// findings are the checks so far.
type findings struct {
	OK     bool    `json:"ok"`
	Checks []check `json:"checks"`
}

func (f *findings) add(name, level, format string, args ...any) {
	f.Checks = append(f.Checks, check{Name: name, Level: level, Text: model.CleanLine(fmt.Sprintf(format, args...))})
}

// found is add for an error, or for what to say when there is none.
func (f *findings) found(name string, err error, format string, args ...any) {
	if err != nil {
		f.add(name, levelError, "%s", err)
		return
	}
	f.add(name, levelOK, format, args...)
}

func (f *findings) count(level string) int {
	n := 0
	for _, c := range f.Checks {
		if c.Level == level {
			n++
		}
	}
	return n
}

// Run looks, and tells. An error among the findings is the exit code.
func (c *doctorCommand) Run(ctx context.Context, sh *shell) error {
	f := &findings{}
	sh.examine(ctx, f)
	wrong := f.count(levelError)
	f.OK = wrong == 0
	if err := c.tell(sh, f); err != nil {
		return err
	}
	if wrong > 0 {
		return failed("%s found. Put that right, and ask again.", count(wrong, "error was", "errors were"))
	}
	return ctx.Err()
}

// examine goes from what everything hangs on to what hangs on it.
func (sh *shell) examine(ctx context.Context, f *findings) {
	if err := sh.settle(); err != nil {
		f.add("configuration", levelError, "%s", err)
		f.add("everything else", levelWarn, "Not looked at: it hangs on the configuration.")
		return
	}
	sh.examineConfig(f)
	sh.examineStore(ctx, f)
	sh.examineDoor(f)
	sh.examineMail(ctx, f)
	sh.examinePolicy(f)
}

// examineConfig looks at the configuration file: whoever can write it can send
// the mails another way.
func (sh *shell) examineConfig(f *findings) {
	file := sh.settings.file
	if file == "" {
		f.add("configuration", levelOK, "There is no file, so the defaults are in force.")
		return
	}
	if mode, ok := permissions(file); ok && mode&0o022 != 0 {
		f.add("configuration", levelError, "Others on this machine can change %s (its mode is %04o). Let only its owner write it: chmod go-w %[1]s", file, mode)
		return
	}
	f.add("configuration", levelOK, "%s can be used.", file)
}

func (c *doctorCommand) tell(sh *shell, f *findings) error {
	if c.JSON {
		return writeJSON(sh.edge.Out, f)
	}
	for _, found := range f.Checks {
		clause := ""
		if found.Clause != "" {
			clause = " [" + found.Clause + "]"
		}
		if _, err := fmt.Fprintf(sh.edge.Out, "%-5s  %s: %s%s\n", found.Level, found.Name, found.Text, clause); err != nil {
			return err
		}
	}
	_, err := fmt.Fprintf(sh.edge.Out, "%s, %s\n", count(f.count(levelError), "error", "errors"), count(f.count(levelWarn), "warning", "warnings"))
	return err
}
