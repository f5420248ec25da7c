package desk

// Reading everybody: once at the start, and whenever changes were missed. It goes
// page by page, so that memory is bounded and no reader keeps the store from
// reusing its room, beside the feed, which tells of what changes meanwhile.

import (
	"context"
	"errors"
	"strings"
	"time"

	"callin/model"
	"callin/model/record"
	"callin/model/search"
	"callin/storage"
)

const (
	sweepPage = 128    // people read at once; the feed waits as long
	tellEach  = 50_000 // people, after which pages hear how far it is

	// A million people are compared in 20 s of a processor, and in at most seven
	// minutes while keys come all the time.
	sweepRest = 50 * time.Millisecond
	restsEach = 10 // pages after a key: as long as somebody who types pauses
)

// sweepOnAndOn sweeps whenever it is asked to, until ctx ends.
func (f *feed) sweepOnAndOn(ctx context.Context) {
	for {
		select {
		case <-f.again:
		case <-ctx.Done():
			return
		}
		for {
			sure, err := f.sweep(ctx)
			if ctx.Err() != nil || errors.Is(err, storage.ErrClosed) {
				return
			}
			if err == nil && sure {
				break
			}
			if err != nil {
				f.desk.log.WarnContext(ctx, "the accounts can't be read; trying again", "error", err)
				f.shut(f.failed)
			}
			select {
			case <-time.After(rewatch):
			case <-ctx.Done():
				return
			}
		}
		f.shut(f.ready)
		f.shut(f.swept)
		f.publish(everything)
		f.renew(ctx)
	}
}

// sweep reads everybody into the index, or compares the index with everybody
// when it is in use already. It isn't sure of having found everything when a new
// base was built meanwhile.
func (f *feed) sweep(ctx context.Context) (sure bool, err error) {
	now, err := f.now(ctx)
	if err != nil {
		return false, err
	}
	asked := f.marks.asked()
	if f.isReady() {
		sure, err = f.compare(ctx)
	} else {
		f.desk.index.Load(func(yield func(search.Entry) bool) {
			if err = f.everybody(ctx, yield); err == nil {
				f.marks.lowest(f.desk.index, now.heads)
			}
		})
		sure = true
	}
	if err == nil && sure {
		f.marks.swept(asked, f.desk.index, now)
	}
	return sure, err
}

// compare puts right what the index doesn't have as the store does.
func (f *feed) compare(ctx context.Context) (sure bool, err error) {
	check := f.desk.index.Check()
	err = f.everybody(ctx, func(e search.Entry) bool { check.Saw(e); return true })
	if err != nil {
		return false, err
	}
	f.order.Lock()
	defer f.order.Unlock()
	wrong, sure := check.End()
	if wrong > 0 {
		f.desk.log.InfoContext(ctx, "the search index was brought up to date", "people", wrong)
	}
	return sure, nil
}

// everybody reads all people, until take says no.
func (f *feed) everybody(ctx context.Context, take func(search.Entry) bool) error {
	f.read.Store(0)
	after := ""
	var pace pace
	for more := true; more; {
		people, err := f.page(ctx, after, take)
		if err != nil {
			return err
		}
		if more = len(people) == sweepPage; more {
			after = people[len(people)-1].Key
		}
		if before := f.read.Add(int64(len(people))) - int64(len(people)); !f.isReady() && before/tellEach != f.read.Load()/tellEach {
			f.publish(model.Changes{People: true})
		}
		if more && pace.rests(f.typed.Load()) && f.isReady() && f.awaited.Load() == 0 {
			select {
			case <-time.After(sweepRest):
			case <-ctx.Done():
			}
		}
	}
	return nil
}

// pace lets those go first who type: that everybody is found as they are is made
// sure of beside them. While nobody can be found yet, or somebody waits for it,
// there is no rest.
type pace struct {
	keys  int64 // counted so far
	pages int   // since then
}

// rests tells whether to rest after a page, by the keys that there were so far.
// At the start it does: whoever opened the desk looks at it.
func (p *pace) rests(keys int64) bool {
	if keys != p.keys {
		*p = pace{keys: keys}
	}
	p.pages++
	return p.pages <= restsEach
}

// page reads the people after a key and tells of them.
func (f *feed) page(ctx context.Context, after string, take func(search.Entry) bool) (people []storage.Item, err error) {
	f.order.Lock()
	defer f.order.Unlock()
	var entries []search.Entry
	var heads []AuditHead
	err = f.desk.store.View(ctx, func(s storage.Snapshot) error {
		entries = entries[:0]
		r := rows{get: s, scan: s, keys: f.desk.keys}
		var account model.Account
		var err error
		if heads, err = headsOf(r); err != nil {
			return err
		}
		if people, err = s.Scan(record.People, after, sweepPage); err != nil {
			return err
		}
		for _, item := range people {
			var p model.Person
			if err := r.keys.Decode(item.Key, item.Value, &p); err != nil {
				return err
			}
			if account.ID != p.Account() {
				if account, err = loadOr[model.Account](r, record.AccountKey(p.Account())); err != nil {
					return err
				}
			}
			f.lists.put(p)
			entries = append(entries, entry(account, p))
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	f.marks.reach(f.desk.index, heads)
	for _, e := range entries {
		if !take(e) {
			return nil, nil
		}
	}
	return people, nil
}

// around reads what else is kept in memory, which is little: the locked accounts,
// the latest failed verifications and the queue.
func (f *feed) around(ctx context.Context) error {
	var tickets []model.Ticket
	err := f.desk.store.View(ctx, func(s storage.Snapshot) error {
		tickets = nil
		r := rows{get: s, scan: s, keys: f.desk.keys}
		err := each(r, record.AllTries, func(key string, tries *model.Tries) (bool, error) {
			f.lists.lock(model.AccountID(strings.TrimPrefix(key, record.AllTries)), tries.LockedUntil)
			return true, nil
		})
		if err != nil {
			return err
		}
		err = each(r, record.AllTried, func(key string, t *tried) (bool, error) {
			f.watched.put(key, *t)
			return true, nil
		})
		if err != nil {
			return err
		}
		return each(r, record.Queue, func(_ string, n *model.TicketNumber) (bool, error) {
			t, err := need[model.Ticket](r, record.TicketKey(*n), "ticket")
			if err == nil {
				tickets = append(tickets, *t)
			}
			return true, err
		})
	})
	if err == nil {
		f.lists.requeue(tickets)
	}
	return err
}
