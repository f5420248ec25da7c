// This file holds the keys: what each does, and why not when it can't.
package reports

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/widget/pane"
)

// Bindings are the page's actions.
func (p *Page) Bindings() []kit.Binding {
	open, move, out := "read", "choose", p.notOut()
	if p.reading {
		open, move = "list", "scroll"
	}
	bs := []kit.Binding{
		{
			ID: "reports.earlier", Keys: []string{"left"}, Words: "earlier", Disabled: p.notPeriod(), Do: p.step(-1),
			Help: "Goes back a day, week, month, quarter or year.",
		},
		{
			ID: "reports.later", Keys: []string{"right"}, Words: "later", Disabled: p.notLater(), Do: p.step(1),
			Help: "Goes on a day, week, month, quarter or year.",
		},
		{
			ID: "reports.length", Keys: []string{"tab"}, Words: "period", Disabled: p.notPeriod(), Do: p.resize(1),
			Help: "Makes the period a week, a month, a quarter, a year, and a day again.",
		},
		{
			ID: "reports.read", Keys: []string{"enter"}, Words: open, Disabled: p.denied(), Do: p.toggle,
			Help: "Goes into the report, to scroll it; again, back to the list.",
		},
		{
			ID: "reports.csv", Keys: []string{"x"}, Words: "CSV", Disabled: out, Do: p.save,
			Help: "Saves the report as a file for spreadsheets, in the folder in which callin was started.",
		},
		{
			ID: "reports.json", Keys: []string{"J"}, Words: "JSON", Disabled: out, Do: p.saveJSON, Quiet: true,
			Help: "Saves the report as a file for programs.",
		},
		{
			ID: "reports.print", Keys: []string{"P"}, Words: "print", Disabled: out, Do: p.print,
			Help: "Prints the report.",
		},
		{
			ID: "reports.now", Keys: []string{"."}, Words: "up to date", Do: p.now, Quiet: true,
			Help: "Goes to the period of today and reads the report again.",
		},
		{
			ID: "reports.shorter", Keys: []string{"shift+tab"}, Words: "shorter", Disabled: p.notPeriod(), Do: p.resize(-1), Quiet: true,
			Help: "Makes the period shorter.",
		},
	}
	if p.reading {
		bs = append(bs, kit.Binding{ID: "reports.list", Keys: []string{"esc"}, Words: "list", Quiet: true, Do: p.toggle, Help: "Goes back to the list of reports."})
	}
	return append(bs, kit.Binding{
		ID: "reports.move", Keys: []string{"up", "down", "k", "j"}, Words: move,
		Help: "Moves the choice, or the report; PgUp PgDn Home End g G ctrl+u ctrl+d in larger steps.",
	})
}

func (p *Page) notPeriod() string {
	if p.chosen.Now {
		return "This report is about this moment; it has no period."
	}
	return ""
}

func (p *Page) notLater() string {
	if why := p.notPeriod(); why != "" {
		return why
	}
	if p.period.Step(1).After(p.env.Now()) {
		return "What comes after that has yet to happen."
	}
	return ""
}

// notOut is why the report can't be saved or printed.
func (p *Page) notOut() string {
	switch {
	case p.denied() != "":
		return p.denied()
	case p.paper.Denied() != "":
		return p.paper.Denied() + " On that machine, callin export report writes it."
	case !p.current():
		return "The report isn't there yet."
	case p.figures.Empty():
		return "There is nothing in this period to save or print."
	}
	return ""
}

func (p *Page) toggle() tea.Cmd {
	p.reading, p.scroll = !p.reading, pane.Scroll{}
	return nil
}

func (p *Page) step(n int) func() tea.Cmd {
	return func() tea.Cmd {
		p.period = p.period.Step(n)
		return p.read()
	}
}

// resize makes the period another one around the same time: the last of it that
// has begun, so that a year back from today's month is this year.
func (p *Page) resize(n int) func() tea.Cmd {
	return func() tea.Cmd {
		at := 0
		for i, l := range model.Lengths {
			if l == p.length {
				at = i
			}
		}
		p.length = model.Lengths[(at+n+len(model.Lengths))%len(model.Lengths)]
		day := p.period.End().AddDate(0, 0, -1)
		if today := model.PeriodOf(model.Day, p.env.Now()).Start(); day.After(today) {
			day = today
		}
		p.period = model.PeriodOf(p.length, day)
		return p.read()
	}
}

func (p *Page) now() tea.Cmd {
	p.period = model.PeriodOf(p.length, p.env.Now())
	return p.read()
}

// name is what the report is called on paper and as a file.
func (p *Page) name() string {
	parts := []string{strings.ToLower(p.env.Provider.Name), string(p.chosen.Name)}
	if p.chosen.Now {
		parts = append(parts, p.figures.At.Format("2006-01-02-1504"))
	} else {
		parts = append(parts, p.period.String())
	}
	return strings.Join(strings.Fields(model.CleanLine(strings.Join(parts, " "))), "-")
}

func (p *Page) save() tea.Cmd { return p.saveAs(".csv", p.sheets.CSV) }

func (p *Page) saveJSON() tea.Cmd { return p.saveAs(".json", p.sheets.JSON) }

func (p *Page) saveAs(kind string, sheet func(model.Figures) ([]byte, error)) tea.Cmd {
	body, err := sheet(p.figures)
	if err != nil {
		return kit.SayError(err)
	}
	return p.paper.Save(p.name()+kind, body)
}

// paperWidth is how many columns of text a sheet of paper takes.
const paperWidth = 78

func (p *Page) print() tea.Cmd {
	plain := &kit.Theme{}
	lines := append(p.heading(plain, paperWidth), p.draw(plain, paperWidth)...)
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
		if p.env.ASCII {
			lines[i] = kit.Plain(lines[i])
		}
	}
	return p.paper.Print(p.name(), strings.Join(lines, "\n")+"\n")
}
