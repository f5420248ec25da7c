package storetest

// Random programs against the store and against a map that does the same.

import (
	"errors"
	"slices"
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"callin/storage"
)

// alphabet makes keys that often meet and are often prefixes of one another.
var alphabet = []string{"", "a", "aa", "a\x00", "ab", "b", "\xff", "\xff\xff", "b\xff", "c/1", "c/10", "c/2"}

// write is one line of a program; an empty value stands for a delete.
type write struct {
	Key, Value string
}

func model(t *testing.T, s storage.Store) {
	round := 0
	rapid.Check(t, func(rt *rapid.T) {
		// The store stays, each program has rows of its own: opening is what
		// costs time.
		round++
		root := "model/" + strconv.Itoa(round) + "/"
		rows := make(map[string]string)
		keys := rapid.SampledFrom(alphabet)
		writes := rapid.SliceOfN(rapid.Custom(func(rt *rapid.T) write {
			return write{root + keys.Draw(rt, "key"), rapid.SampledFrom([]string{"", "1", "22"}).Draw(rt, "value")}
		}), 0, 6)
		for range rapid.IntRange(1, 5).Draw(rt, "updates") {
			program, abort := writes.Draw(rt, "writes"), rapid.Bool().Draw(rt, "abort")
			_, err := s.Update(t.Context(), func(tx storage.Txn) error { return perform(rt, tx, program, rows, abort) })
			if abort != errors.Is(err, errTaken) || !abort && err != nil {
				rt.Fatalf("Update, abort %t: %v", abort, err)
			}
			if !abort {
				rows = after(rows, program)
			}
			sameRows(rt, s, root, rows)
		}
		prefix, past := root+keys.Draw(rt, "prefix"), root+keys.Draw(rt, "after")
		samePage(rt, s, rows, prefix, past, rapid.IntRange(1, 4).Draw(rt, "limit"))
	})
}

// perform runs a program, and reads each row before and after writing it.
func perform(rt *rapid.T, tx storage.Txn, program []write, rows map[string]string, abort bool) error {
	for i, line := range program {
		for n, state := range []map[string]string{after(rows, program[:i]), after(rows, program[:i+1])} {
			value, there := state[line.Key]
			got, err := tx.Get(line.Key)
			if err != nil || (got != nil) != there || string(got) != value {
				rt.Fatalf("line %d.%d reads %q, %v, want %q", i, n, got, err, value)
			}
			if n == 1 {
				break
			}
			if line.Value == "" {
				err = tx.Delete(line.Key)
			} else {
				err = tx.Put(line.Key, []byte(line.Value))
			}
			if err != nil {
				return err
			}
		}
	}
	if abort {
		return errTaken
	}
	return nil
}

// after is the model of an Update.
func after(rows map[string]string, program []write) map[string]string {
	next := make(map[string]string, len(rows))
	for key, value := range rows {
		next[key] = value
	}
	for _, line := range program {
		if line.Value == "" {
			delete(next, line.Key)
		} else {
			next[line.Key] = line.Value
		}
	}
	return next
}

func sameRows(rt *rapid.T, s storage.Store, root string, rows map[string]string) {
	for _, name := range alphabet {
		err := s.View(rt.Context(), func(v storage.Snapshot) error {
			got, err := v.Get(root + name)
			if value, there := rows[root+name]; (got != nil) != there || string(got) != value {
				rt.Fatalf("%q is %q, want %q", root+name, got, value)
			}
			return err
		})
		if err != nil {
			rt.Fatalf("View: %v", err)
		}
	}
	samePage(rt, s, rows, root, "", storage.MaxPage)
}

func samePage(rt *rapid.T, s storage.Store, rows map[string]string, prefix, past string, limit int) {
	var wanted []string
	for key := range rows {
		if len(key) >= len(prefix) && key[:len(prefix)] == prefix && key > past {
			wanted = append(wanted, key)
		}
	}
	slices.Sort(wanted)
	wanted = wanted[:min(limit, len(wanted))]
	err := s.View(rt.Context(), func(v storage.Snapshot) error {
		items, err := v.Scan(prefix, past, limit)
		var got []string
		for _, item := range items {
			got = append(got, item.Key)
			if string(item.Value) != rows[item.Key] {
				rt.Fatalf("%q scans as %q, want %q", item.Key, item.Value, rows[item.Key])
			}
		}
		if !slices.Equal(got, wanted) {
			rt.Fatalf("Scan(%q, %q, %d) gives %q, want %q", prefix, past, limit, got, wanted)
		}
		return err
	})
	if err != nil {
		rt.Fatalf("View: %v", err)
	}
}
