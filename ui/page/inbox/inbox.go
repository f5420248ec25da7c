// Package inbox is the demo's page of the mails that arrived: what the callers
// of a demo would find in their own mail program. Anybody on the machine may
// have sent them, so everything in them is foreign text.
package inbox

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/widget/columns"
	"callin/ui/widget/list"
	"callin/ui/widget/pane"
)

// Inbox is where the demo's mails arrive.
type Inbox interface {
	// Messages are those kept, newest first.
	Messages() []model.Received
	// Changed waits until there is a message newer than the one with this Seq (0
	// means any) and gives the newest one's. It ends early with ctx, or when the
	// inbox is closed.
	Changed(ctx context.Context, seen int) (int, error)
}

// patience bounds a reading, which only copies what is in memory.
const patience = 5 * time.Second

// Page is the page.
type Page struct {
	env   *kit.Env
	inbox Inbox

	latest  []model.Received
	upTo    int              // messages with a higher Seq wait
	shown   []model.Received // the others
	list    *list.List
	reading bool // the chosen mail fills the page
	scroll  pane.Scroll
	split   pane.Split
	w, h    int

	started bool // the messages have been read at least once
	deaf    bool // new ones are no longer heard of

	read  *kit.Task[[]model.Received]
	heard *kit.Task[[]model.Received]
}

// New makes the page.
func New(env *kit.Env, inbox Inbox) *Page {
	p := &Page{env: env, inbox: inbox, list: newList(), split: pane.Split{Share: 50, Widest: widest, NoStrip: true}}
	p.read = kit.NewTask[[]model.Received](env, p.ID())
	p.heard = kit.NewTask[[]model.Received](env, p.ID())
	return p
}

// ID names the page.
func (*Page) ID() kit.PageID { return "inbox" }

// Title is in the header.
func (*Page) Title() string { return "Inbox" }

// Editing is false: there is no field.
func (*Page) Editing() bool { return false }

// Init reads what has come; from then on the page listens.
func (p *Page) Init() tea.Cmd { return p.reload() }

// Close ends what runs.
func (p *Page) Close() {
	p.read.Cancel()
	p.heard.Cancel()
}

// Update takes what happens.
func (p *Page) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		if p.reading {
			p.scroll.Press(msg.String())
		} else {
			p.list.Update(msg)
		}
	case kit.Opened:
		p.reading = false
		return p.showAll()
	case kit.Reply, kit.Wait:
		return p.reply(msg)
	}
	return nil
}

func (p *Page) reply(msg tea.Msg) tea.Cmd {
	if latest, err, ok := p.read.Take(msg); ok {
		return p.have(latest, err, true)
	}
	if latest, err, ok := p.heard.Take(msg); ok {
		return p.have(latest, err, false)
	}
	return p.read.Tick(msg)
}

// have takes the messages and listens for the next one. The inbox closes with
// the demo; should it do so before, the screen says so.
func (p *Page) have(latest []model.Received, err error, all bool) tea.Cmd {
	if err != nil {
		p.deaf = true
		return nil
	}
	p.latest, p.started, p.deaf = latest, true, false
	p.fill(all)
	return p.listen()
}

func (p *Page) reload() tea.Cmd {
	return p.read.Run(patience, func(context.Context) ([]model.Received, error) { return p.inbox.Messages(), nil })
}

func (p *Page) listen() tea.Cmd {
	seen := newest(p.latest)
	return p.heard.Listen(func(ctx context.Context) ([]model.Received, error) {
		if _, err := p.inbox.Changed(ctx, seen); err != nil {
			return nil, err
		}
		return p.inbox.Messages(), nil
	})
}

func (p *Page) showAll() tea.Cmd {
	p.fill(true)
	return p.reload()
}

func newest(messages []model.Received) int {
	if len(messages) == 0 {
		return 0
	}
	return messages[0].Seq
}

// fill hands the list what it has to show. Without all, newer messages wait,
// unless there is no row that they could push away.
func (p *Page) fill(all bool) {
	if all || len(p.shown) == 0 {
		p.upTo = newest(p.latest)
	}
	shown := make([]model.Received, 0, len(p.latest))
	for _, m := range p.latest {
		if m.Seq <= p.upTo {
			shown = append(shown, m)
		}
	}
	p.shown = shown
	p.list.Set(list.Rows{
		Len:   len(shown),
		ID:    func(i int) string { return id(shown[i]) },
		Cells: func(i int, cells []columns.Cell) { p.cells(shown[i], cells) },
	})
}

// waiting is how many messages are newer than the list.
func (p *Page) waiting() int { return len(p.latest) - len(p.shown) }

// chosen is the message under the cursor.
func (p *Page) chosen() (model.Received, bool) {
	i := p.list.Index()
	if i >= len(p.shown) {
		return model.Received{}, false
	}
	return p.shown[i], true
}
