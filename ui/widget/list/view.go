// This file draws the list:
//
//	  CLIENT ID  NAME          ROLE
//	> 44·····    Ada Okafor    admin
//	 *44·····    Ben Sørensen  user
package list

import (
	"strconv"

	"callin/ui/kit"
	"callin/ui/widget/columns"
)

// gutter is the space before the first column: a blank, the sign of the chosen
// row, the sign of a marked one.
const gutter = 3

// View draws the list with the cursor on the chosen row.
func (l *List) View(t *kit.Theme) kit.Frame {
	var f kit.Frame
	f.Lines = make([]string, 0, max(l.h, 1))
	if l.titled() && l.rows.Len > 0 {
		l.buf = append(l.buf[:0], kit.Space(gutter)...)
		l.buf = columns.Append(l.buf, l.cols, l.widths, columns.Titles(l.cols, t.Muted), l.w-gutter, kit.Style{})
		f.Lines = append(f.Lines, string(l.buf))
	}
	if l.rows.Len == 0 {
		if l.Empty != "" {
			f.Lines = append(f.Lines, kit.Clip(kit.Space(gutter)+t.Muted.Of(kit.Text(l.Empty)), l.w))
		}
		return f
	}
	for i := l.top; i < min(l.top+l.page(), l.rows.Len); i++ {
		if i == l.at {
			f.Cursor = &kit.Point{X: 1, Y: len(f.Lines)}
		}
		f.Lines = append(f.Lines, l.row(t, i))
	}
	return f
}

func (l *List) row(t *kit.Theme, i int) string {
	clear(l.cells)
	l.rows.Cells(i, l.cells)
	sign, mark, style := byte(' '), byte(' '), kit.Style{}
	if i == l.at {
		sign, style = '>', t.Selected
	}
	if len(l.marks) > 0 && l.marks[l.rows.ID(i)] {
		mark = '*'
	}
	l.buf = append(l.buf[:0], ' ')
	l.buf = style.Begin(l.buf)
	l.buf = append(l.buf, sign, mark)
	l.buf = columns.Append(l.buf, l.cols, l.widths, l.cells, l.w-gutter, style)
	l.buf = style.End(l.buf)
	return string(l.buf)
}

// Position says where in the list the choice is, such as "17 of 3204", "" when
// everything is in sight.
func (l *List) Position() string {
	if l.rows.Len <= l.page() {
		return ""
	}
	return strconv.Itoa(l.at+1) + " of " + strconv.Itoa(l.rows.Len)
}
