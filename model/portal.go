package model

import (
	"errors"
	"time"
)

// ErrLoggedOut is the cause of every error that ends a portal session: the
// person is gone, the account was closed, the password was changed elsewhere,
// the time is over. What is left to do is to log in again.
var ErrLoggedOut = errors.New("the portal session has ended")

// PortalLimits are the limits of the customers' portal (SECURITY 22).
type PortalLimits struct {
	LogIn     Limit         // failed log-ins of one log-in, from places it isn't known from
	Account   Limit         // failed log-ins of all log-ins of one account together
	Origin    Limit         // failed log-ins from one address of origin
	Requests  Limit         // Password Request forms from one address of origin
	Person    Limit         // Password Request mails to one person
	Codes     Limit         // wrong one-time codes of one person and purpose
	Changes   Limit         // account change tickets of one account
	Added     Limit         // people added to one account
	CodeLife  time.Duration // of a one-time code
	Longest   time.Duration // a session, whatever happens in it
	Idle      time.Duration // a session without a key
	WarnAgain time.Duration // between two notices of failed log-ins
}

// StandardPortal is the default.
func StandardPortal() PortalLimits {
	return PortalLimits{
		LogIn:     Limit{3, time.Hour},
		Account:   Limit{30, time.Hour},
		Origin:    Limit{10, time.Hour},
		Requests:  Limit{10, time.Hour},
		Person:    Limit{3, time.Hour},
		Codes:     Limit{5, time.Hour},
		Changes:   Limit{10, 24 * time.Hour},
		Added:     Limit{50, 24 * time.Hour},
		CodeLife:  10 * time.Minute,
		Longest:   8 * time.Hour,
		Idle:      10 * time.Minute,
		WarnAgain: 24 * time.Hour,
	}
}

// Self is what the portal shows somebody of themselves.
type Self struct {
	Person       PersonID
	Name         string
	Role         Role
	Company      string
	ClientID     string // of admins alone; whoever logged in has typed it, but needn't be told
	UserName     string
	Extension    string
	Email        string
	Question     string // the security question, "" when none is set
	MustPassword bool   // a temporary password was used: a new one must be chosen before anything else
	MustPIN      bool   // the voicemail PIN was reset: a new one must be chosen before anything else
}

// Admin tells whether they look after the account.
func (s Self) Admin() bool { return s.Role == Admin }

// Colleague is somebody of the account, as its admins see them in the portal.
type Colleague struct {
	Person    PersonID
	Name      string
	Role      Role
	Extension string
	UserName  string
	Email     string
	Question  bool // a security question is set
	Password  bool // has a login password or a temporary one that works
	Held      bool // the address changed lately, so that no password is mailed to it
	Me        bool
	Created   time.Time
}

// NewPerson is what an admin says of somebody to be added.
type NewPerson struct {
	Name      string
	Role      Role
	Extension string
	UserName  string
	Email     string
}

// PhoneSecrets are an account's secrets for programming telephones by hand.
type PhoneSecrets struct{ SIP, FTP Secret }

// Change is an account change ticket as the customer sees it.
type Change struct {
	Ticket  TicketNumber
	Text    string
	State   TicketState
	By      string // who asked
	Created time.Time
	Closed  time.Time
}
