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

// view is a letter in the hands of a template. Its exported fields and methods
// are the variables; Variables has their meanings.
type view struct {
	Provider, Portal, Contact string
	Name, Company, Person, By string
	Ticket                    string
	Language                  string
	Colour                    string

	letter   Letter
	language *language
	rich     bool // for HTML
}

func newView(p model.Provider, l Letter, in *language, rich bool) view {
	return view{
		Provider: p.Name, Portal: p.Portal, Contact: p.Contact,
		Name: short(l.ToName), Company: short(l.Company), Person: short(l.Person), By: short(l.By),
		Ticket: l.Ticket.String(), Language: in.tag, Colour: p.Colour,
		letter: l, language: in, rich: rich,
	}
}

// Password is the temporary password, exactly as it must be typed.
func (v view) Password() (string, error) {
	p := v.letter.Secret.Reveal()
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

// Code is the one-time code in two groups, as it is read aloud.
func (v view) Code() (string, error) {
	c := v.letter.Secret.Reveal()
	if len(c) != 8 || strings.Trim(c, "0123456789") != "" {
		return "", errors.New("it must carry a one-time code of eight digits")
	}
	return c[:4] + " " + c[4:], nil
}

// Until is when the secret dies, for people.
func (v view) Until() (string, error) {
	if !v.letter.Expires.After(v.letter.At) {
		return "", errors.New("it must say until when its secret works, a time after its own")
	}
	return v.language.moment(v.letter.Expires), nil
}

// Asked is when the mail was decided, for people.
func (v view) Asked() string { return v.language.moment(v.letter.At) }

// When is the moment that a notice tells of.
func (v view) When() string {
	if v.letter.When.IsZero() {
		return v.Asked()
	}
	return v.language.moment(v.letter.When)
}

// UserName is the new user's.
func (v view) UserName() (string, error) { return needed(v.letter.UserName, "a user name") }

// ClientID is the account's.
func (v view) ClientID() (string, error) { return needed(v.letter.ClientID, "a Client ID") }

// Value is the user name or Client ID that was told, exactly as it must be typed.
func (v view) Value() (string, error) {
	value := v.letter.ClientID
	if v.letter.Lost == model.UserName {
		value = v.letter.UserName
	}
	if value == "" || short(value) != value || v.letter.Lost != model.UserName && v.letter.Lost != model.ClientID {
		return "", errors.New("it must carry a user name or a Client ID that can be copied from a mail, and has none")
	}
	return value, nil
}

// carried is what a mail is sent for, "" when its kind carries nothing.
func (v view) carried() string {
	var what string
	switch {
	case v.letter.Kind == model.MailTold:
		what, _ = v.Value()
	case v.letter.Kind.Code():
		what, _ = v.Code()
	default:
		what, _ = v.Password()
	}
	return what
}

// Title is the article's.
func (v view) Title() (string, error) { return needed(v.letter.Article.Title, "a title") }

// Body is the article's text, or its HTML when it is for HTML.
func (v view) Body() (any, error) {
	text := model.Clean(v.letter.Article.Text)
	if strings.TrimSpace(text) == "" {
		return "", errors.New("it must carry an article and has none")
	}
	if v.rich {
		return richBody(v.letter.Article.HTML, text), nil
	}
	return strings.TrimSpace(text), nil
}

// Link leads to the article; may be empty.
func (v view) Link() string { return model.CleanLine(v.letter.Article.Link) }

// Tries are the wrong answers so far.
func (v view) Tries() (int, error) {
	if v.letter.Tries < 1 {
		return 0, errors.New("it must say how many answers were wrong")
	}
	return v.letter.Tries, nil
}

// LockedUntil may be empty.
func (v view) LockedUntil() string {
	if v.letter.Locked.IsZero() {
		return ""
	}
	return v.language.moment(v.letter.Locked)
}

// Lost is what was lost, as in model, for comparing.
func (v view) Lost() string { return string(v.letter.Lost) }

// What says what was changed, or what was lost, in the reader's language.
func (v view) What() (string, error) {
	key := "lost " + string(v.letter.Lost)
	if v.letter.Kind == model.MailChanged {
		key = "notice " + string(v.letter.Notice)
	}
	words, known := v.language.words[key]
	if !known {
		return "", errors.New("it must say what was changed or lost, and doesn't say anything known")
	}
	return words, nil
}

// ContactIsAddress tells whether the contact can be a mail link.
func (v view) ContactIsAddress() bool { return model.CheckAddress(v.Contact) == "" }

func needed(s, what string) (string, error) {
	if s = short(s); s == "" {
		return "", errors.New("it must carry " + what + " and has none")
	}
	return s, nil
}

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

// moment writes a time for people. The reader may be anywhere, so it says UTC.
func (l *language) moment(t time.Time) string {
	t = t.UTC()
	return strings.NewReplacer(
		"{weekday}", l.weekdays[t.Weekday()], "{day}", t.Format("2"), "{month}", l.months[t.Month()-1],
		"{year}", t.Format("2006"), "{time}", t.Format("15:04"),
	).Replace(l.words["moment"])
}
