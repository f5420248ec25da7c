// This file tries the frame around the pages: what it shows, and that it always
// fits.
package ui_test

import (
	"context"
	"fmt"
	"image/color"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"go.uber.org/goleak"
	"pgregory.net/rapid"

	"callin/ui"
	"callin/ui/kit"
	"callin/ui/uitest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// rig is the app with the sample page in front.
type rig struct {
	*uitest.Driver
	app    *ui.App
	first  *ready
	others map[kit.PageID]*still
}

func start(t testing.TB, change ...func(*kit.Env)) *rig {
	t.Helper()
	r := &rig{Driver: uitest.New(t), others: map[kit.PageID]*still{}}
	for _, fn := range change {
		fn(r.Env)
	}
	r.app = ui.New(r.Env, routes(r.Env, &r.first, r.others))
	r.Start(r.app)
	return r
}

func TestApp_golden(t *testing.T) {
	status := func(env *kit.Env) {
		told := false
		env.Status = func(ctx context.Context) (kit.Status, error) {
			if told {
				<-ctx.Done()
				return kit.Status{}, ctx.Err()
			}
			told = true
			return kit.Status{Badges: map[kit.PageID]string{"queue": "12 !3"}, Title: "3 due"}, nil
		}
	}
	r := start(t, status)
	r.Await("the badges", func() bool { return r.Has("12 !3") })
	r.Type("lind").Press("down", "enter").Golden("ready")
	if r.Title() != "callin · 3 due" {
		t.Errorf("the title is %q", r.Title())
	}
	r.Press("esc", "esc", "x").Golden("question")
	r.Press("n", "?").Golden("help")
	r.Press("esc", "ctrl+p").Type("c").Golden("palette")
	r.Press("esc", "esc", "h").Golden("own_header")
	r.Env.SetTheme(kit.Dark)
	r.Press("1", "/").Type("lind").GoldenStyled("ready_dark")
}

// What runs for a page that isn't on the screen draws nothing anew, and when it is
// looked at it shows what came meanwhile.
func TestApp_unseen(t *testing.T) {
	r := start(t)
	r.Press("esc", "2", "3")
	front, behind := r.others["accounts"], r.others["queue"]
	tell := func(page kit.PageID) int {
		_ = r.app.View() // as Bubble Tea does after each message
		before := front.drawn
		r.Send(kit.Reply{Page: page})
		_ = r.app.View()
		return front.drawn - before
	}
	behind.lines = []string{" Somebody came."}
	if n := tell("queue"); n != 0 || len(behind.got) == 0 {
		t.Errorf("drawn %d times for a page behind, which heard %v", n, behind.got)
	}
	front.lines = []string{" Somebody was found."}
	if n := tell("accounts"); n == 0 || !r.Has("Somebody was found.") {
		t.Error("what it was told isn't on the screen")
	}
	if r.Press("2"); !r.Has("Somebody came.") {
		t.Error("what came meanwhile isn't on the screen")
	}
}

// shape checks what must be true of every screen.
func shape(t interface{ Fatalf(string, ...any) }, content string, w, h int) {
	lines := strings.Split(content, "\n")
	if len(lines) != h {
		t.Fatalf("%d lines in a window of %d×%d:\n%s", len(lines), w, h, content)
	}
	for i, line := range lines {
		if n := max(ansi.StringWidth(line), ansi.StringWidthWc(line)); n > w {
			t.Fatalf("line %d is %d wide in a window of %d×%d: %q", i, n, w, h, line)
		}
		if kit.Scrub(line) != line {
			t.Fatalf("line %d isn't clean: %q", i, line)
		}
	}
}

var hostile = []string{
	"plain", "東京ポンプ株式会社", "Krämer e\u0301\u0323", "\x1b[31mred", "\x1b]0;owned\x07", "\x1b[2J\x1b[H", "a\rb", "\u202egnp.exe",
	"\x1b]52;c;aGk=\x07", "👩‍👩‍👧‍👦 family", "\u009b31m", "\x1bP", "\xff\xfe", "two\nlines", strings.Repeat("long ", 60), "\x1b[1m", "\u200d",
}

// TestApp_shape: any window, any text, any overlay.
func TestApp_shape(t *testing.T) {
	r := start(t)
	people := people
	r.first.find = func(context.Context, string) ([]person, error) { return people, nil }
	rapid.Check(t, func(t *rapid.T) {
		pick := func(name string) string { return rapid.SampledFrom(hostile).Draw(t, name) }
		w, h := rapid.IntRange(40, 200).Draw(t, "w"), rapid.IntRange(10, 60).Draw(t, "h")
		r.Env.Agent, r.Env.ASCII = pick("agent"), rapid.Bool().Draw(t, "ascii")
		r.Env.Demo = rapid.Bool().Draw(t, "demo")
		r.Env.SetTheme(rapid.SampledFrom([]*kit.Theme{kit.Dark, kit.Mono, kit.HighLight}).Draw(t, "theme"))
		people = []person{{"1", pick("id"), pick("name"), "admin", pick("company"), pick("phone"), pick("status")}, {id: "2", name: pick("name")}}
		r.Resize(max(w, 60), max(h, 16)).Press("1", "/").Paste(pick("typed"))
		r.Send(kit.SayMsg{Level: rapid.SampledFrom([]kit.Level{kit.Success, kit.Warning, kit.Failure}).Draw(t, "level"), Text: pick("said")})
		switch rapid.SampledFrom([]string{"", "help", "ask", "messages", "header"}).Draw(t, "over") {
		case "help":
			r.Press("ctrl+p").Paste(pick("filter"))
		case "ask":
			r.Send(kit.OpenMsg{Page: "history", Arg: pick("arg")})
			r.others["history"].head[0] = kit.HeadLine{Left: pick("left"), Right: pick("right")}
			r.Press("q", "x")
		case "messages":
			r.Press("ctrl+p").Type("messages").Press("enter")
		case "header":
			r.Send(kit.OpenMsg{Page: "history", Arg: pick("arg")})
			r.others["history"].head[0] = kit.HeadLine{Left: pick("left"), Right: pick("right")}
			r.others["history"].lines = hostile
		}
		r.Resize(w, h)
		shape(t, r.Styled(), w, h)
		if x, y, shown := r.Cursor(); shown && (x < 0 || x >= w || y < 0 || y >= h) {
			t.Fatalf("the cursor is at %d, %d in %d×%d", x, y, w, h)
		}
		r.Resize(80, 24).Press("esc", "esc", "esc", "esc", "esc")
	})
}

func TestApp_header(t *testing.T) {
	for _, tc := range []struct {
		w    int
		want string
	}{
		{80, " callin  1 Call  2 Queue  3 Accounts  4 Articles  5 Outbox  6 Reports        amy"},
		{70, "1 Call  2 Queue  3 Accounts  4 Articles  5 Outbox  6 Reports      amy"},
		{60, "1 Call  2 Queue  3 Accounts  4 Articles  5 Outbox  6    amy"},
	} {
		r := start(t)
		if got := strings.TrimLeft(r.Resize(tc.w, 24).Lines()[0], " "); got != strings.TrimLeft(tc.want, " ") {
			t.Errorf("%d: got  %q\nwant %q", tc.w, got, tc.want)
		}
	}
	if r := start(t, func(e *kit.Env) { e.Demo = true }); !strings.HasSuffix(r.Lines()[0], "DEMO  amy") {
		t.Errorf("no DEMO in %q", r.Lines()[0])
	}
}

func TestApp_small(t *testing.T) {
	r := start(t)
	r.Resize(50, 12)
	if !r.Has("60×16") || !strings.Contains(strings.ReplaceAll(r.Plain(), "\n", " "), "50×12") {
		t.Errorf("the card says:\n%s", r.Plain())
	}
	r.Type("unseen")
	if !r.first.field.Empty() {
		t.Error("typed into what can't be seen")
	}
	if r.Press("ctrl+c", "ctrl+c"); !r.Quit() {
		t.Error("ctrl+c twice doesn't leave")
	}
}

func TestApp_theme(t *testing.T) {
	auto := func(e *kit.Env) { e.Choice = kit.Auto; e.SetTheme(nil) }
	for _, tc := range []struct {
		name   string
		wait   time.Duration
		colour color.Color
		want   *kit.Theme
	}{
		{"dark", 0, color.Black, kit.Dark},
		{"light", 299 * time.Millisecond, color.White, kit.Light},
		{"too late", 300 * time.Millisecond, color.White, kit.Neutral},
		{"never", time.Minute, nil, kit.Neutral},
	} {
		t.Run(tc.name, func(t *testing.T) {
			r := start(t, auto)
			r.Advance(tc.wait)
			if tc.colour != nil {
				r.Send(tea.BackgroundColorMsg{Color: tc.colour})
			}
			if got := r.Env.Theme(); got != tc.want {
				t.Errorf("got %s, want %s", got.Name, tc.want.Name)
			}
		})
	}
}

// TestApp_clock: a minute changes as little as the digits, once.
func TestApp_clock(t *testing.T) {
	r := start(t)
	before := r.Styled()
	r.Advance(59 * time.Second)
	if r.Styled() != before {
		t.Error("the screen changed within the minute")
	}
	r.Advance(time.Second)
	if want := strings.Replace(before, "10:42", "10:43", 1); r.Styled() != want || want == before {
		t.Errorf("after a minute:\n%s", r.Plain())
	}
}

func TestApp_offline(t *testing.T) {
	answers := make(chan error)
	r := start(t, func(e *kit.Env) {
		e.Status = func(ctx context.Context) (kit.Status, error) {
			select {
			case err := <-answers:
				return kit.Status{Line: "live"}, err
			case <-ctx.Done():
				return kit.Status{}, ctx.Err()
			}
		}
	})
	answers <- fmt.Errorf("no store")
	r.Await("offline", func() bool { return r.Has("offline 10:42") })
	r.Advance(2 * time.Second)
	answers <- nil
	r.Await("live", func() bool { return r.Has("live 10:42") })
}

// TestApp_View_allocations is the budget of PERF: at most 200 a screen.
func TestApp_View_allocations(t *testing.T) {
	r := full(t)
	if n := testing.AllocsPerRun(50, func() { r.app.View() }); n > 200 {
		t.Errorf("View allocates %.0f times", n)
	}
}

func BenchmarkApp_View(b *testing.B) {
	r := full(b)
	b.ReportAllocs()
	for b.Loop() {
		r.app.View()
	}
}

// full is a screen of 160×45 full of rows.
func full(t testing.TB) *rig {
	r := start(t)
	r.Env.SetTheme(kit.Dark)
	r.first.find = func(context.Context, string) ([]person, error) {
		var out []person
		for i := range 1000 {
			one := people[i%3]
			one.id = fmt.Sprint(i)
			out = append(out, one)
		}
		return out, nil
	}
	r.Resize(160, 45).Type("lind")
	return r
}
