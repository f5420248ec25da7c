// Package audit is the page of the audit trail: who did what to whom, newest
// first. It is read here and never changed; "V" checks that nobody else has.
package audit

import (
	"context"
	"fmt"
	"time"

	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/widget/field"
	"callin/ui/widget/list"
	"callin/ui/widget/live"
	"callin/ui/widget/pane"
)

// Desk is what the page asks of the desk.
type Desk interface {
	// Audit gives the newest entries that have all the words of a text.
	Audit(ctx context.Context, text string, limit int) (model.AuditPage, error)
	// VerifyAudit checks that no entry was changed, moved or left out.
	VerifyAudit(ctx context.Context) (model.AuditVerdict, error)
}

const (
	shown      = 300             // entries
	rhythm     = 5 * time.Minute // every command writes one: who looks for new ones presses a key
	patience   = 2 * time.Minute // a long trail takes its time to check
	mostFilter = 80
)

// Page is the page.
type Page struct {
	env  *kit.Env
	desk Desk
	live *live.Source[model.AuditPage]

	page    model.AuditPage
	list    *list.List
	filter  *field.Field
	editing bool
	split   pane.Split
	w, h    int

	verify  *kit.Task[model.AuditVerdict]
	verdict *model.AuditVerdict
}

// New makes the page. It closes the feed in the end.
func New(env *kit.Env, desk Desk, feed live.Feed) *Page {
	p := &Page{env: env, desk: desk, filter: field.New(mostFilter), list: newList(), split: pane.Split{Share: 40, Least: 40, Widest: 70}}
	p.live = live.New[model.AuditPage](env, p.ID(), feed)
	p.live.Fetch, p.live.Rhythm = p.fetch(), rhythm
	p.live.Wants = func(model.Changes) bool { return false }
	p.verify = kit.NewTask[model.AuditVerdict](env, p.ID())
	return p
}

// fetch reads what the filter asks for now.
func (p *Page) fetch() func(context.Context) (model.AuditPage, error) {
	text := p.filter.Value()
	return func(ctx context.Context) (model.AuditPage, error) { return p.desk.Audit(ctx, text, shown) }
}

// ID names the page.
func (*Page) ID() kit.PageID { return "audit" }

// Title is in the help.
func (*Page) Title() string { return "Audit trail" }

// Editing tells whether letters go into the filter.
func (p *Page) Editing() bool { return p.editing }

// Init reads the newest entries.
func (p *Page) Init() tea.Cmd { return p.live.Start() }

// Cancel stops the check that runs.
func (p *Page) Cancel() bool { return p.verify.Cancel() }

// Close ends what runs.
func (p *Page) Close() {
	p.live.Close()
	p.verify.Cancel()
}

// Update takes what happens.
func (p *Page) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return p.press(msg)
	case tea.PasteMsg:
		p.editing = true
		return p.typed(msg)
	case kit.Opened:
		return p.live.Reload()
	case kit.Reply, kit.Wait:
		return p.reply(msg)
	}
	return nil
}

func (p *Page) press(msg tea.KeyPressMsg) tea.Cmd {
	if p.editing {
		switch msg.String() {
		case "up", "down", "pgup", "pgdown": // the field has no use for them
		default:
			return p.typed(msg)
		}
	}
	p.list.Update(msg)
	return nil
}

func (p *Page) typed(msg tea.Msg) tea.Cmd {
	if _, changed := p.filter.Update(msg); !changed {
		return nil
	}
	return p.narrowed()
}

func (p *Page) narrowed() tea.Cmd {
	p.live.Fetch = p.fetch()
	return p.live.Now(p.live.Fetch)
}

func (p *Page) reply(msg tea.Msg) tea.Cmd {
	page, fresh, cmd := p.live.Take(msg)
	if fresh {
		p.page = page
		p.fill()
	}
	if verdict, err, ok := p.verify.Take(msg); ok {
		if err != nil {
			return tea.Batch(cmd, kit.SayError(err))
		}
		p.verdict = &verdict
		return tea.Batch(cmd, kit.Say(verdictLevel(verdict), verdictWords(verdict)))
	}
	return tea.Batch(cmd, p.verify.Tick(msg))
}

func (p *Page) check() tea.Cmd {
	if p.verify.Pending() {
		return nil
	}
	return p.verify.Run(patience, p.desk.VerifyAudit)
}

func verdictLevel(v model.AuditVerdict) kit.Level {
	if len(v.Broken) > 0 {
		return kit.Failure
	}
	return kit.Success
}

func verdictWords(v model.AuditVerdict) string {
	if n := len(v.Broken); n > 0 {
		return fmt.Sprintf("The audit trail is broken in %s. The first: %s. Tell the operator, who keeps the store as it is.",
			kit.Count(n, "place", "places"), v.Broken[0])
	}
	return "The audit trail is whole: " + kit.Count(v.Entries, "entry", "entries") + ". Whether its end was cut off only a head that was kept elsewhere can show."
}

// chosen is the entry under the cursor.
func (p *Page) chosen() (model.AuditRow, bool) {
	i := p.list.Index()
	if i >= len(p.page.Rows) {
		return model.AuditRow{}, false
	}
	return p.page.Rows[i], true
}

// Bindings are the page's actions.
func (p *Page) Bindings() []kit.Binding {
	choose := kit.Binding{
		ID: "audit.choose", Keys: []string{"up", "down", "k", "j"}, Words: "choose", InField: true,
		Help: "Moves the choice; PgUp PgDn Home End g G ctrl+u ctrl+d in larger steps.",
	}
	if p.editing {
		return []kit.Binding{
			{
				ID: "audit.keep", Keys: []string{"enter", "tab"}, Words: "to the list", InField: true,
				Help: "Leaves the filter as it is and goes to the list.", Do: func() tea.Cmd { p.editing = false; return nil },
			},
			choose,
			{
				ID: "audit.clear", Keys: []string{"esc"}, Words: "clear", InField: true,
				Help: "Clears the filter, then leaves it.", Do: p.escape,
			},
		}
	}
	bs := []kit.Binding{
		{
			ID: "audit.filter", Keys: []string{"/"}, Words: "filter", Do: func() tea.Cmd { p.editing = true; return nil },
			Help: "Looks for words: an agent, what was done, a ticket such as T-12, a day such as 2026-03-02.",
		},
		{ID: "audit.fresh", Keys: []string{"."}, Words: "show new", Do: p.live.Reload, Help: "Reads the newest entries again."},
		{
			ID: "audit.verify", Keys: []string{"V"}, Words: "check the trail", Do: p.check,
			Help: "Checks that no entry was changed, moved or left out.",
		},
		choose,
	}
	if !p.filter.Empty() {
		bs = append(bs, kit.Binding{ID: "audit.all", Keys: []string{"esc"}, Words: "all", Do: p.escape, Help: "Shows the whole trail again."})
	}
	return bs
}

func (p *Page) escape() tea.Cmd {
	if p.filter.Empty() {
		p.editing = false
		return nil
	}
	p.filter.Clear()
	return p.narrowed()
}
