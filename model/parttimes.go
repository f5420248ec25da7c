package model

import "slices"

// HandlingParts are the report on how long calls took.
func HandlingParts(c Counts) []Part {
	all := c.all()
	heads := []string{"", "calls", "median", "nine in ten"}
	byWay := Part{Title: "By way", Note: "Nine calls in ten took no longer than the last column. Both may be 3 % off.", Shape: ShapeBars, Heads: slices.Clone(heads)}
	byWay.Heads[0] = "way"
	ways := all.handled()
	for i := range wayCodes {
		at := (i + 1) % len(wayCodes) // "nothing done" last
		if s := ways[at]; s != nil {
			byWay.Rows = append(byWay.Rows, timesRow(wayWords(at), s))
		}
	}
	byAgent := Part{Title: "By agent", Shape: ShapeBars, Heads: slices.Clone(heads)}
	byAgent.Heads[0] = "agent"
	for _, a := range c.Agents {
		if s := a.Tally.times(); s.N() > 0 {
			byAgent.Rows = append(byAgent.Rows, timesRow(a.Agent, s))
		}
	}
	total := Part{Title: "Together", Shape: ShapeTable, Heads: slices.Clone(heads), Rows: []Row{timesRow("all calls", all.times())}}
	return []Part{total, byWay, byAgent}
}

func timesRow(label string, s *Spread) Row {
	return Row{Label: label, Cells: []Cell{Number(s.N()), Seconds(s.Quantile(0.5)), Seconds(s.Quantile(0.9))}}
}

// handled is how long calls took, by the place of their way.
func (t Tally) handled() map[int]*Spread {
	by := map[int]*Spread{}
	t.each(kindHandled, func(value int, n uint64) {
		way := value >> 8
		if way >= len(wayCodes) {
			way = 0
		}
		if by[way] == nil {
			by[way] = new(Spread)
		}
		by[way].put(value&0xff, n)
	})
	return by
}

// times is handled, of all ways together.
func (t Tally) times() *Spread {
	s := new(Spread)
	t.each(kindHandled, func(value int, n uint64) { s.put(value&0xff, n) })
	return s
}

// wayWords says what a way was, of calls.
func wayWords(place int) string {
	switch named(wayCodes, place, "") {
	case string(WayTicket):
		return "account change ticket"
	case string(WayRequestMail):
		return "Password Request mail"
	case string(WayTell):
		return "told"
	case string(WayReferral):
		return "referral"
	case string(WayPortal):
		return "shown the portal"
	case string(WayArticle):
		return "article"
	case string(WayNone):
		return "nothing to give back"
	}
	return "nothing was done"
}
