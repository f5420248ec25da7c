// A delivery status (RFC 3464): blocks of fields, the first on the message and
// one for each recipient.

package inbound

import (
	"strings"

	"callin/model"
	ourmail "callin/model/mail"
)

// Bounds of a delivery status.
const (
	maxBlocks = 50
	maxFields = 50 // of a block
)

// grave orders what is said of several recipients, when a list or a forward
// made more of one: the worst counts.
var grave = map[model.ReportKind]int{model.ReportDelivered: 1, model.ReportDelay: 2, model.ReportBounce: 3}

// readStatus gives the worst of what a status says, and the job by the envelope
// id that the mail was sent with (RFC 3461, 4.4).
func readStatus(body []byte) (model.MailReport, bool) {
	var worst model.MailReport
	var job model.JobID
	for _, block := range blocks(string(body)) {
		if id := model.JobID(strings.TrimSpace(block["original-envelope-id"])); job == "" && ourmail.CheckJob(id) == "" {
			job = id
		}
		if r := readRecipient(block); grave[r.Kind] > grave[worst.Kind] {
			worst = r
		}
	}
	worst.Job = job
	return worst, worst.Kind != ""
}

func readRecipient(block map[string]string) model.MailReport {
	r := model.MailReport{
		Kind:      kind(block["action"], block["status"]),
		Recipient: cut(typed(block["final-recipient"]), maxRecipient),
		Said:      cut(typed(block["diagnostic-code"]), maxSaid),
	}
	if r.Recipient == "" {
		r.Recipient = cut(typed(block["original-recipient"]), maxRecipient)
	}
	if status, _, _ := strings.Cut(strings.TrimSpace(block["status"]), " "); isStatus(status) {
		r.Status = status
	}
	return r
}

// kind is what an action says (RFC 3464, 2.3.3), or the class of the status
// where a server leaves the action out.
func kind(action, status string) model.ReportKind {
	action, _, _ = strings.Cut(strings.ToLower(strings.TrimSpace(action)), " ") // some add a comment
	switch action {
	case "failed":
		return model.ReportBounce
	case "delayed":
		return model.ReportDelay
	case "delivered", "relayed", "expanded":
		return model.ReportDelivered
	}
	switch status = strings.TrimSpace(status); {
	case strings.HasPrefix(status, "5."):
		return model.ReportBounce
	case strings.HasPrefix(status, "4."):
		return model.ReportDelay
	case strings.HasPrefix(status, "2."):
		return model.ReportDelivered
	}
	return ""
}

// typed is the value behind a type, as in rfc822;anna@lindgren.example.
func typed(s string) string {
	kind, value, found := strings.Cut(s, ";")
	if !found || strings.ContainsAny(strings.TrimSpace(kind), " \t") {
		return s
	}
	return value
}

// isStatus knows the form of RFC 3463, 2: class.subject.detail.
func isStatus(s string) bool {
	parts := strings.Split(s, ".")
	if len(parts) != 3 || !strings.Contains("245", parts[0]) || len(parts[0]) != 1 {
		return false
	}
	for _, p := range parts {
		if p == "" || len(p) > 3 || strings.Trim(p, "0123456789") != "" {
			return false
		}
	}
	return true
}

// blocks reads fields by their names in lower case, folded lines joined. The
// first of several fields of one name counts.
func blocks(body string) []map[string]string {
	var all []map[string]string
	var current map[string]string
	name := ""
	for line := range strings.Lines(body) {
		line = strings.TrimRight(line, "\r\n")
		switch key, value, found := strings.Cut(line, ":"); {
		case strings.TrimSpace(line) == "":
			current, name = nil, ""
		case line[0] == ' ' || line[0] == '\t':
			if name != "" && len(current[name]) < maxSaid*2 {
				current[name] += " " + strings.TrimSpace(line)
			}
		case !found:
			name = ""
		default:
			if current == nil {
				if len(all) == maxBlocks {
					return all
				}
				current = map[string]string{}
				all = append(all, current)
			}
			name = strings.ToLower(strings.TrimSpace(key))
			if _, again := current[name]; again || len(current) == maxFields {
				name = ""
				continue
			}
			current[name] = strings.TrimSpace(value)
		}
	}
	return all
}
