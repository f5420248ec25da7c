// This file tells the story of one mail: what it is, and each step with its
// time and the server's own words.
package outbox

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/widget/nouns"
	"callin/ui/widget/pane"
)

// label is the width of the words before the facts.
const label = 10

// story is everything about a mail, w columns wide.
func (p *Page) story(t *kit.Theme, m model.MailView, w int) []string {
	now := p.env.Now()
	lines := append(make([]string, 0, 32), // it seldom has more, and a screen is drawn after every message
		kit.Sides(nouns.MailStyle(t, m.State).Of(model.CleanLine(nouns.MailState(m.State))), model.CleanLine(m.Ticket.String()), w),
		model.CleanLine(nouns.MailKind(m.Kind)),
		"")
	lines = append(lines, pane.Facts(t, w, label,
		pane.Fact{Label: "To", Text: cmp.Or(m.Address, "–")},
		pane.Fact{Label: "For", Text: cmp.Or(pane.Join(", ", m.Name, m.Company), "–")},
		pane.Fact{Label: "Created", Text: kit.Second(m.Created, now) + ", " + kit.Fine(now.Sub(m.Created)) + " ago"},
		pane.Fact{Label: secret(m.Kind), Text: good(m, now)},
		pane.Fact{Label: "Tries", Text: strconv.Itoa(m.Attempts)},
		pane.Fact{Label: "Server", Text: m.Server})...)
	if advice := p.advice(m); advice != "" {
		lines = append(lines, "")
		for _, line := range kit.WrapUnder("! ", advice, w) {
			lines = append(lines, t.Warn.Of(line))
		}
	}
	lines = append(lines, "", t.Title.Of("Story"))
	return append(lines, steps(t, m, w, now)...)
}

// secret names what a mail carries.
func secret(k model.MailKind) string {
	if k.Code() {
		return "Code"
	}
	return "Password"
}

// good is until when the password in the mail opens anything, "" for a mail
// without one.
func good(m model.MailView, now time.Time) string {
	switch {
	case !m.Kind.Secret():
		return ""
	case m.State == model.MailRevoked, m.State == model.MailExpired, !m.Expires.After(now):
		return "opens nothing any more"
	}
	return fmt.Sprintf("good until %s, %s more", kit.Day(m.Expires, now), kit.Fine(m.Expires.Sub(now)))
}

// advice is what the agent can do about the mail now.
func (p *Page) advice(m model.MailView) string {
	switch m.State {
	case model.MailHeld:
		return p.held(m)
	case model.MailAccepted:
		if m.Hint {
			return "Nobody has logged in with it yet. Ask about the spam folder."
		}
	case model.MailRefused, model.MailBounced:
		return "It won't arrive. Check the address on file with the account admin."
	case model.MailExpired:
		return "It came to nothing in time. Send a new one from the call."
	case model.MailDeferred:
		return "It is tried again at " + kit.Second(m.Due, p.env.Now()) + ". " + p.env.Keys.Named("outbox.again", "s") + " tries at once."
	case model.MailUncertain:
		return "The line broke at the end: it may have arrived. It is sent again as the same mail, so it can't arrive as two."
	}
	return ""
}

// held says why a mail waits for a second person, and for whom.
func (p *Page) held(m model.MailView) string {
	who := "nobody else on the staff may: ask a manager"
	if len(m.Releases) > 0 {
		who = p.env.Keys.Named("outbox.release", "s") + " releases it, for " + model.SomeNames(m.Releases)
	}
	what := "a password"
	if !m.Kind.Secret() {
		what = "anything"
	}
	return fmt.Sprintf("The address was changed lately, so a second person has to look before %s goes there. %s asked for it; %s.",
		what, m.By, who)
}

// steps draws
//
//	10:41:02        queued
//	10:41:05   +3 s deferred
//	           450 4.7.1 greylisted, try again in 30 seconds
func steps(t *kit.Theme, m model.MailView, w int, now time.Time) []string {
	if len(m.Steps) == 0 {
		return []string{t.Muted.Of("Nothing has happened yet.")}
	}
	lines := make([]string, 0, 2*len(m.Steps)+2)
	stamp, stamps := 8, make([]string, len(m.Steps))
	for i, s := range m.Steps {
		stamps[i] = kit.Second(s.At, now)
		stamp = max(stamp, kit.Width(stamps[i]))
	}
	before := time.Time{}
	for i, s := range m.Steps {
		gap := ""
		if !before.IsZero() {
			gap = "+" + took(s.At.Sub(before))
		}
		before = s.At
		lines = append(lines, t.Muted.Of(kit.Fit(stamps[i], stamp)+kit.FitRight(gap, 9))+"  "+
			nouns.MailStyle(t, s.State).Of(model.CleanLine(nouns.MailState(s.State))))
		for _, line := range kit.Wrap(model.Clean(strings.TrimSpace(s.Said)), w-stamp-2) {
			lines = append(lines, kit.Space(stamp+2)+line)
		}
	}
	last := m.Steps[len(m.Steps)-1]
	if i := slices.IndexFunc(m.Steps, func(s model.MailStep) bool { return s.State.Final() }); i >= 0 && last.State == m.Steps[i].State {
		last = m.Steps[i] // what its reader did with it comes after
	}
	if len(m.Steps) > 1 {
		lines = append(lines, "", t.Muted.Of(model.CleanLine(fmt.Sprintf("%s from %s to %s",
			took(last.At.Sub(m.Steps[0].At)), m.Steps[0].State, last.State))))
	}
	return lines
}

// took is how long something took, to the second below an hour.
func took(d time.Duration) string {
	d = d.Round(time.Second)
	if d >= time.Minute && d < time.Hour {
		return fmt.Sprintf("%d:%02d min", int(d.Minutes()), int(d.Seconds())%60)
	}
	return kit.Fine(d)
}
