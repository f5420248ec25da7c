// This file draws the palette and the help.
package palette

import (
	"callin/model"
	"callin/ui/kit"
)

// Columns of the key and of the words.
const (
	keyWidth  = 9
	wordWidth = 22
)

// noteLines is the room below the list for the chosen entry's sentence.
const noteLines = 2

// View fills the room: the field, as many entries as fit, with the groups'
// names between them while nothing is typed, and what there is to say about
// the chosen one.
func (p *Palette) View(t *kit.Theme, w, h int) kit.Frame {
	text, x := p.field.View(w - 4)
	f := kit.Frame{Lines: make([]string, 0, h), Cursor: &kit.Point{X: 3 + x, Y: 0}}
	f.Lines = append(f.Lines, " "+t.Accent.Of(">")+" "+text, "")
	if len(p.found) == 0 {
		f.Lines = append(f.Lines, "   "+t.Muted.Of("Nothing is called that. Esc clears what you typed."))
		return fill(f, h)
	}
	lines, at := p.lines(t, w)
	room := max(h-3-noteLines, 1)
	p.top = min(p.top, at)
	if at >= p.top+room {
		p.top = at - room + 1
	}
	if at < room {
		p.top = 0 // the first group's heading is worth seeing
	}
	f.Lines = append(f.Lines, lines[p.top:min(p.top+room, len(lines))]...)
	f = fill(f, h-noteLines)
	note := kit.WrapUnder("   ", model.Clean(said(p.found[p.at])), w-1)
	f.Lines = append(f.Lines, note[:min(len(note), noteLines)]...)
	return fill(f, h)
}

func fill(f kit.Frame, h int) kit.Frame {
	for len(f.Lines) < h {
		f.Lines = append(f.Lines, "")
	}
	return f
}

// said is what there is to say about an entry: why not now, or what it does.
func said(e Entry) string {
	if e.Disabled != "" {
		return "Not now: " + e.Disabled
	}
	return e.Help
}

// lines draws all entries and tells which line is the chosen one. There are
// some dozens: each has been asked for by a person and a key.
func (p *Palette) lines(t *kit.Theme, w int) (lines []string, at int) {
	group := ""
	for i, e := range p.found {
		if p.field.Empty() && e.Group != group {
			if group != "" {
				lines = append(lines, "")
			}
			group = e.Group
			lines = append(lines, kit.Clip("   "+t.Title.Of(kit.Text(group)), w))
		}
		if i == p.at {
			at = len(lines)
		}
		lines = append(lines, p.line(t, e, w, i == p.at))
	}
	return lines, at
}

func (p *Palette) line(t *kit.Theme, e Entry, w int, chosen bool) string {
	key, rest := kit.Fit(e.KeyName(), keyWidth), kit.Text(e.Words)
	if p.helping || e.Disabled != "" {
		rest = kit.Fit(rest, wordWidth) + " " + kit.Text(said(e))
	}
	switch {
	case chosen:
		return " " + t.Selected.Of(kit.Fit("> "+key+" "+rest, w-2))
	case e.Disabled != "":
		return "   " + t.Muted.Of(kit.Clip(key+" "+rest, w-4))
	}
	return kit.Clip("   "+t.Key.Of(key)+" "+rest, w-1)
}
