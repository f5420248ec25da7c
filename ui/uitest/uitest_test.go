package uitest_test

import (
	"context"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"go.uber.org/goleak"

	"callin/ui/kit"
	"callin/ui/uitest"
	"callin/ui/widget/dialog"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// counter is a page that counts what a feed brings.
type counter struct {
	env    *kit.Env
	feed   *kit.Task[int]
	source chan int
	sum    int
	yes    bool
}

func (p *counter) ID() kit.PageID  { return "counter" }
func (p *counter) Title() string   { return "Counter" }
func (p *counter) Init() tea.Cmd   { return p.listen() }
func (p *counter) Resize(int, int) {}
func (p *counter) Editing() bool   { return false }
func (p *counter) Close()          { p.feed.Cancel() }
func (p *counter) View() kit.Frame {
	return kit.Frame{Lines: []string{"sum", p.env.Theme().Ok.Of("counted")}}
}

func (p *counter) listen() tea.Cmd {
	return p.feed.Listen(func(ctx context.Context) (int, error) {
		select {
		case n := <-p.source:
			return n, nil
		case <-ctx.Done():
			return 0, ctx.Err()
		}
	})
}

func (p *counter) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case kit.Answer:
		p.yes = msg.Yes()
	case kit.Reply:
		if n, err, ok := p.feed.Take(msg); ok && err == nil {
			p.sum += n
			return p.listen()
		}
	}
	return nil
}

func (p *counter) Bindings() []kit.Binding {
	return []kit.Binding{{ID: "counter.ask", Keys: []string{"a"}, Words: "ask", Do: func() tea.Cmd {
		return kit.Ask(p.ID(), "sure", dialog.Confirm("Sure?", "Really?", "Yes", "No"))
	}}}
}

func TestStage(t *testing.T) {
	d := uitest.New(t)
	p := &counter{env: d.Env, feed: kit.NewTask[int](d.Env, "counter"), source: make(chan int)}
	stage := d.Page(p)
	p.source <- 3
	d.Await("the first", func() bool { return p.sum == 3 })
	p.source <- 4
	d.Await("the second", func() bool { return p.sum == 7 })
	if d.Press("a"); stage.Asking() != "Sure?" || !d.Has("[ Yes ]") {
		t.Errorf("asking %q:\n%s", stage.Asking(), d.Plain())
	}
	if d.Press("y"); !p.yes || stage.Asking() != "" {
		t.Error("the answer didn't come")
	}
	if d.Press("esc"); stage.Backs != 1 {
		t.Errorf("Esc went back %d times", stage.Backs)
	}
}

func TestDriver_clock(t *testing.T) {
	d := uitest.New(t)
	p := &counter{env: d.Env, feed: kit.NewTask[int](d.Env, "counter")}
	d.Page(p)
	begin := d.Env.Now()
	if d.Advance(90 * time.Second); d.Env.Now().Sub(begin) != 90*time.Second {
		t.Errorf("%s passed", d.Env.Now().Sub(begin))
	}
}

func TestKey(t *testing.T) {
	for _, name := range []string{"a", "G", "?", "enter", "esc", "tab", "shift+tab", "space", "ctrl+p", "alt+b", "ctrl+left", "pgdown", "home", "+", "ø", "f5"} {
		if got := uitest.Key(name).String(); got != name {
			t.Errorf("Key(%q) is %q", name, got)
		}
	}
}
