package desk

// This file is the audit trail for those who read it at the desk.

import (
	"context"
	"slices"
	"strings"

	"callin/model"
	"callin/model/record"
)

// How far back a reading of the trail looks, and in what steps: each lane is
// read from its end, so that a year of entries costs nothing.
const (
	auditStep = 500
	auditDeep = 20_000
)

// Audit gives the newest entries of the audit trail that have all the words of a
// text, at most limit of them, newest first. With a text it looks through the
// newest 20,000 entries of each lane and no further; export has them all.
//
// Errors: Forbidden.
func (s *Session) Audit(ctx context.Context, text string, limit int) (model.AuditPage, error) {
	var page model.AuditPage
	words := strings.Fields(model.Fold(text))
	err := s.desk.view(ctx, func(r rows) error {
		page = model.AuditPage{}
		if err := s.may(r, model.PowerAudit); err != nil {
			return err
		}
		heads, err := headsOf(r)
		if err != nil {
			return err
		}
		for _, head := range heads {
			page.Entries += int(head.Seq) //nolint:gosec // a trail that doesn't fit has never been written
			rows, all, err := r.auditLane(ctx, head, words, limit)
			if err != nil {
				return err
			}
			page.Rows, page.More = append(page.Rows, rows...), page.More || !all
		}
		slices.SortStableFunc(page.Rows, func(a, b model.AuditRow) int { return b.At.Compare(a.At) })
		if len(page.Rows) > limit {
			page.Rows, page.More = page.Rows[:limit:limit], true
		}
		for i := range page.Rows {
			if err := s.auditNames(r, &page.Rows[i]); err != nil {
				return err
			}
		}
		return nil
	})
	return page, err
}

// auditLane reads a lane from its end; all is false when it goes on.
func (r rows) auditLane(ctx context.Context, head AuditHead, words []string, limit int) (found []model.AuditRow, all bool, err error) {
	for end, looked := head.Seq, 0; end > 0; end -= min(end, auditStep) {
		if looked += auditStep; looked > auditDeep || len(found) >= limit || ctx.Err() != nil {
			return found, false, ctx.Err()
		}
		begin := end - min(end, auditStep)
		items, err := r.scan.Scan(record.AuditOf(head.Lane), record.AuditKey(head.Lane, begin), auditStep)
		if err != nil {
			return nil, false, err
		}
		for _, item := range slices.Backward(items[:min(len(items), int(end-begin))]) { //nolint:gosec // at most a step
			var e model.AuditEntry
			if err := r.keys.Decode(item.Key, item.Value, &e); err != nil {
				return nil, false, err
			}
			if auditHas(e, words) {
				found = append(found, model.AuditRow{AuditEntry: e})
			}
		}
	}
	return found, true, nil
}

// auditHas tells whether an entry has all the words.
func auditHas(e model.AuditEntry, words []string) bool {
	if len(words) == 0 {
		return true
	}
	text := model.Fold(strings.Join([]string{
		string(e.Agent), string(e.Verb), strings.ReplaceAll(string(e.Verb), "_", " "), e.Ticket.String(), e.Text, e.At.Format("2006-01-02"),
	}, "\n"))
	return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(text, w) })
}

// auditNames says whom a row is about; somebody who is gone has no name left.
func (s *Session) auditNames(r rows, row *model.AuditRow) error {
	row.At = row.At.In(s.desk.now().Location())
	if row.Person == "" {
		return nil
	}
	person, err := load[model.Person](r, record.PersonKey(row.Person))
	if err != nil || person == nil {
		return err
	}
	account, err := loadOr[model.Account](r, record.AccountKey(row.Person.Account()))
	row.Name, row.Company = person.Name, account.Company
	return err
}

// VerifyAudit is the operator's, for those who read the trail at the desk.
//
// Errors: Forbidden.
func (s *Session) VerifyAudit(ctx context.Context) (model.AuditVerdict, error) {
	if err := s.desk.view(ctx, func(r rows) error { return s.may(r, model.PowerAudit) }); err != nil {
		return model.AuditVerdict{}, err
	}
	found, err := s.desk.Operator("").VerifyAudit(ctx)
	return model.AuditVerdict{Entries: found.Entries, Lanes: found.Lanes, Broken: found.Broken}, err
}
