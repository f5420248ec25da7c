package desk

import (
	"context"

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
		said := unquoted(report.Words())
		return a.moveJob(job, func() {
			switch report.Kind {
			case model.ReportBounce:
				if job.State != model.MailRevoked {
					job.Step(a.now, model.MailBounced, said)
				}
			default:
				job.Step(a.now, job.State, said)
			}
		})
	})
}
