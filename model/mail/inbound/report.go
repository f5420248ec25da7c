// Reading a message that came back: is it a report, or an automatic answer, and
// to which of our mails? Anybody may have written it, so everything is bounded,
// cleaned and taken for a claim.

package inbound

import (
	"bytes"
	"io"
	"net/mail"
	"slices"
	"strings"

	"callin/model"
	ourmail "callin/model/mail"

	"github.com/emersion/go-message"
)

// Bounds of what is kept, in bytes.
const (
	maxHeader    = 64 << 10 // of the message's own header
	maxPart      = 64 << 10 // of each part that is read
	maxSaid      = 500
	maxRecipient = 320 // RFC 5321, 4.5.3.1: 64 @ 255
)

// finding is what a walk through the parts has turned up.
type finding struct {
	domain string
	status []byte      // the first delivery status
	job    model.JobID // by the Message-ID of the mail given back
	plain  []byte      // the first plain part, for reports that aren't MIME
}

// ReadReport reads a delivery status report (RFC 3464), or an automatic answer
// (RFC 3834), to a mail whose Message-ID has this domain on its right side. It
// tells false for anything else.
//
// Nothing of an answer's text is passed on: it may quote the mail, and so a
// temporary password.
func ReadReport(raw []byte, domain string) (model.MailReport, bool) {
	e, err := message.ReadWithOptions(bytes.NewReader(raw), &message.ReadOptions{MaxHeaderBytes: maxHeader})
	if e == nil || err != nil && !message.IsUnknownCharset(err) && !message.IsUnknownEncoding(err) {
		return model.MailReport{}, false
	}
	f := finding{domain: domain}
	left := maxParts
	f.walk(e, maxDepth, &left)

	if r, found := readStatus(f.status); found {
		if r.Job == "" {
			r.Job = f.job
		}
		return r, r.Job != ""
	}
	if failed := e.Header.Get("X-Failed-Recipients"); failed != "" { // Exim's older form, without MIME
		if f.job == "" {
			f.job = f.messageID(f.plain)
		}
		first, _, _ := strings.Cut(failed, ",")
		return model.MailReport{Job: f.job, Kind: model.ReportBounce, Recipient: cut(first, maxRecipient)}, f.job != ""
	}
	if !automatic(e.Header) {
		return model.MailReport{}, false
	}
	return f.answer(e.Header)
}

func (f *finding) walk(e *message.Entity, depth int, left *int) {
	if *left--; *left < 0 || depth == 0 {
		return
	}
	if parts := e.MultipartReader(); parts != nil {
		for *left > 0 {
			p, err := parts.NextPart()
			if p == nil || err != nil && !message.IsUnknownCharset(err) && !message.IsUnknownEncoding(err) {
				return // the end, or the point from where on it's broken
			}
			f.walk(p, depth-1, left)
		}
		return
	}
	kind, _, err := e.Header.ContentType()
	switch {
	case kind == "message/delivery-status", kind == "message/global-delivery-status": // RFC 3464; RFC 6533
		if f.status == nil {
			f.status = head(e.Body)
		}
	case kind == "message/rfc822", kind == "text/rfc822-headers", kind == "message/global", kind == "message/global-headers":
		if f.job == "" {
			header, _, _ := bytes.Cut(head(e.Body), []byte("\r\n\r\n"))
			f.job = f.messageID(header)
		}
	case (kind == "text/plain" || err != nil) && f.plain == nil:
		f.plain = head(e.Body)
	}
}

// head reads the beginning of a part. An error in the middle ends it there.
func head(r io.Reader) []byte {
	b, _ := io.ReadAll(io.LimitReader(r, maxPart))
	return b
}

// messageID looks for a line with a Message-ID of ours. It doesn't insist on a
// header's form: what comes back was often cut and folded anew.
func (f *finding) messageID(text []byte) model.JobID {
	for line := range strings.Lines(strings.ReplaceAll(strings.ReplaceAll(string(text), "\r\n", "\n"), "\n ", " ")) {
		name, value, found := strings.Cut(strings.TrimLeft(line, " \t>"), ":")
		if found && strings.EqualFold(strings.TrimSpace(name), "Message-ID") {
			if job := f.ours(value); job != "" {
				return job
			}
		}
	}
	return ""
}

// ours gives the job of the first of several Message-IDs that is one of ours.
func (f *finding) ours(ids string) model.JobID {
	for id := range strings.FieldsFuncSeq(ids, func(r rune) bool { return strings.ContainsRune("<> \t\r\n,", r) }) {
		left, right, found := strings.Cut(id, "@")
		if found && strings.EqualFold(right, f.domain) && ourmail.CheckJob(model.JobID(left)) == "" {
			return model.JobID(left)
		}
	}
	return ""
}

// automatic tells whether a machine wrote the message: by RFC 3834, 5, or by
// the marks that were usual before it.
func automatic(h message.Header) bool {
	if how, _, _ := strings.Cut(h.Get("Auto-Submitted"), ";"); how != "" {
		return !strings.EqualFold(strings.TrimSpace(how), "no")
	}
	for _, name := range []string{"X-Autoreply", "X-Autorespond", "X-Autoresponse"} {
		if h.Get(name) != "" {
			return true
		}
	}
	return slices.Contains([]string{"auto_reply", "bulk", "junk"}, strings.ToLower(strings.TrimSpace(h.Get("Precedence"))))
}

func (f *finding) answer(h message.Header) (model.MailReport, bool) {
	job := f.ours(h.Get("In-Reply-To"))
	if job == "" {
		job = f.ours(h.Get("References"))
	}
	subject, err := h.Text("Subject")
	if err != nil {
		subject = h.Get("Subject") // as it stands: in a charset unknown here
	}
	r := model.MailReport{Job: job, Kind: model.ReportAutoReply, Said: cut(subject, maxSaid)}
	if from, err := mail.ParseAddress(h.Get("From")); err == nil {
		r.Recipient = cut(from.Address, maxRecipient)
	}
	return r, job != ""
}

// cut is foreign text fit for one line, of at most so many bytes.
func cut(s string, most int) string {
	s = model.CleanLine(s)
	if len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most-len("…")], "") + "…"
}
