package bolt_test

// SIGKILL at any moment: what was acknowledged stays.

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strconv"
	"testing"

	"callin/storage"
	"callin/storage/bolt"
)

// A process that writes is killed again and again, each time at a moment of no
// special meaning. What it acknowledged is there, and each Update whole.
func TestCrash(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "callin.db")
	dice := rand.New(rand.NewPCG(1, 2))
	acked, total := ack{}, 0
	for range 25 {
		before := acked
		writer := start(t, "write", path)
		for range dice.IntN(40) {
			acked = next(t, writer, acked)
		}
		_ = writer.Process.Kill() // while it goes on writing
		for writer.lines.Scan() {
			acked = read(t, writer.lines.Text(), acked)
		}
		_ = writer.Wait()
		s := open(t, path, bolt.Options{})
		acked.check(t, s)
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		total += acked.n - before.n
	}
	if total < 100 {
		t.Errorf("only %d updates were acknowledged: the test tried nothing", total)
	}
}

// ack is what the writer said last.
type ack struct {
	n   int
	rev storage.Rev
}

func next(t *testing.T, writer *child, last ack) ack {
	t.Helper()
	if !writer.lines.Scan() {
		t.Fatal("the writer ended")
	}
	return read(t, writer.lines.Text(), last)
}

func read(t *testing.T, line string, last ack) (a ack) {
	t.Helper()
	if _, err := fmt.Sscan(line, &a.n, &a.rev); err != nil {
		t.Fatalf("the writer said %q", line)
	}
	if a.rev <= last.rev || a.n <= last.n {
		t.Errorf("acknowledged %v after %v", a, last)
	}
	return a
}

// check looks for all that was acknowledged, and for halves.
func (a ack) check(t *testing.T, s *bolt.Store) {
	t.Helper()
	err := s.View(t.Context(), func(v storage.Snapshot) error {
		value, err := v.Get("count")
		if err != nil {
			return err
		}
		count, _ := strconv.Atoi(string(value))
		// One more may have been committed and killed before it was said.
		if count < a.n || v.Rev() < a.rev || int(v.Rev()) != count {
			t.Errorf("%d at revision %d is there, %d at %d was acknowledged", count, v.Rev(), a.n, a.rev)
		}
		for n := 1; n <= count+1; n++ {
			for part := range 6 {
				row, err := v.Get(rowOf(n, part))
				if err != nil {
					return err
				}
				if there := n <= count && (part < 5 || n > count-50); (row != nil) != there || len(row) != 100*part && there {
					t.Errorf("of %d, row %s is there: %t, with %d bytes", count, rowOf(n, part), row != nil, len(row))
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}
