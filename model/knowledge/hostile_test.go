package knowledge_test

import (
	"os"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"callin/model"
	"callin/model/knowledge"
)

// hostile is Markdown that somebody might write to do harm with.
func hostile(t testing.TB) []string {
	t.Helper()
	payloads, err := os.ReadFile("../testdata/hostile.txt")
	if err != nil {
		t.Fatal(err)
	}
	all := []string{
		"<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "a <b onclick=x>b</b>", "[x](javascript:alert(1))",
		"[x](JaVaScRiPt:alert(1))", "[x](data:text/html;base64,PHNjcmlwdD4=)", "[x](<java\nscript:alert(1)>)", "![x](file:///etc/passwd)",
		"<javascript:alert(1)>", "[x](&#106;avascript:alert(1))", "[x]: javascript:alert(1)\n\n[x]", "\x1b]8;;http://evil.example\x07click\x1b]8;;\x07",
		"\u202egnp.exe", "| a |\n| --- |\n" + strings.Repeat("| \x1b[31m |\n", 50), strings.Repeat("> ", 500) + "deep",
		strings.Repeat("* ", 300) + "deep", strings.Repeat("[", 3000), strings.Repeat("**a", 2000), strings.Repeat("| ", 3000) + "\n" + strings.Repeat("|-", 1500),
		"```\n\x1b[2J\n```", "&#27;[2J &#x202e; &#0;", "a\tb\r\n\tc\x00", "[a](http://x.example/\x1b[31m)", "<http://x.example/&#27;>", "http://x.example/\u202egnp",
	}
	return append(all, strings.Split(string(payloads), "\n")...)
}

var dangerous = regexp.MustCompile(`(?i)<script|<img|<iframe|<[^>]*\son\w+=|href="(javascript|data|file|vbscript|article)`)

func TestHostile(t *testing.T) {
	for _, source := range hostile(t) {
		text := knowledge.Text(source)
		html, err := knowledge.HTML(source)
		if err != nil {
			t.Fatalf("%q: %v", source, err)
		}
		page, err := knowledge.Page(model.Article{Title: source, Text: source}, source)
		if err != nil {
			t.Fatal(err)
		}
		for where, out := range map[string]string{"text": text, "html": html, "page": page, "sheet": knowledge.Sheet(model.Article{Title: source, Text: source}, source)} {
			if model.Clean(out) != out {
				t.Errorf("%s of %q isn't clean: %q", where, source, out)
			}
			if where != "text" && where != "sheet" && dangerous.MatchString(out) {
				t.Errorf("%s of %q: %s", where, source, out)
			}
		}
		for _, l := range knowledge.Links(source) {
			if strings.ContainsFunc(l.To+l.Words, unicode.IsControl) {
				t.Errorf("a link of %q: %+v", source, l)
			}
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, a := range knowledge.Builtin() {
		f.Add(knowledge.Source(a))
	}
	f.Add("---\n---\n")
	f.Add("---\nid: a\ntags: a,,b, a\n---\n---\n")
	f.Fuzz(func(t *testing.T, source string) {
		a, problems := knowledge.Parse(source)
		if len(problems) > 0 {
			return
		}
		again, problems := knowledge.Parse(knowledge.Source(a))
		if len(problems) > 0 || knowledge.Source(again) != knowledge.Source(a) {
			t.Errorf("%q becomes %q: %v", knowledge.Source(a), knowledge.Source(again), problems)
		}
	})
}

func FuzzMarkdown(f *testing.F) {
	for _, source := range hostile(f) {
		f.Add(source)
	}
	f.Fuzz(func(t *testing.T, source string) {
		if len(source) > 4096 {
			return
		}
		html, err := knowledge.HTML(source)
		if err != nil {
			t.Fatal(err)
		}
		if text := knowledge.Text(source); model.Clean(text) != text || model.Clean(html) != html || dangerous.MatchString(html) {
			t.Errorf("%q: %q\n%q", source, text, html)
		}
	})
}
