package model_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"callin/model"
)

var mailStates = []model.MailState{
	model.MailQueued, model.MailSending, model.MailDeferred, model.MailUncertain,
	model.MailAccepted, model.MailRefused, model.MailBounced, model.MailExpired, model.MailRevoked,
}

func TestMailState_Final(t *testing.T) {
	for i, state := range mailStates {
		if final := i >= 4; state.Final() != final {
			t.Errorf("%s: final is %t", state, state.Final())
		}
	}
}

func TestMailJob_Step(t *testing.T) {
	for _, state := range mailStates {
		due, leased := now.Add(time.Hour), now.Add(time.Minute)
		job := model.MailJob{Due: due, LeasedBy: "desk-1", LeasedTo: leased}
		job.Step(now, state, "250 2.0.0\r\nOk\x1b[2J\n")
		want := model.MailJob{
			State: state, Said: "250 2.0.0 Ok¿[2J", Due: due, LeasedBy: "desk-1", LeasedTo: leased,
			Steps: []model.MailStep{{At: now, State: state, Said: "250 2.0.0 Ok¿[2J"}},
		}
		if state.Final() {
			want.Due, want.LeasedBy, want.LeasedTo, want.Ended = time.Time{}, "", time.Time{}, now
		}
		if !slices.Equal(job.Steps, want.Steps) || fmt.Sprintf("%+v", job) != fmt.Sprintf("%+v", want) {
			t.Errorf("%s:\n got %+v\nwant %+v", state, job, want)
		}
	}
}

// TestMailJob_Step_ended: a mail ends when it reaches a final state, not when
// somebody says so again.
func TestMailJob_Step_ended(t *testing.T) {
	var job model.MailJob
	job.Step(now, model.MailAccepted, "250")
	job.Step(now.Add(time.Minute), model.MailAccepted, "still")
	if !job.Ended.Equal(now) || job.Said != "still" {
		t.Errorf("ended %s, not %s: %q", job.Ended, now, job.Said)
	}
	if job.Step(now.Add(time.Hour), model.MailBounced, "550"); !job.Ended.Equal(now.Add(time.Hour)) {
		t.Errorf("bounced %s", job.Ended)
	}
}

func TestMailJob_Step_bounded(t *testing.T) {
	var job model.MailJob
	job.Step(now, model.MailQueued, "first")
	for i := range 100 {
		shared := job
		var before []model.MailStep
		before = append(before, shared.Steps...)
		job.Step(now.Add(time.Duration(i)*time.Minute), model.MailDeferred, fmt.Sprint(i))
		if !slices.Equal(shared.Steps, before) {
			t.Fatalf("step %d changed the steps of a copy", i)
		}
		if want := min(i+2, 40); len(job.Steps) != want {
			t.Fatalf("%d steps after %d, want %d", len(job.Steps), i+2, want)
		}
		if job.Steps[0].Said != "first" || job.Steps[len(job.Steps)-1].Said != fmt.Sprint(i) {
			t.Fatalf("the story goes from %q to %q", job.Steps[0].Said, job.Steps[len(job.Steps)-1].Said)
		}
	}
	for i, step := range job.Steps[1:] {
		if want := fmt.Sprint(61 + i); step.Said != want {
			t.Fatalf("step %d is %q, not %q", i+1, step.Said, want)
		}
	}
	job.Steps = slices.Repeat(job.Steps, 2) // as written by a program with another bound
	if job.Step(now, model.MailDeferred, "last"); len(job.Steps) != 40 || job.Steps[39].Said != "last" || job.Steps[0].Said != "first" {
		t.Errorf("%d steps kept", len(job.Steps))
	}
}

func TestMailJob_Leased(t *testing.T) {
	job := model.MailJob{State: model.MailSending, LeasedTo: now}
	if !job.Leased(now.Add(-1)) || job.Leased(now) {
		t.Error("a lease holds until its end, and not at it")
	}
	for _, state := range mailStates {
		job.State = state
		if got := job.Leased(now.Add(-1)); got != (state == model.MailSending) {
			t.Errorf("%s: leased is %t", state, got)
		}
	}
}

func TestMailJob_RetryAt(t *testing.T) {
	waits := []time.Duration{
		5 * time.Second, 5 * time.Second, 15 * time.Second, 30 * time.Second, time.Minute,
		2 * time.Minute, 5 * time.Minute, 10 * time.Minute, 15 * time.Minute, 15 * time.Minute, 15 * time.Minute,
	}
	for attempts, wait := range waits {
		job := model.MailJob{Attempts: attempts, Expires: now.Add(24 * time.Hour)}
		for spread, want := range map[float64]time.Duration{0: wait * 8 / 10, 0.25: wait * 9 / 10, 0.5: wait, 0.75: wait * 11 / 10} {
			if got := job.RetryAt(now, spread).Sub(now); got != want {
				t.Errorf("after %d attempts, spread %v: in %s, want %s", attempts, spread, got, want)
			}
		}
		if got := job.RetryAt(now, 0.999999).Sub(now); got >= wait*12/10 || got <= wait*11/10 {
			t.Errorf("after %d attempts, spread almost 1: in %s", attempts, got)
		}
	}
	far := model.MailJob{Attempts: 1 << 30, Expires: now.Add(24 * time.Hour)}
	if got := far.RetryAt(now, 0.5).Sub(now); got != 15*time.Minute {
		t.Errorf("after very many attempts: in %s", got)
	}
}

func TestMailJob_RetryAt_expiry(t *testing.T) {
	at := now.Add(5 * time.Second)
	for expires, want := range map[time.Time]time.Time{
		at.Add(1): at, at: {}, at.Add(-1): {}, now.Add(-time.Hour): {}, {}: {},
	} {
		job := model.MailJob{Attempts: 1, Expires: expires}
		if got := job.RetryAt(now, 0.5); !got.Equal(want) {
			t.Errorf("expires %s: again at %s, want %s", expires, got, want)
		}
	}
}
