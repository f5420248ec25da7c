// This file holds messages: one line above the footer, all of them in a list.
package ui

import (
	"strconv"
	"time"

	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/widget/columns"
	"callin/ui/widget/list"
)

// How long messages stay; failures stay until a key is pressed.
const (
	successStays = 4 * time.Second
	warningStays = 8 * time.Second
	maxSaid      = 200
)

type said struct {
	number int // counts all messages of the session, from 1
	at     time.Time
	kit.SayMsg
}

// hush takes a message off the screen.
type hush struct{ number int }

// say keeps a message and shows it. A failure isn't covered by something less.
func (a *App) say(msg kit.SayMsg) tea.Cmd {
	msg.Text = model.CleanLine(msg.Text)
	number := 1
	if n := len(a.said); n > 0 {
		number = a.said[n-1].number + 1
	}
	a.said = append(a.said, said{number, a.env.Now(), msg})
	if len(a.said) > maxSaid {
		a.said = append(a.said[:0], a.said[len(a.said)-maxSaid:]...)
	}
	if on, ok := a.message(); ok && on.Level == kit.Failure && msg.Level < kit.Failure {
		return nil
	}
	a.showing = number
	switch msg.Level {
	case kit.Success:
		return a.env.Tick(a.env.Ctx, successStays, hush{number})
	case kit.Warning:
		return a.env.Tick(a.env.Ctx, warningStays, hush{number})
	}
	return nil
}

// message is the one on the screen.
func (a *App) message() (said, bool) {
	for i := len(a.said) - 1; i >= 0; i-- {
		if a.said[i].number == a.showing {
			return a.said[i], true
		}
	}
	return said{}, false
}

func (a *App) hush(msg hush) {
	if a.showing == msg.number {
		a.showing = 0
	}
}

// noticed takes a failure away: somebody is there and has pressed a key.
func (a *App) noticed() {
	if on, ok := a.message(); ok && on.Level == kit.Failure {
		a.showing = 0
	}
}

// maxSayLines is how many lines a long message may take.
const maxSayLines = 3

// messageLines draws the message, for the lines above the footer.
func (a *App) messageLines(t *kit.Theme) []string {
	on, ok := a.message()
	if !ok {
		return []string{""}
	}
	style, sign := t.Ok, " "
	switch on.Level {
	case kit.Warning:
		style, sign = t.Warn, " ! "
	case kit.Failure:
		style, sign = t.Danger, " !! "
	}
	lines := kit.WrapUnder(sign, on.Text, a.w-1)
	if len(lines) > maxSayLines {
		lines = lines[:maxSayLines]
		lines[maxSayLines-1] = kit.Clip(lines[maxSayLines-1]+" …", a.w-1)
	}
	for i := range lines {
		lines[i] = style.Of(lines[i])
	}
	return lines
}

// messages lists everything that was said, the newest first.
func (a *App) messages() tea.Cmd { return a.put("messages", newLog(a.said)) }

// log is the list of messages over a page.
type log struct {
	list *list.List
	done bool
}

func newLog(all []said) *log {
	l := list.New(
		columns.Column{Title: "TIME", Width: 5},
		columns.Column{Title: "", Width: 2},
		columns.Column{Title: "MESSAGE", Width: 20, Grow: 1},
	)
	l.Empty = "Nothing has been said yet."
	at := func(i int) said { return all[len(all)-1-i] }
	l.Set(list.Rows{
		Len: len(all),
		ID:  func(i int) string { return strconv.Itoa(at(i).number) },
		Cells: func(i int, cells []columns.Cell) {
			cells[0].Text = at(i).at.Format("15:04")
			cells[1].Text = [...]string{"", "!", "!!"}[at(i).Level]
			cells[2].Text = at(i).Text
		},
	})
	return &log{list: l}
}

func (l *log) Title() string     { return "Messages" }
func (l *log) Editing() bool     { return false }
func (l *log) Done() (any, bool) { return nil, l.done }

func (l *log) Update(msg tea.Msg) tea.Cmd {
	if key, ok := msg.(tea.KeyPressMsg); ok && !l.list.Update(msg) {
		switch key.String() {
		case "esc", "q", "enter":
			l.done = true
		}
	}
	return nil
}

func (l *log) View(t *kit.Theme, w, h int) kit.Frame {
	l.list.Resize(w, h)
	return l.list.View(t)
}

func (l *log) Bindings() []kit.Binding {
	return []kit.Binding{
		{ID: "messages.move", Keys: []string{"up", "down"}, Words: "choose"},
		{ID: "messages.off", Keys: []string{"esc"}, Words: "close"},
	}
}
