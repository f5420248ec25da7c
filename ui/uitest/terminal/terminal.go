// Package terminal runs the real program at a pseudo-terminal, for tests that
// sit at it as an agent would: keys in, a screen out, and every byte kept that
// came on the way.
//
// Nothing here sleeps. A test waits for what the screen shows, for a bounded
// time, and a failure prints the screen; what was typed as a secret is masked
// in it. The package knows nothing of the program that it runs.
//
// This file holds the terminal itself.
package terminal

import (
	"io"
	"os"
	"os/exec"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/term"
	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"
)

// Terminal is a screen, a keyboard and the line between them and a program. Its
// exported methods are for the test's goroutine.
type Terminal struct {
	t       testing.TB
	line    *os.File    // our end of it
	before  *term.State // how the line was before the program had it
	process *exec.Cmd   // nil when the test runs the program itself
	typed   chan stroke
	done    chan struct{} // the test is over
	ended   chan struct{} // the process is
	escaped bool          // Esc was pressed last, see Press

	mu      sync.Mutex
	screen  *vt.Emulator // its own lock lacks a few calls, so mu guards it
	cursor  bool
	titles  []string
	drawing bool // in the middle of a frame
	over    bool // nothing more can come
	raw     []byte
	frames  []string      // every text that the screen has shown, in order
	changed chan struct{} // closed and made anew whenever something came
	hidden  []string      // what no failure may print
}

// Open makes a terminal of that size for a program that the test runs itself,
// on the file that is returned.
func Open(t testing.TB, width, height int) (*Terminal, *os.File) {
	t.Helper()
	ours, theirs, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	x := &Terminal{
		t: t, line: ours, typed: make(chan stroke, 64), done: make(chan struct{}), ended: make(chan struct{}),
		screen: vt.NewEmulator(width, height), cursor: true, changed: make(chan struct{}),
	}
	if err := pty.Setsize(ours, size(width, height)); err != nil {
		t.Fatal(err)
	}
	if x.before, err = term.GetState(theirs.Fd()); err != nil {
		t.Fatal(err)
	}
	x.listen()
	var workers sync.WaitGroup
	workers.Go(x.read)
	workers.Go(x.write)
	workers.Go(x.reply)
	t.Cleanup(func() {
		close(x.done)
		_, _ = theirs.Close(), ours.Close() // closed already after a start
		_ = x.screen.InputPipe().(io.Closer).Close()
		gone := make(chan struct{})
		go func() { workers.Wait(); close(gone) }()
		limit := time.NewTimer(patience)
		defer limit.Stop()
		select {
		case <-gone:
		case <-limit.C: // a read of a terminal can't be cut short
			t.Error("something that the program started holds its terminal")
		}
	})
	return x, theirs
}

func size(width, height int) *pty.Winsize {
	return &pty.Winsize{Cols: uint16(width), Rows: uint16(height)} //nolint:gosec // tests use small ones
}

// listen learns from the emulator what a screen's cells don't tell, and says
// that frames may come whole (mode 2026): a screen is then never looked at
// while it is half drawn.
func (x *Terminal) listen() {
	x.screen.SetCallbacks(vt.Callbacks{
		Title:            func(s string) { x.titles = append(x.titles, s) },
		CursorVisibility: func(shown bool) { x.cursor = shown },
		EnableMode: func(m ansi.Mode) {
			if m == ansi.ModeSynchronizedOutput {
				x.drawing = true
			}
		},
		DisableMode: func(m ansi.Mode) {
			if m == ansi.ModeSynchronizedOutput {
				x.drawing = false
				x.keep()
			}
		},
	})
	x.screen.RegisterCsiHandler(ansi.Command('?', '$', 'p'), func(params ansi.Params) bool {
		mode, _, _ := params.Param(0, 0)
		if mode != ansi.ModeSynchronizedOutput.Mode() {
			return false // the emulator's own words
		}
		_, _ = io.WriteString(x.screen.InputPipe(), "\x1b[?2026;2$y") // known, and off
		return true
	})
}

// read takes what the program sends until nobody is left to send.
func (x *Terminal) read() {
	b := make([]byte, 32<<10)
	for {
		n, err := x.line.Read(b)
		x.mu.Lock()
		x.raw = append(x.raw, b[:n]...)
		_, _ = x.screen.Write(b[:n]) // an emulator takes everything
		if !x.drawing {
			x.keep()
		}
		x.over = err != nil // on Linux EIO: the last one has closed the other end
		close(x.changed)
		x.changed = make(chan struct{})
		x.mu.Unlock()
		if err != nil {
			return
		}
	}
}

// keep notes what the screen shows now. The caller holds mu.
func (x *Terminal) keep() {
	text := x.look().Text()
	if n := len(x.frames); n == 0 || x.frames[n-1] != text {
		x.frames = append(x.frames, text)
	}
}

// write passes on what is typed, so that neither a test nor the emulator waits
// for a program that doesn't read.
func (x *Terminal) write() {
	for {
		select {
		case s := <-x.typed:
			if s.after > 0 {
				select {
				case <-time.After(s.after):
				case <-x.done:
					return
				}
			}
			if _, err := x.line.Write(s.bytes); err != nil {
				return
			}
		case <-x.done:
			return
		}
	}
}

// reply passes on the emulator's answers to what the program asks a terminal.
func (x *Terminal) reply() {
	b := make([]byte, 1024)
	for {
		n, err := x.screen.Read(b)
		if err != nil {
			return
		}
		select {
		case x.typed <- stroke{bytes: slices.Clone(b[:n])}:
		case <-x.done:
			return
		}
	}
}

// Resize changes the window; the program hears of it as from a real one.
func (x *Terminal) Resize(width, height int) *Terminal {
	x.t.Helper()
	x.mu.Lock()
	x.screen.Resize(width, height)
	x.mu.Unlock()
	if err := pty.Setsize(x.line, size(width, height)); err != nil {
		x.t.Fatal(err)
	}
	return x
}

// Restored tells whether the line is as it was before the program had it: keys
// are echoed and come line by line.
func (x *Terminal) Restored() bool {
	x.t.Helper()
	now, err := term.GetState(x.line.Fd())
	if err != nil {
		x.t.Fatal(err)
	}
	return *now == *x.before
}
