package desk

import (
	"context"

	"callin/model"
	"callin/model/record"
	"callin/model/search"
)

// Operator is whoever may read the store's file and its key: the shell of the
// machine. It brings accounts in and gets them out, which no Session can.
type Operator struct {
	desk *Desk
	who  machine
}

// Operator gives the operator's capability to somebody at the shell.
func (d *Desk) Operator(name model.AgentName) *Operator {
	return &Operator{desk: d, who: machine("operator " + name)}
}

// Listing is a person in full, for the shell and for exports. It holds no
// secret, but what an agent may only tell after verification: no page ever
// gets one.
type Listing = search.Entry

// Search finds people as the desk's own search does, unmasked, at most limit of
// them.
func (o *Operator) Search(ctx context.Context, text string, limit int) ([]Listing, error) {
	if err := o.desk.feed.wait(ctx); err != nil {
		return nil, err
	}
	var found []Listing
	for _, hit := range o.desk.index.Search(ctx, text, limit).Hits {
		found = append(found, hit.Entry)
	}
	return found, nil
}

// People visits everybody, account by account, with the account they belong
// to, at one revision.
func (o *Operator) People(ctx context.Context, visit func(model.Account, []model.Person) error) error {
	return o.desk.view(ctx, func(r rows) error {
		return each(r, record.Accounts, func(_ string, account *model.Account) (bool, error) {
			people, err := all[model.Person](r, record.PeopleOf(account.ID))
			if err != nil {
				return false, err
			}
			return true, visit(*account, people)
		})
	})
}

// Empty tells whether there are no accounts yet.
func (o *Operator) Empty(ctx context.Context) (bool, error) {
	empty := true
	err := o.desk.view(ctx, func(r rows) error {
		return each(r, record.Accounts, func(string, *model.Account) (bool, error) {
			empty = false
			return false, nil
		})
	})
	return empty, err
}
