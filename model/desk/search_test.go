package desk_test

import (
	"testing"

	"callin/model"
)

func TestSearch(t *testing.T) {
	r := newRig(t)
	s := r.session("amy")
	r.find(s, "okafor")
	r.find(s, "voe")
	t.Run("finds by what is masked, and shows it masked", func(t *testing.T) {
		for _, text := range []string{"4410442", "a.okafor", "ada@lindgren"} {
			m := r.find(s, text)
			if m.Name != "Ada Okafor" || m.ClientID != "44·····" || m.UserName != "a·····" || m.Email != "a****a@lindgren.example" {
				t.Errorf("%q finds %+v", text, m)
			}
		}
	})
	t.Run("finds a ticket by its number", func(t *testing.T) {
		id := r.call(s, "okafor")
		v, err := s.Call(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		found, err := s.Search(t.Context(), "#"+v.Ticket.Number.String()[2:])
		if err != nil || found.Ticket == nil || found.Ticket.Number != v.Ticket.Number || found.Ticket.Name != "Ada Okafor" {
			t.Fatalf("%+v, %v", found, err)
		}
		if found, err := s.Search(t.Context(), "#999999"); err != nil || found.Ticket != nil {
			t.Fatalf("%+v, %v", found, err)
		}
	})
	t.Run("shows who is locked", func(t *testing.T) {
		id := r.call(s, "voe")
		r.lockOut(s, id, "Opel")
		r.until(s, func() bool { return r.find(s, "voe").Locked })
		locked, err := s.Standing(t.Context(), model.ListLocked, 10)
		if err != nil {
			t.Fatal(err)
		}
		r.until(s, func() bool {
			locked, err = s.Standing(t.Context(), model.ListLocked, 10)
			return err == nil && locked.Total == 2
		})
	})
}

func TestStanding(t *testing.T) {
	r := newRig(t)
	s := r.session("amy")
	r.find(s, "okafor")
	r.find(s, "voe")
	want := func(list model.List, names ...string) {
		t.Helper()
		var got model.Listed
		r.until(s, func() bool {
			var err error
			if got, err = s.Standing(t.Context(), list, 50); err != nil {
				t.Fatal(err)
			}
			return got.Total == len(names)
		})
		for i, name := range names {
			if got.People[i].Name != name {
				t.Errorf("%s: %s, want %s", list, got.People[i].Name, name)
			}
		}
	}
	want(model.ListNoQuestion, "Dev Noquestion")
	want(model.ListNoAddress, "Cara Nomail", "Olaf Nomail")
	want(model.ListLocked)
	want(model.ListChanged)
	r.importText("client_id,company,name,role,user_name,extension,email\n" +
		"4410442,Lindgren Pumps,Cara Nomail,user,c.nomail,102,cara@lindgren.example\n4410442,Lindgren Pumps,Ada Okafor,admin,a.okafor,100,ada@lindgren.example\n")
	want(model.ListNoAddress, "Olaf Nomail")
	want(model.ListChanged, "Cara Nomail")
	_, err := s.Standing(t.Context(), "everybody", 10)
	wantCode(t, err, model.Invalid)
}

func TestLook(t *testing.T) {
	r := newRig(t)
	s := r.session("amy")
	call, job := r.sendTemporary(s)
	r.mailIn(s, job, model.MailAccepted)
	ada := r.find(s, "okafor").Person
	before := len(r.entries())
	v, err := s.Look(t.Context(), ada)
	if err != nil || v.Name != "Ada Okafor" || !v.Asked || !v.Address || v.TriesLeft != 3 || len(v.Others) != 4 {
		t.Fatalf("%+v, %v", v, err)
	}
	if len(v.Calls) != 1 || v.Calls[0].Call.ID != call || len(v.Tickets) != 1 || len(v.Mails) == 0 {
		t.Fatalf("the history: %d calls, %d tickets, %d mails", len(v.Calls), len(v.Tickets), len(v.Mails))
	}
	looks := 0
	for _, e := range r.entries()[before:] {
		if e.Verb == model.VerbLook && e.Person == ada && e.Agent == "amy" {
			looks++
		}
	}
	if looks != 1 {
		t.Fatalf("%d entries of looking", looks)
	}
	_, err = s.Look(t.Context(), "no.body")
	wantCode(t, err, model.NotFound)
}
