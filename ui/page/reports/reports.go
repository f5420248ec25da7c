// Package reports is the page of what was counted: a list of reports, and the
// chosen one with its bars and fields, for a day, a week, a month, a quarter or a
// year.
package reports

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/widget/columns"
	"callin/ui/widget/list"
	"callin/ui/widget/live"
	"callin/ui/widget/pane"
	"callin/ui/widget/paper"
)

// Desk is what the page asks of the desk.
type Desk interface {
	// Figures reads a report.
	Figures(ctx context.Context, name model.FiguresName, p model.Period) (model.Figures, error)
}

// Sheets write a report as files: for spreadsheets, and for programs.
type Sheets struct {
	CSV, JSON func(model.Figures) ([]byte, error)
}

// rhythm is how often a report is read although nobody asked: this day's goes on.
const rhythm = time.Minute

// Page is the page.
type Page struct {
	env    *kit.Env
	sheets Sheets
	desk   Desk
	live   *live.Source[model.Figures]
	paper  *paper.Desk

	list    *list.List
	chosen  model.FiguresKind
	length  model.Length
	period  model.Period  // of the length
	figures model.Figures // read last, perhaps for another choice
	drawn   drawn         // the same as it was drawn last
	reading bool          // the report has the keys, and in a narrow window the page
	scroll  pane.Scroll
	w, h    int
}

// New makes the page. It closes the feed in the end.
func New(env *kit.Env, desk Desk, sheets Sheets, feed live.Feed) *Page {
	p := &Page{env: env, desk: desk, sheets: sheets, list: list.New(columns.Column{Width: 12, Grow: 1})}
	p.live = live.New[model.Figures](env, p.ID(), feed)
	p.live.Rhythm, p.live.Again = rhythm, "reports.now"
	p.live.Wants = func(c model.Changes) bool { return p.chosen.Now && (c.Calls || c.People) }
	p.paper = paper.New(env, p.ID())
	p.chosen, p.length = model.AllFigures[0], model.Day
	p.period = model.PeriodOf(p.length, env.Now())
	p.fetch()
	p.fill()
	return p
}

// ID names the page.
func (*Page) ID() kit.PageID { return "reports" }

// Title is in the header.
func (*Page) Title() string { return "Reports" }

// Editing is false: there is no field.
func (*Page) Editing() bool { return false }

// Init reads the first report and begins to listen.
func (p *Page) Init() tea.Cmd { return p.live.Start() }

// Cancel stops what is being saved or printed.
func (p *Page) Cancel() bool { return p.paper.Cancel() }

// Close ends what runs.
func (p *Page) Close() {
	p.live.Close()
	p.paper.Cancel()
}

// Update takes what happens.
func (p *Page) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return p.press(msg)
	case kit.Opened:
		if msg.Again {
			p.reading = false
		}
		if name, ok := msg.Arg.(model.FiguresName); ok {
			return p.show(name)
		}
		return p.live.Reload()
	case kit.Answer, kit.Reply, kit.Wait:
		cmd, ours := p.paper.Take(msg)
		if ours {
			return cmd
		}
		figures, fresh, more := p.live.Take(msg)
		if fresh {
			p.figures, p.drawn = figures, drawn{}
		}
		return tea.Batch(cmd, more)
	}
	return nil
}

func (p *Page) press(msg tea.KeyPressMsg) tea.Cmd {
	if p.reading {
		p.scroll.Press(msg.String())
		return nil
	}
	before := p.list.Index()
	if p.list.Update(msg); p.list.Index() == before {
		return nil
	}
	return p.choose(model.AllFigures[p.list.Index()])
}

// show chooses a report by its name, as the alarm does.
func (p *Page) show(name model.FiguresName) tea.Cmd {
	kind, ok := model.FiguresCalled(name)
	if !ok {
		return nil
	}
	p.list.Select(string(name))
	p.reading = true
	return p.choose(kind)
}

func (p *Page) choose(kind model.FiguresKind) tea.Cmd {
	p.chosen, p.scroll = kind, pane.Scroll{}
	return p.read()
}

// fetch settles what is read from now on.
func (p *Page) fetch() {
	name, period := p.chosen.Name, p.wanted()
	p.live.Fetch = func(ctx context.Context) (model.Figures, error) { return p.desk.Figures(ctx, name, period) }
}

// wanted is the period that the chosen report is read for.
func (p *Page) wanted() model.Period {
	if p.chosen.Now {
		return model.Period{}
	}
	return p.period
}

func (p *Page) read() tea.Cmd {
	p.fetch()
	if p.denied() != "" {
		return nil
	}
	return p.live.Now(p.live.Fetch)
}

// denied says why the chosen report may not be read, "" when it may.
func (p *Page) denied() string { return p.env.Denied(p.chosen.Power) }

// current tells whether what was read is what is chosen.
func (p *Page) current() bool {
	return p.figures.Name == p.chosen.Name && p.figures.Period == p.wanted()
}

// fill hands the list the reports.
func (p *Page) fill() {
	p.list.Set(list.Rows{
		Len: len(model.AllFigures),
		ID:  func(i int) string { return string(model.AllFigures[i].Name) },
		Cells: func(i int, cells []columns.Cell) {
			kind := model.AllFigures[i]
			cells[0] = columns.Cell{Text: kind.Title}
			if p.env.Denied(kind.Power) != "" {
				cells[0].Style = p.env.Theme().Muted
			}
		},
	})
}
