// A letter: what one mail has to say, before there are any words.

package mail

import (
	"errors"
	"strings"
	"time"

	"callin/model"
)

// Letter is what one mail has to say, and to whom. Which fields a kind needs,
// Variables tells; the others may be empty.
type Letter struct {
	Job      model.JobID        // gives the Message-ID and the boundary, so that a second try sends the same bytes
	Kind     model.MailKind     // picks the templates
	Language string             // picks their language, such as sv or sv-SE; English when there is none such
	At       time.Time          // when the mail was decided: its Date, the same at each try
	To       string             // the address on file
	ToName   string             // the person's name; may be empty
	Company  string             // the account's company; may be empty
	Ticket   model.TicketNumber // 0 when the mail belongs to none

	Secret  model.Secret // the temporary password, or the eight digits of the one-time code
	Expires time.Time    // when the secret dies

	UserName string // new user, or told
	ClientID string // new user, or told

	Person  string           // whom it's about, when that isn't the reader; a name
	Notice  model.Notice     // what was changed
	Lost    model.Credential // what a referral is about, or what was told
	When    time.Time        // of the change or the last wrong answer; At when zero
	By      string           // who changed it, in a few words
	Tries   int              // wrong answers so far
	Locked  time.Time        // until when the account's verification is locked; zero when it isn't
	Article Article
}

// Article is one of the knowledge base, for a mail.
type Article struct {
	Title string
	Text  string // plain; lines of any length
	HTML  string // the same in HTML; only simple tags get through. Made of Text when empty
	Link  string // http or https; may be empty
}

// check holds what every letter must have.
func (l Letter) check() error {
	if wrong := CheckJob(l.Job); wrong != "" {
		return errors.New("its job id " + wrong)
	}
	if wrong := model.CheckAddress(l.To); wrong != "" {
		return errors.New("the recipient's address " + wrong)
	}
	if l.At.IsZero() {
		return errors.New("it has no date")
	}
	if !l.Kind.Secret() && !l.Secret.Empty() {
		return errors.New("a mail of this kind must not carry a secret")
	}
	if link := l.Article.Link; link != "" && !strings.HasPrefix(link, "https://") && !strings.HasPrefix(link, "http://") {
		return errors.New("the article's link doesn't begin with https://")
	}
	return nil
}

// CheckJob tells what keeps a job's id out of a mail, in a few words fit to
// follow "the id …", or "" when it's good: safe in a Message-ID, an ENVID and a
// MIME boundary alike, and short enough for each (RFC 2046, 5.1.1: 70 in all).
func CheckJob(id model.JobID) string {
	if id == "" || len(id) > 50 {
		return "must have 1 to 50 characters"
	}
	for _, r := range id {
		if !(r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r == '-' || r == '_') {
			return "may hold letters, digits, - and _ alone"
		}
	}
	return ""
}
