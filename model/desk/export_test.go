package desk

// What tests look at besides the desk's own words.

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"callin/model"
	"callin/model/record"
)

// Counted gives every row of counters, by what stands in its key behind
// "count/", and every row of the rankings, in their order.
func Counted(ctx context.Context, d *Desk) (rows map[string]model.Tally, ranks []string, err error) {
	rows = map[string]model.Tally{}
	err = d.view(ctx, func(r rowsOf) error {
		err := each(r, "count/", func(key string, c *counts) (bool, error) {
			rows[strings.TrimPrefix(key, "count/")] = c.Tally
			return true, nil
		})
		if err != nil {
			return err
		}
		return each(r, "rank/", func(key string, id *string) (bool, error) {
			if !strings.HasSuffix(key, "/"+*id) {
				*id = "isn't what the key says: " + *id
			}
			ranks = append(ranks, key)
			return true, nil
		})
	})
	return rows, ranks, err
}

type rowsOf = rows

// Year is a history written as its counters, in the rows that commands would have
// written.
type Year struct {
	rows map[string]*counts
	rank map[string]uint64 // of ranked rows, by key
}

// NewYear makes one in which nothing has happened.
func NewYear() *Year { return &Year{rows: map[string]*counts{}, rank: map[string]uint64{}} }

// Desk counts for a lane, n times.
func (y *Year) Desk(lane string, at time.Time, n uint64, what ...model.Tally) {
	y.add(bookDesk, lane, at, n, what)
}

// Agent counts for an agent.
func (y *Year) Agent(name string, at time.Time, n uint64, what ...model.Tally) {
	y.add(bookAgent, name, at, n, what)
}

// Failed counts failed verifications at an account.
func (y *Year) Failed(account string, at time.Time, n uint64) {
	y.add(bookAccount, account, at, n, []model.Tally{model.CountCheck(model.Verification{Method: model.MethodAnswer})})
}

func (y *Year) add(b book, of string, at time.Time, n uint64, what []model.Tally) {
	lengths := summed
	if b.ranked() {
		lengths = model.Lengths
	}
	for _, l := range lengths {
		key := record.CountKey(string(b), model.PeriodOf(l, at), of)
		row := y.rows[key]
		if row == nil {
			row = &counts{Of: of}
			y.rows[key] = row
		}
		for _, t := range what {
			for _, c := range t {
				row.Tally.Add(c.What, c.N*n)
			}
		}
		if b.ranked() {
			y.rank[key] = row.Tally.Sum()
		}
	}
}

// Write stores it.
func (y *Year) Write(ctx context.Context, t testing.TB, d *Desk) {
	t.Helper()
	type pair struct {
		key  string
		noun any
	}
	var all []pair
	for key, row := range y.rows {
		all = append(all, pair{key, row})
		if n, ranked := y.rank[key]; ranked {
			parts := strings.SplitN(strings.TrimPrefix(key, "count/"), "/", 3)
			p, err := model.ParsePeriod(parts[1], time.Time{})
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, pair{record.RankKey(parts[0], p, n, row.Of), row.Of})
		}
	}
	for part := range slices.Chunk(all, 90) {
		err := d.apply(ctx, machine("test"), model.VerbLook, func(a *act) error {
			for _, p := range part {
				if err := a.put(p.key, p.noun); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// Tidy takes away the portal's counters that have cooled down.
func Tidy(ctx context.Context, d *Desk) error { return d.tidy(ctx) }
