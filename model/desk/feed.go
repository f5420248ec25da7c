package desk

import (
	"context"
	"errors"
	"strings"
	"sync"
	"sync/atomic"
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
	desk    *Desk
	ready   chan struct{} // closed when everybody can be found
	swept   chan struct{} // closed when everybody was read: the lists are whole
	failed  chan struct{} // closed when the first try at that has failed
	again   chan struct{} // holds one when everybody is to be read again
	read    atomic.Int64  // people read so far, while nobody can be found yet
	typed   atomic.Int64  // keys that were searched by
	awaited atomic.Int32  // how many wait until everybody was read
	lists   *lists
	watched *watched
	marks   marks
	file    string // of the index; "": none

	rebuilt atomic.Bool // the index's file couldn't be used

	// Whoever reads people's rows to tell the index and the lists holds it
	// from reading until telling, so that nobody tells what is older.
	order sync.Mutex

	mu     sync.Mutex
	subs   map[*Subscription]struct{}
	closed bool
}

// rewatch is the pause before following a store again that had gone away.
const rewatch = time.Second

func newFeed(d *Desk, file string) *feed {
	return &feed{
		desk: d, file: file, ready: make(chan struct{}), swept: make(chan struct{}), failed: make(chan struct{}),
		again: make(chan struct{}, 1), lists: newLists(), watched: newWatched(), subs: map[*Subscription]struct{}{},
	}
}

// follow reads everybody and then keeps up, until ctx ends.
func (f *feed) follow(ctx context.Context) {
	f.keepFile()
	var sweeping sync.WaitGroup
	defer sweeping.Wait()
	sweeping.Go(func() { f.sweepOnAndOn(ctx) })
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
	var rev storage.Rev
	err := f.desk.store.View(ctx, func(s storage.Snapshot) error { rev = s.Rev(); return nil })
	if err != nil {
		return err
	}
	watcher, err := f.desk.store.Watch(ctx, "", rev)
	if err != nil {
		return err
	}
	defer watcher.Close() //nolint:errcheck // the watch has ended either way
	if err := f.resync(ctx); err != nil {
		return err
	}
	for {
		batch, err := watcher.Next(ctx)
		if err != nil {
			return err
		}
		if batch.Resync {
			if err := f.resync(ctx); err != nil {
				return err
			}
			continue
		}
		changes, err := f.take(ctx, batch.Keys)
		if err != nil {
			return err
		}
		if err := f.mark(ctx, batch); err != nil {
			return err
		}
		if changes.Any() {
			f.publish(changes)
		}
	}
}

// resync is for when nobody knows what has changed.
func (f *feed) resync(ctx context.Context) error {
	if !f.isReady() && f.openFile(ctx) {
		f.shut(f.ready)
	}
	f.marks.void()
	select {
	case f.again <- struct{}{}:
	default:
	}
	if err := f.around(ctx); err != nil {
		return err
	}
	if err := f.desk.loadTemplates(ctx); err != nil {
		return err
	}
	if err := f.desk.loadArticles(ctx); err != nil {
		return err
	}
	f.publish(everything)
	return nil
}

var everything = model.Changes{People: true, Calls: true, Tickets: true, Mails: true, Staff: true, Articles: true}

// isReady tells whether everybody can be found.
func (f *feed) isReady() bool {
	select {
	case <-f.ready:
		return true
	default:
		return false
	}
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
func (f *feed) wait(ctx context.Context) error { return f.await(ctx, f.ready) }

// whole waits until everybody has been read.
func (f *feed) whole(ctx context.Context) error {
	f.awaited.Add(1)
	defer f.awaited.Add(-1)
	return f.await(ctx, f.swept)
}

func (f *feed) await(ctx context.Context, done <-chan struct{}) error {
	select {
	case <-done:
		return nil
	default:
	}
	select {
	case <-done:
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
	var locks, tickets, tried []string
	templates, articles := false, false
	for _, key := range keys {
		switch {
		case strings.HasPrefix(key, record.People):
			people[model.PersonID(strings.TrimPrefix(key, record.People))] = true
		case strings.HasPrefix(key, record.Accounts):
			accounts = append(accounts, model.AccountID(strings.TrimPrefix(key, record.Accounts)))
		case strings.HasPrefix(key, record.Templates):
			templates = true
		case strings.HasPrefix(key, record.Articles):
			changes.Articles, articles = true, true
		case strings.HasPrefix(key, record.ArticleVotes):
			changes.Articles = true
		case strings.HasPrefix(key, record.AllTries):
			changes.People = true
			locks = append(locks, key)
		case strings.HasPrefix(key, record.AllTried):
			tried = append(tried, key)
		case strings.HasPrefix(key, record.Calls):
			changes.Calls = true
		case strings.HasPrefix(key, record.Tickets):
			changes.Tickets = true
			tickets = append(tickets, key)
		case strings.HasPrefix(key, record.Stories):
			changes.Tickets = true
		case strings.HasPrefix(key, record.Jobs), strings.HasPrefix(key, record.Notices), strings.HasPrefix(key, record.Requests):
			changes.Mails = true
		case strings.HasPrefix(key, record.Agents), strings.HasPrefix(key, record.AllSeen):
			changes.Staff = true
		}
	}
	if err := f.relock(ctx, locks); err != nil {
		return changes, err
	}
	if err := f.rewatched(ctx, tried); err != nil {
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
	if articles {
		if err := f.desk.loadArticles(ctx); err != nil {
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
	f.order.Lock()
	defer f.order.Unlock()
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
	f.order.Lock()
	defer f.order.Unlock()
	var put []search.Entry
	var gone []model.PersonID
	var heads []AuditHead
	err := f.desk.store.View(ctx, func(s storage.Snapshot) error {
		put, gone = nil, nil
		r := rows{get: s, scan: s, keys: f.desk.keys}
		var err error
		if heads, err = headsOf(r); err != nil {
			return err
		}
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
	if err != nil {
		return err
	}
	f.marks.reach(f.desk.index, heads)
	f.desk.index.Put(put...)
	f.desk.index.Delete(gone...)
	return nil
}

func entry(a model.Account, p model.Person) search.Entry {
	return search.Entry{
		Person: p.ID, ClientID: a.ClientID, Company: a.Company, Status: a.Status, CompanyPhone: a.Phone,
		Name: p.Name, Role: p.Role, Extension: p.Extension, UserName: p.UserName, Email: p.Email, Phone: p.Phone,
	}
}
