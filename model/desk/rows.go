package desk

import (
	"fmt"

	"callin/model"
	"callin/model/record"
	"callin/storage"
)

// getter is what a snapshot and a transaction have in common.
type getter interface {
	Get(key string) ([]byte, error)
}

// rows reads nouns at one revision, or in one transaction (then scan is nil:
// the port has no Scan there).
type rows struct {
	get  getter
	scan storage.Snapshot
	keys *record.Keys
}

// load reads the noun under key, or nil when there is none.
func load[T any](r rows, key string) (*T, error) {
	row, err := r.get.Get(key)
	if err != nil || row == nil {
		return nil, err
	}
	noun := new(T)
	if err := r.keys.Decode(key, row, noun); err != nil {
		return nil, err
	}
	return noun, nil
}

// need is load for a noun that has to be there; what names it in the sentence
// that says it isn't.
func need[T any](r rows, key, what string) (*T, error) {
	noun, err := load[T](r, key)
	if err == nil && noun == nil {
		err = model.Fail(model.NotFound, fmt.Sprintf("There is no such %s.", what))
	}
	return noun, err
}

// loadOr is load with the zero noun when there is none.
func loadOr[T any](r rows, key string) (T, error) {
	noun, err := load[T](r, key)
	if err != nil || noun == nil {
		var zero T
		return zero, err
	}
	return *noun, nil
}

// each reads the nouns under a prefix, in order, until visit says stop.
func each[T any](r rows, prefix string, visit func(key string, noun *T) (more bool, err error)) error {
	return eachUpTo(r, prefix, storage.MaxPage, visit)
}

// eachUpTo is each in pages of so many rows, for who wants but a few.
func eachUpTo[T any](r rows, prefix string, page int, visit func(key string, noun *T) (more bool, err error)) error {
	after := ""
	for {
		items, err := r.scan.Scan(prefix, after, page)
		if err != nil {
			return err
		}
		for _, item := range items {
			noun := new(T)
			if err := r.keys.Decode(item.Key, item.Value, noun); err != nil {
				return err
			}
			if more, err := visit(item.Key, noun); err != nil || !more {
				return err
			}
			after = item.Key
		}
		if len(items) < page {
			return nil
		}
	}
}

// all is each, collected.
func all[T any](r rows, prefix string) ([]T, error) {
	var nouns []T
	err := each(r, prefix, func(_ string, noun *T) (bool, error) {
		nouns = append(nouns, *noun)
		return true, nil
	})
	return nouns, err
}

// caller reads what the policy must know of a person.
func (r rows) caller(id model.PersonID) (model.Caller, error) {
	var c model.Caller
	person, err := need[model.Person](r, record.PersonKey(id), "person")
	if err != nil {
		return c, err
	}
	account, err := need[model.Account](r, record.AccountKey(id.Account()), "account")
	if err != nil {
		return c, err
	}
	credentials, err := loadOr[record.Credentials](r, record.CredentialsKey(id))
	if err != nil {
		return c, err
	}
	tries, err := loadOr[model.Tries](r, record.TriesKey(account.ID))
	if err != nil {
		return c, err
	}
	return model.Caller{
		Account: *account, Person: *person,
		Question: person.Question != "" && credentials.Answer != "",
		Locked:   tries.LockedUntil,
	}, nil
}

// callerWithAdmins is caller with the names for a referral; only a snapshot can
// list them.
func (r rows) callerWithAdmins(id model.PersonID) (model.Caller, error) {
	c, err := r.caller(id)
	if err != nil {
		return c, err
	}
	people, err := all[model.Person](r, record.PeopleOf(c.Account.ID))
	if err != nil {
		return c, err
	}
	for _, p := range people {
		if p.Role == model.Admin && p.ID != id {
			c.Admins = append(c.Admins, p.Name)
		}
	}
	return c, nil
}
