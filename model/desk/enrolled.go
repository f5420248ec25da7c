package desk

// This file tells how well people are enrolled: whether they could be helped if
// they called now.

import (
	"maps"
	"slices"

	"callin/model"
	"callin/model/record"
)

// alike tells whether an answer in its normal form is like one that was set
// before, and remembers that it was. See record.Keys.Alike.
func (a *act) alike(normal model.Secret) (bool, error) {
	key := record.AlikeKey(a.keys.Alike(normal))
	before, err := load[bool](a.rows, key)
	if err != nil || before != nil {
		return before != nil, err
	}
	return false, a.put(key, true)
}

// unreachable notes at a person that mail to their address has come back.
func (a *act) unreachable(job *model.MailJob) error {
	if job.Person == "" {
		return nil
	}
	key := record.PersonKey(job.Person)
	person, err := load[model.Person](a.rows, key)
	if err != nil || person == nil || person.Email != job.To || person.Bounced == job.To {
		return err
	}
	person.Bounced = job.To
	a.entry.Account = job.Account
	return a.put(key, person)
}

// enrolledParts are the report on enrolment, from what is kept in memory.
func (d *Desk) enrolledParts(r rows) ([]model.Part, error) {
	l := d.feed.lists
	l.mu.Lock()
	count := func(set map[model.PersonID]bool) uint64 { return uint64(len(set)) } //nolint:gosec // not negative
	noQuestion, noMail, alike := count(l.noQuestion), count(l.noMail), count(l.alike)
	noAddress, unreached := count(l.noAddress), slices.Sorted(maps.Keys(l.unreached))
	l.mu.Unlock()
	row := func(label string, n uint64) model.Row {
		return model.Row{Label: label, Cells: []model.Cell{model.Number(n)}}
	}
	parts := []model.Part{
		{
			Title: "Admins", Shape: model.ShapeBars, Heads: []string{"", "admins"},
			Note: "Without a question the desk can tell an admin nothing; without an address it can mail nothing.",
			Rows: []model.Row{row("no security question", noQuestion), row("no address on file", noMail), row("an answer like another", alike)},
		},
		{
			Title: "Everybody with a log-in", Shape: model.ShapeBars, Heads: []string{"", "people"},
			Rows: []model.Row{row("no address on file", noAddress), row("mails come back", uint64(len(unreached)))}, //nolint:gosec // not negative
		},
	}
	back := model.Part{Title: "Mails come back from", Shape: model.ShapeTable, Heads: []string{"person", "role", "company", "address"}}
	for _, id := range unreached[:min(len(unreached), mostRanked)] {
		person, account, err := r.names(id)
		if err != nil {
			return nil, err
		}
		back.Rows = append(back.Rows, model.Row{Label: person.Name, Cells: []model.Cell{
			model.Words(string(person.Role)), model.Words(account.Company), model.Words(model.MaskAddress(person.Email)),
		}})
	}
	return append(parts, back), nil
}

// articleParts are the report on articles.
func (d *Desk) articleParts(r rows, p model.Period) ([]model.Part, error) {
	by := map[model.ArticleID]*model.ArticleUse{}
	for _, day := range p.Split(model.Day) {
		err := each(r, record.ArticleUses+day.String()+"/", func(key string, u *record.ArticleUse) (bool, error) {
			_, id, ok := cutDay(key)
			if !ok {
				return true, nil
			}
			sum := by[id]
			if sum == nil {
				sum = &model.ArticleUse{Article: id}
				by[id] = sum
			}
			sum.Views, sum.Mails, sum.Yes, sum.No = sum.Views+u.Views, sum.Mails+u.Mails, sum.Yes+u.Yes, sum.No+u.No
			return true, nil
		})
		if err != nil {
			return nil, err
		}
	}
	st := d.shelf.at.Load()
	var uses []model.ArticleUse
	for _, id := range slices.Sorted(maps.Keys(by)) {
		article, _ := st.find(id)
		by[id].Title = article.Title
		uses = append(uses, *by[id])
	}
	return model.ArticleParts(uses), nil
}
