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

// lists keeps the standing lists and the queue in memory, in step with the search index: they
// are looked at often and change seldom, and a scan of everybody would take
// seconds.
type lists struct {
	mu         sync.Mutex
	noQuestion map[model.PersonID]bool
	noAddress  map[model.PersonID]bool
	changed    map[model.PersonID]time.Time // of the address
	unreached  map[model.PersonID]bool      // mails to the address on file come back
	alike      map[model.PersonID]bool      // admins whose answer is like another
	noMail     map[model.PersonID]bool      // admins without an address
	locked     map[model.AccountID]time.Time
	queue      map[model.TicketNumber]model.Ticket // those that aren't done
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
	l.unreached, l.alike, l.noMail = map[model.PersonID]bool{}, map[model.PersonID]bool{}, map[model.PersonID]bool{}
	l.queue = map[model.TicketNumber]model.Ticket{}
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
	if p.Unreachable() {
		l.unreached[p.ID] = true
	}
	if p.Role == model.Admin && p.Question != "" && p.Alike {
		l.alike[p.ID] = true
	}
	if p.Role == model.Admin && p.Email == "" {
		l.noMail[p.ID] = true
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
	delete(l.unreached, id)
	delete(l.alike, id)
	delete(l.noMail, id)
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

func (l *lists) isLocked(id model.AccountID, now time.Time) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return now.Before(l.locked[id])
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

// ticket keeps a ticket while the queue shows it.
func (l *lists) ticket(t model.Ticket) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if t.Done() {
		delete(l.queue, t.Number)
		return
	}
	t.Text, t.Said = "", "" // nobody asks for them here
	l.queue[t.Number] = t
}

// requeue keeps these tickets and no others.
func (l *lists) requeue(tickets []model.Ticket) {
	l.mu.Lock()
	clear(l.queue)
	l.mu.Unlock()
	for _, t := range tickets {
		l.ticket(t)
	}
}

// QueueNow says how the queue stands. It reads no store: every session asks for
// it at every change.
func (s *Session) QueueNow() model.QueueNow {
	l, now := s.desk.feed.lists, s.desk.now()
	urgent := s.desk.policy.MoreUrgent(now)
	l.mu.Lock()
	defer l.mu.Unlock()
	var q model.QueueNow
	for _, t := range l.queue {
		if t.PastDue(now) {
			q.Past++
		}
		if t.Owner != "" || t.Waits(now) {
			continue
		}
		q.Free++
		if q.Next.Number == 0 || urgent(t, q.Next) < 0 {
			q.Next = t
		}
	}
	return q
}

// Standing gives a standing list, at most limit people of it; with none it
// only counts.
//
// Errors: Invalid for a list that there isn't.
func (s *Session) Standing(ctx context.Context, which model.List, limit int) (model.Listed, error) {
	if !slices.Contains(model.Lists, which) {
		return model.Listed{}, model.FailField("list", "There is no such list.")
	}
	if err := s.desk.feed.whole(ctx); err != nil {
		return model.Listed{}, err
	}
	var listed model.Listed
	err := s.read(ctx, func(r rows) error {
		listed = model.Listed{List: which}
		ids, err := s.listed(r, which)
		if err != nil {
			return err
		}
		entries := s.entries(ids)
		listed.Total = len(entries)
		if limit <= 0 {
			return nil
		}
		slices.SortFunc(entries, func(a, b search.Entry) int {
			return cmp.Or(cmp.Compare(a.Company, b.Company), cmp.Compare(a.Name, b.Name), cmp.Compare(a.Person, b.Person))
		})
		for _, e := range entries[:min(limit, len(entries))] {
			tries, err := loadOr[model.Tries](r, record.TriesKey(e.Person.Account()))
			if err != nil {
				return err
			}
			listed.People = append(listed.People, match(e, tries.Locked(s.desk.now())))
		}
		return nil
	})
	return listed, err
}

// listed are the ids of those on a list, in no order.
func (s *Session) listed(r rows, which model.List) ([]model.PersonID, error) {
	now, lists := s.desk.now(), s.desk.feed.lists
	ids := lists.people(which, s.desk.policy, now)
	if which != model.ListLocked {
		return ids, nil
	}
	for _, account := range lists.lockedAccounts(now) {
		people, err := all[model.Person](r, record.PeopleOf(account))
		if err != nil {
			return nil, err
		}
		for _, p := range people {
			ids = append(ids, p.ID)
		}
	}
	return ids, nil
}

// entries are what the index knows of people.
func (s *Session) entries(ids []model.PersonID) []search.Entry {
	entries := make([]search.Entry, 0, len(ids))
	for _, id := range ids {
		if e, ok := s.desk.index.Entry(id); ok {
			entries = append(entries, e)
		}
	}
	return entries
}
