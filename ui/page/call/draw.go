package call

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/widget/nouns"
	"callin/ui/widget/work"
)

// Head is the page's own header: who, and where in the script.
func (p *Page) Head() []kit.HeadLine {
	if !p.known {
		return []kit.HeadLine{{Left: "Call"}, {}}
	}
	t, v := p.env.Theme(), p.view
	left := t.Title.Of(v.Ticket.Number.String()+"  "+model.CleanLine(p.who())) + roleOf(v)
	if v.Caller.Company != "" {
		left += "   " + model.CleanLine(v.Caller.Company)
	}
	here := "here: you"
	if !v.Mine {
		here = "here: " + model.CleanLine(string(v.Call.Agent))
	}
	if others := work.Here(v.Ticket.Here, p.env.Agent); others != "" {
		here = t.Accent.Of("here: you, " + others)
	}
	steps, tight := p.steps()
	lost := t.Muted.Of("Lost: ") + "-"
	if p.lost != "" {
		lost = t.Muted.Of("Lost: ") + string(p.lost)
	}
	return []kit.HeadLine{
		{Left: left, Right: "call " + kit.Watch(p.age()) + "   " + here},
		{Left: lost, Right: steps, Tight: tight},
	}
}

func roleOf(v model.CallView) string {
	if v.Found() {
		return ", " + string(v.Caller.Role)
	}
	return ", not found"
}

// age is how long the call has lasted.
func (p *Page) age() time.Duration {
	if !p.view.Call.Ended.IsZero() {
		return p.view.Call.Ended.Sub(p.view.Call.Opened)
	}
	return p.env.Now().Sub(p.view.Call.Opened)
}

// steps is the script in one line: what is done, where we are, what comes. In
// the tight form only the step at which we are has its name.
func (p *Page) steps() (full, tight string) {
	v := p.view
	done := map[string]bool{
		"found":  v.Found(),
		"verify": !v.Verified.IsZero(),
		"tell":   slices.ContainsFunc(v.Call.Deeds, func(d model.Deed) bool { return d.Lost != "" }), // an article alone isn't it
		"wrap":   v.Call.State == model.CallEnded,
	}
	var parts, signs []string
	for i, s := range []struct{ name, words string }{
		{"found", "found"}, {"verify", "verify"}, {"tell", p.giveWord()}, {"wrap", "wrap up"},
	} {
		sign := " "
		switch {
		case done[s.name]:
			sign = "x"
		case p.step.name() == s.name:
			sign = fmt.Sprint(i + 1)
		}
		sign = "[" + sign + "]"
		part := sign + " " + s.words
		if p.step.name() == s.name {
			part = p.env.Theme().Accent.Of(part)
			sign = part
		}
		parts, signs = append(parts, part), append(signs, sign)
	}
	return "Steps: " + strings.Join(parts, "  "), strings.Join(signs, " ")
}

func (p *Page) giveWord() string {
	if p.lost == model.LoginPassword {
		return "mail"
	}
	return "tell"
}

// View draws the step, and that the call's end takes its time. Where a low window
// has no room for all of it, the last line says so.
func (p *Page) View() kit.Frame {
	f := p.step.view(p.w, p.h)
	if waiting := p.leave.Loading(); waiting != "" {
		f.Lines = append(f.Lines, "", " "+p.env.Theme().Muted.Of("one moment, "+waiting))
	}
	if p.h > 0 && len(f.Lines) > p.h {
		f.Lines = append(f.Lines[:p.h-1:p.h-1], " "+p.env.Theme().Muted.Of("… more in a higher window"))
	}
	return f
}

// toDo is an action in the column of the sentences: its key, and what it does.
func (p *Page) toDo(id, own, words string) string {
	return " " + p.env.Theme().Key.Of(kit.Fit(p.env.Keys.Shown(id, own), 6)) + words
}

// say is the sentence for the agent to speak.
func say(t *kit.Theme, w int, sentence string) []string {
	if sentence == "" {
		return nil
	}
	lines := kit.WrapUnder(" Say   ", `"`+model.CleanLine(sentence)+`"`, w-1)
	for i, line := range lines {
		lines[i] = " " + t.Accent.Of("Say") + line[4:]
		if i > 0 {
			lines[i] = line
		}
	}
	return lines
}

// card is who is calling, as far as an agent may see.
func (p *Page) card(w int) []string {
	v, t := p.view, p.env.Theme()
	if !v.Found() {
		return []string{line(t, "Caller", model.CleanLine(v.Call.Said)+", not found among the accounts")}
	}
	c := v.Caller
	who := fmt.Sprintf("%s, %s", model.CleanLine(c.Name), c.Role)
	if c.Extension != "" {
		who += ", extension " + c.Extension
	}
	company := fmt.Sprintf("%s   Client ID %s", model.CleanLine(c.Company), c.ClientID)
	if c.Status != model.Active {
		company += "   " + t.Warn.Of(string(c.Status)+" !")
	}
	lines := []string{line(t, "Caller", who), line(t, "Company", company)}
	if c.Phone != "" {
		lines = append(lines, line(t, "Phone", kit.Phone(c.Phone)))
	}
	if v.Call.From != "" {
		lines = append(lines, line(t, "From", kit.Phone(v.Call.From)))
	}
	lines = append(lines, wrapped(t, "Address", p.address(), w)...)
	if c.Role == model.Admin {
		lines = append(lines, wrapped(t, "Question", p.question(), w)...)
	} else {
		lines = append(lines, wrapped(t, "Admins", namesOr(v.Admins, "none"), w)...)
	}
	return lines
}

// ticket is what is known of the request, when it isn't a fresh one.
func (p *Page) ticket(w int) []string {
	t, v := p.env.Theme(), p.view.Ticket
	var lines []string
	if v.Text != "" {
		lines = append(lines, wrapped(t, "Asked", model.CleanLine(v.Text), w)...)
	}
	if v.Priority == model.High || v.Past || v.Soon {
		style := t.Warn
		if v.Past {
			style = t.Danger
		}
		lines = append(lines, line(t, "Ticket", nouns.PriorityStyle(t, v.Priority).Of(nouns.Priority(v.Priority))+"  "+
			style.Of(kit.Due(v.DueAt().Sub(p.env.Now())))))
	}
	if e := p.view.Noted; e != nil && e.Note != v.Text {
		lines = append(lines, wrapped(t, "Noted", model.CleanLine(fmt.Sprintf("%s, %s: %s",
			kit.Hour(e.At, p.env.Now()), nouns.Agent(e.Agent, p.env.Agent), e.Note)), w)...)
	}
	if links := work.Links(v.Ticket); links != "" {
		lines = append(lines, wrapped(t, "Related", links, w)...)
	}
	return lines
}

func (p *Page) address() string {
	if p.view.Address {
		return p.view.Caller.Email
	}
	return p.env.Theme().Warn.Of("none on file !") + "  nothing can be mailed to this person"
}

// question says how verification stands.
func (p *Page) question() string {
	t, v := p.env.Theme(), p.view
	switch {
	case !v.Asked:
		return t.Warn.Of("none set !") + "  this person can't be verified by telephone"
	case !v.Locked.IsZero():
		return t.Danger.Of("locked !") + "  after wrong answers, until " + kit.Hour(v.Locked, p.env.Now())
	case !v.Verified.IsZero():
		return t.Ok.Of("verified") + "  until " + kit.Hour(v.Verified, p.env.Now())
	}
	return "set  " + t.Muted.Of(tries(v.TriesLeft))
}

func tries(n int) string { return kit.Count(n, "try left today", "tries left today") }

// done lists what was done for the caller, the mails with how far they are.
func (p *Page) done(w int) []string {
	var lines []string
	mails := map[model.JobID]model.MailView{}
	for _, m := range p.view.Mails {
		mails[m.Job] = m
	}
	label := "Done"
	for _, d := range p.view.Call.Deeds {
		text := kit.Hour(d.At, p.env.Now()) + "  " + nouns.Deed(d)
		if d.Mail != "" {
			text = kit.Hour(d.At, p.env.Now()) + "  "
			if d.Way == model.WayTell {
				text += string(d.Lost) + ": "
			}
			text += p.mailWords(mails[d.Mail])
			if !d.Used.IsZero() {
				text += "  " + p.env.Theme().Ok.Of("logged in") + " " + kit.Second(d.Used, p.env.Now())
				if mails[d.Mail].Said == model.SaidChosen {
					text += ", and chose a new password"
				}
			}
		}
		lines = append(lines, wrapped(p.env.Theme(), label, text, w)...)
		label = ""
	}
	if len(lines) > 0 {
		lines = append([]string{""}, lines...)
	}
	return lines
}

// mailWords says how far a mail is, with the server's own words.
func (p *Page) mailWords(m model.MailView) string {
	t := p.env.Theme()
	said := model.CleanLine(m.Said)
	switch m.State {
	case model.MailAccepted:
		text := t.Ok.Of("mail accepted") + " " + kit.Second(m.Ended, p.env.Now())
		if m.Hint { // then it matters more than who took it, and fits into the line
			return text + "  " + t.Warn.Of("ask about the spam folder")
		}
		return text + " by " + model.CleanLine(m.Server)
	case model.MailQueued, model.MailSending:
		return "mail to " + m.Address + " " + string(m.State)
	case model.MailHeld:
		return t.Warn.Of("mail held !") + " a second person has to release it in the Outbox"
	case model.MailDeferred, model.MailUncertain:
		return t.Warn.Of("mail "+string(m.State)+" !") + " next try " + kit.Second(m.Due, p.env.Now()) + ": " + said
	}
	return t.Danger.Of("mail "+string(m.State)+" !") + " " + said
}

// behind is how long something has been waited for, behind its key.
func behind(t *kit.Theme, waiting string) string {
	if waiting == "" {
		return ""
	}
	return "   " + t.Muted.Of(waiting)
}

// indent of what stands behind a label.
const indent = 11

func line(t *kit.Theme, label, text string) string {
	return " " + t.Muted.Of(kit.Fit(label, indent-1)) + text
}

func wrapped(t *kit.Theme, label, text string, w int) []string {
	lines := kit.Wrap(text, w-indent-1)
	for i := range lines {
		if i == 0 {
			lines[i] = line(t, label, lines[i])
			continue
		}
		lines[i] = kit.Space(indent) + lines[i]
	}
	return lines
}

func namesOr(names []string, none string) string {
	if len(names) == 0 {
		return none
	}
	return model.CleanLine(model.SomeNames(names))
}

func hours(d time.Duration) string { return fmt.Sprintf("%g hours", d.Hours()) }
