package mail_test

import (
	"html"
	"slices"
	"strings"
	"testing"

	"callin/model"
	"callin/model/mail"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// headers are all that a mail may have, in their order, whatever the names in
// it hold.
var headers = []string{
	"From", "To", "Subject", "Date", "Message-Id", "Auto-Submitted",
	"X-Auto-Response-Suppress", "Content-Language", "Mime-Version", "Content-Type",
}

// TestNamesCannotForge writes letters with names made of everything that has
// ever broken a header and reads them back.
func TestNamesCannotForge(t *testing.T) {
	nasty := rapid.SliceOfN(rapid.OneOf(
		rapid.String(),
		rapid.SampledFrom([]string{
			"\r\n", "\n", "\r", "\r\n\r\n", "Bcc: evil@evil.example", "\r\nBcc: evil@evil.example\r\n",
			"\"", "\\", "<", ">", ",", ";", "(", ")", "@", "=?utf-8?q?=0D=0ABcc:_x?=", "=?", "?=",
			"\u202e", "\u2066", "\u200b", "\u2028", "\x00", "\x1b[31m", "\x85", "\xff", "é", "日本", "👩‍👩‍👧",
			"--=_callin-0v9q2m4x7c1d8b5n3g6h--", "\r\n.\r\n", "</p><script>alert(1)</script>", "{{.Password}}",
			strings.Repeat("x", 200), strings.Repeat("ü", 200),
		}),
	), 0, 12)
	rapid.Check(t, func(t *rapid.T) {
		l := letter(rapid.SampledFrom(model.MailKinds()).Draw(t, "kind"))
		l.ToName = strings.Join(nasty.Draw(t, "name"), "")
		l.Company = strings.Join(nasty.Draw(t, "company"), "")
		// What a kind must carry stays, in front.
		l.Person, l.By = strings.Join(nasty.Draw(t, "person"), ""), strings.Join(nasty.Draw(t, "by"), "")
		l.UserName += strings.Join(nasty.Draw(t, "user"), "")
		l.Article.Title += strings.Join(nasty.Draw(t, "title"), "")
		l.Article.Text += strings.Join(nasty.Draw(t, "article"), "")
		l.Article.HTML += strings.Join(nasty.Draw(t, "html"), "")
		m := compose(t, l)

		if wrong := mail.CheckLines(m.Body); wrong != "" {
			t.Fatalf("the mail %s:\n%q", wrong, m.Body)
		}
		for i, b := range m.Body {
			if b >= 0x7f || b < 0x20 && b != '\r' && b != '\n' {
				t.Fatalf("byte %#x at %d", b, i)
			}
		}
		got := read(t, m)
		var names []string
		for f := got.header.Fields(); f.Next(); {
			names = append(names, f.Key())
		}
		if diff := cmp.Diff(headers, names); diff != "" {
			t.Fatalf("headers:\n%s", diff)
		}
		want := []rune(strings.ReplaceAll(model.CleanLine(l.ToName), `\`, "/"))
		if got.to.Address != l.To || len(want) <= 100 && got.to.Name != string(want) {
			t.Fatalf("to %q <%s>, want %q", got.to.Name, got.to.Address, string(want))
		}
		if !slices.Equal(got.contentsKinds, []string{"text/plain", "text/html"}) {
			t.Fatalf("parts %q", got.contentsKinds)
		}
		for where, s := range map[string]string{"name": got.to.Name, "subject": got.subject, "text": got.text, "html": got.html} {
			s = strings.ReplaceAll(s, "\r\n", "\n")
			if clean := model.Clean(s); clean != s {
				t.Fatalf("the %s isn't clean:\n%s", where, cmp.Diff(clean, s))
			}
		}
		if strings.Contains(got.html, "<script") {
			t.Fatalf("a script got through:\n%s", got.html)
		}
		if !l.Kind.Secret() || l.Kind.Code() {
			return
		}
		// The password stands alone on its line, exactly, and once.
		if n := strings.Count("\r\n"+got.text, "\r\n"+password+"\r\n"); n != 1 {
			t.Fatalf("the password stands alone on %d lines of:\n%s", n, got.text)
		}
		if !strings.Contains(got.html, ">"+html.EscapeString(password)+"<") && !strings.Contains(html.UnescapeString(got.html), ">"+password+"<") {
			t.Fatalf("the password isn't in:\n%s", got.html)
		}
	})
}
