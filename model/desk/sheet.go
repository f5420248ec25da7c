package desk

import (
	"encoding/csv"
	"io"
	"strconv"
	"time"

	"callin/model"
)

// WriteFigures writes a report as CSV (RFC 4180), a line for each number, so that
// reports of different shapes have one form: which report, which period, which
// part, which row, which column, the number and its unit.
func WriteFigures(w io.Writer, f model.Figures) error {
	out := csv.NewWriter(w)
	out.UseCRLF = true
	if err := out.Write([]string{"report", "period", "part", "row", "column", "value", "unit"}); err != nil {
		return err
	}
	for _, p := range f.Parts {
		for _, row := range p.Rows {
			for i, c := range row.Cells {
				line := []string{
					Cell(string(f.Name)), f.Period.String(), Cell(p.Title), Cell(row.Label), Cell(p.Heads[min(i+1, len(p.Heads)-1)]),
					Cell(FiguresCell(c)), string(c.Unit),
				}
				if err := out.Write(line); err != nil {
					return err
				}
			}
		}
	}
	out.Flush()
	return out.Error()
}

// FiguresCell is a cell for machines: numbers as digits, times as RFC 3339 in UTC,
// "" where there is nothing.
func FiguresCell(c model.Cell) string {
	switch {
	case c.Unit == model.UnitText:
		return c.Text
	case c.Unit == model.UnitNone, c.Unit == model.UnitMoment && c.N == 0:
		return ""
	case c.Unit == model.UnitMoment:
		return time.Unix(c.N, 0).UTC().Format(time.RFC3339)
	}
	return strconv.FormatInt(c.N, 10)
}
