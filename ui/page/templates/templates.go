// Package templates is a part of the screen "Desk": the kinds of mail,
// whose words each has, and what its reader gets. Enter opens the words.
package templates

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/widget/list"
	"callin/ui/widget/live"
	"callin/ui/widget/pane"
)

// Desk is what the page asks of the desk.
type Desk interface {
	// Template gives the words in force and the variables that they may use.
	Template(ctx context.Context, kind model.MailKind) (model.MailTemplate, []model.TemplateVariable, error)
	// PreviewTemplate shows what words come to, or what is wrong, a sentence each.
	PreviewTemplate(ctx context.Context, t model.MailTemplate) (model.MailWords, []string, error)
}

// Drafts knows what was typed and not saved.
type Drafts interface {
	// Unsaved tells whether words of the kind wait to be saved.
	Unsaved(kind model.MailKind) bool
	// Refused is why this agent may not edit templates, "" as far as is known.
	Refused() string
}

// rhythm is how often the words are read again while the page is open. Nothing
// announces that some were saved, and it hardly ever happens.
const rhythm = 5 * time.Minute

// row is a kind of mail.
type row struct {
	model.MailTemplate
	made     model.MailWords
	problems []string // why its words can't be in force
}

// reading is what the desk has to say.
type reading struct {
	rows    []row
	refused string // why it says nothing
}

// Page is the page.
type Page struct {
	env    *kit.Env
	drafts Drafts
	live   *live.Source[reading]
	reading
	list  *list.List
	split pane.Split
	w, h  int
}

// New makes the page. It closes the feed in the end.
func New(env *kit.Env, desk Desk, feed live.Feed, drafts Drafts) *Page {
	p := &Page{env: env, drafts: drafts, list: newList(), split: pane.Split{Share: 60, Least: 44, Widest: 84}}
	p.live = live.New[reading](env, p.ID(), feed)
	p.live.Fetch, p.live.Rhythm = func(ctx context.Context) (reading, error) { return fetch(ctx, desk) }, rhythm
	p.live.Wants = func(model.Changes) bool { return false }
	return p
}

func fetch(ctx context.Context, desk Desk) (reading, error) {
	var r reading
	for _, kind := range model.MailKinds() {
		t, _, err := desk.Template(ctx, kind)
		if model.CodeOf(err) == model.Forbidden {
			r.refused = model.CleanLine(model.PublicText(err))
			r.rows = append(r.rows, row{MailTemplate: model.MailTemplate{Kind: kind}})
			continue
		}
		if err != nil {
			return r, err
		}
		made, problems, err := desk.PreviewTemplate(ctx, t)
		if err != nil {
			return r, err
		}
		r.rows = append(r.rows, row{t, made, problems})
	}
	return r, nil
}

// ID names the page.
func (*Page) ID() kit.PageID { return "templates" }

// Title is in the header.
func (*Page) Title() string { return "Mail templates" }

// Editing is false: there is no field.
func (*Page) Editing() bool { return false }

// Init reads the words.
func (p *Page) Init() tea.Cmd { return p.live.Start() }

// Close ends what runs.
func (p *Page) Close() { p.live.Close() }

// Unsaved says that there are words that aren't saved, "" when there are none.
// Those that are on the screen, their own page tells of.
func Unsaved(d Drafts) string {
	n, one := 0, model.MailKind("")
	for _, kind := range model.MailKinds() {
		if d.Unsaved(kind) {
			n, one = n+1, kind
		}
	}
	switch n {
	case 0:
		return ""
	case 1:
		return "The " + name(one) + " mail has words that aren't saved."
	}
	return kit.Count(n, "mail", "mails") + " have words that aren't saved."
}

// Update takes what happens.
func (p *Page) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		p.list.Update(msg)
	case kit.Opened:
		return p.live.Reload()
	case kit.Reply, kit.Wait:
		r, fresh, cmd := p.live.Take(msg)
		if fresh {
			p.reading = r
			p.fill()
		}
		return cmd
	}
	return nil
}

// chosen is the kind under the cursor.
func (p *Page) chosen() (row, bool) {
	i := p.list.Index()
	if i >= len(p.rows) {
		return row{}, false
	}
	return p.rows[i], true
}

// Bindings are the page's actions.
func (p *Page) Bindings() []kit.Binding {
	none := p.refused
	if _, chosen := p.chosen(); !chosen {
		none = "No mail is chosen."
	}
	return []kit.Binding{
		{
			ID: "templates.open", Keys: []string{"enter"}, Words: "open", Disabled: none, Do: p.open,
			Help: "Opens the words of the mail chosen: to edit them, try them and put them in force.",
		},
		{
			ID: "templates.fresh", Keys: []string{"."}, Words: "read again", Do: p.live.Reload,
			Help: "Looks whether somebody has saved other words.",
		},
		{
			ID: "templates.choose", Keys: []string{"up", "down", "k", "j"}, Words: "choose",
			Help: "Moves the choice; PgUp PgDn Home End g G ctrl+u ctrl+d in larger steps.",
		},
	}
}

func (p *Page) open() tea.Cmd {
	r, chosen := p.chosen()
	if !chosen {
		return nil
	}
	return kit.Open("template", r.Kind)
}
