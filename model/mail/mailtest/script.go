// Package mailtest is a mail server for tests, on a real socket, that
// misbehaves on cue: it refuses any command with any reply, breaks the line at
// any moment, goes silent, hides STARTTLS or shows the wrong certificate.
//
// It is written on the bare wire, because a well-made SMTP library can't be
// brought to do most of that. It belongs in tests alone.
package mailtest

// Mode is how the server protects its connections.
type Mode string

// The modes.
const (
	Plain    Mode = ""         // no TLS, and none offered: also a STARTTLS that somebody stripped
	StartTLS Mode = "starttls" // offered, and MAIL is refused without
	Implicit Mode = "implicit" // TLS from the first byte
)

// Script says what the server does. The zero Script is a good plain server
// that accepts everything.
type Script struct {
	Mode  Mode
	Hosts []string // whom the certificate is for; 127.0.0.1 and localhost when empty
	Offer []string // extensions besides STARTTLS and AUTH; DefaultOffer when nil

	User, Password string // when User is set, MAIL is refused before a good AUTH
	Mechanisms     string // of AUTH; "PLAIN LOGIN" when empty

	On func(Event) Act // asked at each step, one at a time; must not call the Server; may be nil
}

// DefaultOffer is what a usual server offers.
var DefaultOffer = []string{"PIPELINING", "SIZE 33554432", "8BITMIME", "DSN", "ENHANCEDSTATUSCODES"}

// Event is one step of a dialogue.
type Event struct {
	// Verb is the command in capitals, or CONNECT before the greeting, BODY
	// after the first line of a message, or "." after its end.
	Verb string
	Line string // the whole command, but for AUTH without what follows the mechanism
	Nth  int    // how often this verb has come on this server, from 1
	Conn int    // the connection's number, from 1
	TLS  bool
}

// Act is what the server does at a step. The zero Act is what a good server
// does.
type Act struct {
	Reply string // instead of the usual one, without the last CRLF; more lines are joined by CRLF
	Then  Then
}

// Then is how the server goes on after the reply. With Cut, Stall and Flood and
// an empty Reply there is none.
type Then int

// The ways to go on.
const (
	GoOn  Then = iota
	Cut        // close the connection
	Stall      // neither read nor write until the server ends
	Flood      // send reply lines that never end
)

// At makes an On that acts at every step of a verb.
func At(verb string, a Act) func(Event) Act {
	return func(e Event) Act {
		if e.Verb == verb {
			return a
		}
		return Act{}
	}
}

// Once makes an On that acts at the first step of a verb alone.
func Once(verb string, a Act) func(Event) Act {
	return func(e Event) Act {
		if e.Verb == verb && e.Nth == 1 {
			return a
		}
		return Act{}
	}
}
