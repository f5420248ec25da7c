// The last look at a mail before the library sees it: the library itself
// checks for CR and LF in addresses and for nothing else.

package courier

import (
	"callin/model"
	"callin/model/mail"
)

// maxEnvelopeID is what RFC 3461, 4.4 allows, when nothing needs escaping.
const maxEnvelopeID = 100

// checkMail tells what keeps a mail off the wire, as a sentence, or "".
func checkMail(m model.Mail) string {
	if wrong := model.CheckAddress(m.To); wrong != "" {
		return "not sent: the recipient's address " + wrong
	}
	if wrong := model.CheckAddress(m.From); wrong != "" {
		return "not sent: the sender's address " + wrong
	}
	if wrong := mail.CheckLines(m.Body); wrong != "" {
		return "not sent: the mail " + wrong
	}
	if len(m.ID) > maxEnvelopeID || !idText(m.ID) {
		return "not sent: the mail's id isn't fit for an envelope"
	}
	return ""
}

func idText(s string) bool {
	for _, r := range s {
		if r <= ' ' || r > '~' || r == '+' || r == '=' {
			return false
		}
	}
	return true
}

func ascii[T string | []byte](s T) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}
