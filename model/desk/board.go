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

// beingTried groups what is remembered by account, the latest first, and counts it.
func (d *Desk) beingTried(r rows) (accounts []triedAccount, failed int, err error) {
	by := map[model.AccountID]*triedAccount{}
	since := d.now().Add(-d.policy.AlarmWithin)
	err = each(r, record.AllTried, func(_ string, t *tried) (bool, error) {
		if !t.At.After(since) {
			return true, nil
		}
		failed++
		a := by[t.Account]
		if a == nil {
			a = &triedAccount{id: t.Account}
			by[t.Account] = a
		}
		a.failed++
		a.all = append(a.all, *t)
		if t.At.After(a.last) {
			a.last = t.At
		}
		return true, nil
	})
	for _, a := range by {
		slices.SortFunc(a.all, func(x, y tried) int { return y.At.Compare(x.At) })
		accounts = append(accounts, *a)
	}
	slices.SortFunc(accounts, func(x, y triedAccount) int {
		return cmp.Or(y.last.Compare(x.last), cmp.Compare(x.id, y.id))
	})
	return accounts, failed, err
}

func (d *Desk) triedParts(r rows) ([]model.Part, error) {
	accounts, failed, err := d.beingTried(r)
	if err != nil {
		return nil, err
	}
	board := model.Part{
		Title: "Accounts", Shape: model.ShapeTable,
		Heads: []string{"account", "failed", "last", "tries left", "call", "called from", "who", "agents"},
	}
	for _, a := range accounts {
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

// ticketParts are the report on tickets: the queue at this moment, and what
// happened to tickets in a period.
func (d *Desk) ticketParts(r rows, p model.Period) ([]model.Part, error) {
	var queue []model.QueueCount
	now := d.now()
	err := each(r, record.Queue, func(_ string, n *model.TicketNumber) (bool, error) {
		t, err := need[model.Ticket](r, record.TicketKey(*n), "ticket")
		if err != nil {
			return false, err
		}
		queue = model.CountQueue(queue, *t, d.policy, now)
		return true, nil
	})
	if err != nil {
		return nil, err
	}
	all, err := r.lanes(p)
	return model.TicketParts(queue, all), err
}
