package model

// This file holds what the agent says to the caller about mails. A mail that is
// held until a second person releases it isn't there "in a moment", and a caller
// who is told so calls again.

// The sentence for a mail that waits here: why it does is nothing for the caller,
// who may be the one who has changed the address.
const saysHeld = "A colleague has to release the mail first, so it may take a little. "

const saysSpam = "please look in the spam folder."

// sayRequest offers what the Password Request form sends.
func sayRequest(held bool) string {
	const offer = "I can send a new temporary password to the e-mail address in your profile. "
	if held {
		return offer + saysHeld + "If it doesn't come, " + saysSpam
	}
	return offer + "If nothing has come after three minutes, " + saysSpam
}

// SaySending goes before the mail of an account change ticket.
func (v CallView) SaySending() string {
	const once = "It works once; at the first log-in you choose a new password."
	if v.Held {
		return "Thank you. I'm asking for a temporary password to be sent to the e-mail address in your profile. " + saysHeld + once
	}
	return "Thank you. I'm sending a temporary password to the e-mail address in your profile. " + once
}

// SayMails ends a call in which something was mailed, as the mails stand; "" when
// nothing was.
func (v CallView) SayMails() string {
	const thanks = " Thank you for calling."
	var state MailState
	for _, m := range v.Mails { // the newest, or one that waits here
		if state == "" && m.State != MailRevoked || m.State == MailHeld {
			state = m.State
		}
	}
	switch state {
	case "":
		return ""
	case MailHeld:
		return saysHeld + "If it doesn't come, " + saysSpam + thanks
	case MailDeferred:
		return "Your mail server lets our mail wait, so it may take a little. If it doesn't come, " + saysSpam + thanks
	case MailRefused, MailBounced, MailExpired:
		return "I'm sorry, the mail to you didn't get through. Let me see what else I can do."
	}
	return "You will have the mail in a moment. If nothing has come after three minutes, " + saysSpam + thanks
}
