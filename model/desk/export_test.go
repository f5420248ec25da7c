package desk

// What tests look at besides the desk's own words.

import (
	"context"
	"strings"

	"callin/model"
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
