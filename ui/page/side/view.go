// This file draws the page:
//
//	Articles                          i opens
//	  What to do when you forgot your login
//	  password
//	    for a lost Client ID · helped 92 %
//
//	T-4478  lost Client ID              high !
//	  due in 12 min
package side

import (
	"fmt"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/widget/nouns"
	"callin/ui/widget/work"
)

// The most that is shown of what there may be much of.
const (
	mostArticles = 3
	mostMails    = 4
)

// View draws what there is room for; what helps the call stands first.
func (p *Page) View() kit.Frame {
	t := p.env.Theme()
	if !p.live.Started() || p.is.call.Call.ID == "" {
		return kit.Frame{Lines: []string{t.Muted.Of(p.live.Empty("What goes with the call", ""))}}
	}
	var lines []string
	for _, part := range [][]string{p.articles(t), p.here(t), p.ticket(t), p.mails(t), p.history(t)} {
		if len(part) == 0 {
			continue
		}
		if len(lines) > 0 {
			lines = append(lines, "")
		}
		lines = append(lines, part...)
	}
	if len(lines) > p.h && p.h > 0 {
		lines = append(lines[:p.h-1], t.Muted.Of("… "+p.env.Keys.Named("call.history", "h")+" shows the whole history"))
	}
	return kit.Frame{Lines: lines}
}

// articles are those that may help, with what speaks for each.
func (p *Page) articles(t *kit.Theme) []string {
	lines := []string{kit.Sides(t.Title.Of("Articles"), p.hint(t, "call.articles", "i", "opens them"), p.w)}
	for _, a := range p.is.articles[:min(len(p.is.articles), mostArticles)] {
		lines = append(lines, indent(model.CleanLine(a.Title), p.w-1, "  ")...)
		for _, line := range p.why(a) {
			lines = append(lines, t.Muted.Of(line))
		}
	}
	if len(p.is.articles) == 0 {
		lines = append(lines, t.Muted.Of("  none for this call"))
	}
	return lines
}

// hint is the key that leads to the whole of a part.
func (p *Page) hint(t *kit.Theme, id, own, words string) string {
	key := p.env.Keys.Shown(id, own)
	if key == "" {
		return ""
	}
	return t.Key.Of(key) + t.Muted.Of(" "+words+" ")
}

// why is what speaks for an article, in one line or, where that is too long, in
// two.
func (p *Page) why(a model.Suggestion) []string {
	const by, dot = "    ", " · "
	why, w := model.CleanLine(a.Why), p.w-1
	percent, rated := a.Helpful()
	if !rated {
		return indent(why, w, by)
	}
	helped := fmt.Sprintf("helped %d %%", percent)
	if line := by + why + dot + helped; kit.Width(line) <= w {
		return []string{line}
	}
	return append(indent(why, w, by), by+helped)
}

func indent(text string, w int, by string) []string { return kit.WrapUnder(by, text, w) }

// here is who else is at the ticket.
func (p *Page) here(t *kit.Theme) []string {
	here := work.Here(p.is.story.Ticket.Here, p.env.Agent)
	if here == "" {
		return nil
	}
	lines := []string{t.Title.Of("Here")}
	for _, line := range indent(here, p.w-1, "  ") {
		lines = append(lines, t.Accent.Of(line))
	}
	return lines
}

// ticket is how the request stands.
func (p *Page) ticket(t *kit.Theme) []string {
	v, now := p.is.story.Ticket, p.env.Now()
	lines := []string{kit.Sides(t.Title.Of(v.Number.String())+"  "+model.CleanLine(string(v.Kind)),
		nouns.PriorityStyle(t, v.Priority).Of(nouns.Priority(v.Priority))+" ", p.w)}
	due, style := kit.Due(v.DueAt().Sub(now)), kit.Style{}
	switch {
	case v.Done():
		due = string(v.State)
	case v.Waits(now):
		due = "put off until " + kit.Hour(v.Until, now)
	case v.Past:
		style = t.Danger
	case v.Soon:
		style = t.Warn
	}
	lines = append(lines, "  "+style.Of(due))
	for _, l := range p.is.story.Links {
		lines = append(lines, kit.Clip("  "+l.Number.String()+"  "+t.Muted.Of(string(l.State)+", "+model.CleanLine(string(l.Kind))), p.w-1))
	}
	return lines
}

// mails are those of this call, the newest first.
func (p *Page) mails(t *kit.Theme) []string {
	if len(p.is.call.Mails) == 0 {
		return nil
	}
	lines := []string{t.Title.Of("Mails")}
	for _, m := range p.is.call.Mails[:min(len(p.is.call.Mails), mostMails)] {
		lines = append(lines, kit.Clip("  "+kit.Hour(m.Created, p.env.Now())+"  "+nouns.MailStyle(t, m.State).Of(nouns.MailState(m.State))+
			"  "+t.Muted.Of(nouns.MailKind(m.Kind)), p.w-1))
		if m.Hint {
			lines = append(lines, "    "+t.Warn.Of("ask about the spam folder"))
		} else if m.Said != "" {
			lines = append(lines, kit.Clip("    "+t.Muted.Of(model.CleanLine(m.Said)), p.w-1))
		}
	}
	return lines
}

// history is what was done about the ticket, the newest first.
func (p *Page) history(t *kit.Theme) []string {
	lines := []string{kit.Sides(t.Title.Of("History"), p.hint(t, "call.history", "h", "shows it"), p.w)}
	story := p.is.story
	story.Ticket.Links, story.Ticket.Merged = nil, 0 // they stand above
	for _, line := range work.Story(t, story, p.env.Agent, p.env.Now(), p.w-3) {
		lines = append(lines, "  "+line)
	}
	return lines
}
