// This file draws the parts of a report: the numbers always, and beside them
// bars, columns or fields where there is room.
package reports

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/widget/chart"
	"callin/ui/widget/columns"
)

// drawn is the report that was read as it was drawn last: View runs after every
// message, and a report changes once a minute.
type drawn struct {
	lines []string
	w     int
	theme *kit.Theme
}

// body is draw, kept.
func (p *Page) body(t *kit.Theme, w int) []string {
	if p.drawn.w != w || p.drawn.theme != t {
		p.drawn = drawn{p.draw(t, w), w, t}
	}
	return p.drawn.lines
}

// draw draws the parts of the report that was read, w columns wide.
func (p *Page) draw(t *kit.Theme, w int) []string {
	var lines []string
	var narrow [][]string // parts that wait to be put beside each other
	put := func(block []string) {
		if len(lines) > 0 && len(block) > 0 {
			lines = append(lines, "")
		}
		lines = append(lines, block...)
	}
	for _, part := range p.figures.Parts {
		if w < twoColumns || broad(part) || len(p.figures.Parts) == 1 {
			put(paired(narrow, w))
			narrow = nil
			put(p.part(t, part, w))
			continue
		}
		narrow = append(narrow, p.part(t, part, (w-gutter)/2))
	}
	put(paired(narrow, w))
	return lines
}

const (
	twoColumns = 116 // columns from which parts stand beside each other
	gutter     = 4   // columns between them
)

// broad tells of parts that need the whole width.
func broad(part model.Part) bool {
	return part.Shape == model.ShapeHeat || len(part.Heads) > 6
}

// paired puts blocks into two columns of about one height, in their order.
func paired(blocks [][]string, w int) []string {
	all := 0
	for _, b := range blocks {
		all += len(b) + 1
	}
	var columns [2][]string
	at := 0
	for _, b := range blocks {
		if at == 0 && len(columns[0]) > 0 && len(columns[0])+len(b)/2 >= all/2 {
			at = 1
		}
		if len(columns[at]) > 0 {
			columns[at] = append(columns[at], "")
		}
		columns[at] = append(columns[at], b...)
	}
	left, right := columns[0], columns[1]
	var lines []string
	for i := range max(len(left), len(right)) {
		line := ""
		if i < len(left) {
			line = left[i]
		}
		if i < len(right) && right[i] != "" {
			line = kit.Fit(line, (w-gutter)/2) + kit.Space(gutter) + right[i]
		}
		lines = append(lines, line)
	}
	return lines
}

// part draws one part.
func (p *Page) part(t *kit.Theme, part model.Part, w int) []string {
	lines := append([]string{t.Title.Of(part.Title)}, muted(t, part.Note, w)...)
	switch {
	case blank(part):
		return append(lines, t.Muted.Of("none"))
	case part.Shape == model.ShapeHeat:
		return append(lines, heat(t, part, w)...)
	case part.Shape == model.ShapeSeries:
		return append(lines, series(t, part, w)...)
	}
	return append(lines, p.table(t, part, w)...)
}

// blank tells whether a part has nothing to show.
func blank(part model.Part) bool {
	return (model.Figures{Parts: []model.Part{part}}).Empty()
}

const (
	widestLabel = 34
	leastBar    = 8
	widestBar   = 40
)

// table draws rows with their numbers, and a bar for each row's first number.
// Short of room the bar goes first, then text from the right; numbers stay.
func (p *Page) table(t *kit.Theme, part model.Part, w int) []string {
	cells, most, label := p.written(part)
	cols := []columns.Column{{Title: part.Heads[0], Width: min(max(label, 8), widestLabel), Max: max(label, 8), Grow: 1}}
	bars := part.Shape == model.ShapeBars
	if bars {
		cols = append(cols, columns.Column{Width: leastBar, Grow: 3, Max: widestBar, Drop: 99})
	}
	for i, head := range part.Heads[1:] {
		col := columns.Column{Title: head, Width: kit.Width(head), Right: true}
		for _, row := range cells {
			if i < len(row) {
				col.Width = max(col.Width, kit.Width(kit.Text(row[i])))
			}
		}
		if unit(part, i) == model.UnitText {
			col.Right, col.Grow, col.Max, col.Drop = false, 1, col.Width, i+1
			col.Width = min(col.Width, 12)
			if empty(cells, i) { // its room is better used by the others
				col.Drop = 100
			}
		}
		cols = append(cols, col)
	}
	widths := columns.Layout(cols, w)
	line := func(row []columns.Cell) string {
		return strings.TrimRight(string(columns.Append(nil, cols, widths, row, w, kit.Style{})), " ")
	}
	lines := []string{line(columns.Titles(cols, t.Muted))}
	for i, row := range part.Rows {
		style := kit.Style{}
		switch {
		case row.Alert:
			style = t.Warn
		case blank(model.Part{Rows: part.Rows[i : i+1]}):
			style = t.Muted
		}
		drawn := []columns.Cell{{Text: named(part, row), Style: style}}
		switch {
		case row.Whole && !row.Alert:
			style, drawn[0].Style = t.Title, t.Title
			fallthrough
		case row.Whole:
			drawn = append(drawn, make([]columns.Cell, len(cols)-1-len(cells[i]))...) // no bar
		case bars:
			drawn = append(drawn, columns.Cell{Text: chart.Bar(first(row), most, widths[1]), Style: t.Accent})
		}
		for _, text := range cells[i] {
			drawn = append(drawn, columns.Cell{Text: text, Style: style})
		}
		if row.Alert { // a sign, too, for terminals without styles
			drawn[0].Text = fmt.Sprintf("%s !", kit.Clip(kit.Text(named(part, row)), widths[0]-2))
		}
		lines = append(lines, line(drawn))
	}
	return lines
}

// empty tells whether a column has nothing in it.
func empty(cells [][]string, column int) bool {
	return !slices.ContainsFunc(cells, func(row []string) bool { return column < len(row) && row[column] != "" })
}

// written is the text of each cell, the greatest of the first numbers, and the
// width of the labels.
func (p *Page) written(part model.Part) (cells [][]string, most int64, label int) {
	label = kit.Width(part.Heads[0])
	for _, row := range part.Rows {
		var texts []string
		for _, c := range row.Cells {
			texts = append(texts, p.cell(c))
		}
		cells = append(cells, texts)
		if !row.Whole {
			most = max(most, first(row))
		}
		n := kit.Width(kit.Text(named(part, row)))
		if row.Alert {
			n += 2
		}
		label = max(label, n)
	}
	return cells, most, label
}

// named is what a row is about. Telephone numbers stand as everywhere on the
// screen; in CSV they are as they are kept.
func named(part model.Part, row model.Row) string {
	if part.Heads[0] == "number" {
		return kit.Phone(row.Label)
	}
	return row.Label
}

func first(row model.Row) int64 {
	if len(row.Cells) == 0 {
		return 0
	}
	return row.Cells[0].N
}

// unit is what a column holds, as far as its rows say.
func unit(part model.Part, column int) model.Unit {
	for _, row := range part.Rows {
		if column < len(row.Cells) && row.Cells[column].Unit == model.UnitText {
			return model.UnitText
		}
	}
	return model.UnitCount
}

// cell writes a cell for people.
func (p *Page) cell(c model.Cell) string {
	switch c.Unit {
	case model.UnitText:
		return c.Text
	case model.UnitSeconds:
		return kit.Watch(time.Duration(c.N) * time.Second)
	case model.UnitPercent:
		return fmt.Sprintf("%d %%", c.N)
	case model.UnitMoment:
		if c.N == 0 {
			return "–"
		}
		return kit.Second(time.Unix(c.N, 0), p.env.Now())
	case model.UnitNone:
		return "–"
	}
	return chart.Figure(c.N)
}

func heat(t *kit.Theme, part model.Part, w int) []string {
	var labels []string
	var rows [][]int64
	for _, row := range part.Rows {
		numbers := make([]int64, len(row.Cells))
		for i, c := range row.Cells {
			numbers[i] = c.N
		}
		labels, rows = append(labels, row.Label), append(rows, numbers)
	}
	return chart.Heat(t, part.Heads[1:], labels, rows, w)
}

// series draws a line of columns with its ends named, and says the sum and the
// greatest.
func series(t *kit.Theme, part model.Part, w int) []string {
	values := make([]int64, len(part.Rows))
	sum, most, best := int64(0), int64(0), 0
	for i, row := range part.Rows {
		values[i] = first(row)
		sum += values[i]
		if values[i] > most {
			most, best = values[i], i
		}
	}
	groups := "" // of a year, or the weekends would be all that shows
	if len(values) > 62 {
		values, groups = chart.Sums(values, 7), " · a column is seven days"
	}
	line := chart.Spark(values, w)
	n := kit.Width(line)
	ends := kit.Sides(part.Rows[0].Label, part.Rows[len(part.Rows)-1].Label, max(n, 24))
	return []string{
		t.Accent.Of(line),
		t.Muted.Of(kit.Clip(ends, w)),
		kit.Clip(fmt.Sprintf("sum %s · most %s, %s", chart.Figure(sum), chart.Figure(most), part.Rows[best].Label)+groups, w),
	}
}
