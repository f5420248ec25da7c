package mail_test

import (
	"slices"
	"strings"
	"testing"

	"callin/model"
	"callin/model/mail"
)

func builtin(t testing.TB, kind model.MailKind) mail.Source {
	t.Helper()
	s, found := mail.Builtin(kind, mail.English)
	if !found {
		t.Fatalf("no built-in template of %q", kind)
	}
	return s
}

// TestBuiltins: what callin comes with passes its own check, in every language.
func TestBuiltins(t *testing.T) {
	for _, kind := range model.MailKinds() {
		made, problems := mail.ParseTemplate(builtin(t, kind))
		if len(problems) > 0 {
			t.Errorf("%s: %v", kind, problems)
			continue
		}
		w, err := made.Preview(model.DefaultProvider())
		if err != nil || w.Subject == "" || w.Text == "" || w.HTML == "" {
			t.Errorf("%s: preview %+v, %v", kind, w, err)
		}
		// What was edited and saved unchanged gives the same mail.
		plain, err := composer(t).Compose(letter(kind))
		if err != nil {
			t.Fatal(err)
		}
		again, err := composer(t).With(made).Compose(letter(kind))
		if err != nil || string(plain.Body) != string(again.Body) {
			t.Errorf("%s: saved unchanged it's another mail: %v", kind, err)
		}
	}
	for _, bad := range []model.MailKind{"frame", "words", "../en/test", ""} {
		if _, found := mail.Builtin(bad, mail.English); found {
			t.Errorf("%q was taken for a kind", bad)
		}
	}
}

// TestWords: every change and every credential can be told in every language.
func TestWords(t *testing.T) {
	for _, n := range model.Notices() {
		l := letter(model.MailChanged)
		l.Notice = n
		if got := read(t, compose(t, l)); !strings.Contains(got.text, ".\r\n") && !strings.Contains(got.text, ".\n") {
			t.Errorf("%s: %s", n, got.text)
		}
	}
	for _, c := range model.Credentials {
		l := letter(model.MailReferral)
		l.Lost = c
		if got := read(t, compose(t, l)); !strings.Contains(got.text, "\n3. ") {
			t.Errorf("%s: nothing that the admin can do:\n%s", c, got.text)
		}
	}
}

// TestLetterMust tries letters that lack what their kind tells of.
func TestLetterMust(t *testing.T) {
	for name, try := range map[string]struct {
		kind  model.MailKind
		spoil func(*mail.Letter)
	}{
		"a secret in a notice":     {model.MailChanged, func(l *mail.Letter) { l.Secret = model.NewSecret(password) }},
		"a secret in the copy":     {model.MailNewUserCopy, func(l *mail.Letter) { l.Secret = model.NewSecret(password) }},
		"a password for a code":    {model.MailCode, func(l *mail.Letter) { l.Secret = model.NewSecret(password) }},
		"a code too short":         {model.MailCode, func(l *mail.Letter) { l.Secret = model.NewSecret("1234567") }},
		"no code":                  {model.MailCode, func(l *mail.Letter) { l.Secret = model.Secret{} }},
		"no user name":             {model.MailNewUser, func(l *mail.Letter) { l.UserName = "" }},
		"no Client ID":             {model.MailNewUser, func(l *mail.Letter) { l.ClientID = "" }},
		"nothing told":             {model.MailTold, func(l *mail.Letter) { l.ClientID = "" }},
		"another thing told":       {model.MailTold, func(l *mail.Letter) { l.Lost = model.UserName }},
		"a password told":          {model.MailTold, func(l *mail.Letter) { l.Lost = model.LoginPassword }},
		"a user name of two lines": {model.MailTold, func(l *mail.Letter) { l.Lost, l.UserName = model.UserName, "a\nb" }},
		"no title":                 {model.MailArticle, func(l *mail.Letter) { l.Article.Title = "" }},
		"no article":               {model.MailArticle, func(l *mail.Letter) { l.Article.Text = " " }},
		"a script for a link":      {model.MailArticle, func(l *mail.Letter) { l.Article.Link = "javascript:alert(1)" }},
		"an unknown change":        {model.MailChanged, func(l *mail.Letter) { l.Notice = "weather" }},
		"an unknown credential":    {model.MailReferral, func(l *mail.Letter) { l.Lost = "umbrella" }},
		"no number of wrong tries": {model.MailFailed, func(l *mail.Letter) { l.Tries = 0 }},
	} {
		t.Run(name, func(t *testing.T) {
			l := letter(try.kind)
			try.spoil(&l)
			m, err := composer(t).Compose(l)
			if err == nil {
				t.Fatalf("composed:\n%s", m.Body)
			}
			if strings.Contains(err.Error(), password) || strings.Contains(err.Error(), "1234567") {
				t.Error("the error holds the secret")
			}
		})
	}
}

func TestParseTemplate(t *testing.T) {
	type edit func(*mail.Source)
	subject := func(s string) edit { return func(m *mail.Source) { m.Subject = s } }
	text := func(s string) edit { return func(m *mail.Source) { m.Text += s } }
	html := func(s string) edit {
		return func(m *mail.Source) { m.HTML = strings.Replace(m.HTML, "<p>", s+"<p>", 1) }
	}
	for name, try := range map[string]struct {
		kind  model.MailKind
		edit  edit
		part  string
		says  string
		line1 bool // the problem is told with its line
	}{
		"unknown variable":          {model.MailTest, text("{{.Paswort}}"), "text", "no variable {{.Paswort}}", true},
		"unknown in a condition":    {model.MailTest, text("{{if .Nothing}}x{{end}}"), "text", "no variable {{.Nothing}}", true},
		"another kind's variable":   {model.MailTest, html("{{.Title}}"), "html", "isn't known for this kind", true},
		"a method of Go's":          {model.MailTest, text("{{.Provider.Name}}"), "text", "no variable {{.Provider.Name}}", true},
		"a secret in a notice":      {model.MailChanged, text("{{.Password}}"), "text", "must carry none", true},
		"a secret in a condition":   {model.MailChanged, html(`{{if eq .Code "1"}}x{{end}}`), "html", "must carry none", true},
		"a secret in the subject":   {model.MailTemporary, subject("{{.Password}}"), "subject", "locked screens", true},
		"a secret in a link":        {model.MailTemporary, html(`<a href="https://evil.example/?{{.Password}}">x</a>`), "html", "inside a tag", false},
		"a Client ID in a subject":  {model.MailTold, subject("{{.Value}}"), "subject", "locked screens", true},
		"what was told in a notice": {model.MailChanged, text("{{.Value}}"), "text", "must carry none", true},
		"nothing told where due":    {model.MailTold, func(m *mail.Source) { m.Text = "{{.Contact}}" }, "text", "carry the secret", false},
		"no contact in the text":    {model.MailTest, func(m *mail.Source) { m.Text = "hello" }, "text", "where to write", false},
		"no contact in the HTML":    {model.MailTest, func(m *mail.Source) { m.HTML = "<p>hello</p>" }, "html", "where to write", false},
		"contact on condition":      {model.MailTest, func(m *mail.Source) { m.Text = "{{if .Ticket}}{{.Contact}}{{end}}" }, "text", "where to write", false},
		"no password where due":     {model.MailTemporary, func(m *mail.Source) { m.Text = "{{.Contact}}" }, "text", "carry the secret", false},
		"unclosed action":           {model.MailTest, text("\n{{.Name"), "text", "braces can't be read", true},
		"unclosed if":               {model.MailTest, text("{{if .Name}}"), "text", "braces can't be read", true},
		"unclosed tag":              {model.MailTest, html("<div>"), "html", "something else that is still open", false},
		"unclosed at the end":       {model.MailTest, func(m *mail.Source) { m.HTML += "<div>" }, "html", "isn't closed", false},
		"crossed tags":              {model.MailTest, html("<b><i>x</b></i>"), "html", "ends nothing", false},
		"unclosed attribute":        {model.MailTest, html(`<p style="x>`), "html", "", false},
		"a range":                   {model.MailTest, text("{{range .Name}}x{{end}}"), "text", "isn't used in mails", true},
		"a definition":              {model.MailTest, text(`{{define "a"}}{{template "a" .}}{{end}}`), "text", "defines a piece", true},
		"an unknown piece":          {model.MailTest, text(`{{template "footer" .}}`), "text", `no shared piece "footer"`, true},
		"a piece of the frame file": {model.MailTest, text(`{{template "frame.txt" .}}`), "text", "no shared piece", true},
		"a printf":                  {model.MailTest, text(`{{printf "%1000000000d" 1}}`), "text", "no function", true},
		"a call":                    {model.MailTest, text(`{{call .Name}}`), "text", "no function", true},
		"a variable of one's own":   {model.MailTest, text(`{{$x := .Name}}{{$x}}`), "text", "of your own", true},
		"a field inside with":       {model.MailTest, text(`{{with .Name}}{{.Company}}{{end}}`), "text", "dollar sign", true},
		"a piece inside with":       {model.MailTest, text(`{{with .Name}}{{template "bye" .}}{{end}}`), "text", "dollar sign", true},
		"a dot alone":               {model.MailTest, text(`{{.}}`), "text", "inside {{with}} only", true},
		"a line too long":           {model.MailTest, text("\n" + strings.Repeat("word ", 30)), "text", "characters, more than", false},
		"a text too long":           {model.MailTest, text(strings.Repeat("word\n", 5000)), "text", "are allowed", false},
		"a subject of two lines":    {model.MailTest, subject("a\nBcc: b"), "subject", "one line", true},
		"no subject":                {model.MailTest, subject(" "), "subject", "empty", false},
		"a script":                  {model.MailTest, html("<script>1</script>"), "html", "isn't used in mails", false},
		"a tracking picture":        {model.MailTest, html(`<img src="https://evil.example/x.gif">`), "html", "isn't used in mails", false},
		"a tracking style":          {model.MailTest, html(`<p style="background:url(https://evil.example/x)">x</p>`), "html", "", false},
		"a tracking style sheet":    {model.MailTest, html(`<style>@import "https://evil.example";</style>`), "html", "style fetches", false},
		"an event":                  {model.MailTest, html(`<p onclick="x()">x</p>`), "html", "isn't used in mails", false},
		"a form":                    {model.MailTest, html(`<form action="https://evil.example"></form>`), "html", "isn't used in mails", false},
		"a script for a link":       {model.MailTest, html(`<a href="javascript:x()">x</a>`), "html", "A link leads", false},
		"a reload":                  {model.MailTest, html(`<meta http-equiv="refresh" content="0">`), "html", "http-equiv", false},
		"an escape":                 {model.MailTest, text("\x1b[2J"), "text", "control characters", false},
		"a turn of direction":       {model.MailTest, subject("a\u202eb"), "subject", "control characters", false},
		"an unknown kind":           {model.MailTest, func(m *mail.Source) { m.Kind = "birthday" }, "text", "no kind", false},
	} {
		t.Run(name, func(t *testing.T) {
			s := builtin(t, try.kind)
			try.edit(&s)
			made, problems := mail.ParseTemplate(s)
			if made != nil || len(problems) == 0 {
				t.Fatal("it was taken")
			}
			if !slices.ContainsFunc(problems, func(p mail.Problem) bool {
				return p.Part == try.part && strings.Contains(p.Says, try.says) && (p.Line > 0) == try.line1
			}) {
				t.Errorf("problems %v, want %s: … %q", problems, try.part, try.says)
			}
		})
	}
	t.Run("all at once, with lines", func(t *testing.T) {
		s := builtin(t, model.MailTest)
		s.Subject, s.Text = "{{.A}}", "one\ntwo {{.B}}\nthree {{.C}}\n"
		_, problems := mail.ParseTemplate(s)
		if len(problems) != 3 || problems[1].Line != 2 || problems[2].Line != 3 {
			t.Errorf("got %v", problems)
		}
	})
}

func TestOverride(t *testing.T) {
	s := builtin(t, model.MailRequest)
	s.Subject = "Ditt lösenord hos {{.Provider}}"
	s.Language = "sv"
	swedish, problems := mail.ParseTemplate(s)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	c := composer(t)
	both := c.With(swedish)
	for asked, want := range map[string]string{"sv": "sv", "sv-SE": "sv", "SV_fi": "sv", "": "en", "de": "en", "en-GB": "en"} {
		l := letter(model.MailRequest)
		l.Language = asked
		m, err := both.Compose(l)
		if err != nil {
			t.Fatal(err)
		}
		got := read(t, m)
		if lang := got.header.Get("Content-Language"); lang != want || strings.HasPrefix(got.subject, "Ditt") != (want == "sv") {
			t.Errorf("asked for %q: %s, %q", asked, lang, got.subject)
		}
		if !strings.Contains(got.html, `lang="`+want+`"`) {
			t.Errorf("asked for %q: the HTML says another language", asked)
		}
		if m, err := c.Compose(l); err != nil || read(t, m).subject != "Your Aptela password request" {
			t.Errorf("the first composer has changed: %v", err)
		}
	}
}

func TestReturnTo(t *testing.T) {
	c, err := mail.NewComposer(model.DefaultProvider(), "Aptela <support@aptela.example>", mail.ReturnTo("bounces@aptela.example"))
	if err != nil {
		t.Fatal(err)
	}
	m, err := c.Compose(letter(model.MailTest))
	if err != nil || m.From != "bounces@aptela.example" || !strings.Contains(string(m.Body), "From: \"Aptela\" <support@") {
		t.Errorf("%q, %v", m.From, err)
	}
	for _, bad := range []string{"", "bounces", "b@c.example> SIZE=1", "ö@aptela.example"} {
		if _, err := mail.NewComposer(model.DefaultProvider(), "a@b.example", mail.ReturnTo(bad)); err == nil {
			t.Errorf("%q was taken", bad)
		}
	}
}

// TestArticle mails HTML that tries to get out of its place.
func TestArticle(t *testing.T) {
	for in, want := range map[string]string{
		`<p>a <b>b</b></p>`:                               `<p>a <b>b</b></p>`,
		`<script>alert(1)</script>x`:                      `x`,
		`<p onclick="x()" style="y">a</p>`:                `<p>a</p>`,
		`<img src="https://evil.example/x">x`:             `x`,
		`<a href="javascript:x()">a</a>`:                  `<a>a</a>`,
		`<a href="https://a.example/?b&amp;c">a</a>`:      `<a href="https://a.example/?b&amp;c">a</a>`,
		`</td></tr></table>x`:                             ``,
		`<p>a<ul><li>b`:                                   `<p>a<ul><li>b</li></ul></p>`,
		`<a href='https://a.example/"onx="y'>a</a>`:       `<a href="https://a.example/&#34;onx=&#34;y">a</a>`,
		`<x:p>a</x:p>`:                                    `a`,
		"a\x1b[2J\u202e":                                  `a¿[2J¿`,
		`a &lt;script&gt; b`:                              `a &lt;script&gt; b`,
		`<!-- --><p>a</p><style>p{}</style>`:              `<p>a</p>`,
		`<svg><a href="https://evil.example">x</a></svg>`: ``,
	} {
		l := letter(model.MailArticle)
		l.Article.HTML = in
		html := read(t, compose(t, l)).html
		if want == "" { // then there may be nothing at all
			if strings.Contains(html, "evil") || strings.Count(html, "</table>") != 2 {
				t.Errorf("%s became:\n%s", in, html)
			}
			continue
		}
		if !strings.Contains(html, want) || strings.Contains(html, "<script") || strings.Contains(html, "alert(1)") || strings.Count(html, "</table>") != 2 {
			t.Errorf("%s became:\n%s", in, html)
		}
	}
	l := letter(model.MailArticle)
	l.Article.HTML, l.Article.Text = "", "a <b>\nc\n\nd"
	if html := read(t, compose(t, l)).html; !strings.Contains(html, "<p>a &lt;b&gt;<br>c</p>\r\n<p>d</p>") {
		t.Errorf("the text became:\n%s", html)
	}
}

func FuzzParseTemplate(f *testing.F) {
	f.Add("a", "{{.Contact}}", "<p>{{.Contact}}</p>")
	f.Add("{{with .Name}}{{.}}{{end}}", "{{template \"bye\" $}}", "<p style=\"{{.Colour}}\">")
	f.Fuzz(func(t *testing.T, subject, text, html string) {
		made, problems := mail.ParseTemplate(mail.Source{Kind: model.MailChanged, Language: "en", Subject: subject, Text: text, HTML: html})
		if (made == nil) != (len(problems) > 0) {
			t.Fatalf("%v, %v", made, problems)
		}
		if made == nil {
			return
		}
		// What was taken when saved must never fail later.
		if m, err := composer(t).With(made).Compose(letter(model.MailChanged)); err != nil || !strings.Contains(read(t, m).text, "support@aptela.example") {
			t.Fatalf("%v", err)
		}
	})
}
