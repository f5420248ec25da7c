package call

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/kit"
)

// talk is the first step: who is it, and what have they lost?
type talk struct{ page *Page }

func (*talk) name() string           { return "found" }
func (*talk) start() tea.Cmd         { return nil }
func (*talk) update(tea.Msg) tea.Cmd { return nil }
func (*talk) editing() bool          { return false }
func (*talk) close()                 {}

// bindings has relate here alone: in other steps its letter sends mail.
func (s *talk) bindings() []kit.Binding {
	p := s.page
	return []kit.Binding{{
		ID: "call.relate", Keys: []string{"r"}, Words: "relate", Quiet: true, Disabled: p.notOwn(),
		Help: "Links the ticket to another, or merges it into one; both keep their histories.",
		Do:   func() tea.Cmd { return p.work.Relate([]model.TicketView{p.view.Ticket}) },
	}}
}

func (s *talk) view(w, _ int) kit.Frame {
	p := s.page
	t := p.env.Theme()
	if !p.known {
		if p.failed != "" {
			return kit.Frame{Lines: append([]string{""}, kit.WrapUnder(" ", "The call can't be read. "+p.failed+" "+kit.Capital(p.env.Keys.Press("call.again", "."))+" to try again.", w-1)...)}
		}
		return kit.Frame{Lines: []string{"", " " + t.Muted.Of(p.look.Loading())}}
	}
	lines := say(t, w, s.sentence())
	lines = append(lines, "", " "+t.Muted.Of(kit.Fit("Lost", 6))+p.lostKeys(t, w-8), "")
	lines = append(lines, p.card(w)...)
	lines = append(lines, p.ticket(w)...)
	lines = append(lines, p.done(w)...)
	return kit.Frame{Lines: lines}
}

func (s *talk) sentence() string {
	v := s.page.view
	switch {
	case v.Call.State == model.CallEnded:
		return ""
	case !v.Found():
		return "I can't find you in our records. Which company are you calling for, and who is its account administrator?"
	case len(v.Call.Deeds) > 0:
		return "Is there anything else that I can do for you?"
	case v.Ticket.Asked(): // it is the agent who calls
		return "I'm calling about the change to your account that you asked us for."
	}
	return "How can I help you? Is it the login password, the user name or the Client ID that you have lost?"
}

// lostKeys lists the letters for what was lost, in the words that there is room
// for.
func (p *Page) lostKeys(t *kit.Theme, w int) string {
	for _, short := range []bool{false, true} {
		line := ""
		for _, l := range letters[:4] {
			words := string(l.lost)
			if w, ok := shortly[l.lost]; ok && short {
				words = w
			}
			if key := p.env.Keys.Shown(l.id, l.key); key != "" {
				words = t.Key.Of(key) + " " + words
			}
			line += words + "   "
		}
		if line = strings.TrimRight(line, " "); kit.Width(line) <= w || short {
			return line
		}
	}
	return ""
}

var shortly = map[model.Credential]string{model.LoginPassword: "password", model.VoicemailPIN: "PIN"}
