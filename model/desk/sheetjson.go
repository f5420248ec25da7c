package desk

import (
	"encoding/json"
	"io"
	"time"

	"callin/model"
)

// WriteFiguresJSON writes a report as JSON, in the shape of the screen: parts,
// rows and cells. Times are RFC 3339 in UTC.
func WriteFiguresJSON(w io.Writer, f model.Figures) error {
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	out.SetIndent("", "  ")
	return out.Encode(exportedReport(f))
}

// reportJSON is a report in JSON. The names are a contract; numbers are counts,
// seconds or percent, as the unit says.
type reportJSON struct {
	Report string     `json:"report"`
	Title  string     `json:"title"`
	Period string     `json:"period,omitempty"`
	From   string     `json:"from,omitempty"`  // the first day
	Until  string     `json:"until,omitempty"` // the last day
	At     time.Time  `json:"at"`
	Parts  []partJSON `json:"parts"`
}

type partJSON struct {
	Title   string    `json:"title"`
	Note    string    `json:"note,omitempty"`
	Columns []string  `json:"columns"`
	Rows    []rowJSON `json:"rows"`
}

type rowJSON struct {
	Label string     `json:"label"`
	Alert bool       `json:"alert,omitempty"`
	Total bool       `json:"total,omitempty"` // the other rows together
	Cells []cellJSON `json:"cells"`
}

type cellJSON struct {
	Column string `json:"column"`
	Value  any    `json:"value"` // null where there is nothing to say
	Unit   string `json:"unit"`
}

// exportedReport is a report as JSON has it.
func exportedReport(f model.Figures) reportJSON {
	out := reportJSON{Report: string(f.Name), Title: f.Title, Period: f.Period.String(), At: f.At.UTC(), Parts: []partJSON{}}
	if out.Period != "" {
		out.From, out.Until = f.Period.Start().Format(time.DateOnly), f.Period.End().AddDate(0, 0, -1).Format(time.DateOnly)
	}
	for _, p := range f.Parts {
		part := partJSON{Title: p.Title, Note: p.Note, Columns: p.Heads, Rows: []rowJSON{}}
		for _, r := range p.Rows {
			row := rowJSON{Label: r.Label, Alert: r.Alert, Total: r.Whole, Cells: []cellJSON{}}
			for i, c := range r.Cells {
				row.Cells = append(row.Cells, cellJSON{p.Heads[min(i+1, len(p.Heads)-1)], cellValue(c), string(c.Unit)})
			}
			part.Rows = append(part.Rows, row)
		}
		out.Parts = append(out.Parts, part)
	}
	return out
}

// cellValue is a cell's value as JSON has it.
func cellValue(c model.Cell) any {
	switch text := FiguresCell(c); {
	case c.Unit == model.UnitText || c.Unit == model.UnitMoment && text != "":
		return text
	case text == "":
		return nil
	}
	return c.N
}
