// This file holds the fakes and the person that the page's tests work with.
package person_test

import (
	"context"
	"slices"
	"sync"
	"testing"
	"time"

	"callin/model"
	"callin/ui/page/person"
	"callin/ui/uitest"
)

// fake is a desk of one account. Its methods may fail on cue.
type fake struct {
	mu     sync.Mutex
	views  map[model.PersonID]model.PersonView
	broken error // of reading
	err    error // of opening a call
	did    []string
}

func (f *fake) read(verb string, id model.PersonID) (model.PersonView, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.did = append(f.did, verb+string(id))
	v, ok := f.views[id]
	if !ok {
		return v, model.Fail(model.NotFound, "There is no such person.")
	}
	return v, f.broken
}

func (f *fake) Look(_ context.Context, id model.PersonID) (model.PersonView, error) {
	return f.read("look ", id)
}

func (f *fake) Person(_ context.Context, id model.PersonID) (model.PersonView, error) {
	return f.read("read ", id)
}

func (f *fake) CallPerson(_ context.Context, id model.PersonID) (model.CallID, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.did = append(f.did, "call "+string(id))
	return "call-" + model.CallID(id), f.err
}

func (f *fake) UnlockAccount(_ context.Context, id model.AccountID, reason string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.did = append(f.did, "unlock "+string(id)+": "+reason)
	return f.err
}

func (f *fake) done() []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.did)
}

// start is when the driver's clock begins.
var start = time.Date(2026, time.March, 2, 10, 42, 0, 0, time.UTC)

func call(id model.CallID, ago time.Duration, change func(*model.CallView)) model.CallView {
	v := model.CallView{
		Call: model.Call{
			ID: id, Agent: "ben", State: model.CallEnded, Opened: start.Add(-ago), Ended: start.Add(4*time.Minute + 9*time.Second - ago),
			Outcome: model.Told, Checks: []model.Verification{{Passed: false}, {Passed: true}},
			Deeds: []model.Deed{{At: start.Add(2*time.Minute - ago), Lost: model.ClientID, Way: model.WayTell}},
		},
		Ticket: ticket(4471, ago, nil),
	}
	if change != nil {
		change(&v)
	}
	return v
}

func ticket(n model.TicketNumber, ago time.Duration, change func(*model.TicketView)) model.TicketView {
	v := model.TicketView{Ticket: model.Ticket{
		Number: n, Kind: model.KindClientID, Person: "l.1", State: model.TicketClosed, Priority: model.Normal,
		Owner: "ben", Created: start.Add(-ago), Due: start.Add(4*time.Hour - ago),
	}, Name: "Ada Okafor", Company: "Lindgren Pumps"}
	if change != nil {
		change(&v)
	}
	return v
}

func match(id model.PersonID, name string, role model.Role) model.Match {
	return model.Match{
		Account: "l", Person: id, Name: name, Role: role, Company: "Lindgren Pumps", Status: model.Active, ClientID: "44·····",
		UserName: "a·····", Phone: "+17035550110", Email: "a****a@lindgren.example", Extension: "100",
	}
}

// ada is an admin to whom much has happened.
func ada() model.PersonView {
	return model.PersonView{
		Match: match("l.1", "Ada Okafor", model.Admin), Address: true, Asked: true, TriesLeft: 2,
		Others: []model.Match{match("l.2", "Ben Sørensen", model.User), match("l.3", "Una Voe", model.Admin)},
		Calls: []model.CallView{
			call("c3", 5*time.Minute, func(v *model.CallView) {
				v.Call.State, v.Call.Ended, v.Call.Agent, v.Call.Deeds, v.Call.Checks = model.CallParked, time.Time{}, "amy", nil, nil
				v.Ticket.Number, v.Ticket.State = 4480, model.TicketParked
			}),
			call("c2", 26*time.Hour, func(v *model.CallView) { v.Call.Note = "Was in the car; wants it by mail the next time." }),
			call("c1", 400*24*time.Hour, func(v *model.CallView) { v.Call.Outcome, v.Call.Deeds = model.NotVerified, nil }),
		},
		Tickets: []model.TicketView{
			ticket(4480, 5*time.Hour, func(v *model.TicketView) {
				v.State, v.Owner, v.Priority, v.Text = model.TicketOpen, "", model.High, "The request mail never came."
			}),
			ticket(4471, 26*time.Hour, nil),
		},
		Mails: []model.MailView{{
			Job: "m1", Kind: model.MailTemporary, State: model.MailAccepted, Ticket: 4480, Address: "a****a@lindgren.example",
			Created: start.Add(-4 * time.Minute), Attempts: 1, Server: "mx.lindgren.example", Said: "2.0.0 queued as 7F3A", Hint: true,
			Steps: []model.MailStep{{At: start.Add(-4 * time.Minute), State: model.MailQueued}, {At: start.Add(-3 * time.Minute), State: model.MailAccepted, Said: "2.0.0 queued as 7F3A"}},
		}},
	}
}

// ben is a user of the same account with nothing on file.
func ben() model.PersonView {
	m := match("l.2", "Ben Sørensen", model.User)
	m.Email, m.UserName = "", "b·····"
	return model.PersonView{Match: m, TriesLeft: 3, Others: []model.Match{match("l.1", "Ada Okafor", model.Admin), match("l.3", "Una Voe", model.Admin)}}
}

// rig is the page with all that surrounds it.
type rig struct {
	*uitest.Driver
	t     *testing.T
	stage *uitest.Stage
	page  *person.Page
	desk  *fake
	feed  *uitest.Feed
}

func newRig(t *testing.T, view model.PersonView) *rig {
	t.Helper()
	r := backstage(t, view)
	r.stage = r.Page(r.page)
	return r
}

// backstage is a rig whose page isn't on a stage yet.
func backstage(t *testing.T, view model.PersonView) *rig {
	t.Helper()
	r := &rig{Driver: uitest.New(t), t: t, feed: uitest.NewFeed()}
	r.desk = &fake{views: map[model.PersonID]model.PersonView{"l.2": ben(), view.Person: view}}
	r.page = person.New(r.Env, r.desk, r.feed, view.Person)
	return r
}

// change makes the person another and waits until the page has read it.
func (r *rig) change(v model.PersonView) {
	r.t.Helper()
	r.desk.mu.Lock()
	r.desk.views[v.Person] = v
	r.desk.mu.Unlock()
	before := len(r.desk.done())
	r.feed.Tell(model.Changes{Calls: true})
	r.Await("the page reads again", func() bool { return len(r.desk.done()) > before })
}
