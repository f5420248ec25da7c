// Package template is the page on which a manager writes the words of one kind
// of mail: its subject, text and HTML. What is typed here is checked by the desk
// before it counts, and is never dropped: not when somebody else was faster, and
// not when the page is closed.
//
// It decides nothing about templates: what is wrong with one, and who may save
// it, the desk says.
package template

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/widget/editor"
	"callin/ui/widget/pane"
)

// Desk is what the page asks of the desk.
type Desk interface {
	// Template gives the words in force and the variables that they may use.
	Template(ctx context.Context, kind model.MailKind) (model.MailTemplate, []model.TemplateVariable, error)
	// PreviewTemplate shows what words come to, or what is wrong, a sentence each.
	PreviewTemplate(ctx context.Context, t model.MailTemplate) (model.MailWords, []string, error)
	SaveTemplate(ctx context.Context, t model.MailTemplate) error
	ResetTemplate(ctx context.Context, kind model.MailKind) error
	// TestTemplate mails the words to an address, with made-up contents.
	TestTemplate(ctx context.Context, t model.MailTemplate, address string) (model.JobID, error)
}

// patience bounds every command of the page.
const patience = 10 * time.Second

// front is what the page shows.
type front int

const (
	writing front = iota
	theirs        // what somebody else has saved meanwhile
	preview
)

// Page is the page.
type Page struct {
	env   *kit.Env
	desk  Desk
	bench *Bench
	kind  model.MailKind
	*draft

	variables []model.TemplateVariable
	failed    string              // why the words in force couldn't be read the last time
	rival     *model.MailTemplate // what somebody has saved since the draft was begun
	other     parts               // its words, to look at
	front     front
	editing   bool
	problems  []problem
	at        int // the problem gone to last
	made      model.MailWords
	source    bool // the preview shows the HTML part
	tested    model.MailTemplate
	scroll    pane.Scroll
	split     pane.Split
	w, h      int

	doing  string // what runs, for people
	read   *kit.Task[reading]
	glance *kit.Task[result]
	act    *kit.Task[result]
}

// New makes the page of a kind of mail.
func New(env *kit.Env, desk Desk, bench *Bench, kind model.MailKind) *Page {
	p := &Page{env: env, desk: desk, bench: bench, kind: kind, split: pane.Split{Share: 33, Least: 40, Widest: 60, NoStrip: true}}
	p.draft, p.other = bench.take(kind), newParts()
	p.read = kit.NewTask[reading](env, p.ID())
	p.glance, p.act = kit.NewTask[result](env, p.ID()), kit.NewTask[result](env, p.ID())
	return p
}

// ID names the page.
func (*Page) ID() kit.PageID { return "template" }

// Title is in the help.
func (*Page) Title() string { return "Mail template" }

// Editing tells whether letters go into the words.
func (p *Page) Editing() bool { return p.editing }

// Init reads the words in force.
func (p *Page) Init() tea.Cmd { return p.reload() }

// Busy keeps somebody from leaving the desk with words that aren't saved.
func (p *Page) Busy() string {
	if !p.dirty() {
		return ""
	}
	return "The " + name(p.kind) + " mail has words that aren't saved."
}

// Cancel stops what runs. Whether it came to pass, reading again tells.
func (p *Page) Cancel() bool {
	p.glance.Cancel()
	return p.act.Cancel()
}

// Close ends what runs, and leaves what isn't saved on the bench.
func (p *Page) Close() {
	p.read.Cancel()
	p.Cancel()
	p.bench.put(p.kind, p.draft)
}

// Update takes what happens.
func (p *Page) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return p.press(msg)
	case tea.PasteMsg:
		return p.paste(msg)
	case kit.Opened:
		return p.reload()
	case kit.Answer:
		return p.answered(msg)
	case kit.Reply, kit.Wait:
		return p.reply(msg)
	}
	return nil
}

func (p *Page) reply(msg tea.Msg) tea.Cmd {
	if r, err, ok := p.read.Take(msg); ok {
		return p.have(r, err)
	}
	if r, err, ok := p.glance.Take(msg); ok {
		if err == nil {
			p.found(r.problems)
		}
		return nil // it was nobody's wish
	}
	if r, err, ok := p.act.Take(msg); ok {
		return p.did(r, err)
	}
	return tea.Batch(p.read.Tick(msg), p.act.Tick(msg))
}

// press takes a key that is no binding of its own.
func (p *Page) press(msg tea.KeyPressMsg) tea.Cmd {
	switch {
	case p.front == preview:
		p.scroll.Press(msg.String())
	case p.front == theirs:
		p.other[p.part].Browse(msg.String())
	case !p.editing:
		p.parts[p.part].Browse(msg.String())
	default:
		return p.typed(p.parts[p.part].Update(msg))
	}
	return nil
}

// paste puts text in at the caret, in KEYS too: it runs nothing.
func (p *Page) paste(msg tea.PasteMsg) tea.Cmd {
	if why := p.notEdit(); why != "" {
		return kit.Say(kit.Warning, why)
	}
	p.front, p.editing = writing, true
	return p.typed(p.parts[p.part].Update(msg))
}

func (p *Page) typed(e editor.Effect) tea.Cmd {
	if e == editor.Full {
		return kit.Say(kit.Warning, "That is more than a mail may hold. Nothing was put in.")
	}
	return nil
}
