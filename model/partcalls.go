package model

import "fmt"

// CallParts are the report on calls.
func CallParts(c Counts) []Part {
	all := c.all()
	opened, ended := c.Desk.sum(kindOpened), all.sum(kindOutcome)
	return []Part{
		{
			Title: "Calls", Shape: ShapeTable, Heads: []string{"", "calls"},
			Rows: []Row{
				{Label: "opened", Cells: []Cell{Number(opened)}},
				{Label: "wrapped up", Cells: []Cell{Number(ended)}},
			},
		},
		{
			Title: "By outcome", Shape: ShapeBars, Heads: []string{"outcome", "calls", "share"},
			Rows: shares(all, kindOutcome, Outcomes, outcomeCodes, "another"),
		},
		{
			Title: "By what was lost", Note: "A call counts once for each thing that was asked for.",
			Shape: ShapeBars, Heads: []string{"lost", "calls", "share"},
			Rows: shares(all, kindLost, Credentials, lostCodes, "nothing named"),
		},
		c.opening(),
		c.hours(),
	}
}

// hours is the week as a field of hours: calls by when they were opened.
func (c Counts) hours() Part {
	p := Part{Title: "By weekday and hour", Note: "Calls by the hour in which they were opened.", Shape: ShapeHeat, Heads: []string{"day"}}
	for h := range 24 {
		p.Heads = append(p.Heads, fmt.Sprintf("%02d", h))
	}
	var by [7 * 24]uint64
	c.Desk.each(kindOpened, func(value int, n uint64) {
		if value < len(by) {
			by[value] += n
		}
	})
	for d, name := range weekdays {
		row := Row{Label: name}
		for h := range 24 {
			row.Cells = append(row.Cells, Number(by[d*24+h]))
		}
		p.Rows = append(p.Rows, row)
	}
	return p
}

var weekdays = []string{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"}

// opening is the calls of each day, or of each hour of a single one.
func (c Counts) opening() Part {
	if len(c.Series) == 1 {
		p := Part{Title: "By hour", Shape: ShapeSeries, Heads: []string{"hour", "calls"}}
		var by [24]uint64
		c.Series[0].Tally.each(kindOpened, func(value int, n uint64) { by[value%24] += n })
		for h, n := range by {
			p.Rows = append(p.Rows, Row{Label: fmt.Sprintf("%02d:00", h), Cells: []Cell{Number(n)}})
		}
		return p
	}
	p := Part{Title: "By day", Shape: ShapeSeries, Heads: []string{"day", "calls"}}
	for _, d := range c.Series {
		p.Rows = append(p.Rows, Row{Label: d.Day.String(), Cells: []Cell{Number(d.Tally.sum(kindOpened))}})
	}
	return p
}
