package desk_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"callin/model"
	"callin/model/desk"
)

// passwords of the customers who have one.
const (
	adaPassword = "purple ladders hum at dawn"
	benPassword = "nine wooden boats adrift"
	unaPassword = "quiet harvest of old tins"
)

const withPasswords = `client_id,company,name,role,extension,user_name,email,password
4410442,Lindgren Pumps,Ada Okafor,admin,100,a.okafor,ada@lindgren.example,` + adaPassword + `
4410442,Lindgren Pumps,Ben Sørensen,user,101,b.sorensen,ben@lindgren.example,` + benPassword + `
4420015,Rivera Dental,Una Voe,admin,100,u.voe,una@rivera.example,` + unaPassword + `
`

// imported is how many notices those passwords gave cause for.
const imported = 6

// portalRig is a rig whose customers have passwords, past the notices of that.
func portalRig(t *testing.T) (*rig, *desk.Session) {
	t.Helper()
	r := newRig(t)
	r.importText(withPasswords)
	s := r.session("amy")
	r.notices(s, model.MailChanged, imported)
	return r, s
}

// door is the portal from an address of the test's own.
func (r *rig) door(n int) *desk.Portal { return r.desk.Portal(fmt.Sprintf("203.0.113.%d:4022", n)) }

// slowly has hashes take a while from now on, so that many who come at once have
// all looked before the first is through.
func (r *rig) slowly() {
	r.t.Helper()
	r.desk.Close()
	r.cost = desk.Cost{Memory: 4 << 10, Passes: 1, Threads: 1}
	r.open()
}

func (r *rig) logIn(n int, userName, password string) *desk.Customer {
	r.t.Helper()
	client := "4410442"
	if userName == "u.voe" {
		client = "4420015"
	}
	c, err := r.door(n).LogIn(r.t.Context(), client, userName, model.NewSecret(password))
	if err != nil {
		r.t.Fatal(err)
	}
	return c
}

// mailed asks for a password with the form and waits for it.
func (r *rig) mailed(s *desk.Session, n int, address string) string {
	r.t.Helper()
	before := len(r.resets(s))
	if err := r.door(n).RequestPassword(r.t.Context(), address); err != nil {
		r.t.Fatal(err)
	}
	var password string
	r.until(s, func() bool {
		resets := r.resets(s)
		if len(resets) > before {
			password = string(secretIn(resets[len(resets)-1].Body))
		}
		return password != ""
	})
	return password
}

func TestPortal_LogIn(t *testing.T) {
	t.Run("lets in with all three, in any case and with blanks around", func(t *testing.T) {
		r, _ := portalRig(t)
		c, err := r.door(1).LogIn(t.Context(), " 4410442", "A.Okafor ", model.NewSecret(adaPassword))
		if err != nil {
			t.Fatal(err)
		}
		me, err := c.Self(t.Context())
		if err != nil || me.Name != "Ada Okafor" || me.ClientID != "4410442" || me.MustPassword {
			t.Fatalf("%+v %v", me, err)
		}
		if _, err := r.door(1).LogIn(t.Context(), "4410442", "a.okafor", model.NewSecret(strings.ToUpper(adaPassword))); err == nil {
			t.Fatal("a password isn't its capitals")
		}
	})
	t.Run("says the same whatever is wrong", func(t *testing.T) {
		r, _ := portalRig(t)
		var words []string
		for i, try := range [][3]string{
			{"4410442", "a.okafor", "not this"},
			{"4410442", "nobody", adaPassword},
			{"9999999", "a.okafor", adaPassword},
			{"4430001", "k.late", "anything"},
			{"4420015", "a.okafor", adaPassword},
			{"", "", ""},
			{"x\x00/", "../a", "\xff"},
			{"4410442", "c.nomail", ""},
			{strings.Repeat("9", 5000), strings.Repeat("a", 5000), strings.Repeat("b", 5000)},
		} {
			_, err := r.door(i+1).LogIn(t.Context(), try[0], try[1], model.NewSecret(try[2]))
			wantCode(t, err, model.Unverified)
			words = append(words, err.Error())
		}
		for _, w := range words {
			if w != words[0] {
				t.Errorf("%q and %q", w, words[0])
			}
		}
	})
	t.Run("pauses after three failed tries, for those who exist and those who don't alike", func(t *testing.T) {
		for _, user := range []string{"a.okafor", "nobody"} {
			r, _ := portalRig(t)
			try := func(n int, password string) error {
				_, err := r.door(n).LogIn(t.Context(), "4410442", user, model.NewSecret(password))
				return err
			}
			for n := range 3 {
				wantCode(t, try(n, "wrong"), model.Unverified)
			}
			err := try(9, adaPassword)
			wantCode(t, err, model.Locked)
			if want := "Nobody is let in here until 10:00:00"; !strings.Contains(err.Error(), want) {
				t.Errorf("%s: %q lacks %q", user, err, want)
			}
			r.desk.Close() // neither does a restart help
			r.open()
			wantCode(t, try(9, adaPassword), model.Locked)
			r.clock.add(time.Hour)
			if err := try(9, adaPassword); (err == nil) != (user == "a.okafor") {
				t.Errorf("%s after an hour: %v", user, err)
			}
		}
	})
	t.Run("lets somebody in from where they are known while strangers guess elsewhere", func(t *testing.T) {
		r, _ := portalRig(t)
		r.logIn(1, "a.okafor", adaPassword)
		for n := range 40 {
			_, _ = r.door(n+10).LogIn(t.Context(), "4410442", "a.okafor", model.NewSecret("guess"))
		}
		r.logIn(1, "a.okafor", adaPassword)
		_, err := r.door(60).LogIn(t.Context(), "4410442", "a.okafor", model.NewSecret(adaPassword))
		wantCode(t, err, model.Locked)
	})
	t.Run("pauses after ten failed tries from one place, whoever they were for", func(t *testing.T) {
		r, _ := portalRig(t)
		for n := range 10 {
			_, err := r.door(1).LogIn(t.Context(), fmt.Sprint(9000+n), "nobody", model.NewSecret("guess"))
			wantCode(t, err, model.Unverified)
		}
		_, err := r.door(1).LogIn(t.Context(), "4410442", "a.okafor", model.NewSecret(adaPassword))
		wantCode(t, err, model.Locked)
		r.logIn(2, "a.okafor", adaPassword)
	})
	t.Run("gives no verdict on more than three of many guesses at once", func(t *testing.T) {
		r, _ := portalRig(t)
		r.slowly()
		var group sync.WaitGroup
		var mu sync.Mutex
		count := map[model.Code]int{}
		for n := range 40 {
			group.Go(func() {
				_, err := r.door(n%8).LogIn(context.WithoutCancel(t.Context()), "4410442", "a.okafor", model.NewSecret(fmt.Sprint("guess ", n)))
				mu.Lock()
				defer mu.Unlock()
				count[model.CodeOf(err)]++
			})
		}
		group.Wait()
		if count[model.Unverified] != 3 || count[model.Locked] != 37 {
			t.Fatal(count)
		}
	})
	t.Run("warns the person and the admins of failed tries once a day", func(t *testing.T) {
		r, s := portalRig(t)
		for range 3 {
			for n := range 3 {
				_, _ = r.door(n).LogIn(t.Context(), "4410442", "b.sorensen", model.NewSecret("guess"))
			}
			r.notices(s, model.MailChanged, imported+3) // all are through before the clock moves
			r.clock.add(61 * time.Minute)
		}
		count := 0
		for _, m := range r.notices(s, model.MailChanged, imported+3) {
			if strings.Contains(string(m.Body), "several times in a row") {
				count++
			}
		}
		if count != 3 { // Ben and two admins
			t.Errorf("%d warnings", count)
		}
	})
}

func TestPortal_temporary(t *testing.T) {
	t.Run("a temporary password works once, and leaves nothing to do but to choose another", func(t *testing.T) {
		r, s := portalRig(t)
		password := r.mailed(s, 1, "ben@lindgren.example")
		r.logIn(1, "b.sorensen", benPassword) // goes on working until then
		c := r.logIn(1, "b.sorensen", password)
		me, err := c.Self(t.Context())
		if err != nil || !me.MustPassword {
			t.Fatal(me, err)
		}
		for _, old := range []string{password, benPassword} {
			_, err := r.door(1).LogIn(t.Context(), "4410442", "b.sorensen", model.NewSecret(old))
			wantCode(t, err, model.Unverified)
		}
		wantCode(t, c.ChangePassword(t.Context(), model.NewSecret(""), model.NewSecret("another long password")), model.Forbidden)
		for wrong, want := range map[string]string{
			"short":                      "at least 15 characters",
			password:                     "temporary password",
			"b.sorensen lindgren pumps!": "your own or your company's name",
			"passwordpassword1234":       "tries first",
		} {
			err := c.ChoosePassword(t.Context(), model.NewSecret(wrong))
			wantCode(t, err, model.Invalid)
			if !strings.Contains(err.Error(), want) {
				t.Errorf("%q lacks %q", err, want)
			}
		}
		if err := c.ChoosePassword(t.Context(), model.NewSecret("Ünïcode passphrase 長い ok")); err != nil {
			t.Fatal(err)
		}
		r.logIn(2, "b.sorensen", "Ünïcode passphrase 長い ok")
	})
	t.Run("of 64 log-ins at once exactly one succeeds", func(t *testing.T) {
		r, _ := portalRig(t)
		r.slowly()
		s := r.session("amy")
		password := r.mailed(s, 1, "ben@lindgren.example")
		var group sync.WaitGroup
		var mu sync.Mutex
		in := 0
		for n := range 64 {
			group.Go(func() {
				_, err := r.door(n).LogIn(context.WithoutCancel(t.Context()), "4410442", "b.sorensen", model.NewSecret(password))
				if err == nil {
					mu.Lock()
					in++
					mu.Unlock()
				}
			})
		}
		group.Wait()
		if in != 1 {
			t.Fatalf("%d got in", in)
		}
	})
	t.Run("works in the pause after failed tries, in which no other password does", func(t *testing.T) {
		for known := range 2 { // from where Ben has logged in before, and from elsewhere
			r, s := portalRig(t)
			if known == 1 {
				r.logIn(1, "b.sorensen", benPassword)
			}
			try := func(password string) error {
				_, err := r.door(1).LogIn(t.Context(), "4410442", "b.sorensen", model.NewSecret(password))
				return err
			}
			for range 3 {
				wantCode(t, try("guess"), model.Unverified)
			}
			wantCode(t, try(benPassword), model.Locked)
			password := r.mailed(s, 1, "ben@lindgren.example")
			wantCode(t, try("guess"), model.Locked)
			wantCode(t, try(benPassword), model.Locked)
			r.logIn(1, "b.sorensen", password)
			if try(password) == nil {
				t.Error("it works twice")
			}
		}
	})
	t.Run("isn't looked at after ten failed tries from a place, in a pause too", func(t *testing.T) {
		for known := range 2 {
			r, s := portalRig(t)
			if known == 1 {
				r.logIn(1, "b.sorensen", benPassword)
			}
			password := r.mailed(s, 1, "ben@lindgren.example")
			for range 13 {
				_, _ = r.door(1).LogIn(t.Context(), "4410442", "b.sorensen", model.NewSecret("guess"))
			}
			_, err := r.door(1).LogIn(t.Context(), "4410442", "b.sorensen", model.NewSecret(password))
			wantCode(t, err, model.Locked)
			r.logIn(2, "b.sorensen", password)
		}
	})
	t.Run("dies after a day", func(t *testing.T) {
		r, s := portalRig(t)
		password := r.mailed(s, 1, "ben@lindgren.example")
		r.clock.add(24 * time.Hour)
		_, err := r.door(1).LogIn(t.Context(), "4410442", "b.sorensen", model.NewSecret(password))
		wantCode(t, err, model.Unverified)
		r.logIn(2, "b.sorensen", benPassword)
	})
	t.Run("ends the sessions of the password before", func(t *testing.T) {
		r, s := portalRig(t)
		old := r.logIn(1, "b.sorensen", benPassword)
		r.logIn(1, "b.sorensen", r.mailed(s, 1, "ben@lindgren.example"))
		if _, err := old.Self(t.Context()); !errors.Is(err, model.ErrLoggedOut) {
			t.Fatal(err)
		}
	})
	t.Run("logging in with it closes the ticket that waits for that", func(t *testing.T) {
		r, s := portalRig(t)
		id := r.call(s, "sorensen")
		job, err := s.RequestMail(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		r.mailIn(s, job, model.MailAccepted)
		if err := s.EndCall(t.Context(), id, model.WrapUp{Outcome: model.Mailed}); err != nil {
			t.Fatal(err)
		}
		c := r.logIn(1, "b.sorensen", string(secretIn(r.resets(s)[0].Body)))
		v, err := s.Call(t.Context(), id)
		if err != nil || v.Ticket.State != model.TicketClosed {
			t.Fatal(v.Ticket.State, err)
		}
		if err := c.ChoosePassword(t.Context(), model.NewSecret("entirely new words today")); err != nil {
			t.Fatal(err)
		}
		var story []string
		for _, step := range r.mail(s, job).Steps {
			story = append(story, string(step.State)+" "+step.Said)
		}
		if got := strings.Join(story, "; "); !strings.HasSuffix(got,
			"accepted the person has logged in with the password in it; accepted the person has chosen a new password") {
			t.Error(got)
		}
	})
	t.Run("logging in while the agent still speaks is the outcome that is suggested, and the one that counts", func(t *testing.T) {
		r, s := portalRig(t)
		id := r.call(s, "sorensen")
		job, err := s.RequestMail(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		r.mailIn(s, job, model.MailAccepted)
		r.logIn(1, "b.sorensen", string(secretIn(r.resets(s)[0].Body)))
		v, err := s.Call(t.Context(), id)
		if err != nil || v.Call.Suggest() != model.LoggedIn || v.Ticket.State != model.TicketOpen {
			t.Fatal(v.Call.Suggest(), v.Ticket.State, err)
		}
		if err := s.EndCall(t.Context(), id, model.WrapUp{Outcome: model.Mailed}); err != nil {
			t.Fatal(err)
		}
		if v, _ = s.Call(t.Context(), id); v.Ticket.State != model.TicketClosed || v.Call.Outcome != model.LoggedIn {
			t.Fatal(v.Ticket.State, v.Call.Outcome)
		}
	})
}

func TestPortal_RequestPassword(t *testing.T) {
	t.Run("answers everybody alike and mails those who have the address", func(t *testing.T) {
		r, s := portalRig(t)
		for _, address := range []string{"nobody@lindgren.example", "kit@closed.example", "BEN@lindgren.example"} {
			if err := r.door(1).RequestPassword(t.Context(), address); err != nil {
				t.Errorf("%s: %v", address, err)
			}
		}
		r.until(s, func() bool { return len(r.resets(s)) == 1 && r.forms(s) == 3 })
		if to := r.resets(s)[0].To; to != "ben@lindgren.example" {
			t.Errorf("mailed to %s", to)
		}
	})
	t.Run("mails one person at most once in two minutes, and three times an hour", func(t *testing.T) {
		r, s := portalRig(t)
		for n := range 12 {
			if err := r.door(n).RequestPassword(t.Context(), "ben@lindgren.example"); err != nil {
				t.Fatal(err)
			}
			r.until(s, func() bool { return r.forms(s) == n+1 })
			r.clock.add(time.Minute)
		}
		if n := len(r.resets(s)); n != 3 {
			t.Errorf("%d mails", n)
		}
	})
	t.Run("mails everybody who shares an address, each a password of their own", func(t *testing.T) {
		r, s := portalRig(t)
		r.importText("client_id,company,name,role,extension,user_name,email\n4420015,Rivera Dental,Una Voe,admin,100,u.voe,una@rivera.example\n4420015,Rivera Dental,Ida Twin,user,150,i.twin,ben@lindgren.example\n")
		r.find(s, "twin")
		if err := r.door(1).RequestPassword(t.Context(), "ben@lindgren.example"); err != nil {
			t.Fatal(err)
		}
		r.until(s, func() bool { return len(r.resets(s)) == 2 })
		words := map[string]bool{}
		for _, m := range r.resets(s) {
			words[string(secretIn(m.Body))] = true
		}
		if len(words) != 2 {
			t.Error("the same password twice")
		}
	})
	t.Run("takes ten forms an hour from one place", func(t *testing.T) {
		r, _ := portalRig(t)
		for range 10 {
			if err := r.door(1).RequestPassword(t.Context(), "nobody@lindgren.example"); err != nil {
				t.Fatal(err)
			}
		}
		wantCode(t, r.door(1).RequestPassword(t.Context(), "ben@lindgren.example"), model.Locked)
		wantCode(t, r.door(2).RequestPassword(t.Context(), "ben"), model.Invalid)
	})
	t.Run("holds back what goes to an address that changed lately", func(t *testing.T) {
		r, s := portalRig(t)
		r.importText("client_id,company,name,role,extension,user_name,email\n4410442,Lindgren Pumps,Ada Okafor,admin,100,a.okafor,ada@lindgren.example\n4410442,Lindgren Pumps,Ben Sørensen,user,101,b.sorensen,ben@elsewhere.example\n")
		r.until(s, func() bool { return r.find(s, "sorensen").Email != "b****n@lindgren.example" })
		if err := r.door(1).RequestPassword(t.Context(), "ben@elsewhere.example"); err != nil {
			t.Fatal(err)
		}
		r.until(s, func() bool { return r.forms(s) == 1 })
		if n := len(r.resets(s)); n != 0 {
			t.Errorf("%d mails", n)
		}
	})
}

// forms counts the Password Request forms that were looked at.
func (r *rig) forms(*desk.Session) int {
	n := 0
	for _, e := range r.entries() {
		if e.Verb == model.VerbAsk && e.Text == "answered" {
			n++
		}
	}
	return n
}
