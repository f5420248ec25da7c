package desk

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"time"

	"callin/model"
	"callin/model/record"
	"callin/model/search"
	"callin/storage"
)

// feed follows the store: it keeps the search index in step and tells every
// subscriber what has moved, the index first, so that who is told can search
// for it. Nobody is waited for: a subscriber that is slow finds the changes of
// meanwhile added up.
type feed struct {
	desk   *Desk
	ready  chan struct{} // closed when everybody can be found
	failed chan struct{} // closed when the first try at that has failed
	lists  *lists

	mu     sync.Mutex
	subs   map[*Subscription]struct{}
	closed bool
}

// rewatch is the pause before following a store again that had gone away.
const rewatch = time.Second

func newFeed(d *Desk) *feed {
	return &feed{desk: d, ready: make(chan struct{}), failed: make(chan struct{}), lists: newLists(), subs: map[*Subscription]struct{}{}}
}

// follow reads everybody and then keeps up, until ctx ends.
func (f *feed) follow(ctx context.Context) {
	for ctx.Err() == nil {
		err := f.keepUp(ctx)
		if ctx.Err() != nil || errors.Is(err, storage.ErrClosed) {
			return
		}
		f.desk.log.WarnContext(ctx, "the store can't be followed; trying again", "error", err)
		f.shut(f.failed)
		select {
		case <-time.After(rewatch):
		case <-ctx.Done():
		}
	}
}

func (f *feed) keepUp(ctx context.Context) error {
	rev, err := f.loadAll(ctx)
	if err != nil {
		return err
	}
	watcher, err := f.desk.store.Watch(ctx, "", rev)
	if err != nil {
		return err
	}
	defer watcher.Close() //nolint:errcheck // the watch has ended either way
	if err := f.desk.loadTemplates(ctx); err != nil {
		return err
	}
	f.publish(everything)
	for {
		batch, err := watcher.Next(ctx)
		if err != nil {
			return err
		}
		if batch.Resync {
			if _, err := f.loadAll(ctx); err != nil {
				return err
			}
			if err := f.desk.loadTemplates(ctx); err != nil {
				return err
			}
			f.publish(everything)
			continue
		}
		changes, err := f.take(ctx, batch.Keys)
		if err != nil {
			return err
		}
		if changes.Any() {
			f.publish(changes)
		}
	}
}

var everything = model.Changes{People: true, Calls: true, Tickets: true, Mails: true, Staff: true}

// loadAll fills the index from one revision.
func (f *feed) loadAll(ctx context.Context) (storage.Rev, error) {
	var rev storage.Rev
	var entries []search.Entry
	err := f.desk.store.View(ctx, func(s storage.Snapshot) error {
		rev, entries = s.Rev(), nil
		r := rows{get: s, scan: s, keys: f.desk.keys}
		accounts := map[model.AccountID]model.Account{}
		err := each(r, record.Accounts, func(_ string, a *model.Account) (bool, error) {
			accounts[a.ID] = *a
			return true, nil
		})
		if err != nil {
			return err
		}
		f.lists.clear()
		err = each(r, record.People, func(_ string, p *model.Person) (bool, error) {
			entries = append(entries, entry(accounts[p.Account()], *p))
			f.lists.put(*p)
			return true, nil
		})
		if err != nil {
			return err
		}
		err = each(r, record.AllTries, func(key string, tries *model.Tries) (bool, error) {
			f.lists.lock(model.AccountID(strings.TrimPrefix(key, record.AllTries)), tries.LockedUntil)
			return true, nil
		})
		if err != nil {
			return err
		}
		return each(r, record.Queue, func(_ string, n *model.TicketNumber) (bool, error) {
			t, err := need[model.Ticket](r, record.TicketKey(*n), "ticket")
			if err == nil {
				f.lists.ticket(*t)
			}
			return true, err
		})
	})
	if err == nil {
		f.desk.index.Load(slices.Values(entries)) // outside: a long reader makes the file grow
		f.shut(f.ready)
	}
	return rev, err
}

// shut closes a channel that may be closed already.
func (f *feed) shut(c chan struct{}) {
	f.mu.Lock()
	defer f.mu.Unlock()
	select {
	case <-c:
	default:
		close(c)
	}
}

// wait waits until everybody can be found, and says so when that can't be.
func (f *feed) wait(ctx context.Context) error {
	select {
	case <-f.ready:
		return nil
	default:
	}
	select {
	case <-f.ready:
		return nil
	case <-f.failed:
		return model.Fail(model.Unavailable, "The accounts can't be read, so nobody can be found. Tell the operator; the log says why.")
	case <-ctx.Done():
		return f.desk.fault(ctx, ctx.Err())
	}
}

// take brings the index up to date and says what kinds of rows have changed.
func (f *feed) take(ctx context.Context, keys []string) (model.Changes, error) {
	var changes model.Changes
	people := map[model.PersonID]bool{}
	var accounts []model.AccountID
	var locks, tickets []string
	templates := false
	for _, key := range keys {
		switch {
		case strings.HasPrefix(key, record.People):
			people[model.PersonID(strings.TrimPrefix(key, record.People))] = true
		case strings.HasPrefix(key, record.Accounts):
			accounts = append(accounts, model.AccountID(strings.TrimPrefix(key, record.Accounts)))
		case strings.HasPrefix(key, record.Templates):
			templates = true
		case strings.HasPrefix(key, record.AllTries):
			changes.People = true
			locks = append(locks, key)
		case strings.HasPrefix(key, record.Calls):
			changes.Calls = true
		case strings.HasPrefix(key, record.Tickets):
			changes.Tickets = true
			tickets = append(tickets, key)
		case strings.HasPrefix(key, record.Stories):
			changes.Tickets = true
		case strings.HasPrefix(key, record.Jobs), strings.HasPrefix(key, record.Notices):
			changes.Mails = true
		case strings.HasPrefix(key, record.Agents), strings.HasPrefix(key, record.AllSeen):
			changes.Staff = true
		}
	}
	if err := f.relock(ctx, locks); err != nil {
		return changes, err
	}
	if err := f.requeue(ctx, tickets); err != nil {
		return changes, err
	}
	if templates {
		if err := f.desk.loadTemplates(ctx); err != nil {
			return changes, err
		}
	}
	if len(people) == 0 && len(accounts) == 0 {
		return changes, nil
	}
	changes.People = true
	return changes, f.reindex(ctx, people, accounts)
}

// relock reads counters of wrong answers again.
func (f *feed) relock(ctx context.Context, keys []string) error {
	if len(keys) == 0 {
		return nil
	}
	return f.desk.store.View(ctx, func(s storage.Snapshot) error {
		for _, key := range keys {
			tries, err := loadOr[model.Tries](rows{get: s, keys: f.desk.keys}, key)
			if err != nil {
				return err
			}
			f.lists.lock(model.AccountID(strings.TrimPrefix(key, record.AllTries)), tries.LockedUntil)
		}
		return nil
	})
}

// requeue reads tickets again.
func (f *feed) requeue(ctx context.Context, keys []string) error {
	if len(keys) == 0 {
		return nil
	}
	return f.desk.store.View(ctx, func(s storage.Snapshot) error {
		for _, key := range keys {
			t, err := load[model.Ticket](rows{get: s, keys: f.desk.keys}, key)
			if err != nil {
				return err
			}
			if t != nil {
				f.lists.ticket(*t)
			}
		}
		return nil
	})
}

// reindex reads people again, and everybody in accounts that have changed.
func (f *feed) reindex(ctx context.Context, people map[model.PersonID]bool, accounts []model.AccountID) error {
	var put []search.Entry
	var gone []model.PersonID
	err := f.desk.store.View(ctx, func(s storage.Snapshot) error {
		put, gone = nil, nil
		r := rows{get: s, scan: s, keys: f.desk.keys}
		for _, id := range accounts {
			err := each(r, record.PeopleOf(id), func(_ string, p *model.Person) (bool, error) {
				people[p.ID] = true
				return true, nil
			})
			if err != nil {
				return err
			}
		}
		for id := range people {
			person, err := load[model.Person](r, record.PersonKey(id))
			if err != nil {
				return err
			}
			if person == nil {
				gone = append(gone, id)
				f.lists.drop(id)
				continue
			}
			f.lists.put(*person)
			account, err := loadOr[model.Account](r, record.AccountKey(id.Account()))
			if err != nil {
				return err
			}
			put = append(put, entry(account, *person))
		}
		return nil
	})
	f.desk.index.Put(put...)
	f.desk.index.Delete(gone...)
	return err
}

func entry(a model.Account, p model.Person) search.Entry {
	return search.Entry{
		Person: p.ID, ClientID: a.ClientID, Company: a.Company, Status: a.Status, CompanyPhone: a.Phone,
		Name: p.Name, Role: p.Role, Extension: p.Extension, UserName: p.UserName, Email: p.Email, Phone: p.Phone,
	}
}
