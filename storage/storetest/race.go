package storetest

// Updates against each other: each of these is a way in which a store that
// only seems to isolate them loses something.

import (
	"errors"
	"strconv"
	"sync"
	"testing"
	"time"

	"callin/storage"
)

var errTaken = errors.New("taken")

var raceTests = map[string]func(t *testing.T, s storage.Store){
	"no increment is lost": func(t *testing.T, s storage.Store) {
		const workers, each = 4, 30
		revs := make([][]storage.Rev, workers)
		crowd(workers, func(i int) {
			for range each {
				revs[i] = append(revs[i], update(t, s, func(tx storage.Txn) error {
					_, err := add(tx, "counter", 1)
					return err
				}))
			}
		})
		want(t, s, "counter", strconv.Itoa(workers*each))
		seen := make(map[storage.Rev]bool)
		for _, mine := range revs {
			var last storage.Rev
			for _, rev := range mine {
				if rev <= last || seen[rev] {
					t.Errorf("revision %d after %d, seen before: %t", rev, last, seen[rev])
				}
				seen[rev], last = true, rev
			}
		}
	},
	"transfers keep the sum": func(t *testing.T, s storage.Store) {
		put(t, s, "acc/0", "100", "acc/1", "100", "acc/2", "100")
		crowd(3, func(i int) {
			from, to := "acc/"+strconv.Itoa(i), "acc/"+strconv.Itoa((i+1)%3)
			for n := range 25 {
				update(t, s, func(tx storage.Txn) error {
					_, out := add(tx, from, -n)
					_, in := add(tx, to, n)
					return errors.Join(out, in)
				})
				view(t, s, func(v storage.Snapshot) error { return sameSum(t, v) })
			}
		})
	},
	// Each of two reads that the other's row is absent and puts its own. Only
	// an adapter that counts the reading of an absent row refuses one of them.
	"write skew on absent rows": func(t *testing.T, s storage.Store) {
		for round := range 10 {
			skew(t, s, key("skew/", round)+"/")
		}
	},
	"a row is made once": func(t *testing.T, s storage.Store) {
		for round := range 5 {
			name := key("unique/", round)
			won := make([]bool, 6)
			crowd(len(won), func(i int) {
				_, err := s.Update(t.Context(), func(tx storage.Txn) error {
					won[i] = false
					if taken, err := tx.Get(name); err != nil || taken != nil {
						return errors.Join(err, errTaken)
					}
					won[i] = true
					return tx.Put(name, []byte(strconv.Itoa(i)))
				})
				if err != nil {
					won[i] = false
				}
				if err != nil && !errors.Is(err, errTaken) && !errors.Is(err, storage.ErrConflict) {
					t.Errorf("Update: %v", err)
				}
			})
			winners := 0
			for i, yes := range won {
				if yes {
					winners++
					want(t, s, name, strconv.Itoa(i))
				}
			}
			if winners != 1 {
				t.Errorf("%d made the same row", winners)
			}
		}
	},
}

func skew(t *testing.T, s storage.Store, at string) {
	t.Helper()
	read := []chan struct{}{make(chan struct{}), make(chan struct{})}
	once := make([]sync.Once, 2)
	made := make([]bool, 2)
	crowd(2, func(i int) {
		update(t, s, func(tx storage.Txn) error {
			made[i] = false
			other, err := tx.Get(at + strconv.Itoa(1-i))
			if err != nil || other != nil {
				return err
			}
			// Both should have read before either commits. A store that
			// lets in one at a time never gets there, so not for long.
			once[i].Do(func() {
				close(read[i])
				select {
				case <-read[1-i]:
				case <-time.After(3 * time.Millisecond):
				}
			})
			made[i] = true
			return tx.Put(at+strconv.Itoa(i), []byte("mine"))
		})
	})
	if made[0] == made[1] {
		t.Errorf("of two, each of which needs the other to be absent, were made: %v", made)
	}
}

func sameSum(t *testing.T, v storage.Snapshot) error {
	sum := 0
	for _, key := range []string{"acc/0", "acc/1", "acc/2"} {
		n, err := number(v, key)
		if err != nil {
			return err
		}
		sum += n
	}
	if sum != 300 {
		t.Errorf("the accounts hold %d at %d, want 300", sum, v.Rev())
	}
	return nil
}

// crowd runs fn for 0 to n-1 at the same time and waits for all.
func crowd(n int, fn func(i int)) {
	var all sync.WaitGroup
	start := make(chan struct{})
	for i := range n {
		all.Go(func() {
			<-start
			fn(i)
		})
	}
	close(start)
	all.Wait()
}
