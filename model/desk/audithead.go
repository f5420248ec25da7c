package desk

// This file is the end of the audit trail, to be kept elsewhere: a store that
// was put back to an earlier state, or cut off and written on, is whole in
// itself, and only an end that was noted before shows it. The sums are made with
// the store's key, so nobody without it can make up an end that fits.

import (
	"bytes"
	"context"
	"fmt"
	"strings"

	"callin/model"
	"callin/model/record"
)

// AuditHead is where a lane of the audit trail ended at some moment.
type AuditHead struct {
	Lane string
	Seq  uint64
	Sum  []byte
}

// AuditHeads tells where each lane ends now.
func (o *Operator) AuditHeads(ctx context.Context) ([]AuditHead, error) {
	var heads []AuditHead
	err := o.desk.view(ctx, func(r rows) error {
		var err error
		heads, err = headsOf(r)
		return err
	})
	return heads, err
}

func headsOf(r rows) ([]AuditHead, error) {
	var heads []AuditHead
	err := each(r, record.AuditHeads, func(key string, h *record.Head) (bool, error) {
		heads = append(heads, AuditHead{strings.TrimPrefix(key, record.AuditHeads), h.Seq, h.Sum})
		return true, nil
	})
	return heads, err
}

// CompareHeads tells what is missing since heads were noted, one sentence each.
// It says something only about a trail that VerifyAudit has found whole.
func (o *Operator) CompareHeads(ctx context.Context, heads []AuditHead) ([]string, error) {
	var broken []string
	err := o.desk.view(ctx, func(r rows) error {
		broken = nil
		for _, h := range heads {
			e, err := load[model.AuditEntry](r, record.AuditKey(h.Lane, h.Seq))
			switch {
			case err != nil:
				return err
			case e == nil:
				broken = append(broken, fmt.Sprintf("lane %s: entry %d was there when the head was noted and is missing", h.Lane, h.Seq))
			case !bytes.Equal(e.Sum, h.Sum):
				broken = append(broken, fmt.Sprintf("lane %s: entry %d isn't the one that the head was noted at", h.Lane, h.Seq))
			}
		}
		return nil
	})
	return broken, err
}
