// This file draws the page:
//
//	  Calls           │ Calls · March 2026
//	> Handling time   │ How long calls took, by way and by agent …
//	  Mails           │
//	  Tickets         │ By agent      calls  median  nine in ten
//	  …               │ amy   ██████     12   03:12        07:40
package reports

import (
	"callin/model"
	"callin/ui/kit"
)

const (
	twoPanes  = 100 // columns from which the list stands beside the report
	listWidth = 22
	frame     = 3   // the rule and the space around it
	widest    = 132 // of a report: longer lines are hard to follow
)

// Resize sets the room.
func (p *Page) Resize(w, h int) {
	p.w, p.h = w, h
	if p.beside() {
		p.list.Resize(listWidth, h)
		return
	}
	p.list.Resize(w, max(h-p.above()-p.under(), 1))
}

// beside tells whether there is room for both.
func (p *Page) beside() bool { return p.w >= twoPanes }

// under is how many lines stand below the list where there is no room for the
// report: what the chosen one is about.
func (p *Page) under() int {
	if p.h < 16 {
		return 0
	}
	return 5
}

// above is how many lines stand above the list where it has the page to itself.
func (p *Page) above() int {
	if p.under() == 0 {
		return 0
	}
	return 2
}

// View draws the page.
func (p *Page) View() kit.Frame {
	t := p.env.Theme()
	if !p.beside() {
		if p.reading {
			return p.alone(t)
		}
		return p.choices(t)
	}
	left := p.list.View(t)
	text := p.report(t, min(p.w-listWidth-frame-1, widest))
	right := p.scroll.Cut(t, text, p.h, 0)
	f := kit.Frame{Lines: make([]string, p.h)}
	for i := range f.Lines {
		var l, r string
		if i < len(left.Lines) {
			l = left.Lines[i]
		}
		if i < len(right) {
			r = right[i]
		}
		f.Lines[i] = kit.Fit(l, listWidth) + " " + t.Rule.Of("│") + " " + kit.Clip(r, p.w-listWidth-frame)
	}
	if f.Cursor = left.Cursor; p.reading {
		f.Cursor = &kit.Point{X: listWidth + frame, Y: 0}
	}
	return f
}

// alone is the report over the whole page.
func (p *Page) alone(t *kit.Theme) kit.Frame {
	lines := p.report(t, p.w-2)
	for i := range lines {
		lines[i] = kit.Clip(" "+lines[i], p.w)
	}
	return kit.Frame{Lines: p.scroll.Cut(t, lines, p.h, 1), Cursor: &kit.Point{X: 1, Y: 0}}
}

// choices is the list over the whole page, with what the chosen report is about.
func (p *Page) choices(t *kit.Theme) kit.Frame {
	f := p.list.View(t)
	if p.under() == 0 {
		return f
	}
	f.Lines = append([]string{" " + kit.Clip(t.Title.Of("Reports")+" · "+p.when(), p.w-2), ""}, f.Lines...)
	if f.Cursor != nil {
		f.Cursor.Y += p.above()
	}
	for len(f.Lines) < p.h-p.under() {
		f.Lines = append(f.Lines, "")
	}
	f.Lines = append(f.Lines[:p.h-p.under()], " "+t.Rule.Of(kit.Rule(p.w-2)), " "+kit.Clip(p.title(t), p.w-2))
	about := kit.Wrap(p.chosen.About, p.w-2)
	if why := p.denied(); why != "" {
		about = kit.Wrap(why, p.w-2)
	} else if waits := p.waits(); !p.current() && waits != "" {
		about = kit.Wrap(waits, p.w-2)
	}
	for _, line := range about {
		f.Lines = append(f.Lines, " "+t.Muted.Of(line))
	}
	f.Lines = f.Lines[:min(len(f.Lines), p.h)]
	return f
}

// title is the report's, with its period.
func (p *Page) title(t *kit.Theme) string {
	if p.chosen.Now {
		return t.Title.Of(p.chosen.Title) + " · " + kit.Hour(p.env.Now(), p.env.Now())
	}
	return t.Title.Of(p.chosen.Title) + " · " + p.when()
}

// when is the period in words, today by that word as well.
func (p *Page) when() string {
	words := p.period.Words()
	if p.period == model.PeriodOf(p.period.Length, p.env.Now()) {
		return map[model.Length]string{
			model.Day: "today", model.Week: "this week", model.Month: "this month", model.Quarter: "this quarter", model.Year: "this year",
		}[p.period.Length] + ", " + words
	}
	return words
}

// report is the chosen report, w columns wide.
func (p *Page) report(t *kit.Theme, w int) []string {
	if why := p.denied(); why != "" {
		return append([]string{p.title(t), ""}, muted(t, why, w)...)
	}
	lines := p.heading(t, w)
	switch {
	case !p.current():
		return append(lines, muted(t, p.waits(), w)...)
	case p.figures.Empty():
		return append(lines, muted(t, p.nothing(), w)...)
	}
	return append(lines, p.body(t, w)...)
}

// waits says why there is no report yet.
func (p *Page) waits() string {
	if p.live.Started() {
		return p.live.Loading()
	}
	return p.live.Empty("The report", "")
}

// heading is what stands above the parts.
func (p *Page) heading(t *kit.Theme, w int) []string {
	lines := append([]string{kit.Clip(p.title(t), w)}, muted(t, p.chosen.About, w)...)
	if wrong := p.live.Notice(t); wrong != "" {
		lines = append(lines, kit.Clip(wrong, w))
	}
	return append(lines, "")
}

// nothing says that there is nothing, and which key goes on.
func (p *Page) nothing() string {
	switch {
	case p.chosen.Name == model.FiguresTried:
		return "No verification has failed within the last hour."
	case p.chosen.Now:
		return "There is nothing to report at this moment."
	case p.length == model.Year:
		return "Nothing was counted in this period. " + p.env.Keys.Named("reports.earlier", "left") + " goes to the year before."
	}
	return "Nothing was counted in this period. " + p.env.Keys.Named("reports.earlier", "left") + " goes back, " + p.env.Keys.Named("reports.length", "tab") + " takes a longer one."
}

func muted(t *kit.Theme, text string, w int) []string {
	lines := kit.Wrap(text, w)
	for i := range lines {
		lines[i] = t.Muted.Of(lines[i])
	}
	return lines
}
