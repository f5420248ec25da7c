package model

import "time"

// Event is one line of a ticket's history: a command that was about it.
type Event struct {
	ID    string `json:"-"` // names its row
	At    time.Time
	Agent AgentName
	Verb  Verb
	Call  CallID `json:",omitempty"`
	Text  string `json:",omitempty"` // what came of it, as in the audit trail
	Note  string `json:",omitempty"` // what the agent wrote
}

// Story is a ticket with all that was done about it.
type Story struct {
	Ticket TicketView
	Links  []TicketView // that it is tied to, those that went into it among them
	Events []Event      // newest first
	More   bool         // there are older ones
}

// Told tells whether a command belongs into a ticket's history. What machines
// do with mails is told by the mails themselves.
func (v Verb) Told() bool {
	switch v {
	case VerbMailLease, VerbMailResult, VerbMailReport, VerbNotice:
		return false
	}
	return true
}

// Undone is what was taken back.
type Undone struct {
	Words   string // what it had been, such as "T-5 was put off"
	Count   int    // how many commands
	Refused string // why others of them weren't; "" when all were
	Ticket  TicketNumber
	Call    CallID // that is open again; "" when none is
}
