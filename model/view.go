package model

import "time"

// The views are what the desk hands to pages: as much of a row as an agent may
// see, and no more. A view holds no Client ID, no user name and no address in
// the clear, so that no page can show one by mistake.

// CallView is a call with all that its page shows.
type CallView struct {
	Call      Call
	Ticket    TicketView
	Caller    Match    // zero when nobody was found
	Admins    []string // names of the account's other admins
	Address   bool     // is there an address on file
	Held      bool     // it was changed lately: a second person releases what is mailed there
	Asked     bool     // is there a security question
	Verified  time.Time
	Locked    time.Time // until when no answer is taken; zero when it is
	TriesLeft int
	Mails     []MailView // newest first
	Mine      bool       // does the session's agent hold it
	Noted     *Event     // what somebody wrote about the ticket before this call; nil: nothing
}

// Suggest is the outcome to begin the wrap-up with: what the deeds speak for. Of
// a change that was asked for in the portal there is no deed here, because the
// desk makes it elsewhere; a call about one is taken to say that it is made.
func (v CallView) Suggest() Outcome {
	suggestion := v.Call.Suggest()
	if suggestion == Unsolved && v.Ticket.Asked() {
		return Explained
	}
	return suggestion
}

// Found tells whether the caller was found among the accounts.
func (v CallView) Found() bool { return v.Caller.Person != "" }

// TicketView is a row of the queue.
type TicketView struct {
	Ticket
	Name    string // of the person, or who the caller said they are
	Company string
	Past    bool       // past due
	Soon    bool       // due soon
	Here    []Presence // who looks at it now, by name
}

// QueueNow is how the queue stands.
type QueueNow struct {
	Free int    // tickets that nobody has
	Past int    // past due, of anybody's
	Next Ticket // the most urgent that nobody has; zero without one
}

// MailView is a row of the Outbox.
type MailView struct {
	Job      JobID
	Kind     MailKind
	State    MailState
	Ticket   TicketNumber
	Name     string
	Company  string
	Address  string // masked
	Created  time.Time
	Due      time.Time // next try
	Expires  time.Time
	Ended    time.Time
	Attempts int
	Server   string
	Said     string
	Steps    []MailStep
	Hint     bool // accepted long enough ago to ask about the spam folder

	// Of a mail that is held:
	By       AgentName // who asked for it, and can't release it
	Release  string    // what a release is bound to: the mail as it is shown here
	Releases []string  // who on the staff may release it
}

// Question is what the agent asks the caller.
type Question struct {
	Text      string
	TriesLeft int
	Locked    time.Time // until when no answer is taken; zero when it is
}

// Verdict is what came of an answer.
type Verdict struct {
	Passed    bool
	Until     time.Time // when a passed verification ends
	TriesLeft int
	Locked    time.Time // until when no further answer is taken; zero when it is
}

// WrapUp is how an agent ends a call.
type WrapUp struct {
	Outcome Outcome
	Note    string
}

// Changes tells a session what has moved since it last looked.
type Changes struct {
	People   bool
	Calls    bool
	Tickets  bool
	Mails    bool
	Staff    bool
	Here     bool // who is at which ticket
	Articles bool // what they say, not how often they are read
}

// Any tells whether anything has moved.
func (c Changes) Any() bool { return c != Changes{} }

// Merge adds what else has moved.
func (c Changes) Merge(o Changes) Changes {
	return Changes{
		People: c.People || o.People, Calls: c.Calls || o.Calls,
		Tickets: c.Tickets || o.Tickets, Mails: c.Mails || o.Mails, Staff: c.Staff || o.Staff,
		Here: c.Here || o.Here, Articles: c.Articles || o.Articles,
	}
}

// Received is a mail that arrived in the demo's inbox.
type Received struct {
	Seq     int // counts up
	At      time.Time
	From    string
	To      string
	Subject string
	Text    string
}
