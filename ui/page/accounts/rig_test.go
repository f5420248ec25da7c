// This file holds the fakes and the people that the page's tests work with.
package accounts_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"callin/model"
	"callin/ui/page/accounts"
	"callin/ui/uitest"
)

// fake is a desk of a few people. Its methods may fail on cue.
type fake struct {
	mu     sync.Mutex
	people []model.Match
	lists  map[model.List][]model.Match
	broken error // of reading
	err    error // of the next commands
	did    []string
	asked  []string
	prefs  model.Preferences
}

func (f *fake) Preferences(context.Context) (model.Preferences, error) { return f.prefs, nil }

func (f *fake) Prefer(_ context.Context, change func(*model.Preferences)) error {
	change(&f.prefs)
	return nil
}

func (f *fake) Search(_ context.Context, text string) (model.Found, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.asked = append(f.asked, "search "+text)
	found := model.Found{Text: text}
	for _, m := range f.people {
		if strings.Contains(model.Fold(m.Name+" "+m.Company+" "+string(m.Person)), model.Fold(text)) {
			found.Matches = append(found.Matches, m)
		}
	}
	found.Total = len(found.Matches)
	return found, f.broken
}

func (f *fake) Standing(_ context.Context, which model.List, limit int) (model.Listed, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.asked = append(f.asked, fmt.Sprint("list ", which, " ", limit))
	all := f.lists[which]
	return model.Listed{List: which, Total: len(all), People: slices.Clone(all[:min(limit, len(all))])}, f.broken
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

func (f *fake) questions() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return len(f.asked)
}

func person(id model.PersonID, name, company string, change func(*model.Match)) model.Match {
	m := model.Match{
		Account: id.Account(), Person: id, Name: name, Role: model.Admin, Company: company, Status: model.Active,
		ClientID: "44·····", UserName: "a·····", Phone: "+17035550110", Email: "a****a@lindgren.example", Extension: "100",
	}
	if change != nil {
		change(&m)
	}
	return m
}

func usual() []model.Match {
	return []model.Match{
		person("l.1", "Ada Okafor", "Lindgren Pumps", nil),
		person("l.2", "Ben Sørensen", "Lindgren Pumps", func(m *model.Match) {
			m.Role, m.Email, m.UserName, m.Extension = model.User, "", "b·····", "101"
		}),
		person("d.1", "Ilse Krämer", "Lindgrün Dental", func(m *model.Match) {
			m.Locked, m.ClientID, m.Phone, m.Email = true, "71·····", "+15715550107", "i****e@dental.example"
		}),
		person("t.1", "王小明", "東京ポンプ株式会社", func(m *model.Match) {
			m.Role, m.ClientID, m.Phone, m.Email = model.User, "52·····", "+81355501234", "w****g@東京ポンプ.example"
		}),
		person("c.1", "Zoë Late", "Closed Books", func(m *model.Match) { m.Status, m.ClientID = model.Closed, "90·····" }),
		person("l.3", "Lobby", "Lindgren Pumps", func(m *model.Match) {
			m.Role, m.UserName, m.Email, m.Extension, m.Status = model.Phone, "", "", "103", model.Suspended
		}),
	}
}

// rig is the page with all that surrounds it.
type rig struct {
	*uitest.Driver
	t     *testing.T
	stage *uitest.Stage
	page  *accounts.Page
	desk  *fake
	feed  *uitest.Feed
}

func newRig(t *testing.T, people []model.Match) *rig {
	t.Helper()
	r := backstage(t, people)
	r.stage = r.Page(r.page)
	return r
}

// backstage is a rig whose page isn't on a stage yet.
func backstage(t *testing.T, people []model.Match) *rig {
	t.Helper()
	r := &rig{Driver: uitest.New(t), t: t, desk: &fake{people: people}, feed: uitest.NewFeed()}
	r.desk.lists = map[model.List][]model.Match{model.ListNoQuestion: people, model.ListChanged: people[:min(1, len(people))]}
	for _, m := range people {
		if m.Email == "" && m.UserName != "" {
			r.desk.lists[model.ListNoAddress] = append(r.desk.lists[model.ListNoAddress], m)
		}
		if m.Locked {
			r.desk.lists[model.ListLocked] = append(r.desk.lists[model.ListLocked], m)
		}
	}
	r.page = accounts.New(r.Env, r.desk, r.feed)
	return r
}

// change does something to the desk and waits until the page has read it.
func (r *rig) change(do func(*fake)) {
	r.t.Helper()
	r.desk.mu.Lock()
	do(r.desk)
	r.desk.mu.Unlock()
	before := r.desk.questions()
	r.feed.Tell(model.Changes{People: true})
	r.Await("the page reads again", func() bool { return r.desk.questions() > before })
}

// chosen tells whether the list's sign stands before the person.
func (r *rig) chosen(name string) bool { return r.Row(" > ", name) }

// names are the people in the list, from the top.
func (r *rig) names() string {
	var names []string
	for _, line := range r.Lines()[4:] {
		for _, m := range usual() {
			if cut, _, _ := strings.Cut(line, "│"); strings.Contains(cut, m.Name) && !strings.Contains(cut, " · ") {
				names = append(names, strings.Fields(m.Name)[0])
			}
		}
	}
	return strings.Join(names, " ")
}
