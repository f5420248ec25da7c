package desk

import (
	"cmp"
	"context"
	"slices"
	"sync"
	"time"

	"callin/model"
	"callin/model/record"
	"callin/model/search"
)

// lists keeps the standing lists in memory, in step with the search index: they
// are looked at often and change seldom, and a scan of everybody would take
// seconds.
type lists struct {
	mu         sync.Mutex
	noQuestion map[model.PersonID]bool
	noAddress  map[model.PersonID]bool
	changed    map[model.PersonID]time.Time // of the address
	locked     map[model.AccountID]time.Time
}

func newLists() *lists {
	l := &lists{}
	l.clear()
	return l
}

func (l *lists) clear() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.noQuestion, l.noAddress = map[model.PersonID]bool{}, map[model.PersonID]bool{}
	l.changed, l.locked = map[model.PersonID]time.Time{}, map[model.AccountID]time.Time{}
}

func (l *lists) put(p model.Person) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.remove(p.ID)
	if p.Role == model.Admin && p.Question == "" {
		l.noQuestion[p.ID] = true
	}
	if p.CanLogIn() && p.Email == "" {
		l.noAddress[p.ID] = true
	}
	if !p.EmailChanged.IsZero() {
		l.changed[p.ID] = p.EmailChanged
	}
}

func (l *lists) drop(id model.PersonID) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.remove(id)
}

func (l *lists) remove(id model.PersonID) {
	delete(l.noQuestion, id)
	delete(l.noAddress, id)
	delete(l.changed, id)
}

func (l *lists) lock(id model.AccountID, until time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.locked, id)
	if !until.IsZero() {
		l.locked[id] = until
	}
}

// people are the members of a list whose members are people.
func (l *lists) people(which model.List, p model.Policy, now time.Time) []model.PersonID {
	l.mu.Lock()
	defer l.mu.Unlock()
	var ids []model.PersonID
	switch which {
	case model.ListNoQuestion:
		for id := range l.noQuestion {
			ids = append(ids, id)
		}
	case model.ListNoAddress:
		for id := range l.noAddress {
			ids = append(ids, id)
		}
	case model.ListChanged:
		for id, at := range l.changed {
			if now.Sub(at) < p.AddressHold {
				ids = append(ids, id)
			}
		}
	}
	return ids
}

func (l *lists) lockedAccounts(now time.Time) []model.AccountID {
	l.mu.Lock()
	defer l.mu.Unlock()
	var ids []model.AccountID
	for id, until := range l.locked {
		if now.Before(until) {
			ids = append(ids, id)
		}
	}
	return ids
}

// Standing gives a standing list, at most limit people of it.
//
// Errors: Invalid for a list that there isn't.
func (s *Session) Standing(ctx context.Context, which model.List, limit int) (model.Listed, error) {
	if !slices.Contains(model.Lists, which) {
		return model.Listed{}, model.FailField("list", "There is no such list.")
	}
	var listed model.Listed
	err := s.read(ctx, func(r rows) error {
		now := s.desk.now()
		ids := s.desk.feed.lists.people(which, s.desk.policy, now)
		if which == model.ListLocked {
			for _, account := range s.desk.feed.lists.lockedAccounts(now) {
				people, err := all[model.Person](r, record.PeopleOf(account))
				if err != nil {
					return err
				}
				for _, p := range people {
					ids = append(ids, p.ID)
				}
			}
		}
		var err error
		listed, err = s.listed(r, which, ids, limit)
		return err
	})
	return listed, err
}

func (s *Session) listed(r rows, which model.List, ids []model.PersonID, limit int) (model.Listed, error) {
	entries := make([]search.Entry, 0, len(ids))
	for _, id := range ids {
		if e, ok := s.desk.index.Entry(id); ok {
			entries = append(entries, e)
		}
	}
	slices.SortFunc(entries, func(a, b search.Entry) int {
		return cmp.Or(cmp.Compare(a.Company, b.Company), cmp.Compare(a.Name, b.Name), cmp.Compare(a.Person, b.Person))
	})
	listed := model.Listed{List: which, Total: len(entries)}
	for _, e := range entries[:min(limit, len(entries))] {
		tries, err := loadOr[model.Tries](r, record.TriesKey(e.Person.Account()))
		if err != nil {
			return listed, err
		}
		listed.People = append(listed.People, match(e, tries.Locked(s.desk.now())))
	}
	return listed, nil
}
