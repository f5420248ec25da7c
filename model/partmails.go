package model

import (
	"slices"
	"strings"
)

// MailParts are the report on mails. domains are rows of the domains that gave
// trouble, the worst first.
func MailParts(t Tally, domains []Row) []Part {
	prompt := Part{
		Title: "Against the three minutes", Note: "From the decision to the next server's acceptance.",
		Shape: ShapeBars, Heads: []string{"mail", "accepted", "in 3 min", "median", "nine in ten"},
	}
	states := Part{Title: "What became of them", Shape: ShapeBars, Heads: []string{"", "times"}}
	spreads := map[int]*Spread{}
	inTime, all := map[int]uint64{}, new(Spread)
	t.each(kindTook, func(value int, n uint64) {
		if spreads[value>>8] == nil {
			spreads[value>>8] = new(Spread)
		}
		spreads[value>>8].put(value&0xff, n)
		all.put(value&0xff, n)
	})
	t.each(kindPrompt, func(value int, n uint64) {
		if value&1 == 1 {
			inTime[value>>1] += n
			inTime[-1] += n
		}
	})
	row := func(label string, s *Spread, prompt uint64) Row {
		r := timesRow(label, s)
		r.Cells = slices.Insert(r.Cells, 1, Percent(prompt, s.N()))
		r.Alert = s.N() > 0 && prompt*100 < 95*s.N()
		return r
	}
	for i := range mailCodes {
		if s := spreads[i]; s != nil {
			prompt.Rows = append(prompt.Rows, row(strings.ReplaceAll(named(mailCodes, i, "another"), "_", " "), s, inTime[i]))
		}
	}
	whole := row("all mails", all, inTime[-1])
	whole.Whole = true
	prompt.Rows = append(prompt.Rows, whole)
	by := map[int]uint64{}
	t.each(kindMail, func(value int, n uint64) { by[value&0xff] += n })
	for _, s := range []MailState{MailHeld, MailQueued, MailAccepted, MailDeferred, MailUncertain, MailRefused, MailBounced, MailExpired, MailRevoked} {
		label := string(s)
		if s == MailQueued {
			label = "decided"
		}
		states.Rows = append(states.Rows, Row{Label: label, Cells: []Cell{Number(by[code(stateCodes, s)])}})
	}
	return []Part{prompt, states, {
		Title: "Trouble by domain", Note: "Each deferral counts; one mail may be deferred several times.",
		Shape: ShapeBars, Heads: []string{"domain", "trouble", "deferred", "refused", "bounced"}, Rows: domains,
	}}
}

// DomainRow is a domain's row among those of MailParts.
func DomainRow(domain string, t Tally) Row {
	by := map[MailState]uint64{}
	t.each(kindMail, func(value int, n uint64) {
		if s := value & 0xff; s < len(stateCodes) {
			by[stateCodes[s]] += n
		}
	})
	return Row{Label: domain, Cells: []Cell{Number(t.Sum()), Number(by[MailDeferred]), Number(by[MailRefused]), Number(by[MailBounced])}}
}
