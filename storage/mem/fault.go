package mem

// Faults on order: what a network, a rival or a disk does to a store, at the
// very commit that a test is about.

import (
	"fmt"

	"callin/storage"
)

// OpKind says what a Store is about to do.
type OpKind int

// The steps before which Options.Fault is asked. An Update that writes has two:
// OpUpdate when it begins, and OpCommit each time that it tries to commit.
const (
	OpView OpKind = iota + 1
	OpUpdate
	OpCommit
	OpWatch
)

// Op is one step.
type Op struct {
	Kind OpKind
	// Keys that the commit would put or delete, in the order of the writes.
	Keys []string
}

// Fault is what happens to a step instead of, or besides, what should.
type Fault int

// The faults. Only None and Unavailable fit steps other than OpCommit.
const (
	None        Fault = iota // nothing goes wrong
	Retry                    // a rival was faster: the function is run again
	Conflict                 // rivals always were: storage.ErrConflict, nothing written
	LostDone                 // written, but the answer is lost: storage.ErrUnknown
	LostUndone               // not written, and the answer is lost: storage.ErrUnknown
	Unavailable              // storage.ErrUnavailable, nothing written
	Full                     // storage.ErrFull, nothing written
)

// Fail orders faults for the next commits, one for each, before Options.Fault
// is asked about them. An Update that writes nothing takes none.
func (s *Store) Fail(faults ...Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.orders = append(s.orders, faults...)
}

// order is the fault for the next commit.
func (s *Store) order(keys []string) Fault {
	s.mu.Lock()
	if len(s.orders) > 0 {
		defer s.mu.Unlock()
		next := s.orders[0]
		s.orders = s.orders[1:]
		return next
	}
	s.mu.Unlock()
	return s.ask(Op{Kind: OpCommit, Keys: keys})
}

// err is what an Update reports for a fault that let nothing be written.
func (f Fault) err() error {
	const text = "ordered by the test: %w"
	switch f {
	case Conflict:
		return fmt.Errorf(text, storage.ErrConflict)
	case LostDone, LostUndone:
		return fmt.Errorf(text, storage.ErrUnknown)
	case Unavailable:
		return fmt.Errorf(text, storage.ErrUnavailable)
	case Full:
		return fmt.Errorf(text, storage.ErrFull)
	default:
		return nil
	}
}

// plain is err for steps other than a commit.
func (f Fault) plain() error {
	if f != None && f != Unavailable {
		panic(fmt.Sprintf("mem: fault %d fits a commit only", f))
	}
	return f.err()
}
