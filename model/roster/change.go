package roster

// What a plan is made of and what comes out of it.

import "callin/model"

// Stored is an account as the desk has it.
type Stored struct {
	Account model.Account
	People  []model.Person
}

// IDs makes new ids.
type IDs struct {
	Account func() model.AccountID
	Person  func(model.AccountID) model.PersonID
}

// Credential is a kind of secret that a person has, called as its column.
type Credential string

// The credentials that a file can give.
const (
	Answer   Credential = "answer"
	Password Credential = "password"
	PIN      Credential = "pin"
)

// Credentials in the manual's order.
var Credentials = []Credential{Answer, Password, PIN}

// Given is what the row gives for a credential.
func (r Row) Given(c Credential) Given {
	switch c {
	case Answer:
		return r.Answer
	case Password:
		return r.Password
	case PIN:
		return r.PIN
	}
	return Given{}
}

// Matcher knows the stored secrets. It is asked about existing people only,
// and about credentials that the file gives: each question may cost the desk
// an argon2id hash.
type Matcher interface {
	// Matches tells whether what is given is what is stored. When it can't
	// tell it says false: the secret is then hashed and stored anew.
	Matches(id model.PersonID, c Credential, g Given) bool
}

// Change is what storing one account of a file comes to.
type Change struct {
	Account model.Account // as it is to be stored
	New     bool          // the account isn't stored yet
	Columns []string      // what differs in the account itself, empty for a new one
	People  []PersonChange
	Refused int // rows that the plan refuses
}

// PersonChange is what storing one row comes to.
type PersonChange struct {
	Person model.Person // as it is to be stored
	New    bool         // the person isn't stored yet
	// Columns names what differs, secrets by their credential; empty for a new
	// person and for one of whom nothing changes. When question is among them
	// and the person has none any more, the stored answer has to go too.
	Columns []string
	Secrets []Credential // that Row gives and that are to be hashed and stored
	Row     Row
}

// Unchanged tells that the person is stored already, just so.
func (p PersonChange) Unchanged() bool { return !p.New && len(p.Columns) == 0 }

// Unchanged tells that there is nothing to store.
func (c Change) Unchanged() bool {
	if len(c.People) == 0 {
		return true
	}
	if c.New || len(c.Columns) > 0 {
		return false
	}
	for _, p := range c.People {
		if !p.Unchanged() {
			return false
		}
	}
	return true
}
