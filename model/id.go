package model

import (
	"encoding/base32"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
)

// Typed ids. All but the ticket's number are random and say nothing.
type (
	AccountID string // names an account inside callin; never its Client ID, which is told only after verification
	PersonID  string // begins with the person's AccountID and a dot
	CallID    string
	JobID     string // of a mail
	CommandID string // of one command, the witness in its audit entry
	AgentName string // the name that an agent signs in with
)

// idText is lower-case base32 without look-alikes being an issue: ids aren't
// read aloud.
var idText = base32.NewEncoding("0123456789abcdefghjkmnpqrstvwxyz").WithPadding(base32.NoPadding)

// RandomText draws n bytes and writes them as an id.
func RandomText(r Rand, n int) (string, error) {
	b := make([]byte, n)
	if _, err := io.ReadFull(r, b); err != nil {
		return "", fmt.Errorf("drawing random bytes: %w", err)
	}
	return idText.EncodeToString(b), nil
}

// NewestFirst makes an id whose order is the reverse of time, so that reading a
// range of rows from its beginning gives the newest ones.
func NewestFirst(now time.Time, r Rand) (string, error) {
	tail, err := RandomText(r, 5)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%016x%s", ^uint64(now.UnixNano()), tail), nil
}

// Account is the account that the person belongs to.
func (p PersonID) Account() AccountID {
	account, _, _ := strings.Cut(string(p), ".")
	return AccountID(account)
}

// TicketNumber counts from 1. 0 is no ticket.
type TicketNumber uint64

// String gives the form that is spoken and shown, such as T-4471.
func (n TicketNumber) String() string {
	if n == 0 {
		return ""
	}
	return "T-" + strconv.FormatUint(uint64(n), 10)
}

// Version counts the changes of a row. A command that carries the version it
// read is refused with Conflict when the row has moved on.
type Version struct{ Changes uint64 }
