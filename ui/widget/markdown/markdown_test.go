package markdown_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"callin/ui/kit"
	"callin/ui/widget/markdown"
)

func plain(source string, w int) string {
	var out []string
	for _, l := range markdown.New(source).Lines(kit.Mono, w) {
		out = append(out, l.Text())
	}
	return strings.Join(out, "\n")
}

func articles(t testing.TB) []string {
	t.Helper()
	files, err := filepath.Glob("../../../model/knowledge/articles/*.md")
	if err != nil || len(files) < 9 {
		t.Fatal(files, err)
	}
	var all []string
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		_, body, _ := strings.Cut(strings.TrimPrefix(string(b), "---\n"), "\n---\n")
		all = append(all, body)
	}
	return all
}

const sample = `# A heading

Some *text* with **weight**, a [link](https://help.example/a), an [article](article:add-user)
and ` + "`code`" + `.

1. one that is long enough to go on in
   the line below
2. two
   - inner \* star

| a | b |
| --- | --- |
| c | d |

> said

    code	tabbed
`

func TestLines(t *testing.T) {
	want := `A heading

Some text with weight, a link https://help.example/a, an article and code.

1. one that is long enough to go on in the line below
2. two
   • inner * star

 a                            │ b
──────────────────────────────┼──────────────────────────────
 c                            │ d

│ said

  code    tabbed`
	got := plain(sample, 61)
	got = strings.ReplaceAll(got, "https://help.example/a, an article\n", "https://help.example/a, an article ")
	got = strings.ReplaceAll(got, "an\narticle and", "an article and")
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// What is said once isn't said again, and what the source looks like counts for
// nothing, but for a line break that was meant.
func TestLines_inline(t *testing.T) {
	for source, want := range map[string]string{
		"one\ntwo  \nthree\\\nfour":                            "one two\nthree\nfour",
		"[https://a.example](https://a.example) <x@y.example>": "https://a.example x@y.example",
		"![a plan](https://a.example/p.png)":                   "a plan https://a.example/p.png",
		"*one* **two _three_** ~~four~~ `\\*`":                 "one two three four \\*",
		"a <b>bold</b> try &amp; &#65;":                        "a bold try & A",
		"- [ ] to do\n- [x] done":                              "• [ ] to do\n• [x] done",
		"| n | sum |\n| :-: | --: |\n| a | 12 |": strings.Join([]string{
			"              n              │                        sum",
			"─────────────────────────────┼────────────────────────────",
			"              a              │                         12",
		}, "\n"),
	} {
		if diff := cmp.Diff(want, plain(source, 58)); diff != "" {
			t.Errorf("%q: %s", source, diff)
		}
	}
}

func TestLines_hang(t *testing.T) {
	got := plain("12. one that is long enough to go on in the line below\n    - and what is in it goes on, too, under itself", 30)
	want := `12. one that is long enough to
    go on in the line below
    • and what is in it goes
      on, too, under itself`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestLines_styles(t *testing.T) {
	var out []string
	for _, l := range markdown.New("# Head\n\nis **strong** and [there](https://x.example)\n").Lines(kit.Dark, 60) {
		out = append(out, l.Draw(nil, kit.Style{}))
	}
	got := strings.Join(out, "\n")
	for _, want := range []string{kit.Dark.Title.Of("Head"), kit.Dark.Title.Of("strong"), kit.Dark.Accent.Of("there"), kit.Dark.Muted.Of("https://x.example")} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in %q", want, got)
		}
	}
}

func TestLine_draw(t *testing.T) {
	l := markdown.Line{{Text: "ab"}, {Text: "cd", Style: kit.Dark.Accent}, {Text: "ef"}}
	got := l.Draw([]kit.Span{{From: 1, To: 3}, {From: 5, To: 6}}, kit.Dark.Match)
	want := "a" + kit.Dark.Match.Of("b") + kit.Dark.Match.Of("c") + kit.Dark.Accent.Of("d") + "e" + kit.Dark.Match.Of("f")
	if got != want || l.Text() != "abcdef" {
		t.Errorf("%q, want %q", got, want)
	}
}

// hostile is Markdown that somebody might write to take a terminal over.
func hostile(t testing.TB) []string {
	t.Helper()
	b, err := os.ReadFile("../../../model/testdata/hostile.txt")
	if err != nil {
		t.Fatal(err)
	}
	return append(strings.Split(string(b), "\n"),
		"\x1b]8;;http://evil.example\x07click\x1b]8;;\x07", "&#27;[2J &#x202e;x &#0; &#155;31m", "[x](http://x.example/&#27;[2J)",
		"[x](javascript:alert(1))", "![x](http://x.example/y.png)", "<script>alert(1)</script>\n\n<b onclick=x>b</b>",
		"| \x1b[31m |\n| --- |\n"+strings.Repeat("| \u202ex |\n", 200), strings.Repeat("| a ", 400)+"|\n"+strings.Repeat("| - ", 400)+"|\n",
		strings.Repeat("> ", 300)+"deep", strings.Repeat("- ", 300)+"deep", strings.Repeat("長い名前", 100), strings.Repeat("x", 900),
		"```\n\x1b[2J\tcode "+strings.Repeat("y", 300)+"\n```", "# "+strings.Repeat("title ", 80), strings.Repeat("[", 2000), "a\r\nb\r", "\x00\xff\xfe",
		strings.Repeat("1. a\n", 300), "\x1bP$q\x1b\\ \x9b31m", "**\x1b[5mblink**", "`\x1b]52;c;aGk=\x07`",
	)
}

func TestHostile(t *testing.T) {
	for _, source := range append(hostile(t), articles(t)...) {
		for _, w := range []int{20, 56, 80, 196} {
			for i, l := range markdown.New(source).Lines(kit.Dark, w) {
				drawn := l.Draw([]kit.Span{{From: 0, To: 1 << 20}}, kit.Dark.Match)
				if kit.Scrub(drawn) != drawn || strings.ContainsAny(l.Text(), "\x1b\x07\r\t\u202e") {
					t.Fatalf("%.60q, line %d isn't clean: %q", source, i, drawn)
				}
				if kit.Width(drawn) > w {
					t.Fatalf("%.60q, line %d has %d columns of %d: %q", source, i, kit.Width(drawn), w, drawn)
				}
			}
		}
	}
}

// Every word of an article is on the screen at every width.
func TestLines_whole(t *testing.T) {
	for n, source := range articles(t) {
		for w := 56; w <= 200; w += 12 {
			shown := strings.Join(strings.Fields(plain(source, w)), " ")
			for line := range strings.Lines(source) {
				for _, word := range strings.FieldsFunc(line, func(r rune) bool { return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9') }) {
					if !strings.Contains(line, "](article:") && !strings.Contains(shown, word) {
						t.Fatalf("article %d at %d columns doesn't say %q of %q:\n%s", n, w, word, line, plain(source, w))
					}
				}
			}
		}
	}
}

// Lines are made once for a width and a theme.
func TestDoc_cached(t *testing.T) {
	d := markdown.New(sample)
	first := d.Lines(kit.Dark, 60)
	if again := d.Lines(kit.Dark, 60); &again[0] != &first[0] {
		t.Error("made again for the same window")
	}
	for _, other := range []struct {
		t *kit.Theme
		w int
	}{{kit.Dark, 40}, {kit.Mono, 40}} {
		if again := d.Lines(other.t, other.w); &again[0] == &first[0] {
			t.Errorf("%d columns, %s: the same lines", other.w, other.t.Name)
		}
	}
	d.Set("other")
	if got := d.Lines(kit.Mono, 40); len(got) != 1 || got[0].Text() != "other" {
		t.Errorf("%v", got)
	}
	if d = markdown.New(""); len(d.Lines(kit.Mono, 40)) != 0 {
		t.Error("nothing has lines")
	}
}

func FuzzLines(f *testing.F) {
	for _, source := range hostile(f) {
		f.Add(source, 60)
	}
	f.Fuzz(func(t *testing.T, source string, w int) {
		if len(source) > 2000 || w < 0 || w > 300 {
			return
		}
		for _, l := range markdown.New(source).Lines(kit.Mono, w) {
			if drawn := l.Draw(nil, kit.Style{}); kit.Scrub(drawn) != drawn || kit.Width(drawn) > max(w, 20) {
				t.Errorf("%d columns of %d: %q", kit.Width(drawn), w, drawn)
			}
		}
	})
}

func BenchmarkLines(b *testing.B) {
	source := articles(b)[3]
	for b.Loop() {
		markdown.New(source).Lines(kit.Dark, 76)
	}
}

func Example() {
	for _, l := range markdown.New("Hold **4, 6, 8 and \\*** together.").Lines(kit.Mono, 60) {
		fmt.Println(l.Text())
	}
	// Output: Hold 4, 6, 8 and * together.
}
