// This file is about mails.
package nouns

import (
	"callin/model"
	"callin/ui/kit"
)

// MailState has a sign behind the words that must be seen.
func MailState(s model.MailState) string {
	switch s {
	case model.MailRefused, model.MailBounced, model.MailExpired:
		return string(s) + " !"
	}
	return string(s)
}

// MailStyle goes with MailState.
func MailStyle(t *kit.Theme, s model.MailState) kit.Style {
	switch s {
	case model.MailAccepted:
		return t.Ok
	case model.MailSending:
		return t.Accent
	case model.MailDeferred, model.MailUncertain, model.MailHeld:
		return t.Warn
	case model.MailRefused, model.MailBounced, model.MailExpired:
		return t.Danger
	case model.MailRevoked:
		return t.Muted
	}
	return kit.Style{}
}

// MailKind is what a mail is, in at most eighteen columns.
func MailKind(k model.MailKind) string {
	if words, ok := mailKinds[k]; ok {
		return words
	}
	return string(k)
}

var mailKinds = map[model.MailKind]string{
	model.MailTemporary: "temporary password", model.MailRequest: "password request",
	model.MailNewUser: "welcome", model.MailNewUserCopy: "copy of a welcome", model.MailCode: "one-time code", model.MailAddressCode: "address code",
	model.MailArticle: "article", model.MailChanged: "notice of change", model.MailFailed: "failed answers",
	model.MailTold: "what was told", model.MailReferral: "referral", model.MailTest: "test",
}
