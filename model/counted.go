package model

import "slices"

// This file makes parts of reports out of counters.

// each visits the counters of a kind.
func (t Tally) each(k kind, visit func(value int, n uint64)) {
	i, _ := slices.BinarySearchFunc(t, counter(k, 0), byCounter)
	for _, c := range t[i:] {
		if kind(c.What>>24) != k {
			return
		}
		visit(int(c.What&0xffffff), c.N)
	}
}

// sum adds up the counters of a kind.
func (t Tally) sum(k kind) uint64 {
	sum := uint64(0)
	t.each(k, func(_ int, n uint64) { sum += n })
	return sum
}

// Passed and failed verifications.
func (t Tally) checks() (passed, failed uint64) {
	t.each(kindChecked, func(value int, n uint64) {
		if value&1 == 1 {
			passed += n
		} else {
			failed += n
		}
	})
	return passed, failed
}

// named is the place of a table, as it is shown.
func named[T ~string](codes []T, i int, other string) string {
	if i <= 0 || i >= len(codes) {
		return other
	}
	return string(codes[i])
}

// shares makes rows of the counters of a kind, in the order of a list, with the
// share of each: those that the list doesn't know last, if there are any.
func shares[T ~string](t Tally, k kind, list, codes []T, other string) []Row {
	by := map[T]uint64{}
	t.each(k, func(value int, n uint64) {
		var v T
		if value < len(codes) {
			v = codes[value]
		}
		by[v] += n
	})
	whole := t.sum(k)
	var rows []Row
	for _, v := range list {
		rows = append(rows, Row{Label: string(v), Cells: []Cell{Number(by[v]), Percent(by[v], whole)}})
		delete(by, v)
	}
	rest := uint64(0)
	for _, n := range by {
		rest += n
	}
	if rest > 0 {
		rows = append(rows, Row{Label: other, Cells: []Cell{Number(rest), Percent(rest, whole)}})
	}
	return rows
}

// Counts are what was counted in a period: by the desk's lanes together and by
// each agent.
type Counts struct {
	Desk   Tally
	Agents []AgentCounts // in the order of their names
	Series []DayCounts   // of the desk, day by day; hour by hour when the period is a day
}

// AgentCounts are one agent's.
type AgentCounts struct {
	Agent string
	Tally Tally
}

// DayCounts are one day's.
type DayCounts struct {
	Day   Period
	Tally Tally
}

// all is everybody's together.
func (c Counts) all() Tally {
	var all Tally
	for _, a := range c.Agents {
		all.Merge(a.Tally)
	}
	return all
}
