package model

import (
	"strings"
	"time"
)

// AccountStatus is how an account stands with the provider.
type AccountStatus string

// The statuses of an account.
const (
	Active    AccountStatus = "active"
	Suspended AccountStatus = "suspended"
	Closed    AccountStatus = "closed"
)

// AccountStatuses in the order of the manual.
var AccountStatuses = []AccountStatus{Active, Suspended, Closed}

// Account is one customer company. The desk keeps it to itself; pages are
// handed views, in which the Client ID is masked.
type Account struct {
	ID       AccountID
	ClientID string // names the account at log-in; told to nobody without verification
	Company  string
	Status   AccountStatus
	Phone    string // E.164
	Created  time.Time
	Version
}

// MaskClientID shows of a Client ID what helps to tell accounts apart, and no
// more: its first two digits.
func MaskClientID(id string) string {
	if CheckClientID(id) != "" {
		return "·······"
	}
	return id[:2] + "·····"
}

// CheckClientID tells what is wrong with a Client ID, or "".
func CheckClientID(id string) string {
	switch {
	case id == "":
		return "is missing"
	case !digits(id):
		return "must be digits only"
	case len(id) < 4 || len(id) > 12:
		return "must have 4 to 12 digits"
	}
	return ""
}

func digits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// ReadPhone brings a telephone number, as somebody types or pastes it, into
// international form: "(703) 555-0110" is "+17035550110". A number without a
// country's code belongs to the North American plan. "" means that it is none.
func ReadPhone(typed string) string {
	var b strings.Builder
	for i, r := range strings.TrimSpace(typed) {
		switch {
		case r >= '0' && r <= '9', r == '+' && i == 0:
			b.WriteRune(r)
		case !strings.ContainsRune(" -.()/\u00a0\u2011\u2013", r):
			return ""
		}
	}
	n := b.String()
	switch {
	case strings.HasPrefix(n, "011"):
		n = "+" + n[3:]
	case strings.HasPrefix(n, "00"):
		n = "+" + n[2:]
	case len(n) == 10 && n[0] >= '2':
		n = "+1" + n
	case len(n) == 11 && n[0] == '1':
		n = "+" + n
	}
	if CheckPhone(n) != "" {
		return ""
	}
	return n
}

// CheckPhone tells what is wrong with a phone number in international form
// (ITU-T E.164: a plus sign and 7 to 15 digits), or "".
func CheckPhone(s string) string {
	if len(s) < 8 || s[0] != '+' || !digits(s[1:]) || len(s) > 16 {
		return "must be a plus sign and 7 to 15 digits"
	}
	return ""
}
