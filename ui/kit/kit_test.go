// This file tries the text of the screen: widths, styles, and the last wall.
package kit_test

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"callin/model"
	"callin/ui/kit"
)

// pieces of text that terminals and libraries treat in their own ways.
var pieces = []string{
	"a", "Lindgren Pumps", " ", "ø", "Krämer", "e\u0301", "a\u0308\u0323", "東京", "ポンプ", "한국", "ก็", "क्षि", "שלום", "é",
	"─", "·", "…", "👩‍👩‍👧", "👍🏽", "❤\ufe0f", "🇩🇪", "\t", "\n", "\r", "\x00", "\x07", "\x7f", "\x1b", "\u009b31m",
	"\x1b[31m", "\x1b[m", "\x1b[1m", "\x1b[2J", "\x1b]0;title\x07", "\x1b]52;c;aGk=\x07", "\x1b]8;;http://x\x1b\\x\x1b]8;;\x1b\\", "\x1bP1$r\x1b\\",
	"\x1b_G\x1b\\", "\x1b[", "\x1b]", "\x1b[?1049l", "\xff", "\xc2", "\u202e", "\u2066", "\u200b", "\u200d", "\ufeff", "\u2028", "\ufffd",
}

func text() *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 12).Draw(t, "pieces"), "")
	})
}

func TestFit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, w := model.CleanLine(text().Draw(t, "text")), rapid.IntRange(0, 60).Draw(t, "width")
		for name, got := range map[string]string{"Fit": kit.Fit(s, w), "FitRight": kit.FitRight(s, w), "Sides": kit.Sides(s, "x", w)} {
			if n := ansi.StringWidth(got); n > w || ansi.StringWidthWc(got) > w {
				t.Fatalf("%s(%q, %d) = %q is %d wide", name, s, w, got, n)
			}
			if n := kit.Width(got); n != w {
				t.Fatalf("%s(%q, %d) = %q is %d wide", name, s, w, got, n)
			}
		}
		for _, line := range kit.Wrap(s, w+8) {
			if kit.Width(line) > w+8 {
				t.Fatalf("Wrap(%q, %d) holds %q", s, w, line)
			}
		}
	})
}

// TestWidth/narrow: what is measured the quick way must be right for both ways
// of measuring, and must need no cleaning.
func TestWidth(t *testing.T) {
	for r := rune(0x20); r < 0x3000; r++ {
		s := string(r)
		if kit.Scrub(s) != s || model.Clean(s) != s {
			continue
		}
		if w := max(ansi.StringWidth(s), ansi.StringWidthWc(s)); kit.Width(s) != w {
			t.Errorf("Width(%U) = %d, want %d", r, kit.Width(s), w)
		}
	}
	for r := rune(0); r < 0x3000; r++ {
		if got, want := kit.Scrub(string(r)), strings.ReplaceAll(model.Clean(string(r)), "\n", " "); got != want {
			t.Errorf("Scrub(%U) = %q, want %q", r, got, want)
		}
	}
}

var sgr = regexp.MustCompile(`\x1b\[[0-9;]*m`)

func TestScrub(t *testing.T) {
	themes := []*kit.Theme{kit.Dark, kit.Light, kit.Mono, kit.HighDark}
	rapid.Check(t, func(t *rapid.T) {
		theme := rapid.SampledFrom(themes).Draw(t, "theme")
		hostile := text().Draw(t, "text")
		got := kit.Scrub("  " + theme.Accent.Of("ok") + hostile + theme.Selected.Of("row"))
		rest := sgr.ReplaceAllString(got, "")
		for _, r := range rest {
			if r < 0x20 || r >= 0x7f && r < 0xa0 || r == 0x202e || r == 0x2066 || r == 0x200b {
				t.Fatalf("Scrub(%q) = %q lets %U through", hostile, got, r)
			}
		}
		if !utf8.ValidString(got) {
			t.Fatalf("Scrub(%q) isn't UTF-8", hostile)
		}
		if kit.Scrub(got) != got {
			t.Fatalf("Scrub(%q) = %q isn't stable", hostile, got)
		}
		if n := ansi.StringWidth(got); n != ansi.StringWidth(rest) {
			t.Fatalf("Scrub(%q) = %q has hidden parts", hostile, got)
		}
	})
}

func TestScrub_unknown_colour(t *testing.T) {
	if got, want := kit.Scrub("a\x1b[48;5;1mb"), "a¿[48;5;1mb"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := kit.Scrub("a\x1b[1mb"), "a\x1b[1mb\x1b[m"; got != want {
		t.Errorf("a style left on: got %q, want %q", got, want)
	}
}

// TestTheme_contrast measures the accents on the usual backgrounds (WCAG 2.2,
// relative luminance).
func TestTheme_contrast(t *testing.T) {
	for _, tc := range []struct {
		theme      *kit.Theme
		background float64
		least      float64
	}{{kit.Dark, luminance(0x1e, 0x1e, 0x1e), 6.0}, {kit.Light, 1, 4.9}, {kit.HighDark, luminance(0x1e, 0x1e, 0x1e), 8}, {kit.HighLight, 1, 8}} {
		for name, s := range map[string]kit.Style{
			"accent": tc.theme.Accent, "ok": tc.theme.Ok, "warn": tc.theme.Warn,
			"danger": tc.theme.Danger, "muted": tc.theme.Muted,
		} {
			codes := strings.Split(strings.TrimSuffix(strings.SplitN(s.Of("x"), "38;2;", 2)[1], "x\x1b[m"), ";")
			var rgb [3]int
			for i := range rgb {
				rgb[i], _ = strconv.Atoi(strings.TrimSuffix(codes[i], "m"))
			}
			fg := luminance(rgb[0], rgb[1], rgb[2])
			ratio := (max(fg, tc.background) + 0.05) / (min(fg, tc.background) + 0.05)
			if ratio < tc.least {
				t.Errorf("%s %s has a contrast of %.1f, want %.1f", tc.theme.Name, name, ratio, tc.least)
			}
		}
	}
}

func luminance(r, g, b int) float64 {
	linear := func(c int) float64 {
		f := float64(c) / 255
		if f <= 0.03928 {
			return f / 12.92
		}
		return math.Pow((f+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(r) + 0.7152*linear(g) + 0.0722*linear(b)
}

func TestChoose(t *testing.T) {
	for _, tc := range []struct {
		env, asked, saved, file string
		want                    kit.Choice
	}{
		{"TERM=xterm", "", "", "", kit.Auto},
		{"NO_COLOR=", "", "", "", kit.NoColour},
		{"NO_COLOR=please", "", "dark", "light", kit.NoColour},
		{"NO_COLOR=1", "dark", "light", "", kit.AlwaysDark},
		{"NO_COLOR=1", "auto", "", "", kit.NoColour},
		{"TERM=xterm", "", "high", "light", kit.High},
		{"TERM=xterm", "", "", "light", kit.AlwaysPale},
		{"TERM=xterm", "", "auto", "light", kit.Auto},
		{"TERM=xterm", "auto", "dark", "light", kit.Auto},
	} {
		if got := kit.Choose([]string{tc.env}, tc.asked, tc.saved, tc.file); got != tc.want {
			t.Errorf("Choose(%q, %q, %q, %q) = %q, want %q", tc.env, tc.asked, tc.saved, tc.file, got, tc.want)
		}
	}
	if coloured := regexp.MustCompile(`38;2`); coloured.MatchString(kit.NoColour.Theme(true).Danger.Of("x")) {
		t.Error("mono has colours")
	}
}

func TestPlain(t *testing.T) {
	in := "─ 44····· … ↑↓ “x” ▁▂▃ Krämer"
	got := kit.Plain(in)
	if want := "- 44..... ~ ^v \"x\" __- Krämer"; got != want || kit.Width(got) != kit.Width(in) {
		t.Errorf("Plain(%q) = %q, want %q", in, got, want)
	}
}
