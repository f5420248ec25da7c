package sshd

// This file is one terminal: a program with its input and output, from the first
// frame until the terminal is clean again, however it ends.

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"callin/model"
	"callin/ui/kit"
)

// reason is why a session ends.
type reason int

const (
	left      reason = iota // by the person's own wish
	cut                     // the line
	closing                 // the server
	dismissed               // they may no longer be here
	tooLong                 // the policy's longest session
	broken                  // a defect
	flooded                 // more came than anybody types
)

// String is for the log.
func (r reason) String() string {
	return [...]string{
		left: "left", cut: "the line was cut", closing: "the desk closes", dismissed: "no access any more",
		tooLong: "too long", broken: "a defect", flooded: "a flood",
	}[r]
}

// words are the last ones on the terminal, when it is still there.
func (r reason) words(longest time.Duration) string {
	switch r {
	case closing:
		return "The desk is closing. What it had acknowledged is kept."
	case dismissed:
		return "You no longer have access to this desk. Ask a manager."
	case tooLong:
		return fmt.Sprintf("No session lasts longer than %s. Connect again to go on.", strings.TrimSuffix(longest.String(), "0m0s"))
	case flooded:
		return "More came at once than anybody types or pastes, so this session ends. What was open is parked."
	case broken:
		return "The screen broke, which is a defect; what the desk had acknowledged is kept. Connect again."
	}
	return ""
}

func (r reason) code() int {
	switch r {
	case left:
		return 0
	case dismissed:
		return 4
	}
	return 1
}

// How long a program may take to end when it is asked to, the pause between two
// sizes of its window, and how long an app may take to keep what is open.
const (
	patience = 2 * time.Second
	settling = 20 * time.Millisecond
	keeping  = 5 * time.Second
)

// place is a terminal in use.
type place struct {
	person person
	agent  interface {
		Dismissed(context.Context) (bool, error)
	} // nil for a customer
	app     App
	program *tea.Program
	in      *input
	out     *output

	asked  chan reason // to end
	ended  chan struct{}
	failed error // why the program ended by itself
	ending atomic.Bool

	// The last words of the input come back as this message: a place of the
	// cursor that nobody can guess.
	farewell tea.CursorPositionMsg
	drained  chan struct{} // closed when it has come
	once     sync.Once
}

// goMsg is the real end; the program's own wish to end only asks for it.
type goMsg struct{}

// terminal is what a place is made of.
type terminal struct {
	line    io.ReadWriter
	gone    <-chan struct{} // closed when the connection is
	hangUp  func()
	first   size
	sizes   <-chan size
	now     model.Clock
	environ []string
	stall   time.Duration
	longest time.Duration
}

func newPlace(app App, t terminal) *place {
	p := &place{
		app: app, out: newOutput(t.line, t.stall, t.hangUp),
		asked: make(chan reason, 1), ended: make(chan struct{}), drained: make(chan struct{}),
		farewell: tea.CursorPositionMsg{X: 1000 + rand.IntN(30000), Y: 1000 + rand.IntN(30000)},
	}
	// First what ends a sequence and a pasted text that are under way.
	p.in = newInput(t.line, t.now, fmt.Sprintf("\x18\x1b[201~\x1b[%d;%dR", p.farewell.Y+1, p.farewell.X+1))
	p.program = tea.NewProgram(app,
		tea.WithInput(kit.NewWhole(p.in)), tea.WithOutput(p.out), tea.WithEnvironment(t.environ),
		tea.WithColorProfile(colorprofile.Env(t.environ)), tea.WithWindowSize(t.first.w, t.first.h),
		tea.WithFilter(p.filter), tea.WithoutSignalHandler(),
	)
	return p
}

// ask asks the place to end. The first reason counts.
func (p *place) ask(why reason) {
	select {
	case p.asked <- why:
	default:
	}
}

// filter sees every message before the app does.
func (p *place) filter(_ tea.Model, msg tea.Msg) tea.Msg {
	switch msg := msg.(type) {
	case goMsg:
		return tea.QuitMsg{}
	case tea.QuitMsg, tea.InterruptMsg:
		p.ask(left)
		return nil
	case tea.SuspendMsg:
		return tea.ResumeMsg{} // it would stop everybody's desk
	case tea.WindowSizeMsg:
		msg.Width, msg.Height = min(msg.Width, maxWidth), min(msg.Height, maxHeight)
		return msg
	}
	if p.ending.Load() {
		if msg == p.farewell {
			p.once.Do(func() { close(p.drained) })
		}
		return nil // swallowed: nobody is there to hear it
	}
	switch msg.(type) {
	case tea.KeyMsg, tea.PasteMsg, tea.MouseMsg:
		p.in.heard()
	}
	return msg
}

// run runs the program until it ends, for whatever reason, and tells which.
func (p *place) run(t terminal) reason {
	ran := make(chan struct{})
	go func() {
		defer close(ran)
		_, p.failed = p.program.Run()
		// The library may have drawn an empty frame before the first one, and hidden the
		// cursor of the screen that is back now.
		_, _ = io.WriteString(p.out, ansi.SetModeTextCursorEnable)
	}()
	var resizing sync.WaitGroup
	resizing.Go(func() { p.resize(t.sizes) })
	why := p.wait(t, ran)
	p.finish(why, ran)
	close(p.ended)
	resizing.Wait()
	return why
}

// wait waits for a reason to end.
func (p *place) wait(t terminal, ran <-chan struct{}) reason {
	var over <-chan time.Time
	if t.longest > 0 {
		end := time.NewTimer(t.longest)
		defer end.Stop()
		over = end.C
	}
	select {
	case <-ran:
		if p.failed == nil {
			return left
		}
		return broken
	case why := <-p.asked:
		return why
	case <-p.in.end:
		return cut
	case <-p.in.flood:
		return flooded
	case <-t.gone:
		return cut
	case <-over:
		return tooLong
	}
}

// finish ends the program once nothing that it was sent is on the way any more.
func (p *place) finish(why reason, ran <-chan struct{}) {
	p.ending.Store(true)
	p.in.close()
	if why == cut {
		p.out.close() // nobody is there to see it
	}
	if !within(patience, p.drained, ran) {
		p.out.close() // it may be waiting for its line
		within(patience, p.drained, ran)
	}
	for _, way := range []func(){
		func() { p.program.Send(goMsg{}) },
		func() { p.out.close(); p.program.Kill() },
	} {
		go way() // either may wait for a program that is stuck
		if within(patience, ran, ran) {
			return
		}
	}
}

// within waits for one of two things, and tells whether it came in time.
func within(d time.Duration, this, that <-chan struct{}) bool {
	late := time.NewTimer(d)
	defer late.Stop()
	select {
	case <-this:
	case <-that:
	case <-late.C:
		return false
	}
	return true
}

// resize passes sizes on, one at a time and not too many: each costs a screen.
func (p *place) resize(sizes <-chan size) {
	for {
		select {
		case s := <-sizes:
			p.program.Send(tea.WindowSizeMsg{Width: s.w, Height: s.h})
		case <-p.ended:
			return
		}
		pause := time.NewTimer(settling)
		select {
		case <-pause.C:
		case <-p.ended:
			pause.Stop()
			return
		}
	}
}

// keep lets the app keep what a cut line would lose.
func (p *place) keep(ctx context.Context) {
	if k, ok := p.app.(interface{ Keep(context.Context) }); ok {
		ctx, cancel := context.WithTimeout(ctx, keeping)
		defer cancel()
		k.Keep(ctx)
	}
}

// leave says the last words and waits until they are sent.
func (p *place) leave(why reason, longest time.Duration) {
	if words := why.words(longest); words != "" {
		_, _ = io.WriteString(p.out, model.CleanLine(words)+"\r\n") // to whoever is still there
	}
	p.out.flush()
	p.out.close()
	p.out.done.Wait()
}

// places are all that are in use.
type places struct {
	mu     sync.Mutex
	all    map[*place]struct{}
	closed bool
}

// begin counts one more session, unless no more may begin.
func (ps *places) begin(all *sync.WaitGroup) bool {
	ps.mu.Lock()
	defer ps.mu.Unlock()
	if !ps.closed {
		all.Add(1)
	}
	return !ps.closed
}

// add has the place asked to end with all others, at once when they have been.
func (ps *places) add(p *place) {
	ps.mu.Lock()
	defer ps.mu.Unlock()
	if ps.closed {
		p.ask(closing)
	}
	if ps.all == nil {
		ps.all = map[*place]struct{}{}
	}
	ps.all[p] = struct{}{}
}

func (ps *places) remove(p *place) {
	ps.mu.Lock()
	defer ps.mu.Unlock()
	delete(ps.all, p)
}

func (ps *places) list() []*place {
	ps.mu.Lock()
	defer ps.mu.Unlock()
	list := make([]*place, 0, len(ps.all))
	for p := range ps.all {
		list = append(list, p)
	}
	return list
}

// close asks all of them to end, and whoever comes later.
func (ps *places) close(why reason) {
	ps.mu.Lock()
	ps.closed = true
	ps.mu.Unlock()
	for _, p := range ps.list() {
		p.ask(why)
	}
}
