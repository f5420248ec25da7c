package desk_test

// How long a desk takes from its start until it can be searched, and what memory
// that takes, without the file of the index and with it.
//
//	START_BENCH=1000000 TMPDIR=/dev/shm go test -run '^$' -bench Start -benchtime 1x -timeout 30m ./model/desk
//
// Storing the people takes a few minutes, and isn't measured.

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"testing"
	"time"

	"callin/model"
	"callin/model/desk"
	"callin/model/record"
	"callin/storage"
	"callin/storage/bolt"
)

func BenchmarkStart(b *testing.B) {
	n, _ := strconv.Atoi(os.Getenv("START_BENCH")) // none: a few
	n = max(n, 5000)
	folder := b.TempDir()
	store, err := bolt.Open(b.Context(), filepath.Join(folder, "callin.db"), bolt.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = store.Close() }() // it is thrown away
	r := &rig{store: store, courier: newPostman(), clock: &clock{now: start}}
	first, err := desk.New(r.deps()) // a store has a trail before it has people
	if err != nil {
		b.Fatal(err)
	}
	if _, err := first.FirstManager(b.Context(), "amy"); err != nil {
		b.Fatal(err)
	}
	first.Close()
	furnish(b, store, n)
	r.index = filepath.Join(folder, "callin.search")
	for _, name := range []string{"without-file", "with-file"} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				startUp(b, r, n)
			}
		})
	}
	if info, err := os.Stat(r.index); err == nil {
		b.Logf("the file has %d MB", info.Size()/1_000_000)
	}
}

// startUp starts a desk and follows it until its index is built and kept.
func startUp(b *testing.B, r *rig, n int) {
	peak := peakHeap()

	began := time.Now()
	passed := func(what string) { b.ReportMetric(time.Since(began).Seconds()*1000, what+"-ms") }
	d, err := desk.New(r.deps())
	if err != nil {
		b.Fatal(err)
	}
	defer d.Close()
	s, err := d.SignIn(b.Context(), "amy")
	if err != nil {
		b.Fatal(err)
	}
	passed("signed-in")
	search := func(text string) model.Found {
		found, err := s.Search(b.Context(), text)
		if err != nil {
			b.Fatal(err)
		}
		return found
	}
	if search(fmt.Sprint(1_000_000+n/10)).Total == 0 {
		b.Fatal("nobody has the Client ID")
	}
	passed("client-id")
	for found := search("person7"); found.Reading > 0 || found.Total == 0; found = search("person7") {
	}
	passed("everybody")
	for search("person7").Building {
		time.Sleep(50 * time.Millisecond) //nolint:forbidigo // a measurement, no test
	}
	passed("built")
	if _, err := s.Standing(b.Context(), model.ListNoQuestion, 1); err != nil {
		b.Fatal(err)
	}
	passed("all-read")
	for time.Since(began) < 10*time.Minute {
		if _, err := os.Stat(r.index); err == nil {
			break
		}
		time.Sleep(50 * time.Millisecond) //nolint:forbidigo // a measurement, no test
	}
	passed("kept")
	b.ReportMetric(float64(peak())/1e6, "peak-heap-MB")
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	b.ReportMetric(float64(m.HeapAlloc)/1e6, "heap-MB")
}

// peakHeap watches how far the heap grows.
func peakHeap() (peak func() uint64) {
	most, done, ended := uint64(0), make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		for {
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			most = max(most, m.HeapAlloc)
			select {
			case <-done:
				return
			case <-time.After(100 * time.Millisecond):
			}
		}
	}()
	return func() uint64 { close(done); <-ended; return most }
}

// furnish stores people as an import would, many to a commit.
func furnish(b *testing.B, store storage.Store, n int) {
	keys, err := record.NewKeys(make([]byte, 32))
	if err != nil {
		b.Fatal(err)
	}
	var waiting []storage.Item
	flush := func() {
		_, err := store.Update(b.Context(), func(t storage.Txn) error {
			for _, item := range waiting {
				if err := t.Put(item.Key, item.Value); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
		waiting = waiting[:0]
	}
	put := func(key string, noun any) {
		row, err := keys.Encode(key, noun)
		if err != nil {
			b.Fatal(err)
		}
		if waiting = append(waiting, storage.Item{Key: key, Value: row}); len(waiting) == storage.MaxTxnKeys {
			flush()
		}
	}
	words := []string{"Lindgren", "Rivera", "Cascade", "Valley", "Dental", "Pumps", "Coffee", "Region", "Prairie", "Nimbus", "Harbor", "Atlas"}
	for i := range n {
		account := model.AccountID(fmt.Sprintf("a%09d", i/5))
		company := fmt.Sprintf("%s %s %d", words[i/5%12], words[i/60%12], i/500)
		if i%5 == 0 {
			id := fmt.Sprint(1_000_000 + i/5)
			put(record.AccountKey(account), model.Account{ID: account, ClientID: id, Company: company, Status: model.Active, Phone: fmt.Sprintf("+1703%07d", i)})
			put(record.ClientIDKey(id), account)
		}
		person := model.PersonID(fmt.Sprintf("%s.p%d", account, i%5))
		name := fmt.Sprintf("%s Person%d", words[i%12], i%997)
		put(record.PersonKey(person), model.Person{
			ID: person, Name: name, Role: model.Roles[i%3], Extension: fmt.Sprint(100 + i%5),
			UserName: fmt.Sprintf("user%d", i), Email: fmt.Sprintf("user%d@%s.example", i, words[i/5%12]), Phone: fmt.Sprintf("+1571%07d", i),
		})
	}
	flush()
}
