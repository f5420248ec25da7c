package desk

// The file of the search index. A desk that starts reads it instead of everybody,
// and is ready at once.
//
// The file is a shadow of the store, and a wrong one must never be used: of
// another store, of one with another key, of this one before a backup was put
// back. So its stamp says between which two ends of the audit trail the index is
// that of the file: everything up to the first is in it, and nothing after the
// second. Entries are chained by sums made with the store's key, one for every
// command: when the trail has the very entries that the stamp names, the store is
// the one of the file, later. Which accounts have changed since the first is in
// the entries after it. Whatever else may be wrong is found by the sweep, which
// compares every person with the store in the background.
//
// The file holds what the store holds in the clear (Client IDs, names, addresses),
// no answer, no hash and no secret, and lies beside the store with the same
// permissions. Nothing is decided by it: a call is opened from the store's rows.

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"callin/model"
	"callin/model/record"
	"callin/model/search"
	"callin/storage"
)

const (
	markEach     = 256     // commands between two marks
	rebuildAfter = 50_000  // commands after which the file is written anew, so that catching up stays short
	mostSince    = 100_000 // commands that are caught up with; over it, reading everybody is as good
	mostCaughtUp = 1000    // people who were caught up with; over it, the file is written anew
)

// mark is a moment of the store: its revision, and where the trail ended.
type mark struct {
	rev   storage.Rev
	heads []AuditHead
}

// stamp is what the file says of itself.
type stamp struct{ Low, High []AuditHead }

// now reads where the store is.
func (f *feed) now(ctx context.Context) (mark, error) {
	var m mark
	err := f.desk.store.View(ctx, func(s storage.Snapshot) error {
		var err error
		m.rev = s.Rev()
		m.heads, err = headsOf(rows{get: s, scan: s, keys: f.desk.keys})
		return err
	})
	return m, err
}

// keepFile has the index written whenever a new one was built.
func (f *feed) keepFile() {
	if f.file == "" {
		return
	}
	f.desk.index.Keep(f.file, func(err error) {
		if err != nil {
			f.desk.log.Warn("the search index can't be kept; the next start will take longer", "error", err)
			return
		}
		f.marks.written()
	})
}

// openFile begins with the index in the file, brought up to date, and tells
// whether it could.
func (f *feed) openFile(ctx context.Context) bool {
	if f.file == "" {
		return false
	}
	var low []AuditHead
	var since map[model.PersonID]bool
	var accounts []model.AccountID
	err := f.desk.index.LoadFile(f.file, func(text string) error {
		var of stamp
		if err := json.Unmarshal([]byte(text), &of); err != nil || len(of.High) == 0 {
			return fmt.Errorf("%w: its stamp makes no sense", search.ErrUnusable)
		}
		low = of.Low
		return f.desk.store.View(ctx, func(s storage.Snapshot) error {
			var err error
			since, accounts, err = of.changed(rows{get: s, scan: s, keys: f.desk.keys})
			return err
		})
	})
	if err == nil {
		err = f.reindex(ctx, since, accounts)
	}
	switch {
	case err == nil:
		f.marks.lowest(f.desk.index, low)
		f.marks.caughtUp(len(since))
		return true
	case errors.Is(err, fs.ErrNotExist):
		f.desk.log.InfoContext(ctx, "there is no search index yet; it is built in the background")
	default:
		f.rebuilt.Store(true)
		f.desk.log.WarnContext(ctx, "the search index is built anew", "error", err)
	}
	return false
}

// changed reads the trail from the stamp's first end on, and gives who has changed
// since.
//
// Errors: search.ErrUnusable when it isn't the trail of the stamp.
func (of *stamp) changed(r rows) (map[model.PersonID]bool, []model.AccountID, error) {
	from := map[string]uint64{}
	for i, h := range slices.Concat(of.Low, of.High) {
		e, err := load[model.AuditEntry](r, record.AuditKey(h.Lane, h.Seq))
		if err != nil {
			return nil, nil, err
		}
		if e == nil || !bytes.Equal(e.Sum, h.Sum) {
			return nil, nil, fmt.Errorf("%w: it is of another store, or of this one before a backup was put back", search.ErrUnusable)
		}
		if i < len(of.Low) {
			from[h.Lane] = h.Seq
		}
	}
	heads, err := headsOf(r)
	if err != nil {
		return nil, nil, err
	}
	people, known := map[model.PersonID]bool{}, map[model.AccountID]bool{}
	var accounts []model.AccountID
	for _, h := range heads {
		if h.Seq-from[h.Lane] > mostSince {
			return nil, nil, fmt.Errorf("%w: %d commands have been done since", search.ErrUnusable, h.Seq-from[h.Lane])
		}
		for seq := from[h.Lane] + 1; seq <= h.Seq; seq++ {
			e, err := need[model.AuditEntry](r, record.AuditKey(h.Lane, seq), "audit entry")
			if err != nil {
				return nil, nil, err
			}
			if e.Person != "" {
				people[e.Person] = true
			}
			if e.Account != "" && !known[e.Account] {
				known[e.Account] = true
				accounts = append(accounts, e.Account)
			}
		}
	}
	return people, accounts, nil
}

// marks follow how far the index is, so that a file says it.
type marks struct {
	mu     sync.Mutex
	sweeps int // asked for
	low    []AuditHead
	high   []AuditHead
	whole  bool  // nothing was missed since the last sweep, so low can follow the feed
	next   *mark // becomes low as soon as the feed has told of its revision
	passed int   // commands since then
	since  int   // commands since the file was written
	late   bool  // the file is of long ago
}

// void is for when changes were missed.
func (m *marks) void() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.whole, m.next, m.sweeps = false, nil, m.sweeps+1
}

// asked tells how many sweeps were asked for.
func (m *marks) asked() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.sweeps
}

// lowest says from when rows are at the earliest.
func (m *marks) lowest(x *search.Index, low []AuditHead) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.low = low
	m.tell(x)
}

// reach says, before the index is told of them, from when rows are at the latest.
func (m *marks) reach(x *search.Index, high []AuditHead) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.high = high
	m.tell(x)
}

// swept says that everybody was read since began.
func (m *marks) swept(asked int, x *search.Index, began mark) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if asked == m.sweeps {
		m.whole, m.low = true, began.heads
		m.tell(x)
	}
}

func (m *marks) tell(x *search.Index) { x.Mark(m.stamp()) }

func (m *marks) stamp() string {
	if len(m.low) == 0 || len(m.high) == 0 {
		return ""
	}
	text, err := json.Marshal(stamp{m.low, m.high})
	if err != nil {
		return "" // it can always be written, and without one nothing is kept
	}
	return string(text)
}

// caughtUp says how many people weren't in the file as they are.
func (m *marks) caughtUp(people int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.late = people > mostCaughtUp
}

// renew has a file of long ago written anew, once in a run. The trail is read from
// where everybody was read, so what was built while catching up, such as after an
// import, says no better where to begin.
func (f *feed) renew(ctx context.Context) {
	f.marks.mu.Lock()
	late := f.marks.late
	f.marks.late = false
	f.marks.mu.Unlock()
	if late && f.desk.index.Settle(ctx) == nil {
		f.desk.index.Rebuild()
	}
}

// written says that the file is of now.
func (m *marks) written() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.since = 0
}

// mark moves the index's mark on. The index has been told of the batch.
func (f *feed) mark(ctx context.Context, batch storage.Batch) error {
	m := &f.marks
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, key := range batch.Keys {
		if strings.HasPrefix(key, record.AuditTrail) {
			m.passed++
			m.since++
		}
	}
	if !m.whole {
		return nil
	}
	if m.next == nil && m.passed >= markEach {
		now, err := f.now(ctx)
		if err != nil {
			return err
		}
		m.next, m.passed = &now, 0
	}
	if m.next != nil && batch.Rev >= m.next.rev {
		m.low, m.high = m.next.heads, m.next.heads
		m.tell(f.desk.index)
		m.next = nil
	}
	if m.since >= rebuildAfter {
		m.since = 0
		f.desk.index.Rebuild()
	}
	return nil
}
