// This file keeps the log: to a file that somebody asked for, never to the
// terminal, where it would stand in the middle of the screen. No secret gets
// here, because model.Secret prints as a mask.
package cli

import (
	"fmt"
	"io"
	"log/slog"
	"os"

	"callin/model"
)

func (sh *shell) openLog() error {
	name := sh.settings.Log
	if name == "" {
		return nil
	}
	// The program writes it until the very end, so it is never closed.
	file, err := os.OpenFile(name, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return &problem{exit: exitUsage, cause: err, text: fmt.Sprintf(
			"The log %s can't be written: %s. Name another file with --log.", model.CleanLine(name), reason(err))}
	}
	sh.log, sh.logged = newLog(file, sh.edge.Now), true
	return nil
}

// newLog stamps lines with the clock that the program was handed.
func newLog(w io.Writer, now model.Clock) *slog.Logger {
	stamp := func(groups []string, a slog.Attr) slog.Attr {
		if a.Key == slog.TimeKey && len(groups) == 0 {
			return slog.Time(slog.TimeKey, now().UTC())
		}
		return a
	}
	return slog.New(slog.NewTextHandler(w, &slog.HandlerOptions{ReplaceAttr: stamp}))
}

// report logs a defect and returns the number to quote.
func (sh *shell) report(err error) string {
	number, drawn := model.RandomText(sh.edge.Rand, 4)
	if drawn != nil {
		number = ""
	}
	sh.log.Error("defect", "number", number, "error", err)
	return number
}
