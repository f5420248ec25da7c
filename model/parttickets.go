package model

// DoneParts are what happened to tickets in a period.
func DoneParts(t Tally) []Part {
	p := Part{Title: "In the period", Shape: ShapeBars, Heads: []string{"kind", "opened", "done in time", "done late", "reopened"}}
	total := Row{Label: "all tickets", Whole: true, Cells: []Cell{Number(0), Number(0), Number(0), Number(0)}}
	by := map[int]*[4]uint64{}
	t.each(kindTicket, func(value int, n uint64) {
		k, deed := value>>8, value&0xff
		if by[k] == nil {
			by[k] = new([4]uint64)
		}
		if deed >= 1 && deed <= len(total.Cells) {
			by[k][deed-1] += n
			total.Cells[deed-1].N += int64(n) //nolint:gosec // far below the limit
		}
	})
	for i := range ticketCodes {
		at := (i + 1) % len(ticketCodes)
		if n := by[at]; n != nil {
			p.Rows = append(p.Rows, Row{
				Label: named(ticketCodes, at, "another"), Alert: n[2] > 0,
				Cells: []Cell{Number(n[0]), Number(n[1]), Number(n[2]), Number(n[3])},
			})
		}
	}
	p.Rows = append(p.Rows, total)
	return []Part{p}
}
