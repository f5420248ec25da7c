package ready

import (
	"cmp"
	"fmt"
	"strings"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/widget/columns"
	"callin/ui/widget/list"
	"callin/ui/widget/nouns"
	"callin/ui/widget/pane"
)

// row is one line of the list: a person found, a ticket found by its number, a
// call that waits, or the offer to open a call for nobody.
type row struct {
	match  *model.Match
	ticket *model.TicketView
	call   *model.CallView
	said   string
}

func (r row) id() string {
	switch {
	case r.match != nil:
		return string(r.match.Person)
	case r.ticket != nil:
		return r.ticket.Number.String()
	case r.call != nil:
		return string(r.call.Call.ID)
	}
	return "nobody"
}

// fill hands the list what it has to show now.
func (p *Page) fill() {
	p.shown = p.shown[:0:0]
	if p.field.Empty() {
		for i := range p.around.Calls {
			p.shown = append(p.shown, row{call: &p.around.Calls[i]})
		}
	} else if p.found.Ticket != nil {
		p.shown = append(p.shown, row{ticket: p.found.Ticket})
	} else if p.found.Text != "" && !p.unread() {
		for i := range p.found.Matches {
			p.shown = append(p.shown, row{match: &p.found.Matches[i]})
		}
		if !p.numbered() {
			p.shown = append(p.shown, row{said: p.found.Text})
		}
	}
	shown := p.shown
	p.rows = p.people
	if p.field.Empty() || p.found.Ticket != nil {
		p.rows = p.calls
	}
	p.rows.Set(list.Rows{
		Len:   len(shown),
		ID:    func(i int) string { return shown[i].id() },
		Cells: func(i int, cells []columns.Cell) { p.cells(shown[i], cells) },
	})
	below := len(p.bottom())
	h := max(p.h-len(p.top())-below, 3)
	if p.h >= roomy && below > 0 {
		h-- // a blank line between the list and what stands below
	}
	p.split.Resize(p.w, h)
	p.rows.Resize(p.split.Width(), h)
}

// roomy is the height from which on the page can spare a line.
const roomy = 18

// callColumns are those of the agent's calls. In a narrow window role, state and
// company go in that order.
func callColumns() []columns.Column {
	return []columns.Column{
		{Title: "TICKET", Width: 8},
		{Title: "WHO", Width: 15, Grow: 2, Max: 32},
		{Title: "ROLE", Width: 5, Drop: 3},
		{Title: "COMPANY", Width: 16, Grow: 3, Max: 44, Drop: 1},
		{Title: "STATE", Width: 7, Drop: 2},
		{Title: "AGE", Width: 8},
	}
}

// detail is what is known of the row chosen, for the pane.
func (p *Page) detail(t *kit.Theme) (pane.Detail, bool) {
	i := p.rows.Index()
	if i >= len(p.shown) {
		return pane.Detail{}, false
	}
	switch r := p.shown[i]; {
	case r.match != nil && p.waiting(r.match.Person) != nil:
		return nouns.PersonDetail(t, *r.match, p.env.Keys.Named("ready.open", "enter")+" goes on with your call."), true
	case r.match != nil:
		return nouns.PersonDetail(t, *r.match, p.env.Keys.Named("ready.open", "enter")+" opens a call."), true
	case r.call != nil && r.call.Found():
		return nouns.PersonDetail(t, r.call.Caller, p.env.Keys.Named("ready.open", "enter")+" goes back to the call."), true
	}
	return pane.Detail{}, false
}

func (p *Page) cells(r row, cells []columns.Cell) {
	t := p.env.Theme()
	switch {
	case r.match != nil:
		nouns.PersonCells(t, *r.match, cells)
		if c := p.waiting(r.match.Person); c != nil && !r.match.Locked {
			cells[7] = columns.Cell{Text: string(c.Call.State), Style: t.Accent}
		}
	case r.ticket != nil:
		q := r.ticket
		cells[0].Text, cells[1].Text, cells[2].Text, cells[3].Text = q.Number.String(), q.Name, "-", q.Company
		cells[4].Text, cells[5].Text = string(q.State), kit.Short(p.env.Now().Sub(q.Created))
	case r.call != nil:
		c := r.call
		cells[0].Text = c.Ticket.Number.String()
		cells[1].Text, cells[2].Text, cells[3].Text = who(*c), string(c.Caller.Role), c.Caller.Company
		cells[4].Text = string(c.Call.State)
		cells[5].Text = kit.Watch(p.env.Now().Sub(c.Call.Opened))
	default:
		cells[0] = columns.Cell{Text: "-------", Style: t.Muted}
		words, indent := "none of these: open a call for %s without an account", 16
		if p.split.Width() < narrow {
			words, indent = "none of these: open a call for %s", 3
		}
		cells[1] = columns.Cell{Text: p.quoting(words, r.said, p.split.Width()-indent), Style: t.Muted, Span: true}
	}
}

// View draws the page.
func (p *Page) View() kit.Frame {
	top, bottom := p.top(), p.bottom()
	text, x := p.field.View(max(p.w-5, 10))
	f := kit.Frame{Lines: top}
	f.Lines[1] = p.env.Theme().Accent.Of(" > ") + text
	body := p.rows.View(p.env.Theme())
	if p.editing {
		f.Cursor = &kit.Point{X: 3 + x, Y: 1}
	} else if body.Cursor != nil {
		f.Cursor = &kit.Point{X: body.Cursor.X, Y: body.Cursor.Y + len(top)}
	}
	if d, ok := p.detail(p.env.Theme()); ok {
		body.Lines = p.split.Draw(p.env.Theme(), body.Lines, d)
	}
	f.Lines = append(f.Lines, body.Lines...)
	for len(f.Lines) < p.h-len(bottom) {
		f.Lines = append(f.Lines, "")
	}
	f.Lines = append(f.Lines, bottom...)
	return f
}

// top is what stands above the list; its second line is the field.
func (p *Page) top() []string {
	t := p.env.Theme()
	return []string{
		" " + t.Title.Of("Next caller"), "",
		"   " + t.Muted.Of(fullest(p.w-3,
			"company · name · phone · Client ID · user name · e-mail · extension · #ticket",
			"company · name · phone · Client ID · e-mail · #ticket")),
		"", " " + p.headline(), "",
	}
}

// headline says in a sentence what the list shows.
func (p *Page) headline() string {
	t := p.env.Theme()
	loading := p.search.Loading()
	switch {
	case p.open.Pending():
		return t.Muted.Of(p.open.Doing("opening the call"))
	case loading != "":
		return t.Muted.Of(loading)
	case p.failed != "":
		return t.Danger.Of("Not searched: " + p.failed + " " + cmp.Or(p.env.Keys.Shown("ready.open", "enter"), "Enter") + " tries again.")
	case p.field.Empty() && len(p.around.Calls) > 0:
		back := p.env.Keys.Named("ready.open", "enter")
		if key := p.lastKey(); key == dash || key != "" && !p.editing {
			back += " or " + key
		}
		return fmt.Sprintf("%s · %s goes back", kit.Count(len(p.around.Calls), "call of yours waits", "calls of yours wait"), back)
	case p.field.Empty() && p.options.Empty:
		return t.Warn.Of("No accounts yet.") + " Leave the desk and bring them in: callin import FILE.csv"
	case p.field.Empty():
		return t.Muted.Of(fullest(p.w-2, "Type any part of what the caller says: name, company, number.", "Type any part of what the caller says."))
	case p.found.Text == "":
		return ""
	case p.found.Ticket != nil:
		return p.env.Keys.Named("ready.open", "enter") + " goes on with this ticket"
	case p.unread():
		return t.Muted.Of(fmt.Sprintf("The accounts are being read, %d people so far. A whole Client ID is found already.", p.found.Reading))
	case p.found.Near:
		return p.about("Nobody matches %s as typed; " + kit.Count(p.found.Total, "person comes close", "people come close"))
	case p.numbered() && p.found.Text == "#":
		return t.Muted.Of("Type the ticket's number.")
	case p.numbered():
		return p.about("There is no ticket %s.")
	case p.found.Total == 0 && p.w < narrow:
		return p.about("Nobody matches %s. Try fewer letters.")
	case p.found.Total == 0:
		return p.about("Nobody matches %s. Try fewer letters, or the phone number.")
	case p.found.Total > len(p.found.Matches):
		return p.about(fmt.Sprintf("%d people match %%s; the best %d are here", p.found.Total, len(p.found.Matches)))
	}
	return p.about(kit.Count(p.found.Total, "person matches", "people match") + " %s")
}

// narrow is the width below which sentences are shorter.
const narrow = 72

// about is a sentence about what was searched for.
func (p *Page) about(words string) string { return p.quoting(words, p.found.Text, p.w-2) }

// quoting puts what was typed into a sentence, as much of it as leaves the
// sentence whole.
func (*Page) quoting(words, typed string, w int) string {
	room := w - kit.Width(words) // the quotation marks take what %s does
	return fmt.Sprintf(words, `"`+kit.Clip(model.CleanLine(typed), max(room, 8))+`"`)
}

// numbered tells that what was searched for can only be a ticket's number, and
// no ticket has it.
func (p *Page) numbered() bool {
	digits, ok := strings.CutPrefix(strings.TrimSpace(p.found.Text), "#")
	return ok && p.found.Total == 0 && p.found.Ticket == nil && strings.Trim(digits, "0123456789") == ""
}

// fullest is the first of the texts that there is room for, or the last.
func fullest(w int, texts ...string) string {
	for _, text := range texts {
		if kit.Width(text) <= w {
			return text
		}
	}
	return texts[len(texts)-1]
}

// unread tells of an answer that says nothing yet, because the accounts are being
// read. The page asks again as they are.
func (p *Page) unread() bool { return p.found.Reading > 0 && p.found.Total == 0 }

// bottom is what the search, the queue and the Outbox have to say.
func (p *Page) bottom() []string {
	var lines []string
	t := p.env.Theme()
	if line := p.searchLine(); line != "" {
		lines = append(lines, "   "+t.Muted.Of("Search  "+line))
	}
	if line := p.queueLine(); line != "" {
		lines = append(lines, "   "+t.Muted.Of("Queue   ")+line)
	}
	if m := p.around.Mail; m != nil {
		lines = append(lines, "   "+t.Muted.Of("Mail    ")+p.mailLine(*m))
	}
	return lines
}

// searchLine says why searching isn't as always.
func (p *Page) searchLine() string {
	switch {
	case p.found.Reading > 0 && p.found.Total > 0:
		return "found by the Client ID; the other accounts are still being read"
	case p.found.Building && p.found.Rebuilt:
		return "the index on the disk couldn't be used; it is being built anew"
	case p.found.Building:
		return "the index is being built; it will be quicker in a moment"
	}
	return ""
}

func (p *Page) queueLine() string {
	q := p.around.Queue
	if q.Next.Number == 0 {
		return ""
	}
	due := kit.Due(q.Next.DueAt().Sub(p.env.Now()))
	full := fmt.Sprintf("%s, most urgent %s %s, %s", kit.Count(q.Free, "ticket waits", "tickets wait"), q.Next.Number, q.Next.Priority, due)
	short := fmt.Sprintf("%d wait, first %s, %s", q.Free, q.Next.Number, due)
	if q.Past > 0 {
		past := p.env.Theme().Danger.Of(fmt.Sprintf("%d past due", q.Past))
		full, short = full+" · "+past, short+" · "+past
	}
	return fullest(p.w-12, full, short)
}

func (p *Page) mailLine(m model.MailView) string {
	t := p.env.Theme()
	whom := m.Ticket.String()
	if whom == "" { // asked for in the portal
		whom = kit.Text(m.Name)
	}
	line := fmt.Sprintf("for %s %s", whom, m.State)
	switch m.State {
	case model.MailAccepted:
		line += " " + kit.Hour(m.Ended, p.env.Now())
		if m.Hint { // before what a narrow window cuts
			line += " · " + t.Warn.Of("ask about the spam folder") + " ·"
		}
		line += " by " + model.CleanLine(m.Server)
	case model.MailRefused, model.MailBounced, model.MailExpired:
		return t.Danger.Of(line) + ": " + model.CleanLine(m.Said)
	case model.MailHeld:
		return t.Warn.Of(line) + ": a second person has to release it in the Outbox"
	case model.MailDeferred, model.MailUncertain:
		return t.Warn.Of(line) + ": " + model.CleanLine(m.Said)
	}
	return line
}

func who(c model.CallView) string {
	if c.Found() {
		return c.Caller.Name
	}
	return c.Call.Said
}
