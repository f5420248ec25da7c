package model

import "time"

// MailTemplate is the words of a kind of mail, as a manager edits them.
type MailTemplate struct {
	Kind     MailKind
	Language string // such as en
	Subject  string
	Text     string
	HTML     string
	Own      bool      // the provider's own; else the one that callin comes with
	By       AgentName // who saved it
	At       time.Time
	Version
}

// TemplateVariable is a word in double braces that a template may use.
type TemplateVariable struct {
	Name    string // written {{.Name}}
	Meaning string
	Secret  bool // opens a door: never in a subject, a link or another kind
}

// MailWords are what a template comes to with made-up contents.
type MailWords struct{ Subject, Text, HTML string }
