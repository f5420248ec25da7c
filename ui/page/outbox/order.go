// This file sorts the list and keeps to a view of it.
package outbox

import (
	"cmp"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/widget/views"
)

// order is what the list is sorted by, in words.
type order string

// The orders; the first is the desk's own.
const (
	byNewest  order = "newest"
	byState   order = "state"
	byWho     order = "who"
	byCompany order = "company"
	byTicket  order = "ticket"
)

var orders = []order{byNewest, byState, byWho, byCompany, byTicket}

// concern orders states: what needs attention stands first.
var concern = []model.MailState{
	model.MailHeld, model.MailRefused, model.MailBounced, model.MailExpired, model.MailUncertain,
	model.MailDeferred, model.MailQueued, model.MailSending, model.MailAccepted, model.MailRevoked,
}

// only is which of the mails are shown.
type only string

// The choices; the first shows all.
const (
	everything only = ""
	onTheWay   only = "away"
	forSecond  only = "held"
	toAsk      only = "ask"
	failed     only = "failed"
)

var onlyWords = map[only]string{onTheWay: "on the way", forSecond: "held", toAsk: "to ask about", failed: "came to nothing"}

// ownViews are those that everybody has.
func ownViews() []model.SavedView {
	return []model.SavedView{
		{Name: "All"},
		{Name: "On the way", Spec: "only=away"},
		{Name: "Held", Spec: "only=held"},
		{Name: "To ask about", Spec: "only=ask"},
		{Name: "Came to nothing", Spec: "only=failed"},
	}
}

func newViews(p *Page) *views.Views { return views.New(p.env, p.ID(), p.desk, ownViews()...) }

// spec writes down how the list is shown.
func (p *Page) spec() string {
	s := views.Spec{Only: string(p.only), Back: p.turned, Find: p.filter.Value()}
	if p.order != byNewest {
		s.Sort = string(p.order)
	}
	return s.String()
}

// show shows the list as a view has it. What the view doesn't say, or what this
// version doesn't know, is as usual.
func (p *Page) show(spec string) tea.Cmd {
	s := views.ReadSpec(spec)
	p.only = only(s.Only)
	if onlyWords[p.only] == "" {
		p.only = everything
	}
	p.order = order(s.Sort)
	if !slices.Contains(orders, p.order) {
		p.order = byNewest
	}
	p.turned = s.Back
	p.filter.Set(s.Find)
	p.editing, p.reading = false, false
	p.list.Unmark()
	p.resort()
	p.list.Top()
	return nil
}

// shows tells whether a mail is in the view.
func (p *Page) shows(m model.MailView) bool {
	switch p.only {
	case onTheWay:
		return !m.State.Final() && m.State != model.MailHeld
	case forSecond:
		return m.State == model.MailHeld
	case toAsk:
		return m.Hint
	case failed:
		return m.State == model.MailRefused || m.State == model.MailBounced || m.State == model.MailExpired
	}
	return true
}

// viewWords say how the list is shown, "" when that is as usual.
func (p *Page) viewWords() string {
	if p.only == everything && p.order == byNewest && !p.turned {
		return ""
	}
	if name := p.views.Name(p.spec()); name != "" && p.filter.Empty() {
		return model.CleanLine(name)
	}
	var words []string
	if p.only != everything {
		words = append(words, onlyWords[p.only])
	}
	if p.order != byNewest {
		words = append(words, "by "+string(p.order))
	}
	if p.turned {
		words = append(words, "backwards")
	}
	return strings.Join(words, ", ")
}

func (p *Page) nextOrder() tea.Cmd {
	p.order = orders[(slices.Index(orders, p.order)+1)%len(orders)]
	p.resort()
	return nil
}

func (p *Page) backwards() tea.Cmd {
	p.turned = !p.turned
	p.resort()
	return nil
}

// sorted is a copy of the mails in order.
func (p *Page) sorted(all []model.MailView) []model.MailView {
	all = slices.Clone(all)
	by := map[order]func(a, b model.MailView) int{
		byState: func(a, b model.MailView) int {
			return cmp.Compare(slices.Index(concern, a.State), slices.Index(concern, b.State))
		},
		byWho:     func(a, b model.MailView) int { return cmp.Compare(model.Fold(a.Name), model.Fold(b.Name)) },
		byCompany: func(a, b model.MailView) int { return cmp.Compare(model.Fold(a.Company), model.Fold(b.Company)) },
		byTicket:  func(a, b model.MailView) int { return cmp.Compare(a.Ticket, b.Ticket) },
	}[p.order]
	if by != nil {
		slices.SortStableFunc(all, by)
	}
	if p.turned {
		slices.Reverse(all)
	}
	return all
}
