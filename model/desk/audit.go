package desk

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"callin/model"
	"callin/model/record"
)

// Audited is what verifying the audit trail came to.
type Audited struct {
	Entries int
	Lanes   int
	Broken  []string // what is wrong, one sentence each; empty when all is well
}

// VerifyAudit walks every lane of the audit trail and checks that each entry is
// as it was written, follows the one before, and that none is missing up to the
// head.
func (o *Operator) VerifyAudit(ctx context.Context) (Audited, error) {
	var result Audited
	err := o.desk.view(ctx, func(r rows) error {
		result = Audited{}
		heads := map[string]record.Head{}
		err := each(r, record.AuditHeads, func(key string, head *record.Head) (bool, error) {
			heads[strings.TrimPrefix(key, record.AuditHeads)] = *head
			return true, nil
		})
		if err != nil {
			return err
		}
		for lane, head := range heads {
			result.Lanes++
			end, err := result.walk(r, lane)
			if err != nil {
				return err
			}
			if end.Seq != head.Seq || string(end.Sum) != string(head.Sum) {
				result.broken("lane %s ends at entry %d where its head says %d", lane, end.Seq, head.Seq)
			}
		}
		return nil
	})
	return result, err
}

func (v *Audited) broken(format string, args ...any) {
	v.Broken = append(v.Broken, fmt.Sprintf(format, args...))
}

// walk follows one lane to its end.
func (v *Audited) walk(r rows, lane string) (record.Head, error) {
	var end record.Head
	err := each(r, record.AuditOf(lane), func(key string, e *model.AuditEntry) (bool, error) {
		v.Entries++
		sum := e.Sum
		e.Sum = nil
		body, err := json.Marshal(e)
		if err != nil {
			return false, fmt.Errorf("encoding an audit entry: %w", err)
		}
		switch {
		case e.Seq != end.Seq+1:
			v.broken("lane %s: entry %d follows %d", lane, e.Seq, end.Seq)
		case string(e.Prev) != string(end.Sum):
			v.broken("lane %s: entry %d doesn't continue the one before", lane, e.Seq)
		case string(sum) != string(r.keys.Link(e.Prev, body)):
			v.broken("lane %s: entry %d was changed", lane, e.Seq)
		}
		end = record.Head{Seq: e.Seq, Sum: sum}
		return true, nil
	})
	return end, err
}

// AuditTrail visits the entries of all lanes, lane by lane, oldest first, until
// visit says stop.
func (o *Operator) AuditTrail(ctx context.Context, visit func(model.AuditEntry) error) error {
	return o.desk.view(ctx, func(r rows) error {
		return each(r, record.AuditTrail, func(_ string, e *model.AuditEntry) (bool, error) {
			return true, visit(*e)
		})
	})
}
