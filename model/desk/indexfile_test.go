package desk_test

// The file of the search index: what is ready at once, and that a wrong one is
// never used.

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"callin/model"
	"callin/model/desk"
	"callin/model/search"
	"callin/storage"
	"callin/storage/bolt"
	"callin/storage/mem"
)

// crowd is a file of more people than are looked through without an index.
func crowd(company string, first int) string {
	var b strings.Builder
	b.WriteString("client_id,company,name,role\n")
	for i := range 2100 {
		role := "user"
		if i%50 == 0 {
			role = "admin"
		}
		fmt.Fprintf(&b, "%d,%s %d,%s Person%d,%s\n", first+i/50, company, i/50, company, i, role)
	}
	return b.String()
}

// unread is a store whose people can't be read one after the other.
type unread struct {
	storage.Store
	blind atomic.Bool
}

var errUnread = errors.New("people aren't read")

func (u *unread) View(ctx context.Context, fn func(storage.Snapshot) error) error {
	return u.Store.View(ctx, func(s storage.Snapshot) error { return fn(blind{s, u}) })
}

type blind struct {
	storage.Snapshot
	store *unread
}

func (b blind) Scan(prefix, after string, limit int) ([]storage.Item, error) {
	if prefix == "person/" && b.store.blind.Load() {
		return nil, errUnread
	}
	return b.Snapshot.Scan(prefix, after, limit)
}

// indexed is a rig with a crowd and the file of their index.
func indexed(t *testing.T, store storage.Store) (r *rig, path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "callin.search")
	r = &rig{t: t, store: store, courier: newPostman(), clock: &clock{now: start}, index: path}
	r.open()
	r.enrol("amy")
	r.importText(accounts)
	r.importText(crowd("Crowded", 7000000))
	r.reopen() // reads everybody at once and builds
	r.written(path, 0)
	return r, path
}

func (r *rig) reopen() {
	r.t.Helper()
	r.desk.Close()
	r.open()
}

// written waits until the file is there, and newer than the size of an older one.
func (r *rig) written(path string, old int64) int64 {
	r.t.Helper()
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); {
		if info, err := os.Stat(path); err == nil && info.Size() != old {
			if info.Mode().Perm() != 0o600 {
				r.t.Fatalf("others can read it: %v", info.Mode())
			}
			return info.Size()
		}
		r.find(r.session("amy"), "okafor") // makes entries
		<-time.After(time.Millisecond)     // a clock that stands still while somebody works goes on
	}
	r.t.Fatal("the index was never kept")
	return 0
}

func (r *rig) total(text string) int {
	r.t.Helper()
	found, err := r.session("amy").Search(r.t.Context(), text)
	if err != nil {
		r.t.Fatal(err)
	}
	return found.Total
}

func TestIndexFile(t *testing.T) {
	t.Run("everybody is found before anybody was read, with the changes since", func(t *testing.T) {
		store := &unread{Store: mem.New(mem.Options{})}
		r, _ := indexed(t, store)
		r.importText(strings.ReplaceAll(accounts, "Ada Okafor", "Ada Quetzal"))
		r.desk.Close()
		store.blind.Store(true)
		r.open()
		if r.total("quetzal") != 1 || r.total("crowded person77") == 0 || r.total("okafor") != 1 { // her user name
			t.Errorf("found %d, %d, %d", r.total("quetzal"), r.total("crowded person77"), r.total("okafor"))
		}
		ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
		defer cancel()
		if _, err := r.session("amy").Standing(ctx, model.ListNoQuestion, 5); err == nil {
			t.Error("a list is given though nobody was read")
		}
	})
	t.Run("another store's is never used", func(t *testing.T) {
		r, path := indexed(t, mem.New(mem.Options{}))
		r.desk.Close()
		other := newRig(t)
		other.index = path
		var log bytes.Buffer
		other.log = slog.New(slog.NewTextHandler(&log, nil))
		other.reopen()
		if n := other.total("crowded person77"); n != 0 {
			t.Errorf("found %d people of another store", n)
		}
		found, err := other.session("amy").Search(t.Context(), "okafor")
		if err != nil || found.Total != 1 || !found.Rebuilt {
			t.Errorf("%+v, %v", found, err)
		}
		other.desk.Close()
		if !strings.Contains(log.String(), "built anew") {
			t.Errorf("the log doesn't say so: %s", log.String())
		}
	})
	t.Run("a damaged one is built anew", func(t *testing.T) {
		r, path := indexed(t, mem.New(mem.Options{}))
		r.desk.Close()
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		data[len(data)/2] ^= 1
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		r.open()
		found, err := r.session("amy").Search(t.Context(), "crowded person77")
		if err != nil || found.Total == 0 || !found.Rebuilt {
			t.Errorf("%+v, %v", found, err)
		}
	})
}

// After a backup was put back the file is of a time that never was.
func TestIndexFile_BackupPutBack(t *testing.T) {
	file := filepath.Join(t.TempDir(), "callin.db")
	openStore := func() storage.Store {
		t.Helper()
		s, err := bolt.Open(t.Context(), file, bolt.Options{})
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	r, path := indexed(t, openStore())
	stop := func() {
		r.desk.Close()
		if err := r.store.Close(); err != nil {
			t.Fatal(err)
		}
	}
	stop()
	backup, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	r.store = openStore()
	r.open()
	r.importText(crowd("Vanished", 8000000))
	r.written(path, info.Size())
	stop()
	if err := os.WriteFile(file, backup, 0o600); err != nil {
		t.Fatal(err)
	}
	r.store = openStore()
	r.open()
	defer stop()
	r.importText(strings.ReplaceAll(accounts, "Ada Okafor", "Ada Quetzal")) // the trail goes on otherwise
	if r.total("vanished person77") != 0 || r.find(r.session("amy"), "quetzal").Name != "Ada Quetzal" {
		t.Errorf("found %d people who never were", r.total("vanished person77"))
	}
}

// Before anybody was read, a whole Client ID is found, and the rest is said to
// be on its way.
func TestSearch_WhileReading(t *testing.T) {
	store := &unread{Store: mem.New(mem.Options{})}
	r := newRigOn(t, store)
	r.desk.Close()
	store.blind.Store(true)
	r.open()
	found, err := r.session("amy").Search(t.Context(), " 4410442")
	if err != nil || found.Total != 5 || found.Reading == 0 || found.Matches[0].ClientID != "44·····" {
		t.Errorf("%+v, %v", found, err)
	}
	if _, err := r.session("amy").Search(t.Context(), "okafor"); model.CodeOf(err) != model.Unavailable {
		t.Errorf("nobody can be found, and it says %v", err)
	}
	store.blind.Store(false)
	s := r.session("amy")
	r.until(s, func() bool {
		found, err := s.Search(t.Context(), "okafor")
		return err == nil && found.Total == 1 && found.Reading == 0
	})
}

// As commands go by, the next file says that it is of later, so that catching up
// with what has changed since stays short.
func TestIndexFile_Mark(t *testing.T) {
	r, path := indexed(t, mem.New(mem.Options{}))
	before := began(t, path)
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	s := r.session("amy")
	person := r.find(s, "okafor").Person
	for range 600 {
		if _, err := s.Look(t.Context(), person); err != nil {
			t.Fatal(err)
		}
	}
	r.importText(crowd("Later", 9000000))
	r.written(path, info.Size())
	if after := began(t, path); after < before+500 {
		t.Errorf("after 600 commands the file is of entry %d, before of %d", after, before)
	}
}

// began tells from which entry of the trail on a file is caught up with.
func began(t *testing.T, path string) uint64 {
	t.Helper()
	var stamp struct{ Low, High []desk.AuditHead }
	x, text, err := search.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	x.Close()
	if err := json.Unmarshal([]byte(text), &stamp); err != nil || len(stamp.Low) != 1 || stamp.High[0].Seq < stamp.Low[0].Seq {
		t.Fatal(text, err)
	}
	return stamp.Low[0].Seq
}

// What an import brought is caught up with once, and not at each start.
func TestIndexFile_Late(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r, path := indexed(t, mem.New(mem.Options{}))
		synctest.Wait()
		before := began(t, path)
		r.importText(crowd("Later", 9000000))
		r.reopen()
		if r.total("later person77") == 0 {
			t.Error("the newest aren't found")
		}
		if _, err := r.session("amy").Standing(t.Context(), model.ListNoQuestion, 0); err != nil { // waits until everybody was read
			t.Fatal(err)
		}
		synctest.Wait()
		if after := began(t, path); after < before+100 {
			t.Errorf("the file is still caught up with from entry %d on, before from %d", after, before)
		}
		r.desk.Close()
	})
}

// What goes first goes first: until then only a whole Client ID is found, and
// afterwards everybody.
func TestFirst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r, _ := indexed(t, mem.New(mem.Options{}))
		r.desk.Close()
		first := make(chan struct{})
		deps := r.deps()
		deps.First = first
		r.openWith(deps)
		if r.total("4410442") != 5 || r.total("okafor") != 0 {
			t.Error("people are read before what goes first is done")
		}
		close(first)
		if r.total("okafor") != 1 {
			t.Error("they aren't read afterwards")
		}
		r.desk.Close()
		deps.First = make(chan struct{})
		r.openWith(deps)
		r.desk.Close() // which nobody has to wait for
	})
}
