package call

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/widget/work"
)

// letter is the key for something that people lose.
type letter struct {
	key  string
	id   string
	lost model.Credential
}

// letters are the keys for what people lose, the same in every step.
var letters = []letter{
	{"p", "call.password", model.LoginPassword},
	{"u", "call.user_name", model.UserName},
	{"c", "call.client_id", model.ClientID},
	{"v", "call.pin", model.VoicemailPIN},
	{"S", "call.sip", model.SIPPassword},
	{"T", "call.polycom", model.PolycomPassword},
}

// letterBindings are those of what people lose: they are asked for at every
// drawing, so they are made once.
func (p *Page) letterBindings() []kit.Binding {
	bs := make([]kit.Binding, len(letters))
	for i, l := range letters {
		bs[i] = kit.Binding{
			ID: l.id, Keys: []string{l.key}, Words: string(l.lost), Quiet: l.lost == model.SIPPassword || l.lost == model.PolycomPassword,
			Help: "The caller has lost the " + string(l.lost) + ".", Do: func() tea.Cmd { return p.lose(l.lost) },
		}
	}
	return bs
}

// Bindings are the step's actions and the page's own.
func (p *Page) Bindings() []kit.Binding {
	bs := p.step.bindings()
	if p.Editing() {
		return bs
	}
	own := p.notOwn()
	var later []kit.Binding
	_, talking := p.step.(*talk)
	if talking { // its letters are those of what was lost
		bs, later = nil, bs
	}
	for _, b := range p.lettered {
		b.Disabled = own
		bs = append(bs, b)
	}
	bs = append(bs, kit.Binding{
		ID: "call.park", Keys: []string{"b"}, Words: "park", Disabled: own, Do: p.park,
		Help: "Sets the call aside. It waits on the first page.",
	})
	if _, wrapping := p.step.(*wrap); !wrapping {
		bs = append(bs, kit.Binding{
			ID: "call.done", Keys: []string{"d"}, Words: "done", Disabled: own, Do: p.wrapUp,
			Help: "Wraps the call up; the outcome is filled in.",
		})
	}
	bs = p.withWork(append(append(bs, later...), kit.Binding{
		ID: "call.articles", Keys: []string{"i"}, Words: "articles", Quiet: true,
		Help: "The articles that may help in this call.", Do: func() tea.Cmd { return kit.Open("articles", p.about()) },
	}))
	if p.failed != "" {
		bs = append(bs, kit.Binding{
			ID: "call.again", Keys: []string{"."}, Words: "try again", Help: "Reads the call again.", Do: p.read,
		})
	}
	if !talking {
		bs = append(bs, kit.Binding{
			ID: "call.back", Keys: []string{"esc"}, Words: "back",
			Help: "Back to the call's first step.", Do: p.toTalk,
		})
	}
	return bs
}

// withWork adds what is done with the ticket. Where a step has a letter for
// itself, or the same action, the step's is meant.
func (p *Page) withWork(bs []kit.Binding) []kit.Binding {
	for _, b := range p.work.Bindings(p.ticketMeant(), p.notWork) {
		if b.ID == "call.relate" {
			continue // the first step's alone
		}
		taken := slices.ContainsFunc(bs, func(other kit.Binding) bool { return other.ID == b.ID || other.Has(b.Keys[0]) })
		if !taken {
			bs = append(bs, b)
		}
	}
	return bs
}

// handOver is the action of that name where it is what the step leads to, so
// that it stands among the first.
func (p *Page) handOver() kit.Binding {
	bs := p.work.Bindings(p.ticketMeant(), p.notWork)
	b := bs[slices.IndexFunc(bs, func(b kit.Binding) bool { return b.ID == "call.hand_over" })]
	b.Quiet = false
	return b
}

// ticketMeant is what work is about.
func (p *Page) ticketMeant() []model.TicketView {
	p.meant[0] = p.view.Ticket
	return p.meant[:]
}

// notWork says why something can't be done with the ticket now.
func (p *Page) notWork(d work.Deed) string {
	switch d {
	case work.Wait, work.HandOver: // of the call too
		return p.notOwn()
	}
	if !p.known {
		return "The call is still being read."
	}
	return ""
}

// notOwn says why nothing may be done in this call.
func (p *Page) notOwn() string {
	switch {
	case !p.known:
		return "The call is still being read."
	case !p.view.Mine:
		return string(p.view.Call.Agent) + " is speaking with this caller."
	case p.view.Call.State == model.CallEnded:
		return "This call has ended."
	case p.leave.Pending():
		return "Just a moment."
	}
	return ""
}

func (p *Page) toTalk() tea.Cmd { return p.goTo(&talk{page: p}) }

func (p *Page) wrapUp() tea.Cmd {
	if p.wrap == nil {
		p.wrap = newWrap(p)
	}
	return p.goTo(p.wrap)
}

// lose goes to what the policy has for something lost.
func (p *Page) lose(lost model.Credential) tea.Cmd {
	p.lost = lost
	return tea.Batch(p.goTo(newWays(p, lost)), kit.Tell(p.ID(), p.about()))
}

// about is what articles should be about.
func (p *Page) about() model.ForCall { return model.ForCall{Call: p.id, Lost: p.lost} }

// refer notes a way that is only spoken of and ends the call.
func (p *Page) refer(lost model.Credential, way model.Way) tea.Cmd {
	outcome := model.Explained
	if way == model.WayReferral {
		outcome = model.Referred
	}
	return p.finish(func(ctx context.Context) error {
		if err := p.desk.Refer(ctx, p.id, lost, way); err != nil {
			return err
		}
		return p.desk.EndCall(ctx, p.id, model.WrapUp{Outcome: outcome})
	})
}
