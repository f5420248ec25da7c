package desk_test

import (
	"testing"

	"callin/model/desk"
)

// BenchmarkSearch is what a page waits for at a key, beside what the index takes:
// see model/search for that.
func BenchmarkSearch(b *testing.B) {
	r := benchRig(b, 200)
	d, err := desk.New(r.plainDeps())
	if err != nil {
		b.Fatal(err)
	}
	defer d.Close()
	s, err := d.SignIn(b.Context(), "amy")
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		found, err := s.Search(b.Context(), "admin")
		if err != nil || len(found.Matches) != 50 {
			b.Fatal(len(found.Matches), err)
		}
	}
}
