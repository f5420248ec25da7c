package record

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"slices"
	"time"

	"callin/model"
)

// The rows of the customers' portal.

// blindText writes what Blind gives as the part of a key.
var blindText = base32.NewEncoding("0123456789abcdefghjkmnpqrstvwxyz").WithPadding(base32.NoPadding)

// Blind names a row after what somebody typed, without holding it: people type
// passwords where user names belong. The same parts give the same name.
func (k *Keys) Blind(parts ...string) string {
	h := hmac.New(sha256.New, k.pepper)
	h.Write([]byte("name\x00"))
	for _, p := range parts {
		h.Write([]byte(p))
		h.Write([]byte{0})
	}
	return blindText.EncodeToString(h.Sum(nil)[:15])
}

// LogInTriesKey is the row of the failed tries of one log-in, real or not.
func LogInTriesKey(blind string) string { return PortalTries + "log-in/" + blind }

// AccountTriesKey is the row of the failed tries of all log-ins of an account,
// real or not.
func AccountTriesKey(blind string) string { return PortalTries + "account/" + blind }

// OriginTriesKey is the row of the failed tries from an address of origin.
func OriginTriesKey(blind string) string { return PortalTries + "origin/" + blind }

// OriginRequestsKey is the row of the Password Request forms from an address of
// origin.
func OriginRequestsKey(blind string) string { return PortalTries + "request/" + blind }

// CodeTriesKey is the row of a person's wrong one-time codes for a purpose; a
// new code leaves it alone.
func CodeTriesKey(id model.PersonID, p model.Purpose) string {
	return PortalTries + "code/" + string(id) + "/" + string(p)
}

// CodesSentKey is the row of the one-time codes that a person was mailed lately.
func CodesSentKey(id model.PersonID, p model.Purpose) string {
	return PortalTries + "sent/" + string(id) + "/" + string(p)
}

// AccountChangesKey is the row of an account's change tickets of late.
func AccountChangesKey(id model.AccountID) string { return PortalTries + "changes/" + string(id) }

// AccountAddedKey is the row of the people that were added to an account lately.
func AccountAddedKey(id model.AccountID) string { return PortalTries + "added/" + string(id) }

// PortalTries is the prefix of everything that the portal counts.
const PortalTries = "portal-tries/"

// KnownOriginsKey is the row of the places that a person has logged in from.
func KnownOriginsKey(id model.PersonID) string { return "portal-known/" + string(id) }

// KnownOrigins are the blind names of those places, the latest last.
type KnownOrigins struct{ Blind []string }

// maxKnown is how many places are remembered.
const maxKnown = 8

// With adds a place, or makes it the latest, and tells whether anything changed.
func (o KnownOrigins) With(blind string) (KnownOrigins, bool) {
	if n := len(o.Blind); n > 0 && o.Blind[n-1] == blind {
		return o, false
	}
	kept := slices.DeleteFunc(slices.Clone(o.Blind), func(b string) bool { return b == blind })
	kept = append(kept, blind)
	return KnownOrigins{kept[max(len(kept)-maxKnown, 0):]}, true
}

// Has tells whether a place is among them.
func (o KnownOrigins) Has(blind string) bool { return slices.Contains(o.Blind, blind) }

// RequestKey is the row of a Password Request form that nobody has looked at
// yet. It is sealed: what was typed may be anything.
func RequestKey(id string) string { return Requests + id }

// Requests is the prefix of the Password Request forms that wait.
const Requests = "portal-request/"

// CodeKey is the row of a person's one-time code for a purpose.
func CodeKey(id model.PersonID, p model.Purpose) string {
	return "code/" + string(id) + "/" + string(p)
}

// Code is a one-time code that was mailed and not used yet.
type Code struct {
	Hash    Hash
	Job     model.JobID
	Address string       // of PurposeAddress: the address that it proves
	Call    model.CallID // of PurposeCall
	Expires time.Time
}

// PhoneSecretsKey is the row of an account's SIP and FTP passwords, sealed.
func PhoneSecretsKey(id model.AccountID) string { return "phone-secrets/" + string(id) }

// OfAccountTicketKey lists an account change ticket that was submitted in the
// portal, newest first.
func OfAccountTicketKey(id model.AccountID, n model.TicketNumber) string {
	return fmt.Sprintf("%s%016x", OfAccountTickets(id), ^uint64(n))
}

// OfAccountTickets is the prefix of an account's change tickets.
func OfAccountTickets(id model.AccountID) string {
	return "of-account/" + part(string(id)) + "/tickets/"
}
