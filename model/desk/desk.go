// Package desk holds the use cases: the one place where a rule meets the store.
//
// An agent signs in and gets a Session, the capability that every command
// carries, so that none can forget who acts. Commands go through one function,
// apply, which alone writes, and which puts exactly one audit entry beside each
// effect. Reads give views, in which nothing stands that a stranger could use.
//
// Nothing is told or reset without a Proof, and only a passed verification
// makes one.
package desk

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"

	"callin/model"
	"callin/model/mail"
	"callin/model/record"
	"callin/model/search"
	"callin/storage"
)

// Cost is what hashing an answer or a password takes.
type Cost = record.Cost

// Deps are what a Desk needs from outside.
type Deps struct {
	Store    storage.Store
	Courier  model.Courier // nil: no mail server is configured, mails wait in the Outbox
	Now      model.Clock
	Rand     model.Rand // secure
	Log      *slog.Logger
	Policy   model.Policy
	Provider model.Provider
	From     string       // sender of mails, such as Aptela Support <support@aptela.example>
	Mail     []MailOption // who signs mails, and where what comes back goes
	Key      []byte       // the master key, 32 bytes, kept outside the store
	Cost     Cost         // zero: the default
	Lane     string       // this machine's name, one running Desk each; "" is "main"
	Index    string       // file to keep the search index in, of this store alone; "": it is built at every start

	// First is closed when what goes before reading the people is done, such as the
	// first screen: until then only a whole Client ID is found. nil: nothing does.
	First <-chan struct{}
}

// Desk is the running desk. Its methods may be called from many goroutines.
type Desk struct {
	store    storage.Store
	courier  model.Courier
	now      model.Clock
	rand     model.Rand
	log      *slog.Logger
	policy   model.Policy
	provider model.Provider
	builtin  *mail.Composer                // with the templates that callin comes with
	composer atomic.Pointer[mail.Composer] // with the provider's own
	keys     *record.Keys
	hasher   *record.Hasher
	// doorkeeper hashes for the portal, in turns of its own: a flood at that door
	// keeps no agent waiting
	doorkeeper *record.Hasher
	lane       string
	index      *search.Index
	shelf      shelf
	uses       *uses
	feed       *feed
	seats      seats
	tickets    tickets
	here       *presence
	drafts     drafts
	stop       context.CancelFunc
	running    sync.WaitGroup
}

// New starts a desk: it reads the people for searching, follows the changes in
// the store, and sends the mails that wait. End it with Close; the store stays
// open.
//
// Errors: a key or a sender that can't be used.
func New(deps Deps) (*Desk, error) {
	keys, err := record.NewKeys(deps.Key)
	if err != nil {
		return nil, err
	}
	composer, err := mail.NewComposer(deps.Provider, deps.From, deps.Mail...)
	if err != nil {
		return nil, err
	}
	d := &Desk{
		store: deps.Store, courier: deps.Courier, now: deps.Now, rand: &lockedRand{r: deps.Rand},
		log: deps.Log, policy: deps.Policy, provider: deps.Provider, builtin: composer, keys: keys,
		hasher:     record.NewHasher(keys, cmp.Or(deps.Cost, record.DefaultCost), deps.Policy.ConcurrentHashing),
		doorkeeper: record.NewHasher(keys, cmp.Or(deps.Cost, record.DefaultCost), deps.Policy.ConcurrentHashing),
		lane:       cmp.Or(deps.Lane, "main"), index: search.New(), uses: newUses(),
	}
	d.composer.Store(composer)
	if d.log == nil {
		d.log = slog.New(slog.DiscardHandler)
	}
	ctx, stop := context.WithCancel(context.Background())
	d.stop = stop
	d.feed = newFeed(d, deps.Index)
	d.here = newPresence(d.feed)
	if err := d.loadTemplates(ctx); err != nil { // before the first mail; the feed tries again
		d.log.WarnContext(ctx, "the mail templates can't be read", "error", err)
	}
	if err := d.loadArticles(ctx); err != nil { // before the first reader, as above
		d.log.WarnContext(ctx, "the articles can't be read", "error", err)
	}
	d.running.Go(func() {
		if deps.First != nil {
			select {
			case <-deps.First:
			case <-ctx.Done():
			}
		}
		d.feed.follow(ctx)
	})
	d.running.Go(func() { d.countViews(ctx) })
	d.running.Go(func() { d.tidyOnAndOn(ctx) })
	if d.courier != nil {
		d.running.Go(func() { newDispatcher(d).run(ctx) })
	}
	return d, nil
}

// Close ends what runs in the background and waits for it. A mail whose last
// byte is on its way is waited for, so that its answer isn't lost.
func (d *Desk) Close() {
	d.stop()
	d.running.Wait()
	d.feed.close()
	d.index.Close()
}

// Policy is the policy in force.
func (d *Desk) Policy() model.Policy { return d.policy }

// HasMail tells whether a mail server is configured.
func (d *Desk) HasMail() bool { return d.courier != nil }

// view reads at one revision, and says in our words what went wrong.
func (d *Desk) view(ctx context.Context, read func(rows) error) error {
	err := d.store.View(ctx, func(s storage.Snapshot) error {
		return read(rows{get: s, scan: s, keys: d.keys})
	})
	return d.fault(ctx, err)
}

// lockedRand lets goroutines share a source that isn't safe by itself, such as
// a seeded one in a demo.
type lockedRand struct {
	mu sync.Mutex
	r  model.Rand
}

func (l *lockedRand) Read(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	n, err := l.r.Read(p)
	if err != nil {
		return n, fmt.Errorf("reading random bytes: %w", err)
	}
	return n, nil
}
