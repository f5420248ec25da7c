package desk

import (
	"context"
	"fmt"
	"strings"

	"callin/model"
	"callin/model/record"
)

// MailReport notes what came back after a mail had been accepted: that it
// bounced, is late, arrived, or met an automatic answer. The ticket's call and
// the Outbox show it.
//
// Errors: NotFound when no mail of ours is meant, and the store's.
func (d *Desk) MailReport(ctx context.Context, report model.MailReport) error {
	return d.apply(ctx, machine("mail@"+d.lane), model.VerbMailReport, func(a *act) error {
		job, err := need[model.MailJob](a.rows, record.JobKey(report.Job), "mail")
		if err != nil {
			return err
		}
		a.entry.Text = string(report.Kind)
		said := unquoted(strings.TrimSpace(report.Status + " " + report.Said))
		return a.moveJob(job, func() {
			switch report.Kind {
			case model.ReportBounce:
				if job.State != model.MailRevoked {
					job.Step(a.now, model.MailBounced, said)
				}
			case model.ReportDelay:
				job.Step(a.now, job.State, "late: "+said)
			case model.ReportDelivered:
				job.Step(a.now, job.State, "delivered: "+said)
			case model.ReportAutoReply:
				job.Step(a.now, job.State, "automatic answer: "+said)
			}
		})
	})
}

// FlushMail tries every mail that waits at once, and tells how many there are.
func (o *Operator) FlushMail(ctx context.Context) (int, error) {
	var waiting []model.JobID
	err := o.desk.view(ctx, func(r rows) error {
		waiting = nil
		return each(r, record.Dues, func(_ string, d *due) (bool, error) {
			waiting = append(waiting, d.Job)
			return true, nil
		})
	})
	if err != nil {
		return 0, err
	}
	flushed := 0
	for _, id := range waiting {
		err := o.desk.apply(ctx, o.who, model.VerbMailAgain, func(a *act) error { return a.mailAgain(id) })
		switch model.CodeOf(err) {
		case "":
			flushed++
		case model.Conflict: // it is on its way, or has arrived meanwhile
		default:
			return flushed, fmt.Errorf("after %d mails: %w", flushed, err)
		}
	}
	return flushed, nil
}
