// This file looks at the agent's screens: as they are at each class of window, in
// each theme, and whether they fit into any window at all.
package ui_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"callin/model"
	"callin/ui/kit"
)

// scenes are the screens of an agent's day, each from a fresh desk.
var scenes = []struct {
	name string
	play func(f *floor)
}{ // what has a random moment in it isn't held as it is: its name begins with "~"
	{"ready", func(f *floor) { f.sees("Type any part of what") }},
	{"ready-parked", func(f *floor) { f.press(`"okafor`, "enter", "1").sees("1 call of yours waits") }},
	{"ready-found", func(f *floor) { f.press(`"lindgr`).sees("4 people match") }},
	{"ready-nobody", func(f *floor) { f.press(`"qqqqqq`).sees("Nobody matches") }},
	{"call", func(f *floor) { f.press(`"okafor`, "enter").sees("How can I help you?") }},
	{"call-unknown", func(f *floor) { f.press(`"qqqqqq`, "enter").sees("I can't find you") }},
	{"call-password", func(f *floor) { f.press(`"okafor`, "enter", "p").sees("change ticket") }},
	{"call-verify", func(f *floor) { f.morning(); f.press(`"okafor`, "enter", "c").sees("Name of your first school?") }},
	{"call-locked", func(f *floor) {
		f.press(`"okafor`, "enter", "c", `"rosenau1`, "enter", `"rosenau2`, "enter", `"rosenau3`, "enter").sees("locked")
	}},
	{"call-told", func(f *floor) { f.press(`"okafor`, "enter", "c", `"lindenau`, "enter").sees("Spell") }},
	{"call-wrap", func(f *floor) {
		f.press(`"okafor`, "enter", "p", "t", `"lindenau`, "enter", "s").sees("mail accepted")
	}},
	{"~call-deferred", func(f *floor) {
		f.courier.answers(func(model.Mail) (model.Receipt, error) {
			return model.Receipt{}, &model.MailError{Fate: model.FateDeferred, Server: "mx.lindgren.example:25", Said: "450 4.7.1 greylisted, try again in 30 seconds"}
		})
		f.press(`"okafor`, "enter", "p", "r").sees("450 4.7.1 greylisted")
	}},
	{"call-referral", func(f *floor) { f.press(`"sorens`, "enter", "u").sees("account administrator") }},
	{"call-continued", func(f *floor) { f.morning(); f.press("esc", "2", "t").sees("How can I help you?") }},
	{"call-note", func(f *floor) { f.press(`"okafor`, "enter", "a", `"The caller is in a tunnel and`).sees("Note on T-1") }},
	{"call-text", func(f *floor) { f.press(`"okafor`, "enter", "m").sees("Text for T-1") }},
	{"call-wait", func(f *floor) { f.press(`"okafor`, "enter", "w", `"tomorrow 9`).sees("Tuesday 3 March 09:00") }},
	{"call-fields", func(f *floor) { f.press(`"okafor`, "enter").sees("How"); f.press("f").sees("Fields of T-1") }},
	{"call-relate", func(f *floor) { f.morning(); f.press(`"okafor`, "enter").sees("How"); f.press("r").sees("Relate") }},
	{"call-history", func(f *floor) { f.morning(); f.press("esc", "2", "t").sees("How"); f.press("h").sees("History of") }},
	{"queue", func(f *floor) { f.morning(); f.press("esc", "2").sees("past due") }},
	{"queue-marked", func(f *floor) {
		f.morning()
		f.press("esc", "2").sees("past")
		f.press("space", "space", "e").sees("Hand over 2 tickets")
	}},
	{"queue-views", func(f *floor) { f.morning(); f.press("esc", "2").sees("past"); f.press("f").sees("Views") }},
	{"queue-none", func(f *floor) {
		f.morning()
		f.press("esc", "2").sees("past")
		f.press("/", `"zzz`).sees("No ticket has")
	}},
	{"queue-empty", func(f *floor) { f.press("esc", "2").sees("Nobody waits.") }},
	{"accounts", func(f *floor) { f.press("esc", "3", "right", "right").sees("Cara Nomail") }},
	{"person", func(f *floor) {
		f.morning()
		f.press("esc", "3", "/", `"okafor`, "tab").sees("Ada")
		f.press("l").sees("Calls")
	}},
	{"~outbox", func(f *floor) {
		f.press(`"okafor`, "enter", "p", "r").sees("mail accepted")
		f.until(func() bool {
			mails, err := f.session.Outbox(f.t.Context())
			return err == nil && len(mails) == 2 && !slices.ContainsFunc(mails, func(m model.MailView) bool { return !m.State.Final() })
		})
		f.press("enter", "esc", "5").sees("accepted")
	}},
	{"outbox-empty", func(f *floor) { f.press("esc", "5").sees("No mail has been sent yet") }},
	{"help", func(f *floor) { f.press(`"okafor`, "enter").sees("How"); f.press("?").sees("Help: Call") }},
	{"palette", func(f *floor) { f.press(`"okafor`, "enter").sees("How"); f.press("ctrl+p").sees("Commands") }},
	{"conflict", (*floor).conflict},
	{"conflict-back", func(f *floor) { f.conflict(); f.press("f").sees("[high]") }},
	{"claimed", func(f *floor) {
		f.queued("okafor")
		ben := f.beside("ben")
		f.press("esc", "2").sees("normal T-1")
		ben.press("esc", "2").sees("normal T-1").press("c").sees("T-1 is yours.")
		f.press("c").sees("ben took T-1", "0 wait")
	}},
	{"call-spam", func(f *floor) {
		f.press(`"okafor`, "enter", "p", "r").sees("mail accepted")
		f.Advance(4 * time.Minute)
		f.sees("ask about the spam folder")
	}},
	{"call-held", func(f *floor) { f.moved(); f.press(`"okafor`, "enter", "p").sees("second person") }},
	{"call-closed", func(f *floor) { f.press(`"kit late`, "enter", "p").sees("nothing to give back") }},
	{"call-phone", func(f *floor) { f.press(`"lobby`, "enter", "u").sees("no log-in of its own") }},
	{"call-locked-again", func(f *floor) {
		f.press(`"okafor`, "enter", "c", `"rosenau1`, "enter", `"rosenau2`, "enter", `"rosenau3`, "enter").sees("locked")
		f.press("d", "enter").sees("Next caller").press(`"okafor`, "enter").sees("How can I help you?").press("p").sees("not possible")
	}},
	{"ready-unreachable", func(f *floor) { f.Hold(); f.press(`"okafor`); f.unreachable() }},
	{"queue-unreachable", func(f *floor) { f.press("esc").Hold(); f.press("2").unreachable() }},
	{"call-unreachable", func(f *floor) {
		call := f.aCall()
		f.press("esc").Hold()
		f.Send(kit.OpenMsg{Page: "call", Arg: call})
		f.unreachable()
	}},
	{"stopped", func(f *floor) {
		f.press("esc", "2").sees("Nobody waits.")
		f.app.Crash()
		f.sees("This page has stopped.")
	}},
	{"lock", func(f *floor) {
		f.press(`"okafor`, "enter")
		f.Advance(5 * time.Minute)
		f.press(`"Herbst`).sees("••••••")
	}},
	{"lock-left", func(f *floor) { f.press("esc"); f.Advance(5 * time.Minute); f.press("ctrl+c").sees("leaves the desk.") }},
	{"leave", func(f *floor) {
		f.press(`"okafor`, "enter").sees("How")
		f.press("ctrl+c", "ctrl+c").sees("Leave the desk?")
	}},
}

// conflict is an edit of a field that ben has changed meanwhile.
func (f *floor) conflict() {
	f.t.Helper()
	n := f.queued("okafor")
	ben := f.beside("ben")
	f.press("esc", "2", "enter").sees("How can I help you?", "f").press("f").sees("Fields of T-1")
	v, err := ben.session.Story(f.t.Context(), n)
	if err != nil {
		f.t.Fatal(err)
	}
	want := v.Ticket.Fields()
	want.Priority = model.Low
	if err := ben.session.EditTicket(f.t.Context(), n, model.TicketEdit{Version: v.Ticket.Version, Was: v.Ticket.Fields(), Want: want}); err != nil {
		f.t.Fatal(err)
	}
	f.press("left", "enter").sees("You chose high.", "low")
}

// unreachable has what the page waits for fail.
func (f *floor) unreachable() {
	f.t.Helper()
	f.Advance(200 * time.Millisecond)
	f.Release(model.Fail(model.Unavailable, "The store can't be reached."))
	f.sees("The store can't be reached.")
}

// morning leaves a queue as a morning would.
func (f *floor) morning() {
	f.t.Helper()
	ctx := f.t.Context()
	first := f.queued("voe")
	for range 65 {
		f.Advance(4 * time.Minute).Press("down") // or the screen would be locked
	}
	second, third := f.queued("okafor"), f.queued("sorens")
	ben := f.beside("ben")
	for _, err := range []error{
		ben.session.NoteTicket(ctx, second, "Called back; nobody answered."),
		ben.session.HandOverTicket(ctx, second, "The request mail never came. Needs the account change ticket."),
		ben.session.ClaimTicket(ctx, third),
		ben.session.LinkTickets(ctx, second, third),
		ben.session.WaitTicket(ctx, f.queued("nomail c"), time.Time{}, f.Env.Now().Add(3*time.Hour)),
		ben.session.NoteTicket(ctx, first, "Is on holiday until Monday."),
	} {
		if err != nil {
			f.t.Fatal(err)
		}
	}
	ben.session.At(third, true)
	f.settle()
}

// settle waits until the screen has heard of everything.
func (f *floor) settle() {
	f.t.Helper()
	n := f.queued("late")
	if err := f.session.ClaimTicket(f.t.Context(), n); err != nil {
		f.t.Fatal(err)
	}
	id, err := f.session.ContinueTicket(f.t.Context(), n)
	if err == nil {
		err = f.session.EndCall(f.t.Context(), id, model.WrapUp{Outcome: model.Explained})
	}
	if err != nil {
		f.t.Fatal(err)
	}
	f.sees("1 past due")
}

// classes are the windows that UX's table tells apart.
var classes = [][2]int{{60, 16}, {80, 24}, {100, 30}, {160, 45}}

// TestScreens holds every screen as it is in each class of window; in the dark
// and the light theme it is the same text, and in ASCII the same with other
// signs.
func TestScreens(t *testing.T) {
	for _, s := range scenes {
		if s.name[0] == '~' {
			continue
		}
		t.Run(s.name, func(t *testing.T) {
			f := newFloor(t)
			s.play(f)
			var text, styled strings.Builder
			for _, size := range classes {
				f.look(kit.Mono, false).Resize(size[0], size[1])
				f.looked()
				plain := f.Plain()
				fmt.Fprintf(&text, "%d × %d\n%s\n", size[0], size[1], plain)
				for _, theme := range []*kit.Theme{kit.Dark, kit.Light} {
					f.look(theme, false)
					if got := f.Plain(); got != plain {
						t.Errorf("%v: %s shows another text:\n%s", size, theme.Name, got)
					}
					if size[0] == 80 || size[0] == 160 {
						fmt.Fprintf(&styled, "%d × %d %s\n%s\n", size[0], size[1], theme.Name, f.Styled())
					}
				}
				f.look(kit.Mono, true)
				if got, want := f.Plain(), trimmed(kit.Plain(plain)); got != want {
					t.Errorf("%v: in ASCII it is\n%s\nand not\n%s", size, got, want)
				}
			}
			f.look(kit.Mono, false)
			f.Recorded("screen-"+s.name+".txt", text.String())
			f.Recorded("screen-"+s.name+".ansi", styled.String())
		})
	}
}

func trimmed(text string) string {
	lines := strings.Split(text, "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return strings.Join(lines, "\n")
}

// look puts a theme in force.
func (f *floor) look(t *kit.Theme, ascii bool) *floor {
	f.Env.SetTheme(t)
	f.Env.ASCII = ascii
	return f
}

// looked waits until what stands at the sides was read.
func (f *floor) looked() {
	f.t.Helper()
	queue, err := f.session.Queue(f.t.Context())
	if err != nil {
		f.t.Fatal(err)
	}
	free, past, badge := 0, 0, ""
	for _, v := range queue {
		if v.Owner == "" && !v.Waits(f.Env.Now()) {
			free++
		}
		if v.Past {
			past++
		}
	}
	if free > 0 {
		badge = fmt.Sprint(free)
	}
	if past > 0 {
		badge = fmt.Sprintf("%d !%d", free, past)
	}
	moving := func(line string) bool { // a mail that goes out at this moment
		line = strings.TrimLeft(line, " >")
		return strings.HasPrefix(line, "queued ") || strings.HasPrefix(line, "sending ")
	}
	f.Await("header, sides and mails", func() bool {
		return !f.Has("loading") && !slices.ContainsFunc(f.Lines(), moving) && f.app.Badge("queue") == badge
	})
}

// foreign are customers whose names terminals measure in different ways.
const foreign = `client_id,company,status,company_phone,name,role,extension,user_name,email,phone,question,answer
4410442,東京ポンプ株式会社 Lindgren,active,+17035550110,Ada ỌkáfȯrÄ̈ okafor,admin,100,a.okafor,ada@lindgren.example,+17035550111,学校の名前は？ Name of your first school?,Lindenau
4410442,東京ポンプ株式会社 Lindgren,active,+17035550110,क्षितिज Sørensen sorens,user,101,b.sorensen,ben@lindgren.example,+17035550112,,
4410442,東京ポンプ株式会社 Lindgren,active,+17035550110,ก็อตจิ 王小明 nomail c,user,102,c.nomail,,,,
4420015,שלום Rivera Dental Straßenbahngesellschaft mit beschränkter Haftung und Söhne,active,+17035550135,Una Voe,admin,100,u.voe,una@rivera.example,+17035550136,Make of your first car?,FordFies
4430001,Closed Books,closed,+17035550140,Kit Late,admin,100,k.late,kit@closed.example,,First pet?,Rex
`

// TestScreens_anyWindow: in every window each screen has exactly its lines, none
// wider than it, whatever is in them.
func TestScreens_anyWindow(t *testing.T) {
	for _, s := range scenes {
		if s.name == "ready-found" || s.name == "accounts" || s.name == "call-phone" || strings.HasPrefix(s.name, "call-told") {
			continue // they wait for words that the other customers have
		}
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			f := newFloorOf(t, foreign)
			s.play(f)
			for w := 40; w <= 200; w += 8 {
				for _, h := range []int{10, 16, 23, 41, 60} {
					f.Resize(w+h%7, h)
					shape(t, f.Styled(), w+h%7, h)
				}
			}
			if s.name != "stopped" && (f.Has("Something went wrong") || f.Has("This page has stopped")) {
				t.Errorf("%s", f.Plain())
			}
		})
	}
}

// TestScreens_demo: the demo says that it is one, and a window too small what it
// lacks.
func TestScreens_demo(t *testing.T) {
	f := newFloor(t, func(e *kit.Env) { e.Demo = true })
	var text strings.Builder
	see := func(sizes ...[2]int) {
		for _, size := range sizes {
			f.Resize(size[0], size[1])
			fmt.Fprintf(&text, "%d × %d\n%s\n", size[0], size[1], f.Plain())
		}
		f.Resize(80, 24)
	}
	see(classes[0], classes[1])
	f.press(`"okafor`, "enter").sees("How can I help you?")
	see(classes[0], classes[1])
	f.press("d").sees("Outcome").press("a", "ctrl+p").sees("Commands")
	see([2]int{59, 16}, [2]int{40, 10}, [2]int{20, 6})
	f.press("esc")
	see([2]int{80, 15})
	f.Advance(5 * time.Minute)
	see(classes[0], classes[1])
	f.Recorded("screens-demo.txt", text.String())
}

func BenchmarkView(b *testing.B) {
	for _, name := range []string{"ready", "call", "queue"} {
		b.Run(name, func(b *testing.B) {
			f := newFloor(b)
			for _, s := range scenes {
				if s.name == name {
					s.play(f)
				}
			}
			f.look(kit.Dark, false).Resize(160, 45)
			b.ReportAllocs()
			for b.Loop() {
				f.app.View()
			}
		})
	}
}
