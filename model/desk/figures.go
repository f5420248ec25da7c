package desk

// This file reads reports. What a period comes to is added up from the months or
// days that it is made of; of what there is very much of, only the first of a
// ranking are read. So a year opens as soon as a day.

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"callin/model"
	"callin/model/record"
)

// mostRanked is how many of a ranking a report shows.
const mostRanked = 20

// Figures reads a report; a report about this moment takes no period.
//
// Errors: Forbidden, NotFound for a report that there isn't, Invalid without a
// period.
func (s *Session) Figures(ctx context.Context, name model.FiguresName, p model.Period) (model.Figures, error) {
	var f model.Figures
	kind, err := figuresKind(name, p)
	if err != nil {
		return f, err
	}
	if err := s.desk.figuresReady(ctx, name); err != nil {
		return f, err
	}
	err = s.read(ctx, func(r rows) error {
		if err := s.may(r, kind.Power); err != nil {
			return err
		}
		f, err = s.desk.figures(r, kind, p)
		return err
	})
	return f, err
}

// Figures reads a report, whoever may see it on the screen.
//
// Errors: as Session.Figures.
func (o *Operator) Figures(ctx context.Context, name model.FiguresName, p model.Period) (model.Figures, error) {
	var f model.Figures
	kind, err := figuresKind(name, p)
	if err != nil {
		return f, err
	}
	if err := o.desk.figuresReady(ctx, name); err != nil {
		return f, err
	}
	err = o.desk.view(ctx, func(r rows) error {
		f, err = o.desk.figures(r, kind, p)
		return err
	})
	return f, err
}

// figuresReady waits for what a report reads from memory: who is enrolled how well
// is known when everybody was read. The others come from the store.
func (d *Desk) figuresReady(ctx context.Context, name model.FiguresName) error {
	if name != model.FiguresEnrolled {
		return nil
	}
	return d.feed.whole(ctx)
}

func figuresKind(name model.FiguresName, p model.Period) (model.FiguresKind, error) {
	kind, ok := model.FiguresCalled(name)
	switch {
	case !ok:
		return kind, model.Fail(model.NotFound, fmt.Sprintf("There is no report called %q.", model.CleanLine(string(name))))
	case !kind.Now && p == model.Period{}:
		return kind, model.FailField("period", "This report needs a period.")
	}
	return kind, nil
}

func (d *Desk) figures(r rows, kind model.FiguresKind, p model.Period) (model.Figures, error) {
	f := model.Figures{FiguresKind: kind, Period: p, At: d.now()}
	if kind.Now {
		f.Period = model.Period{}
	}
	var err error
	switch kind.Name {
	case model.FiguresCalls:
		f.Parts, err = parts(r, p, true, model.CallParts)
	case model.FiguresHandling:
		f.Parts, err = parts(r, p, false, model.HandlingParts)
	case model.FiguresMails:
		f.Parts, err = mailParts(r, p)
	case model.FiguresTickets:
		f.Parts, err = d.ticketParts(r, p)
	case model.FiguresArticles:
		f.Parts, err = d.articleParts(r, p)
	case model.FiguresEnrolled:
		f.Parts, err = d.enrolledParts(r)
	case model.FiguresFailed:
		f.Parts, err = failedParts(r, p)
	case model.FiguresTried:
		f.Parts, err = d.triedParts(r)
	}
	return f, err
}

// parts makes a report's parts of what was counted.
func parts(r rows, p model.Period, daily bool, of func(model.Counts) []model.Part) ([]model.Part, error) {
	c, err := r.counts(p, daily)
	return of(c), err
}

// counts adds up a period; daily keeps its days apart, too.
func (r rows) counts(p model.Period, daily bool) (model.Counts, error) {
	var c model.Counts
	var err error
	if c.Desk, err = r.lanes(p); err != nil {
		return c, err
	}
	if c.Agents, err = r.added(bookAgent, p); err != nil || !daily {
		return c, err
	}
	for _, day := range p.Split(model.Day) {
		lanes, err := r.lanes(day)
		if err != nil {
			return c, err
		}
		c.Series = append(c.Series, model.DayCounts{Day: day, Tally: lanes})
	}
	return c, nil
}

// lanes adds up what all machines have counted for the desk in a period.
func (r rows) lanes(p model.Period) (model.Tally, error) {
	var all model.Tally
	lanes, err := r.added(bookDesk, p)
	for _, lane := range lanes {
		all.Merge(lane.Tally)
	}
	return all, err
}

// added adds up a book's rows of a period, by what they are about.
func (r rows) added(b book, p model.Period) ([]model.AgentCounts, error) {
	pieces := model.Month
	if p.Length == model.Day || p.Length == model.Week {
		pieces = model.Day
	}
	by := map[string]*model.AgentCounts{}
	for _, piece := range p.Split(pieces) {
		err := each(r, record.Counts(string(b), piece), func(_ string, row *counts) (bool, error) {
			if by[row.Of] == nil {
				by[row.Of] = &model.AgentCounts{Agent: row.Of}
			}
			by[row.Of].Tally.Merge(row.Tally)
			return true, nil
		})
		if err != nil {
			return nil, err
		}
	}
	var sums []model.AgentCounts
	for _, sum := range by {
		sums = append(sums, *sum)
	}
	slices.SortFunc(sums, func(a, b model.AgentCounts) int { return cmp.Compare(a.Agent, b.Agent) })
	return sums, nil
}

// ranked reads the most frequent of a book in a period.
func (r rows) ranked(b book, p model.Period, visit func(id string, c counts) error) error {
	n := 0
	return eachUpTo(r, record.Ranks(string(b), p), mostRanked, func(_ string, id *string) (bool, error) {
		row, err := need[counts](r, record.CountKey(string(b), p, *id), "counter")
		if err != nil {
			return false, err
		}
		n++
		return n < mostRanked, visit(*id, *row)
	})
}

func mailParts(r rows, p model.Period) ([]model.Part, error) {
	all, err := r.lanes(p)
	if err != nil {
		return nil, err
	}
	var domains []model.Row
	err = r.ranked(bookDomain, p, func(_ string, row counts) error {
		domains = append(domains, model.DomainRow(row.Of, row.Tally))
		return nil
	})
	return model.MailParts(all, domains), err
}

func failedParts(r rows, p model.Period) ([]model.Part, error) {
	c, err := r.counts(p, false)
	if err != nil {
		return nil, err
	}
	worst := func(b book, label func(id string, row counts) (string, error)) (ranked []model.Row) {
		if err != nil {
			return nil
		}
		err = r.ranked(b, p, func(id string, row counts) error {
			text, err := label(id, row)
			ranked = append(ranked, model.Row{Label: text, Cells: []model.Cell{model.Number(row.Tally.Sum())}})
			return err
		})
		return ranked
	}
	accounts := worst(bookAccount, func(id string, row counts) (string, error) { return r.accountWords(model.AccountID(id), row.Of) })
	companies := worst(bookCompany, func(_ string, row counts) (string, error) { return row.Of, nil })
	numbers := worst(bookNumber, func(_ string, row counts) (string, error) { return row.Of, nil })
	return model.FailedParts(c, accounts, companies, numbers), err
}

// accountWords tells accounts of one name apart as far as an agent may see it.
func (r rows) accountWords(id model.AccountID, company string) (string, error) {
	account, err := load[model.Account](r, record.AccountKey(id))
	if err != nil || account == nil {
		return company, err
	}
	return account.Company + "  " + model.MaskClientID(account.ClientID), nil
}
