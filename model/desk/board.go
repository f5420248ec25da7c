package desk

// This file is the supervisors' board: whose accounts are being tried at this
// moment, and the alarm that tells them to look.

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"callin/model"
	"callin/model/record"
)

// Alarm tells how many verifications have failed within the time that the policy
// looks back, and whether that is too many (SECURITY 15). It reads no store,
// because every screen asks for it at every change, and names nobody.
func (s *Session) Alarm() (failed int, on bool) {
	p := s.desk.policy
	failed = len(s.desk.feed.watched.since(s.desk.now().Add(-p.AlarmWithin)))
	return failed, failed >= p.AlarmAt
}

// triedAccount is what is remembered of an account's failed verifications.
type triedAccount struct {
	id     model.AccountID
	failed int
	last   time.Time
	all    []tried
}

// beingTried groups what is remembered by account, the latest first.
func (d *Desk) beingTried() []triedAccount {
	by := map[model.AccountID]*triedAccount{}
	for _, t := range d.feed.watched.since(d.now().Add(-d.policy.AlarmWithin)) {
		a := by[t.Account]
		if a == nil {
			a = &triedAccount{id: t.Account}
			by[t.Account] = a
		}
		a.failed++
		a.all = append(a.all, t)
		if t.At.After(a.last) {
			a.last = t.At
		}
	}
	var accounts []triedAccount
	for _, a := range by {
		slices.SortFunc(a.all, func(x, y tried) int { return y.At.Compare(x.At) })
		accounts = append(accounts, *a)
	}
	slices.SortFunc(accounts, func(x, y triedAccount) int {
		return cmp.Or(y.last.Compare(x.last), cmp.Compare(x.id, y.id))
	})
	return accounts
}

func (d *Desk) triedParts(r rows) ([]model.Part, error) {
	failed := len(d.feed.watched.since(d.now().Add(-d.policy.AlarmWithin)))
	board := model.Part{
		Title: "Accounts", Shape: model.ShapeTable,
		Heads: []string{"account", "failed", "last", "tries left", "call", "called from", "who", "agents"},
	}
	for _, a := range d.beingTried() {
		row, err := d.triedRow(r, a)
		if err != nil {
			return nil, err
		}
		board.Rows = append(board.Rows, row)
	}
	return []model.Part{{
		Title: "Failed within the hour", Shape: model.ShapeTable, Heads: []string{"", "failed", "alarm at"},
		Rows: []model.Row{{
			Label: "all accounts", Alert: failed >= d.policy.AlarmAt,
			Cells: []model.Cell{model.Number(uint64(failed)), model.Number(uint64(d.policy.AlarmAt))}, //nolint:gosec // small and not negative
		}},
	}, board}, nil
}

func (d *Desk) triedRow(r rows, a triedAccount) (model.Row, error) {
	now := d.now()
	tries, err := loadOr[model.Tries](r, record.TriesKey(a.id))
	if err != nil {
		return model.Row{}, err
	}
	label, err := r.accountWords(a.id, "")
	if err != nil {
		return model.Row{}, err
	}
	left := model.Number(uint64(tries.Left(d.policy, now))) //nolint:gosec // small and not negative
	if tries.Locked(now) {
		left = model.Words("locked")
	}
	var who, agents, numbers []string
	for _, t := range a.all {
		person, _, err := r.names(t.Person)
		if err != nil {
			return model.Row{}, err
		}
		who, agents, numbers = once(who, person.Name), once(agents, string(t.Agent)), once(numbers, t.From)
	}
	call, err := load[model.Call](r, record.CallKey(a.all[0].Call))
	if err != nil {
		return model.Row{}, err
	}
	state := ""
	if call != nil && call.State != model.CallEnded {
		state = string(call.State) + " with " + string(call.Agent)
	} else if call != nil {
		state = string(call.Outcome)
	}
	return model.Row{Label: label, Alert: tries.Locked(now) || a.failed >= d.policy.Tries, Cells: []model.Cell{
		model.Number(uint64(a.failed)), model.Moment(a.last), left, model.Words(state), //nolint:gosec // small and not negative
		model.Words(strings.Join(numbers, ", ")), model.Words(strings.Join(who, ", ")), model.Words(strings.Join(agents, ", ")),
	}}, nil
}

// once adds what isn't among the texts yet.
func once(texts []string, text string) []string {
	if text == "" || slices.Contains(texts, text) {
		return texts
	}
	return append(texts, text)
}

// queueParts are the tickets that wait at this moment.
func (d *Desk) queueParts() []model.Part {
	l, now := d.feed.lists, d.now()
	l.mu.Lock()
	defer l.mu.Unlock()
	by := map[model.TicketState]*[4]uint64{}
	states := []model.TicketState{model.TicketNew, model.TicketOpen, model.TicketWaiting, model.TicketParked}
	for _, t := range l.queue {
		n := by[t.State]
		if n == nil {
			n = new([4]uint64)
			by[t.State] = n
			if !slices.Contains(states, t.State) {
				states = append(states, t.State)
			}
		}
		n[0]++
		switch {
		case t.PastDue(now):
			n[2]++
		case t.DueSoon(d.policy, now):
			n[1]++
		}
		if t.Owner == "" {
			n[3]++
		}
	}
	p := model.Part{Title: "The queue now", Shape: model.ShapeBars, Heads: []string{"state", "tickets", "due soon", "past due", "nobody's"}}
	var all [4]uint64
	row := func(label string, n [4]uint64) model.Row {
		return model.Row{Label: label, Alert: n[2] > 0, Cells: []model.Cell{model.Number(n[0]), model.Number(n[1]), model.Number(n[2]), model.Number(n[3])}}
	}
	for _, s := range states {
		n := by[s]
		if n == nil {
			n = new([4]uint64)
		}
		for i := range all {
			all[i] += n[i]
		}
		p.Rows = append(p.Rows, row(string(s), *n))
	}
	whole := row("all", all)
	whole.Whole = true
	p.Rows = append(p.Rows, whole)
	return []model.Part{p}
}
