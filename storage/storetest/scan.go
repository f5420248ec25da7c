package storetest

// Ranges: order, prefixes and pages, compared with a plain loop.

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"callin/storage"
)

// edges are keys that are easily put in the wrong order or under the wrong
// prefix: bytes at both ends of the range, prefixes of one another.
var edges = []string{
	"\x00", "\x00\x00", "\x01", "a", "a\x00", "a/", "a/1", "a/10", "a/2", "a0", "aa", "b",
	"p\xfe", "p\xfe\xff", "p\xff", "p\xff\x00", "p\xff\xff", "p\xff\xff\xff", "q",
	"\u00e9", "\xff", "\xff\x00", "\xff\xfe", "\xff\xff", "\xff\xffz",
}

var scanTests = map[string]func(t *testing.T, s storage.Store){
	"prefix, order and paging at the edges": func(t *testing.T, s storage.Store) {
		fill(t, s, edges)
		prefixes := append([]string{"", "a/1x", "zz", "p"}, edges...)
		afters := append([]string{"", "a/15", "p", "\xff\xff\xff", strings.Repeat("z", storage.MaxKey)}, edges...)
		view(t, s, func(v storage.Snapshot) error {
			for _, prefix := range prefixes {
				for _, after := range afters {
					if err := sameScan(t, v, prefix, after, 3); err != nil {
						return err
					}
				}
				if err := sameScan(t, v, prefix, "", 0); err != nil {
					return err
				}
			}
			return nil
		})
	},
	"pages join without a gap": func(t *testing.T, s storage.Store) {
		fill(t, s, edges)
		view(t, s, func(v storage.Snapshot) error {
			for size := 1; size <= len(edges)+1; size++ {
				var got []string
				for after := ""; ; after = got[len(got)-1] {
					page, err := v.Scan("", after, size)
					if err != nil {
						return err
					}
					for _, item := range page {
						got = append(got, item.Key)
					}
					if len(page) < size {
						break
					}
				}
				if all := sorted(edges); !slices.Equal(got, all) {
					t.Errorf("pages of %d give\n%q, want\n%q", size, got, all)
				}
			}
			return nil
		})
	},
	"a limit out of range is the largest": func(t *testing.T, s storage.Store) {
		var many []string
		for i := range storage.MaxPage + 5 {
			many = append(many, key("m/", i))
		}
		fill(t, s, many)
		view(t, s, func(v storage.Snapshot) error {
			for _, limit := range []int{-1, 0, storage.MaxPage, storage.MaxPage + 1, math.MaxInt} {
				items, err := v.Scan("m/", "", limit)
				if err != nil {
					return err
				}
				if len(items) != storage.MaxPage {
					t.Errorf("limit %d gives %d rows", limit, len(items))
				}
			}
			return sameScan(t, v, "m/", many[storage.MaxPage-1], 0, many...)
		})
	},
	"values come along, deleted rows don't": func(t *testing.T, s storage.Store) {
		put(t, s, "v/1", "one", "v/2", "two", "v/3", "")
		remove(t, s, "v/2")
		view(t, s, func(v storage.Snapshot) error {
			items, err := v.Scan("v/", "", 0)
			if got := fmt.Sprintf("%q", items); got != `[{"v/1" "one"} {"v/3" ""}]` {
				t.Errorf("got %s", got)
			}
			return err
		})
	},
}

// fill puts an empty row under each key.
func fill(t *testing.T, s storage.Store, keys []string) {
	t.Helper()
	for part := range slices.Chunk(keys, storage.MaxTxnKeys) {
		update(t, s, func(tx storage.Txn) error {
			for _, key := range part {
				if err := tx.Put(key, nil); err != nil {
					return err
				}
			}
			return nil
		})
	}
}

func sorted(keys []string) []string {
	keys = slices.Clone(keys)
	slices.Sort(keys)
	return keys
}

// sameScan compares a Scan with what a plain loop over the keys (the edges, if
// none are given) finds.
func sameScan(t *testing.T, v storage.Snapshot, prefix, after string, limit int, keys ...string) error {
	t.Helper()
	if len(keys) == 0 {
		keys = edges
	}
	wanted := []string{}
	for _, key := range sorted(keys) {
		if strings.HasPrefix(key, prefix) && key > after && (limit == 0 || len(wanted) < limit) {
			wanted = append(wanted, key)
		}
	}
	items, err := v.Scan(prefix, after, limit)
	got := []string{}
	for _, item := range items {
		got = append(got, item.Key)
	}
	if err == nil && !slices.Equal(got, wanted) {
		t.Errorf("Scan(%q, %q, %d) gives\n%q, want\n%q", prefix, after, limit, got, wanted)
	}
	return err
}
