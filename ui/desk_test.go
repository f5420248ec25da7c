package ui_test

import (
	"context"
	"math/rand/v2"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"callin/model"
	"callin/model/desk"
	"callin/model/roster"
	"callin/storage"
	"callin/storage/mem"
	"callin/ui"
	"callin/ui/kit"
	"callin/ui/uitest"
)

// customers are who calls in the tests of the whole desk.
const customers = `client_id,company,status,company_phone,name,role,extension,user_name,email,phone,question,answer
4410442,Lindgren Pumps,active,+17035550110,Ada Okafor,admin,100,a.okafor,ada@lindgren.example,+17035550111,Name of your first school?,Lindenau
4410442,Lindgren Pumps,active,+17035550110,Ben Sørensen,user,101,b.sorensen,ben@lindgren.example,+17035550112,,
4410442,Lindgren Pumps,active,+17035550110,Cara Nomail,user,102,c.nomail,,,,
4410442,Lindgren Pumps,active,+17035550110,Lobby Phone,phone,103,,,,,
4420015,Rivera Dental,active,+17035550135,Una Voe,admin,100,u.voe,una@rivera.example,+17035550136,Make of your first car?,FordFies
4420015,Rivera Dental,active,+17035550135,Olaf Nomail,admin,101,o.nomail,,,Street you lived in at ten?,Parkroad
4430001,Closed Books,closed,+17035550140,Kit Late,admin,100,k.late,kit@closed.example,,First pet?,Rex
`

// lockWord is amy's.
const lockWord = "Herbstzeitlose 9"

// floor is a whole desk with an agent at it.
type floor struct {
	*uitest.Driver
	t       testing.TB
	desk    *desk.Desk
	session *desk.Session
	app     *ui.App
	store   storage.Store
	courier *courier
	keys    int
}

// courier takes every mail, or does what a test says. The customers that come in
// with the floor have mails of their own: one may be on its way while a test says
// what to do with those that follow.
type courier struct {
	answer atomic.Pointer[func(model.Mail) (model.Receipt, error)]
}

func (c *courier) answers(answer func(model.Mail) (model.Receipt, error)) { c.answer.Store(&answer) }

func (c *courier) Send(_ context.Context, m model.Mail) (model.Receipt, error) {
	if answer := c.answer.Load(); answer != nil {
		return (*answer)(m)
	}
	return model.Receipt{Server: "mx.lindgren.example:25", Said: "2.0.0 queued as 7F3A"}, nil
}

func newFloor(t testing.TB, change ...func(*kit.Env)) *floor {
	t.Helper()
	return newFloorOf(t, customers, change...)
}

// newFloorOf is a floor with customers of its own.
func newFloorOf(t testing.TB, customers string, change ...func(*kit.Env)) *floor {
	t.Helper()
	f := &floor{Driver: uitest.New(t), t: t, courier: &courier{}}
	for _, fn := range change {
		fn(f.Env)
	}
	store := mem.New(mem.Options{})
	d, err := desk.New(desk.Deps{
		Store: store, Courier: f.courier, Now: f.Env.Now, Rand: rand.NewChaCha8([32]byte{1}),
		Policy: model.Standard(), Provider: model.DefaultProvider(), From: "Aptela Support <support@aptela.example>",
		Key: make([]byte, 32), Cost: desk.Cost{Memory: 8, Passes: 1, Threads: 1},
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(d.Close)
	f.desk, f.store = d, store
	if _, err := d.FirstManager(t.Context(), "amy"); err != nil {
		t.Fatal(err)
	}
	file, err := roster.Read(strings.NewReader(customers))
	if err != nil {
		t.Fatal(err)
	}
	if _, problems, err := d.Operator("test").Import(t.Context(), file, false, nil); err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	if f.session, err = d.SignIn(t.Context(), "amy"); err != nil {
		t.Fatal(err)
	}
	if err := f.session.SetLockWord(t.Context(), model.Secret{}, model.NewSecret(lockWord)); err != nil {
		t.Fatal(err)
	}
	for _, who := range []string{"okafor", "voe", "late"} { // accounts come in at once, in any order
		f.until(func() bool {
			found, err := f.session.Search(t.Context(), who)
			return err == nil && found.Total == 1
		})
	}
	f.app = ui.Desk(f.Env, f.session, ui.DeskOptions{HasMail: true})
	f.Start(f.app)
	return f
}

// until waits for what changes of the store bring about.
func (f *floor) until(met func() bool) {
	f.t.Helper()
	ctx, cancel := context.WithTimeout(f.t.Context(), 10*time.Second)
	defer cancel()
	sub := f.session.Subscribe()
	defer sub.Close()
	for !met() {
		if _, err := sub.Next(ctx); err != nil {
			f.t.Fatal("what the test waits for never came")
		}
	}
}

// press presses keys and counts them; text in quotation marks is typed.
func (f *floor) press(keys ...string) *floor {
	f.t.Helper()
	for _, k := range keys {
		if text, ok := strings.CutPrefix(k, `"`); ok {
			f.Type(text)
			f.keys += len(text)
			continue
		}
		f.Press(k)
		f.keys++
		f.unclashed()
	}
	return f
}

// unclashed looks whether, in any key map, two actions of the page as it is have
// one key: every test of the whole desk is a test of that.
func (f *floor) unclashed() {
	f.t.Helper()
	page := f.app.Front()
	if f.Quit() {
		return
	}
	for _, name := range ui.Presets() {
		m, _ := ui.Preset(name)
		for _, bad := range kit.Clashes(m.Apply(slices.Concat(f.app.Globals(), page.Bindings()))) {
			f.t.Errorf("%s, key map %s: %s", page.ID(), name, bad)
		}
	}
}

// sees waits until the screen shows all the texts, however they are wrapped.
func (f *floor) sees(texts ...string) *floor {
	f.t.Helper()
	for _, text := range texts {
		f.Await("the screen to show "+text, func() bool { return f.shows(text) })
	}
	return f
}

func (f *floor) shows(text string) bool {
	return strings.Contains(strings.Join(strings.Fields(f.Plain()), " "), strings.Join(strings.Fields(text), " "))
}

// queued leaves a ticket about somebody in the queue.
func (f *floor) queued(who string) model.TicketNumber {
	f.t.Helper()
	id := f.callTo(who)
	v, err := f.session.Call(f.t.Context(), id)
	if err != nil {
		f.t.Fatal(err)
	}
	if err := f.session.EndCall(f.t.Context(), id, model.WrapUp{Outcome: model.Unsolved}); err != nil {
		f.t.Fatal(err)
	}
	return v.Ticket.Number
}
