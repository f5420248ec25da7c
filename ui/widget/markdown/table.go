// This file draws tables.
package markdown

import (
	"strings"

	extast "github.com/yuin/goldmark/extension/ast"

	"callin/ui/kit"
)

// The bounds of a table. One with more or narrower columns is a list of its rows.
const (
	widest    = 8 // columns
	narrowest = 8 // columns of the terminal for each
)

// table draws a table as wide as the room is, or its rows as a list when there
// are too many columns.
func (b *blocks) table(n *extast.Table, f *frame) {
	defer b.gap(f)
	var rows [][]Line
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		var cells []Line
		for cell := row.FirstChild(); cell != nil; cell = cell.NextSibling() {
			cells = append(cells, b.inline(cell))
		}
		rows = append(rows, cells)
	}
	columns, room := len(rows[0]), b.room(f)
	if columns > widest || room < columns*narrowest {
		for _, cells := range rows {
			var line Line
			for i, c := range cells {
				if i > 0 {
					line.put(" · ", kit.Style{})
				}
				line = append(line, c...)
			}
			b.put(f, broken(line, room))
		}
		return
	}
	widths := shares(rows, columns, room)
	b.put(f, drawn(rows[0], n.Alignments, widths))
	var rule []string
	for _, w := range widths {
		rule = append(rule, kit.Rule(w))
	}
	b.put(f, []Line{{{strings.Join(rule, "┼"), kit.Style{}}}})
	for _, cells := range rows[1:] {
		b.put(f, drawn(cells, n.Alignments, widths))
	}
}

// shares tells how wide each column is, with a space at both sides: as its cells
// are, and then the narrowest grows or the widest shrinks until the room is filled.
func shares(rows [][]Line, columns, room int) []int {
	widths := make([]int, columns)
	left := room - (columns - 1)
	for i := range widths {
		for _, cells := range rows {
			if i < len(cells) {
				widths[i] = max(widths[i], min(kit.Width(cells[i].Text()), room))
			}
		}
		widths[i] += 2
		left -= widths[i]
	}
	for ; left != 0; left -= sign(left) {
		at := 0
		for i, w := range widths {
			if left > 0 && w < widths[at] || left < 0 && w > widths[at] {
				at = i
			}
		}
		widths[at] += sign(left)
	}
	return widths
}

func sign(n int) int {
	if n < 0 {
		return -1
	}
	return 1
}

// drawn draws a row, of as many lines as its longest cell has.
func drawn(cells []Line, alignments []extast.Alignment, widths []int) []Line {
	parts := make([][]Line, len(widths))
	height := 1
	for i, w := range widths {
		if i < len(cells) {
			parts[i] = broken(cells[i], w-2)
			height = max(height, len(parts[i]))
		}
	}
	lines := make([]Line, height)
	for y := range lines {
		var line Line
		owed := 0 // spaces that stand before the next sign, and none behind the last
		put := func(r Run) {
			line.put(kit.Space(owed), kit.Style{})
			line.put(r.Text, r.Style)
			owed = 0
		}
		for i, w := range widths {
			if i > 0 {
				put(Run{"│", kit.Style{}})
			}
			var part Line
			if y < len(parts[i]) {
				part = parts[i][y]
			}
			free := w - 2 - kit.Width(part.Text())
			before := 0
			if i < len(alignments) {
				switch alignments[i] {
				case extast.AlignRight:
					before = free
				case extast.AlignCenter:
					before = free / 2
				}
			}
			owed += 1 + before
			for _, r := range part {
				put(r)
			}
			owed += free - before + 1
		}
		lines[y] = line
	}
	return lines
}
