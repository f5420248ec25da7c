// Package policy is the page that says which rules are in force: who is given
// back what, and the numbers behind it. They are set in the configuration, by
// the operator, and not here.
package policy

import (
	"fmt"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/widget/pane"
)

// Page is the page.
type Page struct {
	env    *kit.Env
	policy model.Policy
	scroll pane.Scroll
	w, h   int
}

// New makes the page.
func New(env *kit.Env, policy model.Policy) *Page { return &Page{env: env, policy: policy} }

// ID names the page.
func (*Page) ID() kit.PageID { return "policy" }

// Title is in the help.
func (*Page) Title() string { return "Policy" }

// Editing is false: there is no field.
func (*Page) Editing() bool { return false }

// Init has nothing to read.
func (*Page) Init() tea.Cmd { return nil }

// Close has nothing to end.
func (*Page) Close() {}

// Update scrolls.
func (p *Page) Update(msg tea.Msg) tea.Cmd {
	if key, ok := msg.(tea.KeyPressMsg); ok {
		p.scroll.Press(key.String())
	}
	return nil
}

// Resize sets the room.
func (p *Page) Resize(w, h int) { p.w, p.h = w, h }

// widest is how wide the text gets.
const widest = 90

// View draws the page.
func (p *Page) View() kit.Frame {
	return p.scroll.Full(p.env.Theme(), p.text(min(p.w-4, widest)), p.w, p.h)
}

// text is the whole policy.
func (p *Page) text(w int) []string {
	t := p.env.Theme()
	lines := []string{t.Title.Of("The policy in force: " + kit.Text(p.policy.Profile)), ""}
	lines = append(lines, kit.Wrap("It is set below [policy] in the configuration of the desk, by its operator.", w)...)
	lines = append(lines, "", t.Title.Of("Who is given back what"))
	for _, r := range p.policy.Rules {
		who, needs := make([]string, len(r.Roles)), make([]string, len(r.Needs))
		for i, role := range r.Roles {
			who[i] = string(role)
		}
		for i, need := range r.Needs {
			needs[i] = string(need)
		}
		text := string(r.Way)
		if len(needs) > 0 {
			text += ", after the " + strings.Join(needs, " and the ")
		}
		lines = append(lines, kit.WrapUnder(kit.Fit(string(r.Lost), 22)+kit.Fit(strings.Join(who, ", "), 20), text, w)...)
	}
	lines = append(lines, "", t.Title.Of("The numbers"))
	return append(lines, pane.Facts(t, w, 34, p.numbers()...)...)
}

func (p *Page) numbers() []pane.Fact {
	y := p.policy
	return []pane.Fact{
		{Label: "Wrong answers, an account", Text: strconv.Itoa(y.Tries) + " in " + kit.Short(y.TriesWindow) + ", then locked for " + kit.Short(y.LockFor)},
		{Label: "A verification is good for", Text: kit.Short(y.VerificationLife)},
		{Label: "A temporary password is good for", Text: kit.Short(y.TemporaryLife)},
		{Label: "A changed address holds mails", Text: days(y.AddressHold)},
		{Label: "Reset mails, a person", Text: "one in " + kit.Short(y.MailPause) + ", " + strconv.Itoa(y.MailsADay) + " a day"},
		{Label: "A told value is shown for", Text: kit.Short(y.TellFor)},
		{Label: "The alarm goes at", Text: strconv.Itoa(y.AlarmAt) + " failed verifications in " + kit.Short(y.AlarmWithin)},
		{Label: "A screen locks after", Text: kit.Short(y.LockAfter) + " without a key"},
		{Label: "A session lasts at most", Text: kit.Short(y.LongestSession)},
	}
}

func days[D interface{ Hours() float64 }](d D) string { return fmt.Sprintf("%.0f days", d.Hours()/24) }

// Bindings are the page's actions.
func (p *Page) Bindings() []kit.Binding {
	return []kit.Binding{{
		ID: "policy.scroll", Keys: []string{"up", "down", "k", "j"}, Words: "scroll",
		Help: "Moves the text; PgUp PgDn Home End g G ctrl+u ctrl+d in larger steps.",
	}}
}
