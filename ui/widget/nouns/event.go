// This file is about what was done with a ticket.
package nouns

import (
	"strings"

	"callin/model"
)

// Event says what somebody did: "handed it over", "wrapped up: told".
func Event(e model.Event) string {
	words, known := events[e.Verb]
	if !known {
		words = strings.ReplaceAll(string(e.Verb), "_", " ")
	}
	if e.Text == "" {
		return words
	}
	return model.CleanLine(words + ": " + e.Text)
}

var events = map[model.Verb]string{
	model.VerbOpenCall: "opened a call", model.VerbVerify: "security answer", model.VerbTell: "told", model.VerbMailTold: "mailed as well",
	model.VerbSend: "mailed a temporary password", model.VerbRequest: "mailed the password request", model.VerbRefer: "referred",
	model.VerbEndCall: "wrapped up", model.VerbParkCall: "parked the call", model.VerbResumeCall: "came back to the call",
	model.VerbHandOver: "handed it over", model.VerbClaim: "took it", model.VerbRelease: "put it back",
	model.VerbNote: "noted", model.VerbFields: "changed", model.VerbWait: "put it off", model.VerbLink: "linked",
	model.VerbMerge: "merged", model.VerbUndo: "took back", model.VerbMailRevoke: "revoked a mail",
	model.VerbMailAgain: "sent a mail again", model.VerbMailFree: "released a mail", model.VerbMailRefer: "told the admins by mail",
	model.VerbArticleMail: "mailed the article", model.VerbFreeLock: "unlocked the account", model.VerbFrom: "noted the number called from",
	model.VerbLogIn: "the person logged in", model.VerbSetPassword: "the person chose a new password", model.VerbSubmitChange: "the admin asked for it",
}
