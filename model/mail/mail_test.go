package mail_test

import (
	"bytes"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"callin/model"
	"callin/model/mail"

	gomail "github.com/emersion/go-message/mail"
	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden mails anew")

// password is long and mixed on purpose: it must survive the encoding.
const password = "hT7=kQ9+wZ2.mX4_b<3"

func letter(kind model.MailKind) mail.Letter {
	at := time.Date(2026, 3, 5, 10, 41, 7, 0, time.FixedZone("CET", 3600))
	l := mail.Letter{
		Job:     "0v9q2m4x7c1d8b5n3g6h",
		Kind:    kind,
		At:      at,
		To:      "anna.lindqvist@lindgren.example",
		ToName:  "Anna Lindqvist",
		Company: "Lindgren & Söner AB",
		Ticket:  1042,
	}
	if kind.Secret() {
		l.Secret, l.Expires = model.NewSecret(password), at.Add(24*time.Hour)
	}
	switch kind {
	case model.MailNewUser, model.MailNewUserCopy:
		l.UserName, l.ClientID, l.Person = "anna.lindqvist", "204471", "Bo Ek"
	case model.MailCode, model.MailAddressCode:
		l.Secret, l.Expires = model.NewSecret("40718823"), at.Add(10*time.Minute)
	case model.MailArticle:
		l.Article = mail.Article{
			Title: "Where the SIP and FTP passwords are",
			Text:  "In the portal, for admins alone.\n\nThey are needed to program SIP phones by hand.",
			HTML:  "<p>In the <b>portal</b>, for admins alone.</p>\n<p>They are needed to program SIP phones by hand.</p>",
			Link:  "https://help.aptela.example/sip",
		}
	case model.MailChanged:
		l.Notice, l.Person, l.By, l.When = model.NoticeAddress, "Bo Ek", "the account admin, in the portal", at.Add(-time.Minute)
	case model.MailFailed:
		l.Person, l.Tries, l.When, l.Locked = "Bo Ek", 3, at.Add(-time.Minute), at.Add(24*time.Hour)
	case model.MailTold:
		l.Lost, l.ClientID = model.ClientID, "204471"
	case model.MailReferral:
		l.Person, l.Lost = "Bo Ek", model.LoginPassword
	}
	return l
}

func composer(t testing.TB) *mail.Composer {
	t.Helper()
	c, err := mail.NewComposer(model.DefaultProvider(), "Aptela Support <support@aptela.example>")
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestCompose(t *testing.T) {
	for _, kind := range model.MailKinds() {
		t.Run("golden "+string(kind), func(t *testing.T) {
			m, err := composer(t).Compose(letter(kind))
			if err != nil {
				t.Fatal(err)
			}
			if m.ID != "0v9q2m4x7c1d8b5n3g6h" || m.From != "support@aptela.example" || m.To != "anna.lindqvist@lindgren.example" {
				t.Errorf("envelope: %q from %q to %q", m.ID, m.From, m.To)
			}
			// Golden mails are kept with plain line ends, so that no tool spoils them.
			got := strings.ReplaceAll(string(m.Body), "\r\n", "\n")
			file := filepath.Join("testdata", string(kind)+".eml")
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Errorf("not as %s (run with -update when it's meant):\n%s", file, diff)
			}
		})
	}

	t.Run("same letter, same bytes", func(t *testing.T) {
		first, err := composer(t).Compose(letter(model.MailTemporary))
		if err != nil {
			t.Fatal(err)
		}
		again := letter(model.MailTemporary)
		again.At = again.At.UTC() // the same moment, told elsewhere
		second, err := composer(t).Compose(again)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(first.Body, second.Body) {
			t.Error("two mails of one letter differ")
		}
	})

	t.Run("names may be missing", func(t *testing.T) {
		l := letter(model.MailTemporary)
		l.ToName, l.Company, l.Ticket = "", "", 0
		got := read(t, compose(t, l))
		for _, bad := range []string{"Hello ,", " at .", "()", "T-"} {
			if strings.Contains(got.text, bad) || strings.Contains(got.subject, bad) {
				t.Errorf("%q in the mail:\n%s\n%s", bad, got.subject, got.text)
			}
		}
	})

	t.Run("an international address", func(t *testing.T) {
		l := letter(model.MailRequest)
		l.To = "änna@bücher.example"
		if got := read(t, compose(t, l)); got.to.Address != l.To {
			t.Errorf("to %q, want %q", got.to.Address, l.To)
		}
	})
}

func TestComposeRefuses(t *testing.T) {
	for name, spoil := range map[string]func(*mail.Letter){
		"an unknown kind":         func(l *mail.Letter) { l.Kind = "birthday" },
		"the shared pieces":       func(l *mail.Letter) { l.Kind = "frame" },
		"a path for a kind":       func(l *mail.Letter) { l.Kind = "../en/password_request" },
		"the words":               func(l *mail.Letter) { l.Kind = "words" },
		"a bad recipient":         func(l *mail.Letter) { l.To = "a@b.example> SIZE=1" },
		"two recipients":          func(l *mail.Letter) { l.To = "a@b.example,c@d.example" },
		"no date":                 func(l *mail.Letter) { l.At = time.Time{} },
		"no password":             func(l *mail.Letter) { l.Secret = model.Secret{} },
		"a password of two lines": func(l *mail.Letter) { l.Secret = model.NewSecret(password + "\nx") },
		"an invisible password":   func(l *mail.Letter) { l.Secret = model.NewSecret(password + "\u200b") },
		"no expiry":               func(l *mail.Letter) { l.Expires = time.Time{} },
		"an expiry in the past":   func(l *mail.Letter) { l.Expires = l.At },
		"no job":                  func(l *mail.Letter) { l.Job = "" },
		"a job with a header":     func(l *mail.Letter) { l.Job = "x\r\nBcc: a@b.example" },
		"a job too long":          func(l *mail.Letter) { l.Job = model.JobID(strings.Repeat("x", 51)) },
	} {
		t.Run(name, func(t *testing.T) {
			l := letter(model.MailTemporary)
			spoil(&l)
			m, err := composer(t).Compose(l)
			if err == nil {
				t.Fatalf("composed:\n%s", m.Body)
			}
			if strings.Contains(err.Error(), password) {
				t.Error("the error holds the password")
			}
			if m.Body != nil {
				t.Error("a body came with the error")
			}
		})
	}
}

func TestNewComposerRefuses(t *testing.T) {
	for _, from := range []string{"", "Aptela", "a@b.example, c@d.example", "Aptela <support@localhost>", "Aptela <støtte@aptela.example>"} {
		if _, err := mail.NewComposer(model.DefaultProvider(), from); err == nil {
			t.Errorf("%q was taken for a sender", from)
		}
	}
}

func TestCheckLines(t *testing.T) {
	long := strings.Repeat("x", 998)
	for body, good := range map[string]bool{
		"a\r\n":              true,
		"\r\n":               true,
		"a\r\n\r\nb\r\n":     true,
		long + "\r\n":        true,
		long + "x\r\n":       false,
		"a\n":                false,
		"a":                  false,
		"":                   false,
		"a\r":                false,
		"a\r\nb\n.\r\nc\r\n": false,
		"a\r\nb\r.\r\n":      false,
		"a\x00\r\n":          false,
		"a\r\r\n":            false,
	} {
		if wrong := mail.CheckLines([]byte(body)); (wrong == "") != good {
			t.Errorf("CheckLines(%.20q) = %q, want good %v", body, wrong, good)
		}
	}
}

func compose(t fataler, l mail.Letter) model.Mail {
	t.Helper()
	c, err := mail.NewComposer(model.DefaultProvider(), "Aptela Support <support@aptela.example>")
	if err != nil {
		t.Fatalf("no composer: %v", err)
	}
	m, err := c.Compose(l)
	if err != nil {
		t.Fatalf("composing: %v", err)
	}
	return m
}

// fataler is what the property test's T and the standard one have in common.
type fataler interface {
	Helper()
	Fatalf(format string, args ...any)
}

type mailRead struct {
	header        gomail.Header
	subject       string
	to            gomail.Address
	text, html    string
	contentsKinds []string
}

func read(t fataler, m model.Mail) mailRead {
	t.Helper()
	r, err := gomail.CreateReader(bytes.NewReader(m.Body))
	if err != nil {
		t.Fatalf("the mail can't be read: %v", err)
	}
	got := mailRead{header: r.Header}
	if got.subject, err = r.Header.Subject(); err != nil {
		t.Fatalf("subject: %v", err)
	}
	to, err := r.Header.AddressList("To")
	if err != nil || len(to) != 1 {
		t.Fatalf("recipients %v, %v", to, err)
	}
	got.to = *to[0]
	for {
		p, err := r.NextPart()
		if errors.Is(err, io.EOF) {
			return got
		}
		if err != nil {
			t.Fatalf("part: %v", err)
		}
		b, err := io.ReadAll(p.Body)
		if err != nil {
			t.Fatalf("part: %v", err)
		}
		kind, _, err := p.Header.(*gomail.InlineHeader).ContentType()
		if err != nil {
			t.Fatalf("part: %v", err)
		}
		got.contentsKinds = append(got.contentsKinds, kind)
		switch kind {
		case "text/plain":
			got.text = string(b)
		case "text/html":
			got.html = string(b)
		}
	}
}
