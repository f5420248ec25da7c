package terminal_test

import (
	"slices"
	"strings"
	"syscall"
	"testing"

	"go.uber.org/goleak"

	"callin/ui/uitest/terminal"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// shell starts a program that is written in the test.
func shell(t *testing.T, script string) *terminal.Terminal {
	t.Helper()
	return terminal.Start(t, terminal.Program{File: "/bin/sh", Args: []string{"-c", script}, Home: terminal.NewHome(t), Width: 90, Height: 5})
}

func TestTerminal_screen(t *testing.T) {
	x := shell(t, `printf '\033[?1049h\033[2J\033[H\033[31mred\033[m \344\275\240x\033[3;5Hbelow\033]2;a title\007\033[?25l'; read line; printf '\033[?25h\033[?1049l'; exit 3`)
	x.Await("below").AwaitThat("the cursor to go", func(s terminal.Screen) bool { return !s.CursorShown })
	s := x.Screen()
	if want := "red 你x\n\n    below\n\n"; s.Text() != want {
		t.Errorf("the screen says %q, want %q", s.Text(), want)
	}
	if s.Cells[0][0].Fg == nil || s.Cells[0][4].Fg != nil || s.Cells[0][5].Text != "" || s.Cells[0][6].Text != "x" {
		t.Errorf("the cells are %+v", s.Cells[0][:8])
	}
	if !s.Alternate || s.Title != "a title" || s.CursorX != 9 || s.CursorY != 2 {
		t.Errorf("alternate %t, title %q, cursor %d,%d", s.Alternate, s.Title, s.CursorX, s.CursorY)
	}
	x.Press("enter")
	if code := x.Exit(); code != 3 || x.Screen().Alternate || !x.Screen().CursorShown {
		t.Errorf("ended with %d\n%s", code, x.Picture())
	}
	if !x.EverShown("BELOW") || x.EverShown("above") || !slices.Contains(x.Frames(), s.Text()) {
		t.Error("what was shown isn't remembered")
	}
}

func TestTerminal_whole(t *testing.T) {
	x := shell(t, `printf '\033[?2026h1 of 2'; read go; printf '\r\n2 of 2\033[?2026l'; read end`)
	x.Press("enter").Await("2 of 2", "1 of 2")
	if half := slices.ContainsFunc(x.Frames(), func(f string) bool { return strings.Contains(f, "1 of") && !strings.Contains(f, "2 of 2") }); half {
		t.Errorf("half a frame was seen: %q", x.Frames())
	}
}

func TestTerminal_keys(t *testing.T) {
	x := shell(t, `stty raw -echo opost; echo ready; dd bs=1 count=29 2>/dev/null | od -An -c; stty size`)
	x.Await("ready").Resize(100, 20)
	x.Press("a", "up", "pgdown", "ctrl+p", "tab").Type("é").Paste("x\x1b[201~y").Press("enter", "space", "esc")
	x.Await(`a 033 [ A 033 [ 6 ~ 020 \t 303 251 033 [ 2 0 0 ~ x y 033 [ 2 0 1 ~ \r 033`, "20 100")
	if x.Exit(); x.Restored() {
		t.Error("a line left raw counts as restored")
	}
}

func TestTerminal_answers(t *testing.T) {
	x := shell(t, `line=$(stty -g); stty raw -echo opost; printf '\033]11;?\007\033[?2026$p'; dd bs=1 count=35 2>/dev/null | od -An -c; stty $line; echo end`)
	x.Await("033 ] 1 1 ; r g b : 0 0", "033 [ ? 2 0 2 6 ; 2 $ y", "end")
	if x.Exit(); !x.Restored() {
		t.Error("a line put right doesn't count as restored")
	}
}

func TestTerminal_ends(t *testing.T) {
	x := shell(t, `trap 'echo bye; exit 5' TERM; echo ready; while :; do read line; done`)
	if code := x.Await("ready").Signal(syscall.SIGTERM).Exit(); code != 5 || !x.Screen().Has("bye") {
		t.Errorf("ended with %d\n%s", code, x.Picture())
	}
	y := shell(t, `echo ready; read line; echo never`)
	if y.Await("ready").Kill(); y.EverShown("never") || y.Exit() != -1 {
		t.Errorf("killed, it ended with %d\n%s", y.Exit(), y.Picture())
	}
}

func TestTerminal_environ(t *testing.T) {
	t.Setenv("MACHINE", "its own")
	x := shell(t, `echo $HOME; pwd; echo "$TERM $COLORTERM [$MACHINE]"; read end`)
	x.Await("xterm-256color truecolor []")
	lines := x.Screen().Lines
	if lines[0] == "" || lines[0] != lines[1] {
		t.Errorf("at home in %q, working in %q", lines[0], lines[1])
	}
}

// breaker is a test that notes how it failed.
type breaker struct {
	testing.TB
	said string
}

func (b *breaker) Helper() {}

func (b *breaker) Fatalf(_ string, args ...any) {
	b.said = strings.TrimSpace(args[0].(string) + "\n" + args[1].(string)) //nolint:forcetypeassert // of fail alone
	panic(b)
}

// failing tells how something fails.
func failing(t *testing.T, do func(testing.TB)) (said string) {
	t.Helper()
	b := &breaker{TB: t}
	defer func() {
		if recover() != b {
			t.Error("it didn't fail")
		}
		said = b.said
	}()
	do(b)
	return ""
}

func TestTerminal_fails(t *testing.T) {
	said := failing(t, func(tb testing.TB) {
		x := terminal.Start(tb, terminal.Program{File: "/bin/sh", Args: []string{"-c", `echo ready; read line; echo "<$line>"`}, Home: terminal.NewHome(t)})
		x.Await("ready").TypeSecret("Lindenau").Press("enter").Await("nothing of the sort, Lindenau")
	})
	if !strings.Contains(said, "the program ended before the screen to show") || !strings.Contains(said, "| ready") {
		t.Errorf("it said %s", said)
	}
	if strings.Contains(said, "Linde") || strings.Contains(said, "denau") || !strings.Contains(said, "<▒▒▒▒▒▒▒▒>") {
		t.Errorf("it gave the secret away: %s", said)
	}
}

func TestStrange(t *testing.T) {
	good := "\x1b[?1049h\x1b[?25l\x1b[1;31mred\x1b[m\x1b[3;5Hä 你 │\r\n\x1b[K\x1b[4X\x1b[2 q\x1b]2;callin\a\x1b]11;?\a\x1bM\x1b[?1049l"
	if found := terminal.Strange([]byte(good)); len(found) > 0 {
		t.Errorf("a renderer's own counts as strange: %v", found)
	}
	for _, bad := range []string{
		"\x1b]0;x\a", "\x1b]52;c;eA==\a", "\x1b]8;;http://x\x1b\\", "\x1b[?1000h", "\x1b[5n", "\x1b[c", "\x1bPq\x1b\\", "\x1b_x\x1b\\", "\x1bc",
		"\a", "\x7f", "\x9b31m", "\u009b31m", "\xff", "\u202e", "\u200b", "\u2028", "\x1b[200~", "\x1b[8;9;9t", "\x1b(0",
	} {
		if found := terminal.Strange([]byte("before " + bad + " after")); len(found) == 0 {
			t.Errorf("%q passed", bad)
		}
	}
}
