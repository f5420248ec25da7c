package desk_test

import (
	"strings"
	"sync"
	"testing"

	"callin/model"
	"callin/model/desk"
)

const lockWord = "Herbstzeitlose 9"

func (r *rig) setWord(s *desk.Session) {
	r.t.Helper()
	if err := s.SetLockWord(r.t.Context(), model.Secret{}, model.NewSecret(lockWord)); err != nil {
		r.t.Fatal(err)
	}
}

func TestLockWord(t *testing.T) {
	try := func(t *testing.T, s *desk.Session, word string) model.Unlocking {
		t.Helper()
		u, err := s.Unlock(t.Context(), model.NewSecret(word))
		if err != nil {
			t.Fatal(err)
		}
		return u
	}
	t.Run("opens, for its owner alone, after a restart too", func(t *testing.T) {
		r := newRig(t)
		if err := r.desk.Operator("test").AddAgent(t.Context(), "ben", model.RoleAuditor); err != nil {
			t.Fatal(err)
		}
		r.setWord(r.session("amy"))
		r.desk.Close()
		r.open()
		if has, err := r.session("amy").HasLockWord(t.Context()); !has || err != nil {
			t.Fatal(has, err)
		}
		if u := try(t, r.session("amy"), lockWord); !u.Passed {
			t.Fatal("the word doesn't open")
		}
		if u := try(t, r.session("amy"), strings.ToLower(lockWord)); u.Passed {
			t.Fatal("another word opens")
		}
		if has, err := r.session("ben").HasLockWord(t.Context()); has || err != nil {
			t.Fatal(has, err)
		}
		_, err := r.session("ben").Unlock(t.Context(), model.NewSecret(lockWord))
		wantCode(t, err, model.Unverified)
	})
	t.Run("has five tries, and each is noted", func(t *testing.T) {
		r := newRig(t)
		s := r.session("amy")
		r.setWord(s)
		for left := 4; left >= 0; left-- {
			if u := try(t, s, strings.Repeat("wrong ", 2000)); u.Passed || u.TriesLeft != left {
				t.Fatalf("%+v, want %d left", u, left)
			}
		}
		if u := try(t, r.session("amy"), "wrong again"); u.TriesLeft != 4 {
			t.Fatalf("after the session has ended: %+v", u)
		}
		if u := try(t, s, lockWord); !u.Passed {
			t.Fatal("the word doesn't open")
		}
		if u := try(t, s, "wrong again"); u.TriesLeft != 4 {
			t.Fatalf("a right word didn't begin the count anew: %+v", u)
		}
		if got := strings.Join(r.said(model.VerbUnlock), ","); strings.Count(got, "amy: failed") != 7 || strings.Count(got, "amy: passed") != 1 {
			t.Errorf("the audit trail says %q", got)
		}
	})
	t.Run("can't be tried twice as often by two terminals", func(t *testing.T) {
		r := newRig(t)
		r.setWord(r.session("amy"))
		var all sync.WaitGroup
		var mu sync.Mutex
		left := map[int]int{}
		for range model.LockTries {
			s := r.session("amy")
			all.Go(func() {
				u, err := s.Unlock(t.Context(), model.NewSecret("wrong word"))
				if err != nil {
					t.Error(err)
				}
				mu.Lock()
				defer mu.Unlock()
				left[u.TriesLeft]++
			})
		}
		all.Wait()
		for i := range model.LockTries {
			if left[i] != 1 {
				t.Fatalf("tries left: %v", left)
			}
		}
	})
	t.Run("is changed by who knows the old one", func(t *testing.T) {
		r := newRig(t)
		s := r.session("amy")
		wantCode(t, s.SetLockWord(t.Context(), model.Secret{}, model.NewSecret("short")), model.Invalid)
		wantCode(t, s.SetLockWord(t.Context(), model.Secret{}, model.NewSecret(strings.Repeat("long", 17))), model.Invalid)
		r.setWord(s)
		next := model.NewSecret("Winterjasmin 7")
		wantCode(t, s.SetLockWord(t.Context(), model.Secret{}, next), model.Unverified)
		wantCode(t, s.SetLockWord(t.Context(), next, next), model.Unverified)
		if u := try(t, s, lockWord); !u.Passed {
			t.Fatal("the old word was changed")
		}
		if err := s.SetLockWord(t.Context(), model.NewSecret(lockWord), next); err != nil {
			t.Fatal(err)
		}
		if u := try(t, s, lockWord); u.Passed {
			t.Fatal("the old word still opens")
		}
	})
	t.Run("is nowhere in the store", func(t *testing.T) {
		r := newRig(t)
		r.setWord(r.session("amy"))
		row := r.raw("lock-word/amy")
		if len(row) == 0 || strings.Contains(string(row), "Herbst") || !strings.Contains(string(row), "argon2id") {
			t.Fatal("the word stands in the store, or isn't there at all")
		}
	})
}

func TestParkOpen(t *testing.T) {
	r := newRig(t)
	s := r.session("amy")
	first, second := r.call(s, "sorensen"), r.call(s, "voe")
	if err := s.ParkCall(t.Context(), first); err != nil {
		t.Fatal(err)
	}
	if err := s.ParkOpen(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, id := range []model.CallID{first, second} {
		if v, err := s.Call(t.Context(), id); err != nil || v.Call.State != model.CallParked {
			t.Errorf("%s, %v", v.Call.State, err)
		}
	}
}
