package knowledge_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"callin/model"
	"callin/model/knowledge"
)

// required are the articles that there must be, and words that each must have
// to be true to the provider's rules.
var required = map[model.ArticleID][]string{
	"forgot-login":           {"Forgot your password", "3 minutes", "spam", "temporary password", "account change ticket", "security question", "no user name", "never speak a password"},
	"change-password-or-pin": {"exactly four digits", "portal", "profile"},
	"user-name-change":       {"No.", "deletes the extension and creates a new one", "call history", "voicemail", "faxes", "main call tree", "account change ticket", "Menu options"},
	"sip-ftp-passwords":      {"program SIP phones by hand", "account administrator", "portal"},
	"polycom-password":       {"4, 6, 8 and *", "1, 3, 5 and 7", "0004F", "MAC address", "sticker", "network data", "user's own settings"},
	"admin-password":         {"operator", "account change ticket", "on file"},
	"extension-number":       {"administrators alone", "must be unassigned", "at once"},
	"add-user":               {"user name, Client ID and a temporary password", "without the password", "never changes"},
	"security-question":      {"three wrong answers", "Administrators alone", "Case, accents and punctuation"},
}

func shelf(id model.ArticleID) (internal, ok bool) {
	a, ok := knowledge.BuiltinArticle(id)
	return a.Internal, ok
}

func TestBuiltin(t *testing.T) {
	for id, words := range required {
		a, ok := knowledge.BuiltinArticle(id)
		if !ok || a.Internal {
			t.Errorf("%s: there %v, for agents alone %v", id, ok, a.Internal)
			continue
		}
		text := knowledge.Text(a.Text)
		for _, w := range words {
			if !strings.Contains(strings.ReplaceAll(text, "\n", " "), w) {
				t.Errorf("%s doesn't say %q:\n%s", id, w, text)
			}
		}
	}
	for _, a := range knowledge.Builtin() {
		if problems := knowledge.Check(a, shelf); len(problems) > 0 {
			t.Errorf("%s: %v", a.ID, problems)
		}
		if len(a.Related) == 0 || len(a.Tags) == 0 || knowledge.CategoryRank(a.Category) == 3 {
			t.Errorf("%s stands alone: %v %v %s", a.ID, a.Related, a.Tags, a.Category)
		}
	}
	for _, c := range model.Credentials {
		if !slices.ContainsFunc(knowledge.Builtin(), func(a model.Article) bool { return slices.Contains(a.Solves, c) && !a.Internal }) {
			t.Errorf("no article for a lost %s", c)
		}
	}
}

func TestParse_problems(t *testing.T) {
	whole := knowledge.Source(knowledge.Builtin()[0])
	for _, tc := range []struct{ was, now, want string }{
		{"---\nid", "id", "doesn't begin with"},
		{"id: add-user", "id: Add User", "The id may hold"},
		{"audience: public", "audience: everybody", "must be public or internal"},
		{"audience: public\n", "", "There is no audience."},
		{"title: ", "titel: ", `"titel" is no line`},
		{"related: ", "solves: the lottery\nrelated: ", `names "the lottery"`},
		{"related: ", "related: ../x, ", "The related may hold"},
		{"date: 2026", "date: 26", "must be a date"},
		{"revision: 1", "revision: 0", "must be a number from 1"},
		{"title: ", "title: twice\ntitle: ", "two lines with title"},
	} {
		if !strings.Contains(whole, tc.was) {
			t.Fatalf("no %q in\n%s", tc.was, whole)
		}
		_, problems := knowledge.Parse(strings.Replace(whole, tc.was, tc.now, 1))
		if got := strings.Join(problems, " "); !strings.Contains(got, tc.want) {
			t.Errorf("%q: %q, want %q", tc.now, got, tc.want)
		}
	}
}

func TestParse_source(t *testing.T) {
	for _, a := range knowledge.Builtin() {
		again, problems := knowledge.Parse(knowledge.Source(a))
		if diff := cmp.Diff(a, again); diff != "" || len(problems) > 0 {
			t.Errorf("%s: %v %s", a.ID, problems, diff)
		}
	}
}

const sample = `# Heading & more

Some *text* with **weight**, a [link](https://help.example/a?b=1&c=2), an [article](article:add-user),
a <b>tag</b>, ` + "`code`" + ` and support@aptela.example.

1. one
2. two
   - inner \* star

| a | b |
| --- | --- |
| c | d |

> said

	tabbed
`

func TestText(t *testing.T) {
	want := `Heading & more

Some text with weight, a link (https://help.example/a?b=1&c=2), an article, a tag, code and support@aptela.example.

1. one
2. two
   - inner * star

a | b
c | d

  said

    tabbed`
	if diff := cmp.Diff(want, knowledge.Text(sample)); diff != "" {
		t.Error(diff)
	}
}

func TestHTML(t *testing.T) {
	html, err := knowledge.HTML(sample)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"<h1", "Heading &amp; more", `<a href="https://help.example/a?b=1&amp;c=2">link</a>`, "an article,", "<li>one</li>", "<td>c</td>",
		`<a href="mailto:support@aptela.example">`,
	} {
		if !strings.Contains(html, want) {
			t.Errorf("no %s in\n%s", want, html)
		}
	}
	if strings.Contains(html, "<b>") || strings.Contains(html, "article:") {
		t.Errorf("too much came through:\n%s", html)
	}
}

func TestSheet(t *testing.T) {
	for _, a := range knowledge.Builtin() {
		sheet := knowledge.Sheet(a, "Aptela")
		for line := range strings.Lines(sheet) {
			if n := utf8.RuneCountInString(strings.TrimRight(line, "\n")); n > 76 {
				t.Errorf("%s: a line of %d: %q", a.ID, n, line)
			}
		}
		if !strings.HasPrefix(sheet, a.Title+"\n===") || !strings.Contains(sheet, "Aptela · revision 1 · 2026-02-16") {
			t.Errorf("%s:\n%s", a.ID, sheet)
		}
	}
}

// Every word of an article is on paper, whatever its form.
func TestSheet_whole(t *testing.T) {
	for _, a := range knowledge.Builtin() {
		if got, want := strings.Fields(knowledge.Sheet(a, "")), strings.Fields(knowledge.Text(a.Text)); len(got) < len(want) {
			t.Errorf("%s: %d words of %d", a.ID, len(got), len(want))
		}
	}
}

func TestLinks(t *testing.T) {
	links := knowledge.Links(sample + "\n![picture](http://x.example/a.png) [bad](javascript:alert(1)) [worse](ARTICLE:x)")
	var got []string
	for _, l := range links {
		got = append(got, l.Words+" "+l.To)
		if l.Harmless() != (l.Words != "bad" && l.Words != "worse") {
			t.Errorf("%+v: harmless %v", l, l.Harmless())
		}
	}
	want := []string{
		"link https://help.example/a?b=1&c=2", "article article:add-user", "support@aptela.example mailto:support@aptela.example",
		"picture http://x.example/a.png", "bad javascript:alert(1)", "worse ARTICLE:x",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestCheck(t *testing.T) {
	good := model.Article{ID: "mine", Title: "Mine", Category: "Logging in", Text: "Text with a [way](article:add-user)."}
	if problems := knowledge.Check(good, shelf); len(problems) > 0 {
		t.Fatal(problems)
	}
	for want, spoil := range map[string]func(*model.Article){
		"The name ":             func(a *model.Article) { a.ID = "Not a name" },
		"There is no title.":    func(a *model.Article) { a.Title = " " },
		"There is no category.": func(a *model.Article) { a.Category = "" },
		"The title has 200":     func(a *model.Article) { a.Title = strings.Repeat("x", 200) },
		"There is no text.":     func(a *model.Article) { a.Text = " \n" },
		"there is room for":     func(a *model.Article) { a.Text = strings.Repeat("x", model.MaxArticleText+1) },
		"There is HTML":         func(a *model.Article) { a.Text += " <script>alert(1)</script>" },
		"There is a picture":    func(a *model.Article) { a.Text += " ![x](https://x.example/y.png)" },
		"which isn't opened":    func(a *model.Article) { a.Text += " [x](javascript:alert(1))" },
		"an article that there": func(a *model.Article) { a.Related = []model.ArticleID{"gone"} },
		"leads to nowhere, an":  func(a *model.Article) { a.Text += " [x](article:nowhere)" },
		"which is for agents":   func(a *model.Article) { a.Related = []model.ArticleID{"which-way"} },
		"It leads to itself.":   func(a *model.Article) { a.Related = []model.ArticleID{"mine"} },
		"are enough for any":    func(a *model.Article) { a.Tags = make([]string, 21) },
	} {
		a := good
		spoil(&a)
		if got := strings.Join(knowledge.Check(a, shelf), " "); !strings.Contains(got, want) {
			t.Errorf("%q, want %q", got, want)
		}
	}
	good.Internal, good.Related = true, []model.ArticleID{"which-way"}
	if problems := knowledge.Check(good, shelf); len(problems) > 0 {
		t.Errorf("agents may be led to what is for agents: %v", problems)
	}
}
