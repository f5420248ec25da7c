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
		"damaged early":    spoil(len(good)/2 - 64),
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
	if err := x.Save(context.Background(), filepath.Join(t.TempDir(), "index"), string(make([]byte, 20_000))); err == nil {
		t.Error("took a stamp of 20,000 bytes")
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

// What is built is kept by itself, with the mark that held when building began.
func TestKeep(t *testing.T) {
	path := filepath.Join(t.TempDir(), "search.index")
	x := search.New()
	defer x.Close()
	written := make(chan error, 9)
	x.Keep(path, func(err error) { written <- err })
	x.Load(func(yield func(search.Entry) bool) {
		population(2500, 1)(yield)
		x.Mark("one")
	})
	x.Mark("two")
	if err := <-written; err != nil {
		t.Fatal(err)
	}
	open := func(want string, n int) *search.Index {
		t.Helper()
		other := search.New()
		t.Cleanup(other.Close)
		err := other.LoadFile(path, func(stamp string) error {
			if stamp != want {
				t.Errorf("stamp %q, not %q", stamp, want)
			}
			return nil
		})
		if err != nil || other.Len() != n {
			t.Fatalf("%d people, %v", other.Len(), err)
		}
		return other
	}
	open("one", 2500)
	x.Put(people()...)
	x.Rebuild()
	if err := <-written; err != nil {
		t.Fatal(err)
	}
	other := open("two", 2500+len(people()))
	if got := other.Search(context.Background(), "okafor lindgr", 5); got.Total != 1 {
		t.Errorf("found %v", got)
	}
	refused := errors.New("another store's")
	if err := other.LoadFile(path, func(string) error { return refused }); !errors.Is(err, refused) || other.Len() != 2500+len(people()) {
		t.Errorf("a file that doesn't fit: %v, %d people", err, other.Len())
	}
	if other.Building() {
		t.Error("what comes from a file is being built")
	}
}

// A check puts right what a file has otherwise than the store.
func TestCheck(t *testing.T) {
	_, path := saved(t, 2500)
	x, _, err := search.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	store := slices.Collect(population(2500, 1))[5:] // five are gone
	store[0].Name = "Quetzalcoatl Wanderer"
	store = append(store, people()[0])
	check := x.Check()
	for _, e := range store {
		check.Saw(e)
	}
	if wrong, sure := check.End(); wrong != 7 || !sure {
		t.Errorf("%d put right, %v", wrong, sure)
	}
	for _, text := range []string{"wanderer", "okafor", "s", "dental ada", "5"} {
		if diff := cmp.Diff(search.Oracle(store, text, 50), x.Search(context.Background(), text, 50)); diff != "" {
			t.Errorf("%q: should be (-), is (+)\n%s", text, diff)
		}
	}
	check = x.Check()
	if err := x.Build(); err != nil {
		t.Fatal(err)
	}
	if _, sure := check.End(); sure {
		t.Error("a check is sure though another base was built meanwhile")
	}
}
