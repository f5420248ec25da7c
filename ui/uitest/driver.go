// Package uitest works pages and the whole app without a terminal: keys in,
// text out, commands run one after the other in the order they were given, and
// a clock that moves when told to.
package uitest

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"callin/model"
	"callin/ui/kit"
)

// start is when the clock begins.
var start = time.Date(2026, time.March, 2, 10, 42, 0, 0, time.UTC)

// enough is how many messages one key may set off: more is a loop.
const enough = 10_000

// Driver works one model. Its Env is ready to make pages with.
type Driver struct {
	Env *kit.Env

	t      testing.TB
	model  tea.Model
	clock  sync.Mutex // of now: what runs in the background tells the time too
	now    time.Time
	timers []timer
	inbox  chan tea.Msg // from commands that wait for something
	asleep sync.WaitGroup
	w, h   int
	quit   bool
	copied []string
	slow   bool
	held   []kit.Reply
}

type timer struct {
	at  time.Time
	ctx context.Context //nolint:containedctx // the timer dies with what it belongs to
	msg tea.Msg
}

// New makes a driver whose session ends with the test.
func New(t testing.TB) *Driver {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	d := &Driver{t: t, now: start, inbox: make(chan tea.Msg), w: 80, h: 24}
	d.Env = &kit.Env{
		Ctx: ctx, Now: d.tell, Agent: "amy", Provider: model.DefaultProvider(),
		Choice: kit.NoColour, After: d.after, Block: d.block,
	}
	d.Env.SetTheme(kit.Mono)
	d.Env.SetRole(model.RoleAgent)
	t.Cleanup(func() { stop(); d.asleep.Wait() })
	return d
}

// Start begins with a model in a window of 80×24.
func (d *Driver) Start(m tea.Model) *Driver {
	d.t.Helper()
	d.model = m
	d.run(m.Init())
	return d.Resize(d.w, d.h)
}

// Press presses keys, by their names: "c", "enter", "ctrl+p".
func (d *Driver) Press(keys ...string) *Driver {
	d.t.Helper()
	for _, k := range keys {
		d.Send(Key(k)).pause()
	}
	return d
}

// person is how long somebody takes at least from one key to the next.
const person = 25 * time.Millisecond

// pause lets that time pass when something waits for it.
func (d *Driver) pause() {
	d.t.Helper()
	for _, t := range d.timers {
		if !t.at.After(d.now.Add(person)) && t.ctx.Err() == nil {
			d.Advance(t.at.Sub(d.now))
			return
		}
	}
}

// Type types a text, key by key.
func (d *Driver) Type(text string) *Driver {
	d.t.Helper()
	for _, r := range text {
		d.Send(tea.KeyPressMsg{Code: r, Text: string(r)}).pause()
	}
	return d
}

// Burst sends keys without any time between them, as a terminal does that can't
// say that a text was pasted.
func (d *Driver) Burst(text string) *Driver {
	d.t.Helper()
	for _, r := range text {
		switch r {
		case '\r':
			d.Send(Key("enter"))
		case '\t':
			d.Send(Key("tab"))
		default:
			d.Send(tea.KeyPressMsg{Code: r, Text: string(r)})
		}
	}
	d.pause()
	return d
}

// Paste pastes a text.
func (d *Driver) Paste(text string) *Driver {
	d.t.Helper()
	return d.Send(tea.PasteMsg{Content: text})
}

// Resize changes the window.
func (d *Driver) Resize(w, h int) *Driver {
	d.t.Helper()
	d.w, d.h = w, h
	return d.Send(tea.WindowSizeMsg{Width: w, Height: h})
}

// Send delivers a message, and everything that comes of it.
func (d *Driver) Send(msg tea.Msg) *Driver {
	d.t.Helper()
	for queue := []tea.Msg{msg}; len(queue) > 0; {
		if len(queue) > enough {
			d.t.Fatalf("the messages set off by %T never end", msg)
		}
		var cmd tea.Cmd
		d.model, cmd = d.model.Update(queue[0])
		queue = d.collect(queue[1:], cmd)
	}
	return d
}

func (d *Driver) run(cmd tea.Cmd) {
	d.t.Helper()
	for _, msg := range d.collect(nil, cmd) {
		d.Send(msg)
	}
}

// collect runs a command and puts what it delivers at the end of the queue.
func (d *Driver) collect(queue []tea.Msg, cmd tea.Cmd) []tea.Msg {
	d.t.Helper()
	if cmd == nil {
		return queue
	}
	switch msg := cmd().(type) {
	case nil:
	case tea.BatchMsg:
		for _, c := range msg {
			queue = d.collect(queue, c)
		}
	case tea.QuitMsg:
		d.quit = true
	case kit.Reply:
		if d.slow {
			d.held = append(d.held, msg)
			break
		}
		queue = append(queue, msg)
	default:
		if fmt.Sprintf("%T", msg) == "tea.setClipboardMsg" { // the library's own
			d.copied = append(d.copied, fmt.Sprint(msg))
		}
		if strings.HasSuffix(fmt.Sprintf("%T", msg), "sequenceMsg") {
			d.t.Fatal("tea.Sequence can't be followed in tests: use messages instead")
		}
		queue = append(queue, msg)
	}
	return queue
}

// Hold keeps back what pages read and what came of their commands from now on, as
// a store does that takes its time. It was read all the same; what they listen to
// and their timers go on.
func (d *Driver) Hold() *Driver {
	d.slow = true
	return d
}

// Release delivers what was held back, and nothing is held any more. With an
// error everything has failed with it.
func (d *Driver) Release(err error) *Driver {
	d.t.Helper()
	held := d.held
	d.slow, d.held = false, nil
	for _, reply := range held {
		if err != nil {
			reply.Value, reply.Err = nil, err
		}
		d.Send(reply)
	}
	return d
}

func (d *Driver) tell() time.Time {
	d.clock.Lock()
	defer d.clock.Unlock()
	return d.now
}

func (d *Driver) set(now time.Time) {
	d.clock.Lock()
	defer d.clock.Unlock()
	d.now = now
}

// after and block stand in for the clock and for waiting, in Env.
func (d *Driver) after(ctx context.Context, wait time.Duration, msg tea.Msg) tea.Cmd {
	return func() tea.Msg {
		d.timers = append(d.timers, timer{d.now.Add(wait), ctx, msg})
		return nil
	}
}

func (d *Driver) block(cmd tea.Cmd) tea.Cmd {
	return func() tea.Msg {
		d.asleep.Go(func() {
			msg := cmd()
			select {
			case d.inbox <- msg:
			case <-d.Env.Ctx.Done():
			}
		})
		return nil
	}
}

// Advance lets time pass, with all that falls due in it, in order.
func (d *Driver) Advance(by time.Duration) *Driver {
	d.t.Helper()
	end := d.now.Add(by)
	for {
		next := -1
		for i, t := range d.timers {
			if !t.at.After(end) && (next < 0 || t.at.Before(d.timers[next].at)) {
				next = i
			}
		}
		if next < 0 {
			break
		}
		due := d.timers[next]
		d.timers = append(d.timers[:next], d.timers[next+1:]...)
		if due.at.After(d.now) {
			d.set(due.at)
		}
		if due.ctx.Err() == nil {
			d.Send(due.msg)
		}
	}
	d.set(end)
	return d
}

// Await delivers what listening commands bring until the condition holds.
func (d *Driver) Await(what string, holds func() bool) *Driver {
	d.t.Helper()
	limit := time.NewTimer(10 * time.Second)
	defer limit.Stop()
	for !holds() {
		select {
		case msg := <-d.inbox:
			d.Send(msg)
		case <-limit.C:
			d.t.Fatalf("waited in vain for: %s\n%s", what, d.Plain())
		}
	}
	return d
}

// Sleep lets the machine sleep: the clock on the wall goes on, timers don't.
func (d *Driver) Sleep(by time.Duration) *Driver {
	for i := range d.timers {
		d.timers[i].at = d.timers[i].at.Add(by)
	}
	d.set(d.now.Add(by))
	return d
}

// Styled is what is on the screen, with its escape sequences.
func (d *Driver) Styled() string { return d.model.View().Content }

// Plain is what is on the screen as text, without blanks at the ends of lines.
func (d *Driver) Plain() string {
	lines := d.Lines()
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return strings.Join(lines, "\n")
}

// Lines is the text line by line.
func (d *Driver) Lines() []string { return strings.Split(ansi.Strip(d.Styled()), "\n") }

// Has tells whether the text is on the screen, in one line.
func (d *Driver) Has(text string) bool { return strings.Contains(d.Plain(), text) }

// Cursor tells where the real cursor stands; shown is false when it is hidden.
func (d *Driver) Cursor() (x, y int, shown bool) {
	c := d.model.View().Cursor
	if c == nil {
		return 0, 0, false
	}
	return c.X, c.Y, true
}

// Title is the window's title.
func (d *Driver) Title() string { return d.model.View().WindowTitle }

// Mouse tells whether the mouse is the program's.
func (d *Driver) Mouse() bool { return d.model.View().MouseMode != tea.MouseModeNone }

// Copied are the texts that went to the clipboard, oldest first.
func (d *Driver) Copied() []string { return d.copied }

// Quit tells whether the model has ended the program.
func (d *Driver) Quit() bool { return d.quit }
