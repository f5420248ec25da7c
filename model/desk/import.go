package desk

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"golang.org/x/sync/errgroup"

	"callin/model"
	"callin/model/record"
	"callin/model/roster"
	"callin/storage"
)

// Import brings the accounts of a file in, one after the other, and returns
// what it came to, in the file's order. It goes on where an earlier run was
// ended: what is there already counts as unchanged. With dry it plans and
// stores nothing. progress, if there is one, is told how many accounts are
// through.
//
// Errors: Unavailable and the store's others; accounts that went in before stay.
func (o *Operator) Import(ctx context.Context, file *roster.File, dry bool, progress func(done int)) ([]roster.Change, []roster.Problem, error) {
	changes := make([]roster.Change, len(file.Accounts))
	var mu sync.Mutex // guards problems and done
	var problems []roster.Problem
	done := 0
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(max(o.desk.policy.ConcurrentHashing, 1))
	for i, account := range file.Accounts {
		group.Go(func() error {
			change, bad, err := o.importAccount(ctx, account, dry)
			if err != nil {
				return err
			}
			mu.Lock()
			defer mu.Unlock()
			changes[i] = change
			problems = append(problems, bad...)
			done++
			if progress != nil {
				progress(done)
			}
			return nil
		})
	}
	err := group.Wait()
	slices.SortStableFunc(problems, func(a, b roster.Problem) int { return a.Line - b.Line })
	return changes, problems, err
}

// importTries bounds how often an account is planned anew because somebody
// changed it meanwhile.
const importTries = 5

func (o *Operator) importAccount(ctx context.Context, account roster.Account, dry bool) (roster.Change, []roster.Problem, error) {
	for try := 1; ; try++ {
		change, problems, err := o.plan(ctx, account)
		if err != nil || dry || change.Unchanged() || len(change.People) == 0 {
			return change, problems, err
		}
		err = o.store(ctx, change)
		if model.CodeOf(err) == model.Conflict && try < importTries {
			continue
		}
		return change, problems, err
	}
}

func (o *Operator) plan(ctx context.Context, account roster.Account) (roster.Change, []roster.Problem, error) {
	stored, credentials, err := o.stored(ctx, account.ClientID)
	if err != nil {
		return roster.Change{}, nil, err
	}
	ids := &ids{rand: o.desk.rand}
	planner := roster.Planner{
		Now: o.desk.now().UTC(), IDs: roster.IDs{Account: ids.account, Person: ids.person},
		Secrets: &matcher{ctx: ctx, hasher: o.desk.hasher, credentials: credentials},
	}
	change, problems := planner.Plan(stored, account)
	return change, problems, o.desk.fault(ctx, ids.err)
}

// stored reads the account with a Client ID, nil when there is none.
func (o *Operator) stored(ctx context.Context, clientID string) (*roster.Stored, map[model.PersonID]record.Credentials, error) {
	var stored *roster.Stored
	credentials := map[model.PersonID]record.Credentials{}
	err := o.desk.view(ctx, func(r rows) error {
		id, err := load[model.AccountID](r, record.ClientIDKey(clientID))
		if err != nil || id == nil {
			return err
		}
		account, err := need[model.Account](r, record.AccountKey(*id), "account")
		if err != nil {
			return err
		}
		people, err := all[model.Person](r, record.PeopleOf(*id))
		if err != nil {
			return err
		}
		for _, p := range people {
			if credentials[p.ID], err = loadOr[record.Credentials](r, record.CredentialsKey(p.ID)); err != nil {
				return err
			}
		}
		stored = &roster.Stored{Account: *account, People: people}
		return nil
	})
	return stored, credentials, err
}

// How many people go in with one transaction: the account and the audit trail
// take four rows, somebody new takes five, somebody changed up to eleven, half of
// them notices.
const (
	chunkNew     = (storage.MaxTxnKeys - 4) / 5
	chunkChanged = (storage.MaxTxnKeys - 4) / 11
)

// store writes an account, its admins first, so that an import that is ended
// half way leaves an account that somebody can look after.
func (o *Operator) store(ctx context.Context, change roster.Change) error {
	people := slices.DeleteFunc(slices.Clone(change.People), roster.PersonChange.Unchanged)
	slices.SortStableFunc(people, func(a, b roster.PersonChange) int { return adminFirst(a) - adminFirst(b) })
	size := chunkChanged
	if change.New {
		size = chunkNew
	}
	parts := slices.Collect(slices.Chunk(people, size))
	if len(parts) == 0 {
		parts = [][]roster.PersonChange{nil} // the account's own fields alone
	}
	account := change.Account
	for i, part := range parts {
		hashes, err := o.hash(ctx, part)
		if err != nil {
			return err
		}
		fresh := change.New && i == 0
		err = o.desk.apply(ctx, o.who, model.VerbImport, func(a *act) error {
			a.entry.Account = account.ID
			a.entry.Text = fmt.Sprintf("%d people", len(part))
			if err := a.putAccount(account, fresh); err != nil {
				return err
			}
			for j, p := range part {
				if err := a.putPerson(p, hashes[j]); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
		account.Changes++
	}
	return nil
}

func adminFirst(p roster.PersonChange) int {
	if p.Person.Role == model.Admin {
		return 0
	}
	return 1
}

// putAccount writes an account that is still as it was when the change was
// planned. Whatever changes who has which extension or user name goes through
// here, so that the account's version guards them.
func (a *act) putAccount(account model.Account, fresh bool) error {
	key := record.AccountKey(account.ID)
	now, err := load[model.Account](a.rows, key)
	if err != nil {
		return err
	}
	taken, err := load[model.AccountID](a.rows, record.ClientIDKey(account.ClientID))
	if err != nil {
		return err
	}
	if fresh != (now == nil) || fresh != (taken == nil) || now != nil && now.Changes != account.Changes {
		return model.Fail(model.Conflict, "The account was changed meanwhile. Try again.")
	}
	account.Changes++
	if err := a.put(key, account); err != nil {
		return err
	}
	return a.put(record.ClientIDKey(account.ClientID), account.ID)
}

// putPerson writes a person, the rows that keep extension and user name unique,
// and the hashes of what the file gives.
func (a *act) putPerson(p roster.PersonChange, hashes map[roster.Credential]record.Hash) error {
	person := p.Person
	key := record.PersonKey(person.ID)
	was, err := loadOr[model.Person](a.rows, key)
	if err != nil {
		return err
	}
	if was.Extension != person.Extension && was.Extension != "" {
		old := record.ExtensionKey(person.Account(), was.Extension)
		holder, err := loadOr[model.PersonID](a.rows, old)
		if err != nil {
			return err
		}
		if holder == person.ID { // else somebody of the same file has it by now
			if err := a.txn.Delete(old); err != nil {
				return err
			}
		}
	}
	person.Changes++
	if given := p.Row.Given(roster.Answer); slices.Contains(p.Secrets, roster.Answer) {
		person.Alike = false // of a hash made elsewhere nobody can tell
		if !given.Hashed {
			if person.Alike, err = a.alike(plainForm(roster.Answer, given.Secret)); err != nil {
				return err
			}
		}
	}
	if err := a.put(key, person); err != nil {
		return err
	}
	if person.Extension != "" {
		if err := a.put(record.ExtensionKey(person.Account(), person.Extension), person.ID); err != nil {
			return err
		}
	}
	if person.UserName != "" {
		if err := a.put(record.UserNameKey(person.Account(), person.UserName), person.ID); err != nil {
			return err
		}
	}
	if err := a.putHashes(person, hashes); err != nil || p.New {
		return err
	}
	return a.notifyChanges(p, was)
}

// notifyChanges leaves a notice of each change that decides who gets in.
func (a *act) notifyChanges(p roster.PersonChange, was model.Person) error {
	for _, n := range []struct {
		column string
		notice model.Notice
	}{
		{"email", model.NoticeAddress},
		{"answer", model.NoticeQuestion},
		{"password", model.NoticePassword},
		{"role", model.NoticeRole},
		{"pin", model.NoticePIN},
	} {
		if !slices.Contains(p.Columns, n.column) {
			continue
		}
		notice := pending{Kind: model.MailChanged, Notice: n.notice, Person: p.Person.ID, By: deskName}
		if n.column == "email" {
			notice.Old = was.Email
		}
		if err := a.notify(notice); err != nil {
			return err
		}
	}
	return nil
}

func (a *act) putHashes(person model.Person, hashes map[roster.Credential]record.Hash) error {
	key := record.CredentialsKey(person.ID)
	was, err := loadOr[record.Credentials](a.rows, key)
	if err != nil {
		return err
	}
	c := was
	for kind, hash := range hashes {
		switch kind {
		case roster.Answer:
			c.Answer = hash
		case roster.Password:
			c.Password = hash
			c.Epoch++ // whoever is in the portal with the one before is out
		case roster.PIN:
			c.PIN = hash
		}
	}
	if person.Question == "" {
		c.Answer = "" // an answer without its question opens nothing
	}
	if c == was {
		return nil
	}
	return a.put(key, c)
}

// hash hashes what the file gives for some people.
func (o *Operator) hash(ctx context.Context, people []roster.PersonChange) ([]map[roster.Credential]record.Hash, error) {
	hashes := make([]map[roster.Credential]record.Hash, len(people))
	for i, p := range people {
		hashes[i] = map[roster.Credential]record.Hash{}
		for _, kind := range p.Secrets {
			given := p.Row.Given(kind)
			var hash record.Hash
			var err error
			if given.Hashed {
				hash, err = o.desk.hasher.Adopt(given.Secret)
			} else {
				hash, err = o.desk.hasher.Hash(ctx, o.desk.rand, plainForm(kind, given.Secret))
			}
			if err != nil {
				return nil, o.desk.fault(ctx, err)
			}
			hashes[i][kind] = hash
		}
	}
	return hashes, nil
}

// plainForm is what is hashed: answers in their normal form, the others as they
// are.
func plainForm(kind roster.Credential, s model.Secret) model.Secret {
	if kind == roster.Answer {
		return model.NewSecret(model.NormalAnswer(s.Reveal()))
	}
	return s
}

// matcher compares a file's secrets with the stored hashes.
type matcher struct {
	ctx         context.Context //nolint:containedctx // lives as long as one plan
	hasher      *record.Hasher
	credentials map[model.PersonID]record.Credentials
}

func (m *matcher) Matches(id model.PersonID, kind roster.Credential, given roster.Given) bool {
	c := m.credentials[id]
	stored := map[roster.Credential]record.Hash{
		roster.Answer: c.Answer, roster.Password: c.Password, roster.PIN: c.PIN,
	}[kind]
	if stored == "" {
		return false
	}
	if given.Hashed {
		adopted, err := m.hasher.Adopt(given.Secret)
		return err == nil && adopted == stored
	}
	same, err := m.hasher.Check(m.ctx, stored, plainForm(kind, given.Secret))
	return err == nil && same
}

// ids draws ids for what is new, and keeps the error that the planner can't.
type ids struct {
	rand model.Rand
	err  error
}

func (i *ids) text() string {
	id, err := model.RandomText(i.rand, 10)
	if err != nil {
		i.err = err
	}
	return id
}

func (i *ids) account() model.AccountID { return model.AccountID(i.text()) }

func (i *ids) person(account model.AccountID) model.PersonID {
	return model.PersonID(string(account) + "." + i.text())
}
