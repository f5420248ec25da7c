// What a template may see of a letter. Everything foreign is cleaned and cut
// here, so that no template can forget it; what a kind must carry is a method
// that fails when it's missing, so that no mail goes out with a hole in it.

package mail

import (
	"errors"
	"strings"
	"time"
	"unicode"

	"callin/model"
)

// maxName is how many characters of a name reach a mail: names come from
// imports, and a header has room for about so many.
const maxName = 100

type view struct {
	Provider model.Provider
	Name     string // the person's, may be empty
	Company  string // may be empty
	Ticket   string // may be empty
	secret   model.Secret
	at       time.Time
	expires  time.Time
}

func newView(p model.Provider, l Letter) view {
	return view{
		Provider: p,
		Name:     short(l.ToName),
		Company:  short(l.Company),
		Ticket:   l.Ticket.String(),
		secret:   l.Secret,
		at:       l.At,
		expires:  l.Expires,
	}
}

// Password is the temporary password, exactly as it must be typed.
func (v view) Password() (string, error) {
	p := v.secret.Reveal()
	if p == "" {
		return "", errors.New("it must carry a temporary password and has none")
	}
	for _, r := range p {
		if unicode.IsSpace(r) || !unicode.IsPrint(r) {
			return "", errors.New("the temporary password holds a character that can't be copied from a mail")
		}
	}
	return p, nil
}

// Until is when the temporary password dies, for people.
func (v view) Until() (string, error) {
	if !v.expires.After(v.at) {
		return "", errors.New("it must say until when the temporary password works, a time after its own")
	}
	return moment(v.expires), nil
}

// Asked is when the mail was decided, for people.
func (v view) Asked() string { return moment(v.at) }

// ContactIsAddress tells whether the contact can be a mail link.
func (v view) ContactIsAddress() bool { return model.CheckAddress(v.Provider.Contact) == "" }

// moment writes a time for people. The reader may be anywhere, so it says UTC.
func moment(t time.Time) string { return t.UTC().Format("Monday 2 January 2006, 15:04 UTC") }

// short is foreign text fit for one line of a mail.
func short(s string) string {
	s = model.CleanLine(s)
	if rs := []rune(s); len(rs) > maxName {
		s = strings.TrimSpace(string(rs[:maxName-1])) + "…"
	}
	return s
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}
