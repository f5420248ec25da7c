package desk_test

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"callin/model"
	"callin/model/desk"
	"callin/storage/mem"
)

// request is one thing that a customer may ask of the portal about somebody.
type request struct {
	name  string
	admin bool // takes an admin
	do    func(t *testing.T, c *desk.Customer, id model.PersonID) error
}

// requests are all of those that name a person.
var requests = []request{
	{"colleague", true, func(t *testing.T, c *desk.Customer, id model.PersonID) error {
		_, err := c.Colleague(t.Context(), id)
		return err
	}},
	{"mail password", true, func(t *testing.T, c *desk.Customer, id model.PersonID) error {
		return c.MailPassword(t.Context(), id)
	}},
	{"hand password", true, func(t *testing.T, c *desk.Customer, id model.PersonID) error {
		value, err := c.HandPassword(t.Context(), id)
		if err != nil && !value.Empty() {
			t.Error("a password beside an error")
		}
		return err
	}},
	{"reset PIN", true, func(t *testing.T, c *desk.Customer, id model.PersonID) error {
		return c.ResetPIN(t.Context(), id, model.NewSecret("8391"))
	}},
	{"extension", true, func(t *testing.T, c *desk.Customer, id model.PersonID) error {
		return c.SetExtension(t.Context(), id, "777")
	}},
	{"remove", true, func(t *testing.T, c *desk.Customer, id model.PersonID) error {
		return c.RemovePerson(t.Context(), id)
	}},
}

// listing is everybody in the store, as the operator sees them.
func (r *rig) listing() map[model.PersonID]model.Person {
	r.t.Helper()
	all := map[model.PersonID]model.Person{}
	err := r.desk.Operator("test").People(r.t.Context(), func(_ model.Account, people []model.Person) error {
		for _, p := range people {
			all[p.ID] = p
		}
		return nil
	})
	if err != nil {
		r.t.Fatal(err)
	}
	return all
}

// TestPortal_replay sends every request with the ids of another account, as
// somebody who has changed the program would: each is refused, changes nothing,
// and is in the audit trail.
func TestPortal_replay(t *testing.T) {
	r, s := portalRig(t)
	ada, ben := r.logIn(1, "a.okafor", adaPassword), r.logIn(2, "b.sorensen", benPassword)
	una := r.find(s, "voe").Person
	foreign := map[string]model.PersonID{
		"somebody there is": una, "nobody there": model.PersonID(string(una.Account()) + ".nobody"),
		"no id": "", "no account": ".x", "rubbish": "\x1b[2J/../%", "long": model.PersonID(strings.Repeat("x", 5000)),
	}
	before := r.listing()
	for _, req := range requests {
		for name, id := range foreign {
			for who, c := range map[string]*desk.Customer{"admin": ada, "user": ben} {
				tried := r.tried()
				wantCode(t, req.do(t, c, id), model.NotFound)
				if n := r.tried() - tried; n != 1 {
					t.Errorf("%s by %s on %s: %d entries", req.name, who, name, n)
				}
			}
		}
	}
	number, err := r.logIn(1, "u.voe", unaPassword).SubmitChange(t.Context(), "Ours alone")
	if err != nil {
		t.Fatal(err)
	}
	tried := r.tried()
	for _, n := range []model.TicketNumber{number, 4711, 0} {
		_, err := ada.Change(t.Context(), n)
		wantCode(t, err, model.NotFound)
	}
	if n := r.tried() - tried; n != 3 {
		t.Errorf("%d entries for tickets", n)
	}
	if after := r.listing(); !reflect.DeepEqual(before, after) {
		t.Error("something was changed")
	}
	for _, e := range r.entries() {
		if e.Verb == model.VerbTrespass && (e.Account != before[una].Account() && e.Person == "" || len(e.Text) > 200 || strings.ContainsAny(e.Text, "\x1b\n")) {
			t.Errorf("%+v", e)
		}
	}
}

func (r *rig) tried() int {
	n := 0
	for _, e := range r.entries() {
		if e.Verb == model.VerbTrespass {
			n++
		}
	}
	return n
}

// TestPortal_user: what takes an admin is refused to a user, for their own
// colleagues too.
func TestPortal_user(t *testing.T) {
	r, s := portalRig(t)
	ben, ada := r.logIn(1, "b.sorensen", benPassword), r.find(s, "okafor").Person
	before := r.listing()
	for _, req := range requests {
		wantCode(t, req.do(t, ben, ada), model.Forbidden)
	}
	for name, do := range map[string]func() error{
		"people":  func() error { _, err := ben.People(t.Context()); return err },
		"add":     func() error { _, err := ben.AddPerson(t.Context(), newcomer("140", "new.one")); return err },
		"secrets": func() error { _, err := ben.PhoneSecrets(t.Context()); return err },
		"submit":  func() error { _, err := ben.SubmitChange(t.Context(), "Point it at me"); return err },
		"changes": func() error { _, err := ben.Changes(t.Context()); return err },
		"question": func() error {
			return ben.SetQuestion(t.Context(), model.NewSecret(benPassword), "Where were you?", model.NewSecret("elsewhere"))
		},
	} {
		if err := do(); model.CodeOf(err) != model.Forbidden {
			t.Errorf("%s: %v", name, err)
		}
	}
	if !reflect.DeepEqual(before, r.listing()) {
		t.Error("something was changed")
	}
}

func newcomer(extension, userName string) model.NewPerson {
	return model.NewPerson{Name: "Eve Lund", Role: model.User, Extension: extension, UserName: userName, Email: "eve@lindgren.example"}
}

// TestPortal_wall plays customers of two accounts in any order, with ids of
// either, and looks after each step that nothing of the other account has moved
// and that nothing of it was read.
func TestPortal_wall(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		r := newRigOn(t, mem.New(mem.Options{}))
		r.importText(withPasswords)
		s := r.session("amy")
		w := &portalWall{r: r, s: s, in: map[string]*desk.Customer{}}
		for _, who := range []string{"okafor", "sorensen", "nomail", "lobby", "voe"} {
			w.ids = append(w.ids, r.find(s, who).Person)
		}
		rt.Repeat(map[string]func(*rapid.T){
			"log in": w.logIn, "request": w.request, "add": w.add, "read": w.read, "own": w.own,
			"time": func(rt *rapid.T) {
				r.clock.add(time.Duration(rapid.IntRange(1, 200).Draw(rt, "minutes")) * time.Minute)
			},
		})
		r.desk.Close()
	})
}

type portalWall struct {
	r   *rig
	s   *desk.Session
	in  map[string]*desk.Customer
	ids []model.PersonID
}

var wallPasswords = map[string]string{"a.okafor": adaPassword, "b.sorensen": benPassword, "u.voe": unaPassword}

func (w *portalWall) logIn(rt *rapid.T) {
	user := rapid.SampledFrom([]string{"a.okafor", "b.sorensen", "u.voe"}).Draw(rt, "user")
	client := rapid.SampledFrom([]string{"4410442", "4420015"}).Draw(rt, "client")
	password := wallPasswords[rapid.SampledFrom([]string{"a.okafor", "b.sorensen", "u.voe"}).Draw(rt, "password of")]
	c, err := w.r.door(rapid.IntRange(1, 200).Draw(rt, "from")).LogIn(w.r.t.Context(), client, user, model.NewSecret(password))
	right := password == wallPasswords[user] && (client == "4420015") == (user == "u.voe")
	if err == nil && !right {
		rt.Fatalf("%s got into %s with the password of another", user, client)
	}
	if err == nil {
		w.in[user] = c
	}
}

// someone is a customer who is in, and the account that they are of.
func (w *portalWall) someone(rt *rapid.T) (*desk.Customer, model.AccountID) {
	if len(w.in) == 0 {
		rt.Skip()
	}
	user := rapid.SampledFrom([]string{"a.okafor", "b.sorensen", "u.voe"}).Draw(rt, "who")
	if w.in[user] == nil {
		rt.Skip()
	}
	if user == "u.voe" {
		return w.in[user], w.ids[4].Account()
	}
	return w.in[user], w.ids[0].Account()
}

// around runs something and compares what isn't of the account before and after.
func (w *portalWall) around(rt *rapid.T, account model.AccountID, do func()) {
	others := func() map[model.PersonID]model.Person {
		all := w.r.listing()
		for id := range all {
			if id.Account() == account {
				delete(all, id)
			}
		}
		return all
	}
	before := others()
	do()
	if !reflect.DeepEqual(before, others()) {
		rt.Fatal("another account has moved")
	}
}

func (w *portalWall) request(rt *rapid.T) {
	c, account := w.someone(rt)
	req, id := rapid.SampledFrom(requests).Draw(rt, "request").name, rapid.SampledFrom(w.ids).Draw(rt, "about")
	w.around(rt, account, func() {
		for _, one := range requests {
			if one.name != req {
				continue
			}
			tried := w.r.tried()
			err := one.do(w.r.t, c, id)
			if id.Account() == account {
				continue
			}
			ended := errors.Is(err, model.ErrLoggedOut) || model.CodeOf(err) == model.Forbidden
			if err == nil || !ended && (model.CodeOf(err) != model.NotFound || w.r.tried() != tried+1) {
				rt.Fatalf("%s on another account: %v", req, err)
			}
		}
	})
}

func (w *portalWall) add(rt *rapid.T) {
	c, account := w.someone(rt)
	n := rapid.IntRange(1, 9).Draw(rt, "number")
	w.around(rt, account, func() {
		id, err := c.AddPerson(w.r.t.Context(), newcomer(fmt.Sprint(200+n), fmt.Sprint("eve", n)))
		if err == nil && id.Account() != account {
			rt.Fatal("added to another account")
		}
	})
}

func (w *portalWall) read(rt *rapid.T) {
	c, account := w.someone(rt)
	people, err := c.People(w.r.t.Context())
	for _, p := range people {
		if p.Person.Account() != account {
			rt.Fatal("somebody of another account is listed")
		}
	}
	if err == nil && len(people) == 0 {
		rt.Fatal("nobody is listed")
	}
	changes, err := c.Changes(w.r.t.Context())
	for _, one := range changes {
		if one.Text != string(account) {
			rt.Fatalf("a ticket of another account: %s", one.Text)
		}
	}
	if me, selfErr := c.Self(w.r.t.Context()); selfErr == nil && me.Person.Account() != account || err == nil && selfErr != nil {
		rt.Fatal(me, selfErr)
	}
}

func (w *portalWall) own(rt *rapid.T) {
	c, account := w.someone(rt)
	w.around(rt, account, func() {
		switch rapid.IntRange(0, 3).Draw(rt, "what") {
		case 0:
			_, _ = c.SubmitChange(w.r.t.Context(), string(account))
		case 1:
			_ = c.ChangePIN(w.r.t.Context(), model.NewSecret("7204"))
		case 2:
			_, _ = c.PhoneSecrets(w.r.t.Context())
		case 3:
			_, _ = c.ChangeAddress(w.r.t.Context(), model.NewSecret(adaPassword), "una@rivera.example")
		}
	})
}
