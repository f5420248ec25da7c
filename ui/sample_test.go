// This file is a page like the real ones, for the tests of the app: a search
// field over a list, with a few commands.
package ui_test

import (
	"context"
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"callin/ui"
	"callin/ui/kit"
	"callin/ui/widget/columns"
	"callin/ui/widget/dialog"
	"callin/ui/widget/field"
	"callin/ui/widget/list"
)

type person struct{ id, client, name, role, company, phone, status string }

var people = []person{
	{"1", "44·····", "Ada Okafor", "admin", "Lindgren Pumps", "703 555 0110", "active"},
	{"2", "44·····", "Ben Sørensen", "user", "Lindgren Pumps", "703 555 0122", "active"},
	{"3", "44·····", "Ilse Krämer", "admin", "Lindgrün Dental", "571 555 0107", "locked !"},
	{"4", "71·····", "王小明", "user", "東京ポンプ株式会社", "571 555 0199", "active"},
}

// ready is the sample. find answers its searches.
type ready struct {
	env      *kit.Env
	find     func(context.Context, string) ([]person, error)
	search   *kit.Task[[]person]
	field    *field.Field
	list     *list.List
	found    []person
	editing  bool
	busy     string
	closed   int
	opened   []kit.Opened
	answers  []kit.Answer
	deleted  bool
	crashing bool
	pasted   string
	w, h     int
}

func newReady(env *kit.Env) *ready {
	p := &ready{env: env, field: field.New(80), editing: true}
	p.search = kit.NewTask[[]person](env, p.ID())
	p.find = func(_ context.Context, text string) ([]person, error) {
		var out []person
		for _, one := range people {
			if strings.Contains(strings.ToLower(one.name+one.company), strings.ToLower(text)) {
				out = append(out, one)
			}
		}
		return out, nil
	}
	p.list = list.New(
		columns.Column{Title: "CLIENT ID", Width: 9},
		columns.Column{Title: "NAME", Width: 16, Grow: 2, Max: 30},
		columns.Column{Title: "ROLE", Width: 5, Drop: 2},
		columns.Column{Title: "COMPANY", Width: 16, Grow: 2, Max: 40},
		columns.Column{Title: "PHONE", Width: 13, Drop: 3},
		columns.Column{Title: "STATUS", Width: 8, Drop: 1},
	)
	p.list.Empty = "Nobody matches."
	return p
}

func (p *ready) ID() kit.PageID { return "call" }
func (p *ready) Title() string  { return "Call" }
func (p *ready) Init() tea.Cmd  { return nil }
func (p *ready) Editing() bool  { return p.editing }
func (p *ready) Busy() string   { return p.busy }
func (p *ready) Cancel() bool   { return p.search.Cancel() }
func (p *ready) Close()         { p.search.Cancel(); p.closed++ }

func (p *ready) Resize(w, h int) {
	p.w, p.h = w, h
	p.list.Resize(w, h-6)
}

func (p *ready) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg, tea.PasteMsg:
		if paste, ok := msg.(tea.PasteMsg); ok {
			p.editing, p.pasted = true, paste.Content
		}
		if p.editing {
			if taken, changed := p.field.Update(msg); taken {
				return p.look(changed)
			}
		}
		p.list.Update(msg)
	case kit.Opened:
		p.opened = append(p.opened, msg)
	case kit.Answer:
		p.answers = append(p.answers, msg)
		p.deleted = msg.Yes()
	case kit.Reply, kit.Wait:
		if found, err, ok := p.search.Take(msg); ok {
			p.show(found)
			return kit.SayError(err)
		}
		return p.search.Tick(msg)
	}
	return nil
}

func (p *ready) look(changed bool) tea.Cmd {
	text := p.field.Value()
	if !changed {
		return nil
	}
	return p.search.Run(2*time.Second, func(ctx context.Context) ([]person, error) { return p.find(ctx, text) })
}

func (p *ready) show(found []person) {
	p.found = found
	p.list.Set(list.Rows{
		Len: len(found),
		ID:  func(i int) string { return found[i].id },
		Cells: func(i int, cells []columns.Cell) {
			one := found[i]
			for n, text := range []string{one.client, one.name, one.role, one.company, one.phone, one.status} {
				cells[n].Text = text
			}
		},
	})
}

func (p *ready) View() kit.Frame {
	if p.crashing {
		panic("typed: maiden name")
	}
	t := p.env.Theme()
	text, x := p.field.View(p.w - 4)
	f := kit.Frame{Lines: []string{
		" " + t.Title.Of("Next caller"),
		" " + t.Accent.Of(">") + " " + text,
		"   " + t.Muted.Of("company · name · phone · Client ID · user name · e-mail · extension · #ticket"),
		"",
	}}
	switch {
	case p.search.Loading() != "":
		f.Lines = append(f.Lines, " "+p.search.Loading())
	case !p.field.Empty():
		f.Lines = append(f.Lines, fmt.Sprintf(" %d people match %q", len(p.found), p.field.Value()))
	}
	var rows kit.Frame
	if !p.field.Empty() {
		rows = p.list.View(t)
	}
	if p.editing {
		f.Cursor = &kit.Point{X: 3 + x, Y: 1}
	} else if rows.Cursor != nil {
		f.Cursor = &kit.Point{X: rows.Cursor.X, Y: rows.Cursor.Y + len(f.Lines)}
	}
	f.Lines = append(f.Lines, rows.Lines...)
	return f
}

func (p *ready) Bindings() []kit.Binding {
	bs := []kit.Binding{
		{ID: "call.open", Keys: []string{"enter"}, Words: "open", Help: "Opens a call with the chosen person.", InField: true, Do: p.open},
		{ID: "call.move", Keys: []string{"up", "down"}, Words: "choose", InField: true},
		{
			ID: "call.client_id", Keys: []string{"c"}, Words: "Client ID", Help: "The caller has lost the Client ID.",
			Disabled: "Open a call first: choose somebody and press Enter.",
		},
		{ID: "call.delete", Keys: []string{"x"}, Words: "delete", Help: "Deletes something, after a question.", Do: p.ask},
		{
			ID: "call.find", Keys: []string{"/"}, Words: "search", Help: "Back to the search field.",
			Do: func() tea.Cmd { p.editing = true; return nil },
		},
		{
			ID: "call.history", Keys: []string{"h"}, Words: "history", Help: "Earlier calls of this person.",
			Do: func() tea.Cmd { return kit.Open("history", "T-1") },
		},
		{ID: "call.boom", Keys: []string{"B"}, Words: "boom", Quiet: true, Do: func() tea.Cmd { p.crashing = true; return nil }},
	}
	if p.editing {
		bs = append(bs, kit.Binding{ID: "call.keys", Keys: []string{"esc"}, Words: "keys", InField: true, Do: p.leaveField})
	}
	return bs
}

func (p *ready) open() tea.Cmd {
	return kit.Say(kit.Success, "Mail for T-4438 accepted 10:41 by mx.lindgren.example")
}

func (p *ready) ask() tea.Cmd {
	return kit.Ask(p.ID(), "delete", dialog.Confirm("Delete it?", "This can't be taken back.", "Delete it", "Keep it"))
}

func (p *ready) leaveField() tea.Cmd {
	if !p.field.Empty() {
		p.field.Clear()
		p.show(nil)
		return nil
	}
	p.editing = false
	return nil
}

// still is a page of fixed lines.
type still struct {
	id     kit.PageID
	title  string
	lines  []string
	head   []kit.HeadLine
	got    []tea.Msg
	drawn  int
	closed bool
}

func (p *still) ID() kit.PageID          { return p.id }
func (p *still) Title() string           { return p.title }
func (p *still) Init() tea.Cmd           { return nil }
func (p *still) Resize(int, int)         {}
func (p *still) View() kit.Frame         { p.drawn++; return kit.Frame{Lines: p.lines} }
func (p *still) Bindings() []kit.Binding { return nil }
func (p *still) Editing() bool           { return false }
func (p *still) Close()                  { p.closed = true }
func (p *still) Head() []kit.HeadLine    { return p.head }
func (p *still) Update(msg tea.Msg) tea.Cmd {
	p.got = append(p.got, msg)
	return nil
}

// routes are the screens of the drawings, the first a sample page and the
// others of fixed lines.
func routes(env *kit.Env, first **ready, others map[kit.PageID]*still) []ui.Route {
	list := []ui.Route{{ID: "call", Key: "1", Title: "Call", New: func(any) kit.Page {
		*first = newReady(env)
		return *first
	}}}
	for i, title := range []string{"Queue", "Accounts", "Articles", "Outbox", "Reports"} {
		id := kit.PageID(strings.ToLower(title))
		list = append(list, ui.Route{ID: id, Key: fmt.Sprint(i + 2), Title: title, New: func(any) kit.Page {
			others[id] = &still{id: id, title: title, lines: []string{" " + title + " is empty."}}
			return others[id]
		}})
	}
	return append(list, ui.Route{ID: "history", Title: "History", New: func(arg any) kit.Page {
		others["history"] = &still{
			id: "history", title: "History", lines: []string{fmt.Sprint(" History of ", arg)},
			head: []kit.HeadLine{
				{Left: "T-4478  Ada Okafor, admin   Lindgren Pumps", Right: "call 00:48   here: you"},
				{Left: "Lost: Client ID          Steps: [x] found  [2] verify  [ ] tell  [ ] wrap up"},
			},
		}
		return others["history"]
	}})
}

// batch opens a command made of several.
func batch(cmd tea.Cmd) []tea.Cmd {
	cmds, _ := cmd().(tea.BatchMsg)
	return cmds
}
