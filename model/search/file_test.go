package search_test

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"callin/model/search"
)

func saved(t *testing.T, n int) (x *search.Index, path string) {
	t.Helper()
	x = search.New()
	t.Cleanup(x.Close)
	x.Load(population(n, 1))
	path = filepath.Join(t.TempDir(), "search.index")
	if err := x.Save(context.Background(), path, "revision 7"); err != nil {
		t.Fatal(err)
	}
	return x, path
}

func TestFile(t *testing.T) {
	x, path := saved(t, 2500)
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v; others must not read it", info.Mode(), err)
	}
	other, stamp, err := search.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	if stamp != "revision 7" || other.Len() != 2500 {
		t.Errorf("stamp %q, %d people", stamp, other.Len())
	}
	for i, e := range slices.Collect(population(2500, 1)) {
		if got, ok := other.Entry(e.Person); i%50 == 0 && (!ok || got != e) {
			t.Fatalf("got %+v, not %+v", got, e)
		}
	}
	if left, err := filepath.Glob(filepath.Join(filepath.Dir(path), "*")); err != nil || len(left) != 1 {
		t.Errorf("left behind: %v, %v", left, err)
	}
	// Changes go on top of the file, and into the next.
	e := people()[0]
	other.Put(e)
	x.Put(e)
	if err := other.Save(context.Background(), path, "revision 8"); err != nil {
		t.Fatal(err)
	}
	if pending, built := other.Pending(); pending != 0 || built != 2501 {
		t.Errorf("%d pending, %d built", pending, built)
	}
	for _, text := range []string{"okafor", "lindgr", "s", "1", "dental ada", "okfaor"} {
		if diff := cmp.Diff(x.Search(context.Background(), text, 50), other.Search(context.Background(), text, 50)); diff != "" {
			t.Errorf("%q: in memory (-), from the file (+)\n%s", text, diff)
		}
	}
}

func TestFile_Empty(t *testing.T) {
	_, path := saved(t, 0)
	x, _, err := search.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	x.Put(people()...)
	if got := x.Search(context.Background(), "lindgr", 5); x.Len() != len(people()) || got.Total != 3 {
		t.Errorf("%d people, found %v", x.Len(), got)
	}
}

func TestFile_Unusable(t *testing.T) {
	_, path := saved(t, 300)
	good, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	spoil := func(at int) func([]byte) []byte {
		return func(b []byte) []byte { b[at] ^= 1; return b }
	}
	for name, change := range map[string]func([]byte) []byte{
		"empty":            func([]byte) []byte { return nil },
		"foreign":          func([]byte) []byte { return []byte("SQLite format 3\x00") },
		"foreign and long": func(b []byte) []byte { return make([]byte, len(b)) },
		"another version":  spoil(14),
		"another order":    spoil(16),
		"another Unicode":  spoil(20),
		"header damaged":   spoil(40),
		"cut in header":    func(b []byte) []byte { return b[:100] },
		"cut":              func(b []byte) []byte { return b[:len(b)/2] },
		"damaged":          spoil(len(good) / 2),
		"damaged early":    spoil(1536 + 64),
	} {
		t.Run(name, func(t *testing.T) {
			other := filepath.Join(t.TempDir(), "search.index")
			if err := os.WriteFile(other, change(slices.Clone(good)), 0o600); err != nil {
				t.Fatal(err)
			}
			if _, _, err := search.Open(other); !errors.Is(err, search.ErrUnusable) {
				t.Errorf("opened with %v", err)
			}
		})
	}
	if _, _, err := search.Open(path + "x"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a file that isn't there: %v", err)
	}
	if _, _, err := search.Open(t.TempDir()); err == nil {
		t.Error("opened a folder")
	}
}

func TestSave_Refused(t *testing.T) {
	x := search.New()
	x.Load(population(10, 1))
	if err := x.Save(context.Background(), filepath.Join(t.TempDir(), "no", "such", "folder"), ""); err == nil {
		t.Error("saved into a folder that isn't there")
	}
	if err := x.Save(context.Background(), filepath.Join(t.TempDir(), "index"), string(make([]byte, 2000))); err == nil {
		t.Error("took a stamp of 2,000 bytes")
	}
	ended, end := context.WithCancel(context.Background())
	end()
	if err := x.Save(ended, filepath.Join(t.TempDir(), "index"), ""); !errors.Is(err, context.Canceled) {
		t.Errorf("saved after the end: %v", err)
	}
	x.Close()
	x.Put(people()[0])
	if err := x.Save(context.Background(), filepath.Join(t.TempDir(), "index"), ""); err == nil {
		t.Error("saved after Close")
	}
}
