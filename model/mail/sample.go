// Letters with made-up contents, for previews and tests of templates. Nothing
// in them is anybody's.

package mail

import (
	"time"

	"callin/model"
)

// The sample's secrets say what they are.
const (
	samplePassword = "examp-lepas-sword-xxxxx"
	sampleCode     = "00001234"
)

// Sample is a letter of a kind as of a moment, with everything in it that such
// a letter can have, and nothing real. The caller sets To, and Job for a test
// send.
func Sample(kind model.MailKind, at time.Time) Letter {
	l := sparse(kind, at)
	l.ToName, l.Company, l.Ticket = "Alex Example", "Example Company", 1000
	l.Person, l.By = "Sam Example", "the desk, on the telephone"
	l.Locked = at.Add(24 * time.Hour)
	l.Article.Link = "https://help.example/article"
	return l
}

// sparse is a sample without all that may be missing.
func sparse(kind model.MailKind, at time.Time) Letter {
	l := Letter{
		Job: "sample", Kind: kind, At: at, To: "alex@company.example",
		UserName: "alex.example", ClientID: "100000",
		Notice: model.NoticePassword, Lost: model.LoginPassword, Tries: 2,
		Article: Article{
			Title: "An article",
			Text:  "This is where the article stands.",
			HTML:  "<p>This is where the <b>article</b> stands.</p>",
		},
	}
	if kind.Secret() {
		l.Secret, l.Expires = model.NewSecret(samplePassword), at.Add(24*time.Hour)
	}
	if kind == model.MailTold {
		l.Lost = model.ClientID
	}
	if kind.Code() {
		l.Secret = model.NewSecret(sampleCode)
	}
	return l
}

// sampleTime is when previews take place.
var sampleTime = time.Date(2026, time.March, 5, 10, 41, 0, 0, time.UTC)

// Preview shows the template with made-up contents, in the provider's name.
func (t *Template) Preview(p model.Provider) (Words, error) {
	return t.render(p, Sample(t.source.Kind, sampleTime))
}
