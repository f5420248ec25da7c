// This file is "export report": the same numbers as on the screen.
package cli

import (
	"context"
	"fmt"
	"strings"
	"time"

	"callin/model"
	"callin/model/desk"
)

type exportReport struct {
	exportFormat
	Name   string `arg:"" help:"${reports}."`
	Period string `default:"today" placeholder:"PERIOD" help:"today, week, month, quarter, year, or one such as 2026-03-02, 2026-W10, 2026-03, 2026-Q1, 2026."`
}

// Run writes a report to standard output.
func (c *exportReport) Run(ctx context.Context, sh *shell) error {
	kind, ok := model.FiguresCalled(model.FiguresName(c.Name))
	if !ok {
		return misused("There is no report %q. There are %s.", c.Name, reportNames())
	}
	period, err := model.ParsePeriod(c.Period, sh.edge.Now())
	if err != nil {
		return misused("%s", model.PublicText(err))
	}
	return sh.operate(ctx, needs{}, func(o *desk.Operator) error {
		ctx, cancel := context.WithTimeout(ctx, loading)
		defer cancel()
		f, err := o.Figures(ctx, kind.Name, period)
		switch {
		case err != nil:
			return err
		case c.Format == "json":
			return writeJSON(sh.edge.Out, exportedReport(f))
		}
		return desk.WriteFigures(sh.edge.Out, f)
	})
}

// reportNames lists the reports for people.
func reportNames() string {
	var names []string
	for _, kind := range model.AllFigures {
		names = append(names, string(kind.Name))
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " and " + names[last]
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
				row.Cells = append(row.Cells, cellJSON{p.Heads[min(i+1, len(p.Heads)-1)], value(c), string(c.Unit)})
			}
			part.Rows = append(part.Rows, row)
		}
		out.Parts = append(out.Parts, part)
	}
	return out
}

// value is a cell's as JSON has it.
func value(c model.Cell) any {
	switch text := desk.FiguresCell(c); {
	case c.Unit == model.UnitText || c.Unit == model.UnitMoment && text != "":
		return text
	case text == "":
		return nil
	}
	return c.N
}

// exported is what the words of the help stand for.
func exported() map[string]string {
	return map[string]string{"reports": fmt.Sprintf("One of %s", reportNames())}
}
