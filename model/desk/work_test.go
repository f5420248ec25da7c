package desk_test

import (
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"callin/model"
	"callin/model/desk"
)

// floor is a desk with two agents and a ticket of Ada Okafor's that waits in the
// queue.
func twoAgents(t *testing.T) (r *rig, amy, ben *desk.Session, n model.TicketNumber) {
	t.Helper()
	r = newRig(t)
	if err := r.desk.Operator("test").AddAgent(t.Context(), "ben", model.RoleAgent); err != nil {
		t.Fatal(err)
	}
	amy, ben = r.session("amy"), r.session("ben")
	return r, amy, ben, r.queued(amy, "okafor")
}

// queued leaves a ticket about somebody in the queue.
func (r *rig) queued(s *desk.Session, who string) model.TicketNumber {
	r.t.Helper()
	call := r.call(s, who)
	v, err := s.Call(r.t.Context(), call)
	if err != nil {
		r.t.Fatal(err)
	}
	if err := s.EndCall(r.t.Context(), call, model.WrapUp{Outcome: model.Unsolved}); err != nil {
		r.t.Fatal(err)
	}
	return v.Ticket.Number
}

func (r *rig) story(s *desk.Session, n model.TicketNumber) model.Story {
	r.t.Helper()
	story, err := s.Story(r.t.Context(), n)
	if err != nil {
		r.t.Fatal(err)
	}
	return story
}

// lines are a story's, newest first: who, what, what was written.
func lines(s model.Story) []string {
	var all []string
	for _, e := range s.Events {
		all = append(all, strings.TrimRight(string(e.Agent)+" "+string(e.Verb)+" "+e.Text+" "+e.Note, " "))
	}
	return all
}

func TestStory(t *testing.T) {
	r, amy, ben, n := twoAgents(t)
	r.clock.add(time.Minute)
	must(t, ben.NoteTicket(t.Context(), n, "Called back,\x1b[2J nobody there. "))
	must(t, ben.ClaimTicket(t.Context(), n))
	must(t, ben.ReleaseTicket(t.Context(), n))
	story := r.story(amy, n)
	got := lines(story)
	want := []string{
		"ben release_ticket", "ben claim_ticket", "ben note  Called back,¿[2J nobody there.", "amy end_call unsolved", "amy open_call",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	if story.Ticket.Number != n || story.Ticket.Name != "Ada Okafor" || story.More {
		t.Errorf("the ticket is %+v", story.Ticket)
	}
	wantCode(t, amy.NoteTicket(t.Context(), n, " \n"), model.Invalid)
	wantCode(t, amy.NoteTicket(t.Context(), n, strings.Repeat("x", 5000)), model.Invalid)
	wantCode(t, amy.NoteTicket(t.Context(), 99, "x"), model.NotFound)
	_, err := amy.Story(t.Context(), 99)
	wantCode(t, err, model.NotFound)
	for range 250 {
		must(t, amy.NoteTicket(t.Context(), n, "again"))
	}
	if story := r.story(amy, n); len(story.Events) != 200 || !story.More {
		t.Errorf("%d events, more %t", len(story.Events), story.More)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestEditTicket(t *testing.T) {
	r, amy, ben, n := twoAgents(t)
	seen := r.story(amy, n).Ticket
	edit := func(s *desk.Session, change func(*model.TicketFields)) error {
		want := seen.Fields()
		change(&want)
		return s.EditTicket(t.Context(), n, model.TicketEdit{Version: seen.Version, Was: seen.Fields(), Want: want})
	}
	must(t, edit(ben, func(f *model.TicketFields) { f.Priority = model.Low }))
	must(t, edit(amy, func(f *model.TicketFields) { f.Kind = model.KindChange })) // another field, on the same version
	err := edit(amy, func(f *model.TicketFields) { f.Priority = model.High })
	clashes, ok := errors.AsType[*model.Clashes](err)
	if !ok || model.PublicText(err) != "ben set the priority to low at 09:00; you chose high. Nothing was changed yet." {
		t.Fatalf("amy is told %v", err)
	}
	mine := clashes.Now
	mine.Priority = model.High
	must(t, amy.EditTicket(t.Context(), n, model.TicketEdit{Version: clashes.Seen, Was: clashes.Now, Want: mine}))
	story := r.story(amy, n)
	if story.Ticket.Fields() != (model.TicketFields{Priority: model.High, Kind: model.KindChange, Due: seen.Due}) {
		t.Errorf("in the end: %+v", story.Ticket.Fields())
	}
	if got := lines(story)[:3]; !slices.Equal(got, []string{"amy edit_ticket priority high", "amy edit_ticket account change", "ben edit_ticket priority low"}) {
		t.Errorf("the story: %q", got)
	}
}

// TestEditTicket_race: of many who set the same field at once on one version,
// one wins and every other one is told who.
func TestEditTicket_race(t *testing.T) {
	_, amy, ben, n := twoAgents(t)
	v, err := amy.Story(t.Context(), n)
	must(t, err)
	var wg sync.WaitGroup
	results := make([]error, 16)
	for i := range results {
		s, p := amy, model.High
		if i%2 == 1 {
			s, p = ben, model.Low
		}
		want := v.Ticket.Fields()
		want.Priority = p
		wg.Go(func() {
			results[i] = s.EditTicket(t.Context(), n, model.TicketEdit{Version: v.Ticket.Version, Was: v.Ticket.Fields(), Want: want})
		})
	}
	wg.Wait()
	after, err := amy.Story(t.Context(), n)
	must(t, err)
	for i, err := range results {
		lost := i%2 == 0 && after.Ticket.Priority == model.Low || i%2 == 1 && after.Ticket.Priority == model.High
		if lost != (model.CodeOf(err) == model.Conflict) || lost && !strings.Contains(model.PublicText(err), "set the priority to") {
			t.Errorf("%d: %v, and the priority is %s", i, err, after.Ticket.Priority)
		}
	}
}

func TestWaitTicket(t *testing.T) {
	r, amy, ben, n := twoAgents(t)
	other := r.queued(amy, "voe")
	until := r.clock.Now().Add(2 * time.Hour)
	must(t, amy.WaitTicket(t.Context(), n, time.Time{}, until))
	err := ben.WaitTicket(t.Context(), n, time.Time{}, until.Add(time.Hour))
	if model.PublicText(err) != "amy put T-1 off until 11:00 at 09:00. Look at it before you choose another time." {
		t.Errorf("ben is told %v", err)
	}
	queue, err := amy.Queue(t.Context())
	must(t, err)
	if len(queue) != 2 || queue[1].Number != n || queue[1].State != model.TicketWaiting {
		t.Errorf("what waits doesn't stand last: %+v", queue)
	}
	id, err := ben.TakeTicket(t.Context()) // the other one, and no more
	must(t, err)
	v, err := ben.Call(t.Context(), id)
	must(t, err)
	if v.Ticket.Number != other {
		t.Errorf("ben got %s", v.Ticket.Number)
	}
	_, err = ben.TakeTicket(t.Context())
	wantCode(t, err, model.NotFound)
	r.clock.add(3 * time.Hour)
	if _, err := ben.TakeTicket(t.Context()); err != nil {
		t.Errorf("its time has come: %v", err)
	}
	wantCode(t, amy.WaitTicket(t.Context(), n, until, until.Add(9*time.Hour)), model.Conflict) // ben has it now
}

// TestWaitCall: putting the ticket of a call off ends the call.
func TestWaitCall(t *testing.T) {
	r, amy, _, _ := twoAgents(t)
	id := r.call(amy, "sorensen")
	v, err := amy.Call(t.Context(), id)
	must(t, err)
	must(t, amy.WaitTicket(t.Context(), v.Ticket.Number, time.Time{}, r.clock.Now().Add(time.Hour)))
	v, err = amy.Call(t.Context(), id)
	must(t, err)
	if v.Call.State != model.CallEnded || v.Ticket.State != model.TicketWaiting || v.Ticket.Owner != "" {
		t.Errorf("the call is %s, the ticket %s of %q", v.Call.State, v.Ticket.State, v.Ticket.Owner)
	}
}

func TestHandOverTicket(t *testing.T) {
	r, amy, ben, n := twoAgents(t)
	must(t, amy.ClaimTicket(t.Context(), n))
	wantCode(t, ben.HandOverTicket(t.Context(), n, "mine now"), model.Conflict)
	must(t, amy.HandOverTicket(t.Context(), n, "Needs a supervisor."))
	story := r.story(ben, n)
	if story.Ticket.Owner != "" || story.Ticket.Priority != model.High || lines(story)[0] != "amy hand_over  Needs a supervisor." {
		t.Errorf("%+v, %q", story.Ticket, lines(story))
	}
	id, err := ben.ContinueTicket(t.Context(), n)
	must(t, err)
	must(t, ben.HandOverTicket(t.Context(), n, "")) // in a call of his own
	if v, err := ben.Call(t.Context(), id); err != nil || v.Call.State != model.CallEnded || v.Ticket.Owner != "" {
		t.Errorf("%v: %+v", err, v)
	}
}

func TestMergeTicket(t *testing.T) {
	r, amy, ben, n := twoAgents(t)
	must(t, ben.NoteTicket(t.Context(), n, "Will call again."))
	r.clock.add(time.Minute)
	call := r.call(amy, "okafor")
	v, err := amy.Call(t.Context(), call)
	must(t, err)
	again := v.Ticket.Number
	related, err := amy.Related(t.Context(), again)
	must(t, err)
	if len(related) != 1 || related[0].Number != n {
		t.Errorf("offered: %+v", related)
	}
	must(t, amy.MergeTicket(t.Context(), again, n))
	if v, err = amy.Call(t.Context(), call); err != nil || v.Ticket.Number != n || v.Ticket.Owner != "amy" || v.Call.State != model.CallOpen {
		t.Errorf("%v: the call goes on with %+v", err, v.Ticket)
	}
	from, into := r.story(amy, again), r.story(amy, n)
	if from.Ticket.Merged != n || from.Ticket.State != model.TicketClosed || len(from.Links) != 1 || len(into.Links) != 1 {
		t.Errorf("from %+v, into %+v", from, into)
	}
	if got := lines(from); got[0] != "amy merge_ticket T-2 went into T-1" || got[1] != "amy open_call" {
		t.Errorf("the first has %q", got)
	}
	if got := lines(into); got[0] != "amy merge_ticket T-2 went into T-1" || got[1] != "ben note  Will call again." {
		t.Errorf("the second has %q", got)
	}
	err = ben.MergeTicket(t.Context(), again, n)
	if model.PublicText(err) != "T-2 went into T-1. Go on there." {
		t.Errorf("ben is told %v", err)
	}
	other := r.queued(ben, "voe")
	wantCode(t, ben.MergeTicket(t.Context(), other, n), model.Invalid) // another company's
	wantCode(t, ben.LinkTickets(t.Context(), other, other), model.Invalid)
	wantCode(t, ben.LinkTickets(t.Context(), other, 77), model.NotFound)
}

func TestLinkTickets(t *testing.T) {
	r, amy, ben, n := twoAgents(t)
	other := r.queued(amy, "sorensen")
	must(t, ben.LinkTickets(t.Context(), n, other))
	for _, number := range []model.TicketNumber{n, other} {
		story := r.story(amy, number)
		if len(story.Links) != 1 || lines(story)[0] != "ben link_tickets T-1 and T-2" || story.Ticket.Done() {
			t.Errorf("%s: %+v", number, story)
		}
	}
	wantCode(t, amy.LinkTickets(t.Context(), other, n), model.Conflict)
}

// TestCall_noted: whoever goes on with a ticket sees what the last agent left.
func TestCall_noted(t *testing.T) {
	r, amy, ben, n := twoAgents(t)
	must(t, ben.NoteTicket(t.Context(), n, "First."))
	r.clock.add(time.Minute)
	must(t, ben.NoteTicket(t.Context(), n, "The admin is away until Monday."))
	r.clock.add(time.Minute)
	id, err := amy.ContinueTicket(t.Context(), n)
	must(t, err)
	must(t, amy.NoteTicket(t.Context(), n, "My own."))
	v, err := amy.Call(t.Context(), id)
	must(t, err)
	if v.Noted == nil || v.Noted.Note != "The admin is away until Monday." || v.Noted.Agent != "ben" {
		t.Errorf("noted: %+v", v.Noted)
	}
	v, err = amy.Call(t.Context(), r.call(amy, "sorensen"))
	must(t, err)
	if v.Noted != nil {
		t.Errorf("a fresh ticket has %+v", v.Noted)
	}
}
