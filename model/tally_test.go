package model_test

import (
	"encoding/json"
	"maps"
	"math"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"callin/model"
)

// TestTally holds a tally against a map.
func TestTally(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		want := map[model.Counter]uint64{}
		some := func(name string) model.Tally {
			var tally model.Tally
			for _, what := range rapid.SliceOf(rapid.SampledFrom([]model.Counter{0, 1, 2, 300, 1 << 24, 1<<24 + 1, math.MaxUint32})).Draw(rt, name) {
				n := rapid.SampledFrom([]uint64{0, 1, 200, 1 << 40}).Draw(rt, "n")
				tally.Add(what, n)
				if n > 0 {
					want[what] += n
				}
			}
			return tally
		}
		a, b := some("a"), some("b")
		before := slices.Clone(b)
		a.Merge(b)
		if diff := cmp.Diff(before, b); diff != "" {
			rt.Fatal("merging changes what is merged: " + diff)
		}
		c := some("c")
		a.Merge(c)
		a.Less(c)
		for _, one := range c {
			if want[one.What] -= one.N; want[one.What] == 0 {
				delete(want, one.What)
			}
		}
		text, err := json.Marshal(a)
		if err != nil {
			rt.Fatal(err)
		}
		var read model.Tally
		if err := json.Unmarshal(text, &read); err != nil {
			rt.Fatal(err)
		}
		got, sum := map[model.Counter]uint64{}, uint64(0)
		for _, c := range read {
			got[c.What] = c.N
			sum += c.N
		}
		if !maps.Equal(got, want) || len(got) != len(read) || sum != read.Sum() {
			rt.Fatalf("%v, want %v", read, want)
		}
		for what, n := range want {
			if a.N(what) != n {
				rt.Fatalf("%d of %d, want %d", a.N(what), what, n)
			}
		}
	})
}

func FuzzTally(f *testing.F) {
	for _, text := range []string{"", "AQE", "AQEAAQ", "////////////////AQ", "AAA", "!", "AQ"} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		var tally model.Tally
		if tally.UnmarshalText(text) != nil {
			return
		}
		again, err := tally.MarshalText()
		if err != nil {
			t.Fatal(err)
		}
		var same model.Tally
		if err := same.UnmarshalText(again); err != nil || !slices.Equal(tally, same) {
			t.Fatalf("%q is read as %v, then as %v: %v", text, tally, same, err)
		}
		if !slices.IsSortedFunc(tally, func(a, b model.Counted) int { return int(int64(a.What) - int64(b.What)) }) {
			t.Fatalf("%v isn't sorted", tally)
		}
	})
}

// TestSpread: of any durations, a quantile is at most 1/32 away from the one that
// sorting them gives, and exact below 32 seconds.
func TestSpread(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		seconds := rapid.SliceOfN(rapid.OneOf(rapid.IntRange(0, 40), rapid.IntRange(0, 3600), rapid.IntRange(0, 500_000)), 1, 80).Draw(rt, "seconds")
		var s model.Spread
		for _, n := range seconds {
			s.Add(time.Duration(n)*time.Second + 999*time.Millisecond)
		}
		slices.Sort(seconds)
		for _, q := range []float64{0.01, 0.5, 0.9, 1} {
			want := seconds[max(int(math.Ceil(q*float64(len(seconds)))), 1)-1]
			got := s.Quantile(q).Seconds()
			if off := math.Abs(got - float64(want)); want < 32 && off != 0 || off > float64(want)/32 {
				rt.Fatalf("%v of %v: %v, want %d", q, seconds, got, want)
			}
		}
	})
	var s model.Spread
	if s.Quantile(0.5) != 0 {
		t.Error("there is a median of nothing")
	}
	s.Add(-time.Hour)
	s.Add(1 << 62)
	if s.Quantile(0.5) != 0 || s.Quantile(1) < 5*24*time.Hour || s.N() != 2 {
		t.Error("what is negative or endless isn't taken for the shortest and the longest", s.Quantile(0.5), s.Quantile(1))
	}
}
