// This file joins the reports to the desk: the form of their files, and the alarm
// in the header.
package ui

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"callin/model"
	"callin/model/desk"
	"callin/ui/kit"
	"callin/ui/page/reports"
)

// sheets are the forms of the reports' files.
func sheets() reports.Sheets {
	form := func(write func(io.Writer, model.Figures) error) func(model.Figures) ([]byte, error) {
		return func(f model.Figures) ([]byte, error) {
			var b bytes.Buffer
			err := write(&b, f)
			return b.Bytes(), err
		}
	}
	return reports.Sheets{CSV: form(desk.WriteFigures), JSON: form(desk.WriteFiguresJSON)}
}

// alarm tells those who may watch that too many verifications have failed within
// the hour (SECURITY 15).
func alarm(st *kit.Status, s *desk.Session) (on bool) {
	failed, on := s.Alarm()
	if !on || st.Role.Denied(model.PowerWatch) != "" {
		return false
	}
	st.Badges["reports"] = fmt.Sprintf("!%d", failed)
	st.Line = fmt.Sprintf("! %d checks failed in an hour: 6 · live", failed)
	return true
}

// recheck is how often an alarm is looked at when nothing moves: time alone ends it.
const recheck = time.Minute

// moved waits until something has moved, or time for an alarm to be looked at
// again has passed.
func moved(ctx context.Context, sub *desk.Subscription, alarmed bool) error {
	if !alarmed {
		_, err := sub.Next(ctx)
		return err
	}
	limited, done := context.WithTimeout(ctx, recheck)
	defer done()
	_, err := sub.Next(limited)
	if errors.Is(err, context.DeadlineExceeded) && ctx.Err() == nil {
		return nil
	}
	return err
}
