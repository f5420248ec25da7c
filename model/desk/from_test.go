package desk_test

import (
	"testing"
	"time"

	"callin/model"
)

func TestNoteFrom(t *testing.T) {
	r := newRig(t)
	s := r.session("amy")
	id := r.call(s, "okafor")
	wrong := func() {
		t.Helper()
		if v, err := s.Answer(t.Context(), id, model.NewSecret("no idea")); err != nil || v.Passed {
			t.Fatal(v, err)
		}
	}
	wrong()
	r.clock.add(25 * time.Hour) // an answer of yesterday isn't taken for the number's
	wrong()
	wantCode(t, s.NoteFrom(t.Context(), id, "the usual one"), model.Invalid)
	if err := s.NoteFrom(t.Context(), id, "(703) 555-0199"); err != nil {
		t.Fatal(err)
	}
	wrong()
	if err := s.NoteFrom(t.Context(), id, ""); err != nil { // the wrong caller's: taken back, for what comes
		t.Fatal(err)
	}
	v, err := s.Call(t.Context(), id)
	if err != nil || v.Call.From != "" {
		t.Fatal(v.Call.From, err)
	}
	for i, want := range []string{"", "+17035550199", "+17035550199"} {
		if got := v.Call.Checks[i].From; got != want {
			t.Errorf("answer %d counts as given from %q, want %q", i, got, want)
		}
	}
	if err := s.EndCall(t.Context(), id, model.WrapUp{Outcome: model.NotVerified}); err != nil {
		t.Fatal(err)
	}
	wantCode(t, s.NoteFrom(t.Context(), id, "+17035550199"), model.Conflict)
}
