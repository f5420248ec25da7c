package desk_test

import (
	"context"
	"errors"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"callin/model"
	"callin/model/desk"
)

// person finds somebody by part of their name in the admin's list.
func person(t *testing.T, c *desk.Customer, name string) model.Colleague {
	t.Helper()
	people, err := c.People(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range people {
		if strings.Contains(p.Name, name) {
			return p
		}
	}
	t.Fatalf("%s isn't in the list", name)
	return model.Colleague{}
}

// codeIn is what a one-time code looks like.
var codeIn = regexp.MustCompile(`\b[0-9]{4} [0-9]{4}\b`)

// devAdmin gives the other admin of the account a password and logs both in.
func devAdmin(r *rig) (ada, dev *desk.Customer) {
	r.t.Helper()
	ada = r.logIn(1, "a.okafor", adaPassword)
	password, err := ada.HandPassword(r.t.Context(), person(r.t, ada, "Dev").Person)
	if err != nil {
		r.t.Fatal(err)
	}
	dev = r.logIn(2, "d.noquestion", password.Reveal())
	if err := dev.ChoosePassword(r.t.Context(), model.NewSecret("forty narrow gates ahead")); err != nil {
		r.t.Fatal(err)
	}
	return ada, dev
}

func TestCustomer_people(t *testing.T) {
	t.Run("names and extensions are given to one alone", func(t *testing.T) {
		r, _ := portalRig(t)
		ada := r.logIn(1, "a.okafor", adaPassword)
		for _, n := range []model.NewPerson{newcomer("101", "new.one"), newcomer("140", "b.sorensen"), newcomer("140", "B.Sorensen ")} {
			_, err := ada.AddPerson(t.Context(), n)
			wantCode(t, err, model.Conflict)
		}
		for _, n := range []model.NewPerson{
			newcomer("1", "new.one"), newcomer("140", "new one"),
			{Name: " ", Role: model.User, UserName: "x.y"},
			{Name: "X", Role: "owner", UserName: "x.y"},
			{Name: "X", Role: model.Phone},
			{Name: "X", Role: model.User, UserName: "x.y", Email: "x"},
			{Name: strings.Repeat("x", 500), Role: model.User, UserName: "x.y"},
		} {
			_, err := ada.AddPerson(t.Context(), n)
			wantCode(t, err, model.Invalid)
		}
		if _, err := r.logIn(2, "u.voe", unaPassword).AddPerson(t.Context(), newcomer("102", "b.sorensen")); err != nil {
			t.Errorf("another account's names are free: %v", err)
		}
	})
	t.Run("of two admins who want one extension, one gets it", func(t *testing.T) {
		r, _ := portalRig(t)
		ada, dev := devAdmin(r)
		ben, cara := person(t, ada, "Ben"), person(t, ada, "Cara")
		var group sync.WaitGroup
		errs := make([]error, 2)
		group.Go(func() { errs[0] = ada.SetExtension(context.WithoutCancel(t.Context()), ben.Person, "150") })
		group.Go(func() { errs[1] = dev.SetExtension(context.WithoutCancel(t.Context()), cara.Person, "150") })
		group.Wait()
		if (errs[0] == nil) == (errs[1] == nil) {
			t.Fatal(errs)
		}
		free := ben.Extension
		if errs[0] != nil {
			free = cara.Extension
		}
		if _, err := ada.AddPerson(t.Context(), newcomer(free, "new.one")); err != nil {
			t.Errorf("the number before isn't free: %v", err)
		}
	})
	t.Run("admins who delete each other leave one", func(t *testing.T) {
		r, _ := portalRig(t)
		ada, dev := devAdmin(r)
		me := map[*desk.Customer]model.PersonID{}
		for _, c := range []*desk.Customer{ada, dev} {
			v, err := c.Self(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			me[c] = v.Person
			wantCode(t, c.RemovePerson(t.Context(), v.Person), model.Forbidden)
		}
		var group sync.WaitGroup
		errs := make([]error, 2)
		group.Go(func() { errs[0] = ada.RemovePerson(context.WithoutCancel(t.Context()), me[dev]) })
		group.Go(func() { errs[1] = dev.RemovePerson(context.WithoutCancel(t.Context()), me[ada]) })
		group.Wait()
		if (errs[0] == nil) == (errs[1] == nil) {
			t.Fatal(errs)
		}
	})
	t.Run("who is deleted is out at once, told of it, and an agent's open call goes on", func(t *testing.T) {
		r, s := portalRig(t)
		call := r.call(s, "sorensen")
		ada, ben := r.logIn(1, "a.okafor", adaPassword), r.logIn(2, "b.sorensen", benPassword)
		if err := ada.RemovePerson(t.Context(), person(t, ada, "Ben").Person); err != nil {
			t.Fatal(err)
		}
		if _, err := ben.Self(t.Context()); !errors.Is(err, model.ErrLoggedOut) {
			t.Fatal(err)
		}
		if err := ben.ChangePIN(t.Context(), model.NewSecret("7204")); !errors.Is(err, model.ErrLoggedOut) {
			t.Fatal(err)
		}
		told := map[string]bool{}
		for _, m := range r.notices(s, model.MailChanged, imported+3) {
			if strings.Contains(string(m.Body), "was removed") {
				told[m.To] = true
			}
		}
		if len(told) != 3 || !told["ben@lindgren.example"] {
			t.Error(told)
		}
		if v, err := s.OpenCalls(t.Context()); err != nil || len(v) != 1 || v[0].Call.ID != call || v[0].Found() {
			t.Errorf("%+v %v", v, err)
		}
		if _, err := ada.AddPerson(t.Context(), newcomer("101", "b.sorensen")); err != nil {
			t.Errorf("created again: %v", err)
		}
	})
	t.Run("a password that is mailed leaves the one before alone; one to hand over ends it", func(t *testing.T) {
		r, s := portalRig(t)
		ada, ben := r.logIn(1, "a.okafor", adaPassword), r.logIn(2, "b.sorensen", benPassword)
		id := person(t, ada, "Ben").Person
		if err := ada.MailPassword(t.Context(), id); err != nil {
			t.Fatal(err)
		}
		wantCode(t, ada.MailPassword(t.Context(), id), model.Locked)
		r.until(s, func() bool { return len(r.resets(s)) == 1 })
		if _, err := ben.Self(t.Context()); err != nil {
			t.Fatal(err)
		}
		password, err := ada.HandPassword(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		for _, old := range []string{benPassword, string(secretIn(r.resets(s)[0].Body))} {
			_, err := r.door(2).LogIn(t.Context(), "4410442", "b.sorensen", model.NewSecret(old))
			wantCode(t, err, model.Unverified)
		}
		if _, err := ben.Self(t.Context()); !errors.Is(err, model.ErrLoggedOut) {
			t.Fatal(err)
		}
		if me, err := r.logIn(2, "b.sorensen", password.Reveal()).Self(t.Context()); err != nil || !me.MustPassword {
			t.Fatal(me, err)
		}
		for _, who := range []string{"Ada", "Lobby"} {
			wantCode(t, ada.MailPassword(t.Context(), person(t, ada, who).Person), model.Forbidden)
			_, err := ada.HandPassword(t.Context(), person(t, ada, who).Person)
			wantCode(t, err, model.Forbidden)
		}
	})
	t.Run("a PIN that was reset comes before everything else", func(t *testing.T) {
		r, _ := portalRig(t)
		ada, ben := r.logIn(1, "a.okafor", adaPassword), r.logIn(2, "b.sorensen", benPassword)
		id := person(t, ada, "Ben").Person
		wantCode(t, ada.ResetPIN(t.Context(), id, model.NewSecret("1010")), model.Invalid)
		if err := ada.ResetPIN(t.Context(), id, model.NewSecret("8391")); err != nil {
			t.Fatal(err)
		}
		me, err := ben.Self(t.Context())
		if err != nil || !me.MustPIN {
			t.Fatal(me, err)
		}
		_, err = ben.ChangeAddress(t.Context(), model.NewSecret(benPassword), "ben@new.example")
		wantCode(t, err, model.Forbidden)
		wantCode(t, ben.ChangePIN(t.Context(), model.NewSecret("8391")), model.Invalid)
		if err := ben.ChangePIN(t.Context(), model.NewSecret("7204")); err != nil {
			t.Fatal(err)
		}
		if me, _ = ben.Self(t.Context()); me.MustPIN {
			t.Error("still asked for")
		}
		if err := ada.ResetPIN(t.Context(), person(t, ada, "Lobby").Person, model.NewSecret("8391")); err != nil {
			t.Fatal(err)
		}
	})
}

func TestCustomer_session(t *testing.T) {
	for name, end := range map[string]func(*rig, *desk.Customer){
		"when the account is closed": func(r *rig, _ *desk.Customer) {
			r.importText("client_id,company,status,name,role,extension,user_name,email\n4410442,Lindgren Pumps,closed,Ada Okafor,admin,100,a.okafor,ada@lindgren.example\n")
		},
		"after its longest": func(r *rig, _ *desk.Customer) { r.clock.add(8 * time.Hour) },
		"when the password is changed elsewhere": func(r *rig, _ *desk.Customer) {
			other := r.logIn(5, "a.okafor", adaPassword)
			if err := other.ChangePassword(r.t.Context(), model.NewSecret(adaPassword), model.NewSecret("forty narrow gates ahead")); err != nil {
				r.t.Fatal(err)
			}
			if _, err := other.Self(r.t.Context()); err != nil {
				r.t.Fatal("the session that changed it ends too", err)
			}
		},
		"when the operator sets another password": func(r *rig, _ *desk.Customer) {
			r.importText("client_id,company,name,role,extension,user_name,email,password\n4410442,Lindgren Pumps,Ada Okafor,admin,100,a.okafor,ada@lindgren.example,forty narrow gates ahead\n")
		},
	} {
		t.Run("ends "+name, func(t *testing.T) {
			r, _ := portalRig(t)
			c := r.logIn(1, "a.okafor", adaPassword)
			end(r, c)
			if _, err := c.Self(t.Context()); !errors.Is(err, model.ErrLoggedOut) {
				t.Fatal(err)
			}
			if _, err := c.PhoneSecrets(t.Context()); !errors.Is(err, model.ErrLoggedOut) {
				t.Fatal(err)
			}
		})
	}
}

func TestCustomer_address(t *testing.T) {
	begin := func(t *testing.T) (*rig, *desk.Session, *desk.Customer, func() string) {
		r, _ := portalRig(t)
		r.slowly()
		s := r.session("amy")
		ben := r.logIn(2, "b.sorensen", benPassword)
		code := func() string {
			sent := len(r.codes(s))
			if _, err := ben.ChangeAddress(t.Context(), model.NewSecret(benPassword), "ben@new.example"); err != nil {
				t.Fatal(err)
			}
			r.until(s, func() bool { return len(r.codes(s)) > sent })
			codes := r.codes(s)
			return codes[len(codes)-1]
		}
		return r, s, ben, code
	}
	t.Run("changes against the code, which works once; then resets are held and all are told", func(t *testing.T) {
		r, s, ben, code := begin(t)
		digits := code()
		if err := ben.ConfirmAddress(t.Context(), model.NewSecret(digits)); err != nil {
			t.Fatal(err)
		}
		me, _ := ben.Self(t.Context())
		if me.Email != "ben@new.example" {
			t.Fatal(me.Email)
		}
		err := ben.ConfirmAddress(t.Context(), model.NewSecret(digits))
		wantCode(t, err, model.Unverified)
		told := map[string]bool{}
		for _, m := range r.notices(s, model.MailChanged, imported+4) {
			if strings.Contains(string(m.Body), "address on file was changed") {
				told[m.To] = true
			}
		}
		for _, to := range []string{"ben@new.example", "ben@lindgren.example", "ada@lindgren.example", "dev@lindgren.example"} {
			if !told[to] {
				t.Errorf("%s isn't told", to)
			}
		}
		r.until(s, func() bool { return strings.HasSuffix(r.find(s, "sorensen").Email, "new.example") })
		if err := r.door(1).RequestPassword(t.Context(), "ben@new.example"); err != nil {
			t.Fatal(err)
		}
		r.until(s, func() bool { return r.forms(s) == 1 })
		ada := r.logIn(1, "a.okafor", adaPassword)
		wantCode(t, ada.MailPassword(t.Context(), person(t, ada, "Ben").Person), model.Forbidden)
		held, err := s.RequestMail(t.Context(), r.call(s, "sorensen"))
		if err != nil || r.mail(s, held).State != model.MailHeld { // until a second person releases it
			t.Errorf("%s, %v", r.mail(s, held).State, err)
		}
		if n := len(r.resets(s)); n != 1 { // the code alone
			t.Errorf("%d mails with secrets", n)
		}
	})
	t.Run("takes five wrong codes an hour, and a new code brings no more", func(t *testing.T) {
		r, _, ben, code := begin(t)
		right := code()
		for n := range 5 {
			wrong := "0000000" + string(rune('0'+n))
			wantCode(t, ben.ConfirmAddress(t.Context(), model.NewSecret(wrong)), model.Unverified)
		}
		wantCode(t, ben.ConfirmAddress(t.Context(), model.NewSecret(right)), model.Locked)
		r.clock.add(3 * time.Minute)
		wantCode(t, ben.ConfirmAddress(t.Context(), model.NewSecret(code())), model.Locked)
		r.desk.Close()
		r.open()
		again := r.logIn(2, "b.sorensen", benPassword)
		wantCode(t, again.ConfirmAddress(t.Context(), model.NewSecret(right)), model.Locked)
	})
	t.Run("gives no verdict on more than five of many guesses at once", func(t *testing.T) {
		_, _, ben, code := begin(t)
		code()
		var group sync.WaitGroup
		var mu sync.Mutex
		count := map[model.Code]int{}
		for range 40 {
			group.Go(func() {
				err := ben.ConfirmAddress(context.WithoutCancel(t.Context()), model.NewSecret("00000000"))
				mu.Lock()
				defer mu.Unlock()
				count[model.CodeOf(err)]++
			})
		}
		group.Wait()
		if count[model.Unverified] != 5 || count[model.Locked] != 35 {
			t.Fatal(count)
		}
	})
	t.Run("a code dies after ten minutes, when a newer one is sent, and is nobody else's", func(t *testing.T) {
		r, _, ben, code := begin(t)
		old := code()
		wantCode(t, r.logIn(1, "a.okafor", adaPassword).ConfirmAddress(t.Context(), model.NewSecret(old)), model.Unverified)
		r.clock.add(3 * time.Minute)
		newer := code()
		wantCode(t, ben.ConfirmAddress(t.Context(), model.NewSecret(old)), model.Unverified)
		r.clock.add(10 * time.Minute)
		wantCode(t, ben.ConfirmAddress(t.Context(), model.NewSecret(newer)), model.Unverified)
	})
	t.Run("asks for the password, three times an hour", func(t *testing.T) {
		_, _, ben, _ := begin(t)
		for range 3 {
			_, err := ben.ChangeAddress(t.Context(), model.NewSecret("not mine"), "ben@new.example")
			wantCode(t, err, model.Invalid)
		}
		_, err := ben.ChangeAddress(t.Context(), model.NewSecret(benPassword), "ben@new.example")
		wantCode(t, err, model.Locked)
	})
}

// codes are the one-time codes that were mailed, oldest first.
func (r *rig) codes(s *desk.Session) []string {
	r.t.Helper()
	views, err := s.Outbox(r.t.Context())
	if err != nil {
		r.t.Fatal(err)
	}
	kind := map[string]model.MailKind{}
	for _, v := range views {
		kind[string(v.Job)] = v.Kind
	}
	var codes []string
	for _, m := range r.courier.mails() {
		if kind[m.ID].Code() {
			codes = append(codes, codeIn.FindString(strings.ReplaceAll(string(m.Body), "=\r\n", "")))
		}
	}
	return codes
}
