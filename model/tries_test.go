package model_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"callin/model"
)

func TestTries_lock(t *testing.T) {
	p := model.Standard()
	var tries model.Tries
	for i, left := range []int{2, 1, 0} {
		if tries.Locked(now) || tries.Left(p, now) != left+1 {
			t.Fatalf("before wrong answer %d: locked %t, %d left", i+1, tries.Locked(now), tries.Left(p, now))
		}
		tries = tries.Fail(p, now)
		if tries.Left(p, now) != left || tries.Locked(now) != (left == 0) {
			t.Fatalf("after wrong answer %d: locked %t, %d left", i+1, tries.Locked(now), tries.Left(p, now))
		}
	}
	if want := now.Add(24 * time.Hour); !tries.LockedUntil.Equal(want) {
		t.Errorf("locked until %s, not %s", tries.LockedUntil, want)
	}
	for _, test := range []struct {
		name   string
		at     time.Time
		locked bool
		left   int
	}{
		{"a moment before the end", now.Add(24*time.Hour - 1), true, 0},
		{"at the end", now.Add(24 * time.Hour), false, 3},
		{"the clock set back", now.Add(-48 * time.Hour), true, 0},
	} {
		if tries.Locked(test.at) != test.locked || tries.Left(p, test.at) != test.left {
			t.Errorf("%s: locked %t, %d left; want %t, %d", test.name, tries.Locked(test.at), tries.Left(p, test.at), test.locked, test.left)
		}
	}
}

func TestTries_window(t *testing.T) {
	p := model.Standard()
	old := model.Tries{}.Fail(p, now.Add(-24*time.Hour)).Fail(p, now.Add(-24*time.Hour+1))
	if left := old.Left(p, now); left != 2 {
		t.Errorf("%d left, want 2: only the answer of a day ago has cooled down", left)
	}
	if old = old.Fail(p, now); old.Locked(now) || len(old.Wrong) != 2 {
		t.Errorf("%+v: want two wrong answers, not locked", old)
	}
	ahead := model.Tries{}.Fail(p, now.Add(72*time.Hour)) // before the clock was set back
	if left := ahead.Left(p, now); left != 2 {
		t.Errorf("%d left, want 2: setting the clock back must win nothing", left)
	}
}

// TestTries_longWindow: where the window is longer than the lock, the end of
// the lock brings no new tries.
func TestTries_longWindow(t *testing.T) {
	p := model.Standard()
	p.TriesWindow, p.LockFor = 48*time.Hour, time.Hour
	tries := model.Tries{}.Fail(p, now).Fail(p, now).Fail(p, now)
	if later := now.Add(2 * time.Hour); tries.Locked(later) || tries.Left(p, later) != 0 {
		t.Errorf("locked %t, %d left; want unlocked and none left", tries.Locked(later), tries.Left(p, later))
	}
}

// TestTries_longLock: where the lock is longer than the window, wrong answers
// that have cooled down don't end it.
func TestTries_longLock(t *testing.T) {
	p := model.Standard()
	p.LockFor = 48 * time.Hour
	tries := model.Tries{}.Fail(p, now).Fail(p, now).Fail(p, now)
	if later := now.Add(30 * time.Hour); !tries.Locked(later) || tries.Left(p, later) != 0 {
		t.Errorf("locked %t, %d left; want locked and none left", tries.Locked(later), tries.Left(p, later))
	}
}

// TestTries_own: a transaction that runs again starts from the same counter.
func TestTries_own(t *testing.T) {
	p := model.Standard()
	before := model.Tries{Wrong: append(make([]time.Time, 0, 8), now)}
	a := before.Fail(p, now.Add(time.Minute))
	b := before.Fail(p, now.Add(time.Hour))
	if len(before.Wrong) != 1 || !a.Wrong[1].Equal(now.Add(time.Minute)) || !b.Wrong[1].Equal(now.Add(time.Hour)) {
		t.Errorf("counters share their times: %v %v %v", before, a, b)
	}
}

// TestTries_property: no 24 hours hold a fourth wrong answer, and setting the
// clock back never gives more tries than there were.
func TestTries_property(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		p, clock := model.Standard(), now
		var tries model.Tries
		var taken []time.Time
		for _, step := range rapid.SliceOfN(rapid.IntRange(0, 15*60), 1, 60).Draw(rt, "minutes") {
			clock = clock.Add(time.Duration(step) * time.Minute)
			back := clock.Add(-time.Duration(rapid.IntRange(0, 99).Draw(rt, "hours back")) * time.Hour)
			if tries.Left(p, back) > tries.Left(p, clock) {
				rt.Fatalf("%d left at %s, %d at %s", tries.Left(p, back), back, tries.Left(p, clock), clock)
			}
			if tries.Left(p, clock) == 0 {
				continue
			}
			tries, taken = tries.Fail(p, clock), append(taken, clock)
			if n := len(taken); n > p.Tries && clock.Sub(taken[n-1-p.Tries]) < 24*time.Hour {
				rt.Fatalf("four wrong answers within a day: %v", taken[n-4:])
			}
		}
	})
}
