package storetest

// Everything at once, by several workers, from fixed seeds; and afterwards a
// check of what each saw against the order of the commits.

import (
	"errors"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"

	"callin/storage"
)

var loadTests = map[string]func(t *testing.T, s storage.Store){
	"hammer": hammer,
	"model":  model,
}

const (
	hammerWorkers  = 4
	hammerSteps    = 80
	hammerCounters = 3
)

// commit is one increment that a worker was told had happened, and sight one
// reading of all counters.
type commit struct {
	rev     storage.Rev
	counter int
	was     int
}

type sight struct {
	rev    storage.Rev
	since  storage.Rev // the newest commit that the worker knew of before
	values [hammerCounters]int
}

// worker is what one of them did and saw.
type worker struct {
	commits []commit
	sights  []sight
	last    storage.Rev
}

func hammer(t *testing.T, s storage.Store) {
	w := watch(t, s, "counter/", put(t, s, "acc/0", "100", "acc/1", "100", "acc/2", "100"))
	workers := make([]worker, hammerWorkers)
	crowd(hammerWorkers, func(i int) {
		dice := rand.New(rand.NewPCG(uint64(i), 1)) //nolint:gosec // repeatable on purpose
		for range hammerSteps {
			workers[i].step(t, s, dice)
		}
	})
	var commits []commit
	var sights []sight
	for _, worker := range workers {
		commits = append(commits, worker.commits...)
		sights = append(sights, worker.sights...)
	}
	slices.SortFunc(commits, func(a, b commit) int { return int(a.rev) - int(b.rev) }) //nolint:gosec // small
	var count [hammerCounters]int
	for _, c := range commits {
		if c.was != count[c.counter] {
			t.Errorf("commit %d found counter %d at %d, want %d", c.rev, c.counter, c.was, count[c.counter])
		}
		count[c.counter]++
	}
	for _, seen := range sights {
		seen.check(t, commits)
	}
	last := put(t, s, "counter/last", "1")
	told := follow(t, w, last)
	for i := range hammerCounters {
		if !told.resync && !slices.Contains(told.keys, counter(i)) {
			t.Errorf("nothing was told of %s", counter(i))
		}
	}
	view(t, s, func(v storage.Snapshot) error { return samePlaces(t, v) })
}

// step does one thing, mostly increments.
func (w *worker) step(t *testing.T, s storage.Store, dice *rand.Rand) {
	t.Helper()
	n := dice.IntN(hammerCounters)
	var rev storage.Rev
	switch dice.IntN(6) {
	case 0, 1, 2:
		var was int
		rev = update(t, s, func(tx storage.Txn) (err error) {
			was, err = add(tx, counter(n), 1)
			return err
		})
		w.commits = append(w.commits, commit{rev: rev, counter: n, was: was})
	case 3:
		amount := dice.IntN(9)
		rev = update(t, s, func(tx storage.Txn) error {
			_, out := add(tx, "acc/"+strconv.Itoa(n), -amount)
			_, in := add(tx, "acc/"+strconv.Itoa((n+1)%3), amount)
			return errors.Join(out, in)
		})
	case 4: // one token, always in exactly one of three places
		rev = update(t, s, func(tx storage.Txn) error { return move(tx, n) })
	default:
		w.look(t, s)
		return
	}
	if rev < w.last {
		t.Errorf("commit %d after %d was seen", rev, w.last)
	}
	w.last = rev
}

// look reads all counters in one View.
func (w *worker) look(t *testing.T, s storage.Store) {
	t.Helper()
	seen := sight{since: w.last}
	view(t, s, func(v storage.Snapshot) (err error) {
		seen.rev = v.Rev()
		for i := range seen.values {
			if seen.values[i], err = number(v, counter(i)); err != nil {
				return err
			}
		}
		return errors.Join(sameSum(t, v), samePlaces(t, v))
	})
	w.sights = append(w.sights, seen)
	w.last = max(w.last, seen.rev)
}

// check compares what was seen with the commits up to that revision.
func (s sight) check(t *testing.T, commits []commit) {
	t.Helper()
	var wanted [hammerCounters]int
	for _, c := range commits {
		if c.rev <= s.rev {
			wanted[c.counter]++
		}
	}
	if s.values != wanted || s.rev < s.since {
		t.Errorf("a View at %d, after %d, saw %v, want %v", s.rev, s.since, s.values, wanted)
	}
}

// move deletes the token's row where it is and makes it at another place.
func move(tx storage.Txn, to int) error {
	for place := range 3 {
		if err := tx.Delete("token/" + strconv.Itoa(place)); err != nil {
			return err
		}
	}
	return tx.Put("token/"+strconv.Itoa(to), []byte("here"))
}

func samePlaces(t *testing.T, v storage.Snapshot) error {
	items, err := v.Scan("token/", "", 0)
	if len(items) > 1 {
		t.Errorf("at %d the token is in %d places: %q", v.Rev(), len(items), items)
	}
	return err
}

func counter(n int) string { return "counter/" + strconv.Itoa(n) }
