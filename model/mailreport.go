package model

import "strings"

// MailReport is what came back after a mail had been accepted: a mail server's
// report on its delivery, or an automatic answer.
type MailReport struct {
	Job       JobID
	Kind      ReportKind
	Recipient string // whom the report is about, "" when it doesn't say; cleaned, at most 320 bytes
	Status    string // RFC 3463, such as 5.1.1; "" when there was none
	Said      string // the other server's words, or an answer's subject; cleaned, one line, at most 500 bytes
}

// ReportKind is what a MailReport says.
type ReportKind string

// The kinds of report.
const (
	ReportBounce    ReportKind = "bounce"    // it won't be delivered
	ReportDelay     ReportKind = "delay"     // it's late, and being tried
	ReportDelivered ReportKind = "delivered" // it's in the mailbox, or went on to where no more is told
	ReportAutoReply ReportKind = "autoreply" // such as out of office: it arrived, and nobody may be there
)

// reportWords stand before a report's words in a mail's story. A bounce is a state
// of its own.
var reportWords = map[ReportKind]string{ReportDelay: "late: ", ReportDelivered: "delivered: ", ReportAutoReply: "automatic answer: "}

// Words are how a report that changes nothing about a mail's state is noted in its
// story.
func (r MailReport) Words() string {
	return reportWords[r.Kind] + strings.TrimSpace(r.Status+" "+r.Said)
}

// Reported tells which report a step of a mail's story notes, if it does.
func Reported(s MailStep) (ReportKind, bool) {
	if s.State == MailBounced {
		return ReportBounce, true
	}
	for kind, words := range reportWords {
		if strings.HasPrefix(s.Said, strings.TrimSpace(words)) {
			return kind, true
		}
	}
	return "", false
}
