// Package nouns is how the desk's nouns look in rows and panes. It is the one
// widget that knows any: several pages show people, tickets and mails, and must
// show the same of them and no more.
//
// This file is about people.
package nouns

import (
	"cmp"
	"slices"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/widget/columns"
	"callin/ui/widget/pane"
)

// PersonColumns are those of a row. In a narrow window e-mail, extension, Client
// ID, phone, role and status go in that order; name and company never do.
func PersonColumns() []columns.Column {
	return []columns.Column{
		{Title: "CLIENT ID", Width: 9, Drop: 4},
		{Title: "NAME", Width: 15, Grow: 2, Max: 32},
		{Title: "ROLE", Width: 5, Drop: 2},
		{Title: "COMPANY", Width: 16, Grow: 3, Max: 44},
		{Title: "EXT", Width: 5, Drop: 6},
		{Title: "PHONE", Width: 13, Drop: 3},
		{Title: "E-MAIL", Width: 28, Grow: 1, Max: 40, Drop: 7},
		{Title: "STATUS", Width: 9, Drop: 1},
	}
}

// PersonCells fills the row of a person.
func PersonCells(t *kit.Theme, m model.Match, cells []columns.Cell) {
	for i, text := range []string{
		m.ClientID, m.Name, string(m.Role), m.Company, m.Extension, kit.Phone(m.Phone), m.Email, Status(m),
	} {
		cells[i].Text = text
	}
	cells[7].Style = StatusStyle(t, m)
	for _, field := range m.Matched {
		markCell(t, m, field, cells)
	}
}

// markCell marks what was typed: where it stands in a name, all of what is masked
// or written otherwise.
func markCell(t *kit.Theme, m model.Match, field string, cells []columns.Cell) {
	i := slices.Index([]string{"client_id", "name", "", "company", "extension", "phone", "email"}, field)
	if i < 0 {
		return
	}
	c := &cells[i]
	c.Mark, c.Chosen = t.Match, t.Chosen
	if c.Marks = m.Spans[field]; len(c.Marks) == 0 {
		c.Marks = []kit.Span{{From: 0, To: len(c.Text)}}
	}
}

// Status is how the person's account stands: a lock comes before all else.
func Status(m model.Match) string {
	if m.Locked {
		return "locked !"
	}
	return string(m.Status)
}

// StatusStyle goes with Status.
func StatusStyle(t *kit.Theme, m model.Match) kit.Style {
	switch {
	case m.Locked:
		return t.Danger
	case m.Status != model.Active:
		return t.Warn
	}
	return kit.Style{}
}

// PersonDetail is what a row knows of a person, for a pane or a strip. more says
// what leads to the rest.
func PersonDetail(t *kit.Theme, m model.Match, more string) pane.Detail {
	return pane.Detail{
		Pane:  func(w int) []string { return card(t, m, more, w) },
		Facts: pane.Join(" · ", m.Name, string(m.Role), m.Company, extension(m), kit.Phone(m.Phone)),
		Words: pane.Join(" · ", userName(m), Address(m)),
	}
}

func card(t *kit.Theme, m model.Match, more string, w int) []string {
	lines := []string{kit.Sides(t.Title.Of(model.CleanLine(m.Name)), StatusStyle(t, m).Of(model.CleanLine(Status(m))), w)}
	lines = append(lines, kit.Wrap(model.CleanLine(m.Company), w)...)
	lines = append(lines, pane.Join(", ", string(m.Role), extension(m)), "")
	mail := pane.Fact{Label: "Address", Text: cmp.Or(Address(m), "–")}
	if Unreachable(m) {
		mail.Style = t.Warn
	}
	const label = 11
	lines = append(lines, pane.Facts(t, w, label,
		pane.Fact{Label: "Client ID", Text: m.ClientID},
		pane.Fact{Label: "User name", Text: cmp.Or(m.UserName, "none: no log-in")},
		pane.Fact{Label: "Phone", Text: cmp.Or(kit.Phone(m.Phone), "–")})...)
	// The address comes last, and has three lines whether it needs them or not: from
	// one person to the next nothing below moves, and nothing is sent again.
	address := pane.Facts(t, w, label, mail)
	lines = append(lines, address...)
	for range 3 - len(address) {
		lines = append(lines, "")
	}
	if m.Locked {
		lines = append(lines, "")
		for _, line := range kit.WrapUnder("! ", "After wrong answers none is taken from this account for now.", w) {
			lines = append(lines, t.Danger.Of(line))
		}
	}
	lines = append(lines, "")
	for _, line := range kit.Wrap(more, w) {
		lines = append(lines, t.Muted.Of(line))
	}
	return lines
}

// Unreachable tells of somebody with a log-in to whom nothing can be mailed.
func Unreachable(m model.Match) bool { return m.Email == "" && m.UserName != "" }

// Address is the masked address, or that there is none where there should be.
func Address(m model.Match) string {
	if Unreachable(m) {
		return "no address on file !"
	}
	return m.Email
}

func extension(m model.Match) string {
	if m.Extension == "" {
		return ""
	}
	return "extension " + m.Extension
}

func userName(m model.Match) string {
	if m.UserName == "" {
		return "no log-in"
	}
	return "user name " + m.UserName
}
