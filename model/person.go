package model

import (
	"strings"
	"time"
)

// Role is what a person is in the account.
type Role string

// The roles of a person.
const (
	Admin Role = "admin" // account administrator; older manuals say "operator"
	User  Role = "user"
	Phone Role = "phone" // an extension nobody logs in with
)

// Roles in the order of the manual.
var Roles = []Role{Admin, User, Phone}

// Person is someone in an account. What the person proves or logs in with is
// kept apart, in a row that never leaves the desk.
type Person struct {
	ID           PersonID
	Name         string
	Role         Role
	Extension    string // short number, unique inside the account
	UserName     string // log-in name, unique inside the account; never changes once set
	Email        string // the address on file; "" means that nothing can be mailed
	EmailChanged time.Time
	Phone        string // E.164
	Question     string // security question; admins alone have one
	Alike        bool   `json:",omitempty"` // the answer is like one that was set before, perhaps somebody else's
	Bounced      string `json:",omitempty"` // the last address from which a mail came back
	Created      time.Time
	Version
}

// Account is the account that the person belongs to.
func (p Person) Account() AccountID { return p.ID.Account() }

// Unreachable tells whether mails to the address on file have come back.
func (p Person) Unreachable() bool { return p.Email != "" && p.Bounced == p.Email }

// CanLogIn tells whether the person has a log-in at all.
func (p Person) CanLogIn() bool { return p.Role != Phone && p.UserName != "" }

// CheckExtension tells what is wrong with an extension number, or "".
func CheckExtension(s string) string {
	if !digits(s) || len(s) < 2 || len(s) > 6 {
		return "must be 2 to 6 digits"
	}
	return ""
}

// CheckUserName tells what is wrong with a user name, or "".
func CheckUserName(s string) string {
	if len(s) < 2 || len(s) > 64 {
		return "must have 2 to 64 characters"
	}
	for _, r := range s {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || strings.ContainsRune("._-@+", r) {
			continue
		}
		return "may hold a to z, digits and . _ - @ + only"
	}
	return ""
}

// CheckPIN tells what is wrong with a voicemail PIN, or "".
func CheckPIN(s string) string {
	if len(s) != 4 || !digits(s) {
		return "must be exactly four digits"
	}
	return ""
}

// MaskUserName shows that there is a user name, and no more of it than its
// first character.
func MaskUserName(s string) string {
	for _, first := range s {
		return string(first) + "·····"
	}
	return ""
}
