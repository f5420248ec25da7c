// This file shows progress on a terminal: how much, how fast, how long still.
package cli

import (
	"fmt"
	"time"
)

// redraw is the pause between two drawings of the meter.
const redraw = 100 * time.Millisecond

// meter returns a function that shows how much is done of a total, on one line
// of standard error; nil when that is no terminal.
func (sh *shell) meter(what string, total int) func(done int) {
	if !isTerminal(sh.edge.Err) || total == 0 {
		return nil
	}
	begun := sh.edge.Now()
	var drawn time.Time
	return func(done int) {
		now := sh.edge.Now()
		if done < total && now.Sub(drawn) < redraw {
			return
		}
		drawn = now
		line := progress(what, done, total, now.Sub(begun))
		if done == total {
			line = "" // what it came to is said in full
		}
		fmt.Fprintf(sh.edge.Err, "\r\x1b[K%s", line) //nolint:errcheck // the work counts, not the meter
	}
}

// progress is such as "120 of 300 accounts imported, 40 a second, 5 s left".
func progress(what string, done, total int, took time.Duration) string {
	line := fmt.Sprintf("%d of %d accounts %s", done, total, what)
	if took < time.Second || done == 0 {
		return line // too early to tell
	}
	rate := float64(done) / took.Seconds()
	left := time.Duration(float64(total-done) / rate * float64(time.Second))
	return fmt.Sprintf("%s, %.0f a second, %s left", line, rate, left.Round(time.Second))
}
