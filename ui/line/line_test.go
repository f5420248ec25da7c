package line_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"callin/model"
	"callin/model/desk"
	"callin/model/roster"
	"callin/storage/mem"
	"callin/ui/line"
)

const customers = `client_id,company,status,company_phone,name,role,extension,user_name,email,phone,question,answer
4410442,Lindgren Pumps,active,+17035550110,Ada Okafor,admin,100,a.okafor,ada@lindgren.example,+17035550111,Name of your first school?,Lindenau
4410442,Lindgren Pumps,active,+17035550110,Ben Sørensen,user,101,b.sorensen,ben@lindgren.example,+17035550112,,
`

type courier struct{}

func (courier) Send(context.Context, model.Mail) (model.Receipt, error) {
	return model.Receipt{Server: "mx.lindgren.example:25", Said: "2.0.0 queued \x1b[2Jas 7F3A"}, nil
}

func newDesk(t *testing.T) (*desk.Desk, *desk.Session) {
	t.Helper()
	d, err := desk.New(desk.Deps{
		Store: mem.New(mem.Options{}), Courier: courier{}, Now: time.Now, Rand: rand.NewChaCha8([32]byte{1}),
		Policy: model.Standard(), Provider: model.DefaultProvider(), From: "Aptela Support <support@aptela.example>",
		Key: make([]byte, 32), Cost: desk.Cost{Memory: 8, Passes: 1, Threads: 1},
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(d.Close)
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
	s, err := d.SignIn(t.Context(), "amy")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	sub := s.Subscribe()
	defer sub.Close()
	for _, who := range []string{"okafor", "sorens"} { // who was brought in is found a moment later
		for {
			if found, err := s.Search(ctx, who); err == nil && found.Total == 1 {
				break
			}
			if _, err := sub.Next(ctx); err != nil {
				t.Fatal(err)
			}
		}
	}
	return d, s
}

// TestBudget finishes every case of the screen's table of keys.
func TestBudget(t *testing.T) {
	for _, tc := range []struct {
		name, typed string
		outcome     model.Outcome
		state       model.TicketState
		ways        []model.Way
	}{
		{"Client ID of an admin", "okafor\n1\nc\nlindenau\nd\n\n\n", model.Told, model.TicketClosed, []model.Way{model.WayTell}},
		{"user name of an admin", "okafor\n\nuser name\nLINDENAU\ndone\n\n\n", model.Told, model.TicketClosed, []model.Way{model.WayTell}},
		{"password of an admin, by ticket", "okafor\n\np\nt\nlindenau\ns\n\n\n", model.Mailed, model.TicketSolved, []model.Way{model.WayTicket}},
		{"password, request mail", "sorens\n\np\nr\n\n\n", model.Mailed, model.TicketSolved, []model.Way{model.WayRequestMail}},
		{"user is referred", "sorens\n\nu\nsaid\n", model.Referred, model.TicketClosed, []model.Way{model.WayReferral}},
		{
			"all three, one verification", "okafor\n\nc\nlindenau\nu\np\nt\ns\n\n\n", model.Mailed, model.TicketSolved,
			[]model.Way{model.WayTell, model.WayTell, model.WayTicket},
		},
		{"three wrong answers, hand over", "okafor\n\nc\nr1\nr2\nr3\ne\n\n", model.Unsolved, model.TicketOpen, nil},
		{"next from the queue", "okafor\n\nd\nunsolved\n\nt\np\nt\nlindenau\ns\n\n\n", model.Mailed, model.TicketSolved, []model.Way{model.WayTicket}},
		{
			"Client ID of an admin, in writing as well", "okafor\n\nm\nc\nlindenau\nmail\nm\nd\n\n\n", model.Told, model.TicketClosed,
			[]model.Way{model.WayTell, model.WayTell},
		},
		{"park, come back", "okafor\n\nb\n-\n\nd\n\n\n", model.Unsolved, model.TicketOpen, nil},
		{"an article, mailed and rated", "sorens\n\ni\n\n\nm\ny\nback\nd\nexplained\n\n", model.Explained, model.TicketClosed, []model.Way{model.WayArticle}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			d, s := newDesk(t)
			var out bytes.Buffer
			if err := line.Run(t.Context(), s, strings.NewReader(tc.typed+"quit\n"), &out, line.Options{Now: time.Now}); err != nil {
				t.Fatal(err, out.String())
			}
			if !strings.HasSuffix(out.String(), "Goodbye.\n") || strings.Contains(strings.ToLower(out.String()), "lindenau") {
				t.Fatalf("it said an answer, or didn't get to the end:\n%s", out.String())
			}
			for _, r := range out.String() {
				if r < ' ' && r != '\n' || r == 0x7f {
					t.Fatalf("%q went out", r)
				}
			}
			tickets, err := s.Story(t.Context(), 1)
			if err != nil {
				t.Fatal(err)
			}
			call := lastCall(t, d, s)
			if call.Outcome != tc.outcome || tickets.Ticket.State != tc.state || len(call.Deeds) != len(tc.ways) {
				t.Fatalf("%s, the ticket %s, %+v\n%s", call.Outcome, tickets.Ticket.State, call.Deeds, out.String())
			}
			for i, d := range call.Deeds {
				if d.Way != tc.ways[i] {
					t.Errorf("deed %d is %s, want %s", i, d.Way, tc.ways[i])
				}
			}
		})
	}
}

func lastCall(t *testing.T, d *desk.Desk, s *desk.Session) model.Call {
	t.Helper()
	var id model.CallID
	err := d.Operator("test").AuditTrail(t.Context(), func(e model.AuditEntry) error {
		if e.Verb == model.VerbOpenCall {
			id = e.Call
		}
		return nil
	})
	if err != nil || id == "" {
		t.Fatal("there was no call", err)
	}
	v, err := s.Call(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return v.Call
}

// TestRun_ends: however a session ends, what is open is parked.
func TestRun_ends(t *testing.T) {
	running := func(step time.Duration) model.Clock { // a clock that runs when it is looked at
		n := 0
		return func() time.Time {
			n++
			return time.Now().Add(time.Duration(max(n-12, 0)) * step)
		}
	}
	for _, tc := range []struct {
		name, typed string
		now         model.Clock
		says        string
	}{
		{"the input ends", "okafor\n\nc\n", time.Now, "The call T-1 is parked."},
		{"nobody types", "okafor\n\n" + strings.Repeat("frob\n", 40), running(6 * time.Minute), "Nobody has typed for 5 min"},
		{"it has become too long", "okafor\n\n" + strings.Repeat("frob\n", 400), running(2 * time.Minute), "A session lasts 8 h 00 at most"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			d, s := newDesk(t)
			var out bytes.Buffer
			if err := line.Run(t.Context(), s, strings.NewReader(tc.typed), &out, line.Options{Now: tc.now}); err != nil {
				t.Fatal(err)
			}
			if call := lastCall(t, d, s); !strings.Contains(out.String(), tc.says) || call.State != model.CallParked {
				t.Errorf("the call is %s:\n%s", call.State, out.String())
			}
		})
	}
}

// TestRun_asked: the words at the end are those of whoever ends it, when they have
// some; else the desk is closing.
func TestRun_asked(t *testing.T) {
	_, s := newDesk(t)
	for _, why := range []error{nil, errors.New("amy has no access any more")} {
		ctx, end := context.WithCancelCause(t.Context())
		in, typing := io.Pipe()
		var out bytes.Buffer
		over := make(chan error, 1)
		go func() { over <- line.Run(ctx, s, in, &out, line.Options{Now: time.Now}) }()
		if _, err := io.WriteString(typing, "help\n"); err != nil { // it asks
			t.Fatal(err)
		}
		end(why)
		if err := <-over; err != nil || strings.Contains(out.String(), "The desk is closing.") == (why != nil) {
			t.Errorf("ended for %v: %v\n%s", why, err, out.String())
		}
		_ = typing.Close()
	}
}

// echoing is a terminal that can hide what is typed.
type echoing struct{ io.Reader }

func (echoing) Echo(bool) {}

// TestRun_shown: nobody is told that an answer is hidden where it isn't.
func TestRun_shown(t *testing.T) {
	for in, want := range map[io.Reader]string{
		strings.NewReader("okafor\n\nc\n"):          "Type the answer. An empty line stops.",
		echoing{strings.NewReader("okafor\n\nc\n")}: "Type the answer; it isn't shown.",
	} {
		_, s := newDesk(t)
		var out bytes.Buffer
		if err := line.Run(t.Context(), s, in, &out, line.Options{Now: time.Now}); err != nil || !strings.Contains(out.String(), want) {
			t.Errorf("%v, %q isn't said:\n%s", err, want, out.String())
		}
	}
}

// TestRun_hostile: whatever is typed, nothing but text goes out and nothing is
// done that wasn't asked for.
func TestRun_hostile(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	words := []string{
		"\x1b[2J\x1b]0;x\a", "okafor", "sorens", "", "1", "0", "-1", "99999999999999999999", "c", "u", "p", "back", "queue", "calls", "mails", "articles",
		"#1", "#99999999999", "help", "\u202eevil", "\xff\xfe", strings.Repeat("long ", 30_000), "b", "d", "e", "i", "m", "find quit", "\x00", "y", "n",
	}
	d, s := newDesk(t)
	for range 20 {
		var typed strings.Builder
		for range 60 {
			typed.WriteString(words[r.IntN(len(words))] + "\n")
		}
		var out bytes.Buffer
		if err := line.Run(t.Context(), s, strings.NewReader(typed.String()), &out, line.Options{Now: time.Now}); err != nil {
			t.Fatal(err)
		}
		for _, c := range out.String() {
			if c < ' ' && c != '\n' || c == 0x7f || c == 0x202e || c >= 0x80 && c < 0xa0 {
				t.Fatalf("%q went out", c)
			}
		}
		if strings.Contains(out.String(), "4410442") {
			t.Fatal("a Client ID was told without an answer")
		}
	}
	err := d.Operator("test").AuditTrail(t.Context(), func(e model.AuditEntry) error {
		if e.Verb == model.VerbTell || e.Verb == model.VerbMailTold || e.Verb == model.VerbSend {
			t.Errorf("rubbish did %s", e.Verb)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
