// This file puts the screen together: header, rule, body, message, rule,
// footer. Every line passes kit.Scrub on its way out.
package ui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"callin/ui/kit"
)

// around is how many lines the frame takes besides the header: two rules, the
// message, the footer.
const around = 4

func (a *App) bodyHeight(head int) int { return max(a.h-head-around, 1) }

// View draws what is on the screen, and nothing else. It is asked after every
// message, and draws anew when something may have changed.
func (a *App) View() tea.View {
	if !a.same || a.drawn == nil {
		v := a.view()
		a.drawn = &v
	}
	return *a.drawn
}

func (a *App) view() tea.View {
	v := tea.NewView("")
	v.AltScreen = true
	v.WindowTitle = a.title()
	if a.env.Prefs.Mouse {
		v.MouseMode = tea.MouseModeCellMotion
	}
	switch {
	case a.left:
	case a.tooSmall():
		v.SetContent(a.finished(a.smallCard()))
	default:
		var cursor *kit.Point
		var lines []string
		if a.sentry.locked != nil {
			lines, cursor = a.lockLines()
		} else {
			lines, cursor = a.lines()
		}
		v.SetContent(a.finished(lines))
		if cursor != nil && cursor.X >= 0 && cursor.X < a.w && cursor.Y >= 0 && cursor.Y < a.h {
			v.Cursor = tea.NewCursor(cursor.X, cursor.Y)
		}
	}
	return v
}

func (a *App) title() string {
	if a.status.Title == "" || a.left || a.sentry.locked != nil {
		return "callin"
	}
	title := "callin · " + kit.Text(a.status.Title)
	if a.env.ASCII {
		return kit.Plain(title)
	}
	return title
}

// lines are the screen's, all of them, and where the cursor stands.
func (a *App) lines() ([]string, *kit.Point) {
	t := a.env.Theme()
	lines := make([]string, 0, a.h+maxSayLines)
	head, frame := a.draw(t)
	lines = append(lines, head...)
	rule := t.Rule.Of(kit.Rule(a.w))
	lines = append(lines, rule)
	top, height := len(lines), a.bodyHeight(len(head))
	body := frame.Lines[:min(len(frame.Lines), height)]
	lines = append(lines, body...)
	cursor := frame.Cursor
	if cursor != nil && cursor.Y < height {
		cursor = &kit.Point{X: cursor.X, Y: cursor.Y + top}
	} else {
		cursor = nil
	}
	for len(lines) < top+height {
		lines = append(lines, "")
	}
	over, asked := a.drawOverlay(t, height)
	said := a.messageLines(t)
	if extra := min(len(said)-1, height-1); extra > 0 {
		lines = lines[:len(lines)-extra] // a long message covers the body's end; nothing moves
		height -= extra
		over, asked = a.drawOverlay(t, height) // but a question goes above it: it must be seen whole
	}
	if asked {
		cursor = a.sheet(t, lines, over, height)
	}
	lines = append(lines, said...)
	return append(lines, rule, a.footer(t)), cursor
}

// draw has the page in front draw itself. A page that panics here becomes a
// card, which is drawn instead.
func (a *App) draw(t *kit.Theme) (head []string, f kit.Frame) {
	l := a.current()
	if l == nil {
		return []string{a.screensLine(t)}, f
	}
	a.guard(l, func() tea.Cmd { f = l.page.View(); return nil })
	if _, crashed := l.page.(*card); crashed {
		l.page.Resize(a.middle(l), a.bodyHeight(1))
		f = l.page.View()
	}
	head = a.headLines(t, l)
	return head, a.flanked(t, l, f, a.bodyHeight(len(head)))
}

// sheet lays the overlay on top over the end of the body, under a rule with its
// title, and tells where its cursor is. One that fills the body has its title in
// the header's rule. lines are all lines of the screen up to the body's end.
func (a *App) sheet(t *kit.Theme, lines []string, f kit.Frame, height int) *kit.Point {
	o := a.overlay[len(a.overlay)-1]
	n := min(len(f.Lines), height)
	first := len(lines) - n
	title := kit.Clip(" "+kit.Text(o.dialog.Title())+" ", max(a.w-4, 0))
	lines[first-1] = t.Rule.Of("──") + t.Title.Of(title) + t.Rule.Of(kit.Rule(a.w-2-kit.Width(title)))
	copy(lines[first:], f.Lines[:n])
	if f.Cursor == nil || f.Cursor.Y >= n {
		return nil
	}
	return &kit.Point{X: f.Cursor.X, Y: first + f.Cursor.Y}
}

// finished joins the lines, each made safe and cut to the window.
func (a *App) finished(lines []string) string {
	var b strings.Builder
	b.Grow(len(lines) * (a.w + 16))
	for i, line := range lines {
		if i > 0 {
			b.WriteByte('\n')
		}
		line = kit.Clip(kit.Scrub(line), a.w)
		if a.env.ASCII {
			line = kit.Plain(line)
		}
		b.WriteString(line)
	}
	return b.String()
}

// smallCard is all there is in a window too small.
func (a *App) smallCard() []string {
	text := fmt.Sprintf("callin needs a window of %d×%d; this one has %d×%d. Make it larger, or press ctrl+c twice to leave.",
		minWidth, minHeight, a.w, a.h)
	lines := kit.Wrap(text, a.w)
	if len(a.overlay) > 0 {
		lines = append(lines, "Esc closes what is open.")
	}
	lines = lines[:min(len(lines), a.h)]
	for len(lines) < a.h {
		lines = append(lines, "")
	}
	return lines
}
