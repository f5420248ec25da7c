// Package accounts is the page of the customers: anybody by search, and the
// standing lists of those who need attention. Enter opens a call with the person
// chosen, and l looks at their page without one, which is noted.
//
// It is live, but nothing moves under the cursor: see package sheet.
package accounts

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/widget/field"
	"callin/ui/widget/list"
	"callin/ui/widget/live"
	"callin/ui/widget/many"
	"callin/ui/widget/nouns"
	"callin/ui/widget/pane"
	"callin/ui/widget/sheet"
	"callin/ui/widget/views"
)

// Desk is what the page asks of the desk.
type Desk interface {
	// Search finds people by anything an agent may have heard of them.
	Search(ctx context.Context, text string) (model.Found, error)
	// Standing gives a standing list, at most limit people of it.
	Standing(ctx context.Context, which model.List, limit int) (model.Listed, error)
	// CallPerson opens a call with a person, or goes on with the agent's own.
	CallPerson(ctx context.Context, person model.PersonID) (model.CallID, error)
	// UnlockAccount ends a lock after wrong answers before its time.
	UnlockAccount(ctx context.Context, id model.AccountID, reason string) error
	views.Keep
}

// patience bounds every command of the page.
const patience = 10 * time.Second

// rhythm is how often the lists are read even though nothing has moved: locks
// and holds end by themselves.
const rhythm = time.Minute

// mostTyped is more than anybody types to find somebody.
const mostTyped = 100

// Page is the page.
type Page struct {
	env  *kit.Env
	desk Desk
	live *live.Source[reading]

	at      int // which of the lists is shown
	sheet   *sheet.Sheet[model.Match]
	shown   reading // what the sheet was last filled from
	totals  map[model.List]int
	news    sheet.News // what the sheet doesn't show yet
	visible []row      // of the sheet, by the filter
	list    *list.List
	split   pane.Split
	w, h    int

	filter  *field.Field
	editing bool // the filter has the focus
	order   order
	turned  bool // the other way round
	renew   bool // the next reading shows everything
	leaving bool // Enter was pressed before the search was answered

	open   *kit.Task[model.CallID]
	unlock *kit.Task[many.Outcome]
	asked  []locked // what the question is about
	views  *views.Views
}

// row is a person in the list.
type row struct {
	model.Match
	gone bool // is no longer on it
}

// New makes the page. It closes the feed in the end.
func New(env *kit.Env, desk Desk, feed live.Feed) *Page {
	p := &Page{
		env: env, desk: desk, filter: field.New(mostTyped), list: list.New(nouns.PersonColumns()...),
		split: pane.Split{Share: 34, Least: 38, Widest: 60},
	}
	p.sheet = sheet.New(func(m model.Match) string { return string(m.Person) })
	p.live = live.New[reading](env, p.ID(), feed)
	p.live.Rhythm = rhythm
	p.live.Wants = func(c model.Changes) bool { return c.People }
	p.live.Fetch = p.fetch(true)
	p.open = kit.NewTask[model.CallID](env, p.ID())
	p.unlock = kit.NewTask[many.Outcome](env, p.ID())
	p.views = newViews(p)
	return p
}

// ID names the page.
func (*Page) ID() kit.PageID { return "accounts" }

// Title is in the header.
func (*Page) Title() string { return "Accounts" }

// Editing tells whether letters go into the filter.
func (p *Page) Editing() bool { return p.editing }

// Init reads the lists and begins to listen.
func (p *Page) Init() tea.Cmd { return p.live.Start() }

// Cancel stops the call that is being opened.
func (p *Page) Cancel() bool {
	p.leaving = false
	opening, unlocking := p.open.Cancel(), p.unlock.Cancel()
	return opening || unlocking
}

// Close ends what runs.
func (p *Page) Close() {
	p.live.Close()
	p.open.Cancel()
	p.unlock.Cancel()
	p.views.Close()
}

// Update takes what happens.
func (p *Page) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return p.press(msg)
	case tea.PasteMsg:
		p.editing = true // in KEYS too: pasted text is what to look for and runs nothing
		return p.typed(msg)
	case kit.Opened:
		p.leaving = false
		return p.showAll()
	case kit.Answer:
		if reason, said := msg.Outcome.(string); said && msg.Name == why {
			return p.unlocking(reason)
		}
		spec, chosen, cmd := p.views.Answered(msg)
		if chosen {
			return p.view(spec)
		}
		return cmd
	case kit.Reply, kit.Wait:
		return p.reply(msg)
	}
	return nil
}

func (p *Page) reply(msg tea.Msg) tea.Cmd {
	r, fresh, cmd := p.live.Take(msg)
	if fresh {
		cmd = tea.Batch(cmd, p.have(r))
	}
	p.leaving = p.leaving && p.live.Pending() // else nothing comes that Enter could wait for
	if id, err, ok := p.open.Take(msg); ok {
		if err != nil {
			return tea.Batch(cmd, kit.SayError(err))
		}
		return tea.Batch(cmd, kit.Open("call", id))
	}
	if done, err, ok := p.unlock.Take(msg); ok {
		if err != nil {
			return tea.Batch(cmd, kit.SayError(err))
		}
		if done.Level == kit.Success {
			p.list.Unmark() // what didn't go keeps its marks
		}
		return tea.Batch(cmd, kit.Say(done.Level, done.Say), p.live.Reload())
	}
	return tea.Batch(cmd, p.views.Take(msg), p.open.Tick(msg), p.unlock.Tick(msg))
}
