// This file looks at a page as every page's tests do: at one of its rows, at all
// its widths, at its keys, at what it does with hostile text.
package uitest

import (
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"callin/ui/kit"
)

// Row tells whether one line of the screen holds all the words.
func (d *Driver) Row(words ...string) bool {
	return slices.ContainsFunc(d.Lines(), func(line string) bool {
		return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(line, w) })
	})
}

// LastSaid is what the page said last, "" if nothing.
func (s *Stage) LastSaid() string {
	if n := len(s.Said); n > 0 {
		return s.Said[n-1].Text
	}
	return ""
}

// Fits tries a page at every width from 60 to 200, in low and usual windows: no
// line is wider than the window, and there are no more lines than fit.
func (d *Driver) Fits(p kit.Page) {
	d.t.Helper()
	for w := 60; w <= 200; w++ {
		for _, h := range []int{12, 24} {
			d.Resize(w, h)
			f := p.View()
			if len(f.Lines) > h {
				d.t.Fatalf("%d lines in a window of %d×%d:\n%s", len(f.Lines), w, h, strings.Join(f.Lines, "\n"))
			}
			for _, line := range f.Lines {
				if kit.Width(line) > w {
					d.t.Fatalf("%d columns of %d: %q", kit.Width(line), w, line)
				}
			}
		}
	}
}

// Clean tries that nothing leaves the page that a terminal might obey or hide:
// before the app's last wall, which must have nothing to do.
func (d *Driver) Clean(p kit.Page) {
	d.t.Helper()
	for _, w := range []int{60, 80, 120, 200} {
		d.Resize(w, 40)
		for _, line := range p.View().Lines {
			if plain := ansi.Strip(line); kit.Scrub(line) != line || strings.ContainsAny(plain, "\x1b\x07\r\t\u202e\u2066\u200b") {
				d.t.Fatalf("%d columns: not clean: %q", w, line)
			}
		}
	}
}

// Evil is text that somebody might send to take over a terminal or to hide
// something from whoever reads it.
func Evil() string {
	return "\x1b[2J\x1b]52;c;aGk=\x07\u202eevil\u2066\r\n\u200b👩‍👩‍👧\t" + strings.Repeat("長い名前", 12)
}

// Keys tries a page's actions: each is explained, and none is on a key that
// means something else on every page. own are keys of those that this page has
// itself, such as "o" where there is something to sort.
func (d *Driver) Keys(p kit.Page, own ...string) {
	d.t.Helper()
	bs := p.Bindings()
	for _, b := range bs {
		if b.Help == "" {
			d.t.Errorf("%s has no help", b.ID)
		}
	}
	for key := range strings.FieldsSeq(reserved) {
		if !slices.Contains(own, key) {
			bs = append(bs, kit.Binding{ID: "everywhere." + key, Keys: []string{key}, Words: key})
		}
	}
	for _, bad := range kit.Clashes(bs) {
		d.t.Error(bad)
	}
}

// reserved are the keys that mean the same on every page, whether or not the app
// binds them by now. They are known by heart, so that the tests of a page need no
// app and no desk.
const reserved = "ctrl+p : ? q ctrl+l ctrl+z ctrl+c 1 2 3 4 5 6 7 8 n N g G ctrl+d ctrl+u space o O f - y z"
