package model

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
