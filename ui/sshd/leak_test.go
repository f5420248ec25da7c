package sshd_test

import (
	"fmt"
	"runtime"
	"strings"
	"sync"
	"testing"

	gossh "golang.org/x/crypto/ssh"

	"callin/model"
	"callin/model/desk"
	"callin/ui"
	"callin/ui/kit"
	"callin/ui/sshd"
)

// atDesk has the server show the real desk, and the real portal.
func atDesk(o *sshd.Options) {
	o.Screen = func(env *kit.Env, s *desk.Session, _ []string) (sshd.App, error) {
		env.Choice = kit.AlwaysDark
		return ui.Desk(env, s, ui.DeskOptions{HasMail: true}), nil
	}
	o.Portal = func(env *kit.Env, origin string, _ []string) (sshd.App, error) {
		env.Choice = kit.AlwaysDark
		return ui.Portal(env, o.Desk.Portal(origin), ui.PortalOptions{}), nil
	}
}

// stays are what somebody does in a session, and how it ends: true, by their own
// wish, which waits for its end; else the line is cut.
var stays = []struct {
	name string
	who  string // an agent; amy has calls open; "": a customer
	does func(x *terminal, i int) (leaves bool)
}{
	{"cut in a call, with half an answer", "amy", func(x *terminal, i int) bool {
		name := fmt.Sprint("number", 100+i)
		x.until("Next caller").press(name).until(name).press("\r").until("How can I help you?").press("c").until("please answer").press("half")
		return false
	}},
	{"left from the queue, with keys behind", "bob", func(x *terminal, _ int) bool {
		x.until("Next caller").press("\x1b").until("KEYS").press("2").until("stranger").press("\x03\x03" + flood)
		return true
	}},
	{"cut on the way", "bob", func(*terminal, int) bool { return false }},
	{"cut with a question open", "amy", func(x *terminal, _ int) bool {
		x.until("Next caller").press("\x1b").until("KEYS").press("q").until("Leave the desk?")
		return false
	}},
	{"seen all screens, in all sizes", "amy", func(x *terminal, i int) bool {
		x.until("Next caller").press("\x1b").until("KEYS")
		for n, screen := range []struct{ key, shows string }{{"3", "Locked"}, {"4", "Logging in"}, {"5", "on the way"}, {"6", "Handling"}, {"1", "Next caller"}} {
			_ = x.session.WindowChange(20+i%30, 60+40*n) // it may be over
			x.press(screen.key).until(screen.shows)
		}
		x.press("\x1b[200~pasted without an end")
		return false
	}},
	{"a customer cut at the log-in", "", func(x *terminal, _ int) bool {
		x.until("Client ID").press("1000001\rnobody\rnot the password")
		return false
	}},
	{"a customer who leaves", "", func(x *terminal, _ int) bool {
		x.until("Client ID").press("\x03\x03" + flood)
		return true
	}},
}

// flood is what somebody types behind the keys that leave.
var flood = strings.Repeat("kkkk\x1b[A\x1b[200~pasted\x1b[201~", 300) + "\x1b[200~unfinished \x1b["

// TestSession_deskLeaks: 200 sessions at the real desk and the real portal, eight
// at a time, ended in every way there is, and not one goroutine stays.
func TestSession_deskLeaks(t *testing.T) {
	r := newRig(t, atDesk)
	furnish(t, r)
	visit := func(i int) {
		stay := stays[i%len(stays)]
		config := r.config("portal")
		if stay.who != "" {
			config = r.config("desk", r.keys[model.AgentName(stay.who)])
		}
		c, err := gossh.Dial("tcp", r.addr, config)
		if err != nil {
			t.Error(stay.name, err)
			return
		}
		defer c.Close() //nolint:errcheck // it may have ended
		x, err := open(t, c, 80, 24)
		if err != nil {
			t.Error(stay.name, err)
			return
		}
		if stay.does(x, i) {
			if code := x.ended(); code != 0 {
				t.Errorf("%s: it ended with %d", stay.name, code)
			}
		}
	}
	for i := range stays {
		visit(i)
	}
	var before int
	await(t, "what a first session starts for all has started", func() bool {
		now := runtime.NumGoroutine()
		settled := now == before
		before = now
		return settled
	})
	numbers := make(chan int, 200) // all of them: a visit that fails ends the one who makes it
	for i := range 200 {
		numbers <- i
	}
	close(numbers)
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for i := range numbers {
				visit(i)
			}
		})
	}
	all.Wait()
	await(t, "all goroutines are gone", func() bool { return runtime.NumGoroutine() <= before })
}
