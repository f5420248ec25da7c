package desk

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"
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
		ends := map[string]record.Head{}
		err = each(r, record.AuditTrail, func(_ string, e *model.AuditEntry) (bool, error) {
			end, err := result.follow(r, e, ends[e.Lane])
			ends[e.Lane] = end
			return true, err
		})
		if err != nil {
			return err
		}
		result.Lanes = len(ends)
		result.compare(ends, heads)
		return nil
	})
	return result, err
}

func (v *Audited) broken(format string, args ...any) {
	v.Broken = append(v.Broken, fmt.Sprintf(format, args...))
}

// follow checks one entry against the end of its lane so far.
func (v *Audited) follow(r rows, e *model.AuditEntry, end record.Head) (record.Head, error) {
	v.Entries++
	sum := e.Sum
	e.Sum = nil
	body, err := json.Marshal(e)
	if err != nil {
		return end, fmt.Errorf("encoding an audit entry: %w", err)
	}
	switch {
	case e.Seq != end.Seq+1:
		v.broken("lane %s: entry %d follows %d", e.Lane, e.Seq, end.Seq)
	case !bytes.Equal(e.Prev, end.Sum):
		v.broken("lane %s: entry %d doesn't continue the one before", e.Lane, e.Seq)
	case !bytes.Equal(sum, r.keys.Link(e.Prev, body)):
		v.broken("lane %s: entry %d was changed", e.Lane, e.Seq)
	}
	return record.Head{Seq: e.Seq, Sum: sum}, nil
}

// compare holds the ends of the lanes against what their heads say: a lane that
// was cut off, or lost its head or all its entries, shows here.
func (v *Audited) compare(ends, heads map[string]record.Head) {
	for lane, end := range ends {
		if head, ok := heads[lane]; !ok || head.Seq != end.Seq || !bytes.Equal(head.Sum, end.Sum) {
			v.broken("lane %s ends at entry %d where its head says %d", lane, end.Seq, head.Seq)
		}
	}
	for lane, head := range heads {
		if _, ok := ends[lane]; !ok {
			v.broken("lane %s has no entries where its head says %d", lane, head.Seq)
		}
	}
	slices.Sort(v.Broken)
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
