package desk_test

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"time"

	"callin/model"
	"callin/model/desk"
	"callin/model/roster"
	"callin/storage"
	"callin/storage/mem"
)

// start is the moment at which every rig's clock begins.
var start = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

// accounts that the tests play with. Each account shows one case.
const accounts = `client_id,company,status,company_phone,name,role,extension,user_name,email,phone,question,answer
4410442,Lindgren Pumps,active,+17035550110,Ada Okafor,admin,100,a.okafor,ada@lindgren.example,+17035550111,Name of your first school?,Lindenschule
4410442,Lindgren Pumps,active,+17035550110,Dev Noquestion,admin,104,d.noquestion,dev@lindgren.example,,,
4410442,Lindgren Pumps,active,+17035550110,Ben Sørensen,user,101,b.sorensen,ben@lindgren.example,+17035550112,,
4410442,Lindgren Pumps,active,+17035550110,Cara Nomail,user,102,c.nomail,,,,
4410442,Lindgren Pumps,active,+17035550110,Lobby Phone,phone,103,,,,,
4420015,Rivera Dental,active,+17035550135,Una Voe,admin,100,u.voe,una@rivera.example,+17035550136,Make of your first car?,Ford Fiesta
4420015,Rivera Dental,active,+17035550135,Olaf Nomail,admin,101,o.nomail,,,Street you lived in at ten?,St. Mary's Road
4430001,Closed Books,closed,+17035550140,Kit Late,admin,100,k.late,kit@closed.example,,First pet?,Rex
`

// canaries are what nobody may ever see, in any view, error or log.
var canaries = []string{
	"Lindenschule", "lindenschule", "Ford Fiesta", "fordfiesta", "stmarysrd",
	"4410442", "4420015", "a.okafor", "u.voe",
}

type rig struct {
	t       *testing.T
	store   storage.Store
	courier *postman
	clock   *clock
	desk    *desk.Desk
	index   string // file of the search index
	log     *slog.Logger
	cost    desk.Cost // of hashing; zero: next to nothing
}

func newRig(t *testing.T) *rig {
	t.Helper()
	return newRigOn(t, mem.New(mem.Options{}))
}

func newRigOn(t *testing.T, store storage.Store) *rig {
	t.Helper()
	r := &rig{t: t, store: store, courier: newPostman(), clock: &clock{now: start}}
	r.open()
	r.enrol("amy")
	r.importText(accounts)
	return r
}

// open starts the desk, again if it was closed.
func (r *rig) open() {
	r.t.Helper()
	r.openWith(r.deps())
}

func (r *rig) openWith(deps desk.Deps) {
	r.t.Helper()
	d, err := desk.New(deps)
	if err != nil {
		r.t.Fatal(err)
	}
	r.desk = d
	r.t.Cleanup(d.Close)
}

func (r *rig) deps() desk.Deps {
	var courier model.Courier // nil, and not a postman who isn't there
	if r.courier != nil {
		courier = r.courier
	}
	return desk.Deps{
		Store: r.store, Courier: courier, Now: r.clock.Now, Rand: newRand(1), Policy: model.Standard(),
		Provider: model.DefaultProvider(), From: "Aptela Support <support@aptela.example>",
		Key: make([]byte, 32), Cost: cmp.Or(r.cost, desk.Cost{Memory: 8, Passes: 1, Threads: 1}),
		Index: r.index, Log: r.log,
	}
}

func (r *rig) importText(text string) {
	r.t.Helper()
	file, err := roster.Read(strings.NewReader(text))
	if err != nil || len(file.Problems) > 0 {
		r.t.Fatal(err, file.Problems)
	}
	if _, problems, err := r.desk.Operator("test").Import(r.t.Context(), file, false, nil); err != nil || len(problems) > 0 {
		r.t.Fatal(err, problems)
	}
}

// enrol makes the first manager.
func (r *rig) enrol(name model.AgentName) {
	r.t.Helper()
	if _, err := r.desk.FirstManager(r.t.Context(), name); err != nil {
		r.t.Fatal(err)
	}
}

func (r *rig) session(name model.AgentName) *desk.Session {
	r.t.Helper()
	s, err := r.desk.SignIn(r.t.Context(), name)
	if err != nil {
		r.t.Fatal(err)
	}
	return s
}

// find waits until the index knows exactly one person by the text.
func (r *rig) find(s *desk.Session, text string) model.Match {
	r.t.Helper()
	var found model.Found
	r.until(s, func() bool {
		var err error
		if found, err = s.Search(r.t.Context(), text); err != nil {
			r.t.Fatal(err)
		}
		return len(found.Matches) > 0
	})
	return found.Matches[0]
}

func (r *rig) call(s *desk.Session, text string) model.CallID {
	r.t.Helper()
	id, err := s.OpenCall(r.t.Context(), r.find(s, text).Person, "")
	if err != nil {
		r.t.Fatal(err)
	}
	return id
}

// pass answers rightly in a call with Ada Okafor.
func (r *rig) pass(s *desk.Session, id model.CallID) {
	r.t.Helper()
	v, err := s.Answer(r.t.Context(), id, model.NewSecret("linden schule"))
	if err != nil || !v.Passed {
		r.t.Fatal("the right answer didn't pass", v, err)
	}
}

// lockOut gives a wrong answer until no more is taken.
func (r *rig) lockOut(s *desk.Session, id model.CallID, wrong string) {
	r.t.Helper()
	for range model.Standard().Tries {
		if _, err := s.Answer(r.t.Context(), id, model.NewSecret(wrong)); err != nil {
			r.t.Fatal(err)
		}
	}
}

// until waits for a condition that changes of the store bring about.
func (r *rig) until(s *desk.Session, met func() bool) {
	r.t.Helper()
	ctx, cancel := context.WithTimeout(r.t.Context(), 10*time.Second)
	defer cancel()
	sub := s.Subscribe()
	defer sub.Close()
	for !met() {
		if _, err := sub.Next(ctx); err != nil {
			r.t.Fatal("what the test waits for never came: ", err)
		}
	}
}

func (r *rig) mail(s *desk.Session, id model.JobID) model.MailView {
	r.t.Helper()
	views, err := s.Outbox(r.t.Context())
	if err != nil {
		r.t.Fatal(err)
	}
	for _, v := range views {
		if v.Job == id {
			return v
		}
	}
	r.t.Fatalf("the Outbox doesn't show %s", id)
	return model.MailView{}
}

// mailIn waits until a mail is in a state.
func (r *rig) mailIn(s *desk.Session, id model.JobID, state model.MailState) model.MailView {
	r.t.Helper()
	var v model.MailView
	r.until(s, func() bool { v = r.mail(s, id); return v.State == state })
	return v
}

// resets are the mails that went and carry a temporary password.
func (r *rig) resets(s *desk.Session) []model.Mail {
	r.t.Helper()
	views, err := s.Outbox(r.t.Context())
	if err != nil {
		r.t.Fatal(err)
	}
	secret := map[string]bool{}
	for _, v := range views {
		secret[string(v.Job)] = v.Kind.Secret()
	}
	var resets []model.Mail
	for _, m := range r.courier.mails() {
		if secret[m.ID] {
			resets = append(resets, m)
		}
	}
	return resets
}

func wantCode(t *testing.T, err error, want model.Code) {
	t.Helper()
	if got := model.CodeOf(err); got != want {
		t.Fatalf("code %q (%v), want %q", got, err, want)
	}
}

// clock is a time that only the test moves.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) add(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// postman answers every mail as the test says: by default it takes it.
type postman struct {
	mu     sync.Mutex
	answer func(model.Mail) (model.Receipt, error)
	sent   []model.Mail
}

func newPostman() *postman { return &postman{} }

func (c *postman) on(answer func(model.Mail) (model.Receipt, error)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.answer = answer
}

func (c *postman) Send(_ context.Context, m model.Mail) (model.Receipt, error) {
	c.mu.Lock()
	c.sent = append(c.sent, m)
	answer := c.answer
	c.mu.Unlock()
	if answer != nil {
		return answer(m)
	}
	return model.Receipt{Server: "mx.test.example:25", Said: "2.0.0 queued as 1"}, nil
}

func (c *postman) mails() []model.Mail {
	c.mu.Lock()
	defer c.mu.Unlock()
	return append([]model.Mail(nil), c.sent...)
}

// newRand is a seeded source, so that a failure can be repeated.
func newRand(seed byte) io.Reader {
	var s [32]byte
	s[0] = seed
	return rand.NewChaCha8(s)
}

func everyView(t *testing.T, s *desk.Session, call model.CallID) string {
	t.Helper()
	var all strings.Builder
	show := func(v any, err error) {
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&all, "%+v\n", v)
	}
	ctx := t.Context()
	for _, text := range []string{"okafor", "lindgren", "sorensen", "44"} {
		v, err := s.Search(ctx, text)
		v.Text = ""
		show(v, err)
	}
	v1, err := s.Call(ctx, call)
	show(v1, err)
	v2, err := s.OpenCalls(ctx)
	show(v2, err)
	v3, err := s.Queue(ctx)
	show(v3, err)
	v4, err := s.Outbox(ctx)
	show(v4, err)
	for _, lost := range model.Credentials {
		v5, err := s.Options(ctx, call, lost)
		show(v5, err)
	}
	return all.String()
}
