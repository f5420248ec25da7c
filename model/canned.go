package model

import "strings"

// CannedText is a note that agents write again and again, with places for what
// differs: {caller}, {company}, {ticket}, {agent}, {provider}, {portal} and
// {contact}. The provider's own come from the configuration.
type CannedText struct {
	Name string
	Text string
}

// CannedTexts are those that callin comes with.
func CannedTexts() []CannedText {
	return []CannedText{
		{"no answer", "Called {caller} back; nobody answered. Will be tried again."},
		{"voice message", "Called {caller} back and left a message: please call {provider} about {ticket}."},
		{"mail sent", "Told {caller} to look for the mail, in the spam folder too, and to call again if nothing has come."},
		{"referred", "{caller} was referred to the account administrator of {company}."},
		{"admin away", "The account administrator of {company} is away. {caller} calls again when they are back."},
		{"wrong answer", "{caller} couldn't answer the security question. Nothing was told."},
		{"no address", "{caller} has no address on file. The account administrator of {company} can add one in the portal."},
		{"how to log in", "Explained how to log in: {portal}, with Client ID, user name and password."},
		{"for a supervisor", "Needs a supervisor: the usual ways are closed for {caller}."},
	}
}

// Fill puts what is known of a ticket into the text. Places that nobody knows
// stay as they are, to be filled in by hand.
func (c CannedText) Fill(t TicketView, agent AgentName, p Provider) string {
	return strings.NewReplacer(
		"{caller}", or(CleanLine(t.Name), "the caller"), "{company}", or(CleanLine(t.Company), "the company"),
		"{ticket}", t.Number.String(), "{agent}", string(agent),
		"{provider}", p.Name, "{portal}", p.Portal, "{contact}", p.Contact,
	).Replace(c.Text)
}

func or(text, none string) string {
	if text == "" {
		return none
	}
	return text
}

// CheckCannedText tells what is wrong with a text of the provider's own, as a
// few words fit to follow "the text …", or "".
func CheckCannedText(c CannedText) string {
	switch {
	case c.Name == "" || len(c.Name) > 40 || CleanLine(c.Name) != c.Name:
		return "needs a name of at most 40 characters"
	case c.Text == "" || len(c.Text) > 1000 || Clean(c.Text) != c.Text:
		return "must have 1 to 1000 characters, and none that aren't text"
	}
	return ""
}
