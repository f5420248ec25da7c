package model

import "slices"

// FailedParts are the report on verifications that failed. The rows of accounts,
// companies and numbers are the worst, the worst first.
func FailedParts(c Counts, accounts, companies, numbers []Row) []Part {
	passed, failed := c.all().checks()
	heads := []string{"", "failed"}
	agents := Part{Title: "By agent", Shape: ShapeBars, Heads: []string{"agent", "failed", "passed", "failed share"}}
	for _, a := range c.Agents {
		if p, f := a.Tally.checks(); p+f > 0 {
			agents.Rows = append(agents.Rows, Row{Label: a.Agent, Cells: []Cell{Number(f), Number(p), Percent(f, p+f)}})
		}
	}
	slices.SortStableFunc(agents.Rows, func(a, b Row) int { return int(b.Cells[0].N - a.Cells[0].N) })
	table := func(title, label string, rows []Row) Part {
		return Part{Title: title, Shape: ShapeBars, Heads: []string{label, heads[1]}, Rows: rows}
	}
	return []Part{
		{
			Title: "Verifications", Shape: ShapeTable, Heads: []string{"", "failed", "passed", "failed share"},
			Rows: []Row{{Label: "all", Cells: []Cell{Number(failed), Number(passed), Percent(failed, passed+failed)}}},
		},
		table("By account", "account", accounts),
		table("By company", "company", companies),
		table("By number called from", "number", numbers),
		agents,
	}
}
