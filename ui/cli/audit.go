// This file is "audit".
package cli

import (
	"context"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"callin/model"
	"callin/model/desk"
)

type auditCommand struct {
	Verify auditVerify `cmd:"" help:"Check that no entry was changed, moved or left out."`
	Head   auditHead   `cmd:"" help:"Print where the trail ends. Keep it elsewhere: verify --head tells later whether the end was cut off."`
	Export exportAudit `cmd:"" help:"Write all entries to standard output."`
}

type auditVerify struct {
	Head string `placeholder:"FILE" help:"What \"audit head\" printed earlier: check that the trail still holds it."`
}

// Run walks the audit trail. What is wrong with it goes to standard error.
func (c *auditVerify) Run(ctx context.Context, sh *shell) error {
	heads, err := c.read(sh)
	if err != nil {
		return err
	}
	return sh.operate(ctx, needs{}, func(o *desk.Operator) error {
		found, err := o.VerifyAudit(ctx)
		if err != nil {
			return err
		}
		missing, err := o.CompareHeads(ctx, heads)
		if err != nil {
			return err
		}
		broken := slices.Concat(found.Broken, missing)
		for _, what := range broken {
			fmt.Fprintf(sh.edge.Err, "%s\n", model.CleanLine(what)) //nolint:errcheck // the error below says it too
		}
		if n := len(broken); n > 0 {
			return failed("The audit trail is broken in %s. Keep the store as it is, and compare it with a backup.", count(n, "place", "places"))
		}
		held := ""
		if c.Head != "" {
			held = ", and holds the head of " + model.CleanLine(c.Head)
		}
		_, err = fmt.Fprintf(sh.edge.Out, "The audit trail is whole: %s, %s%s.\n",
			count(found.Entries, "entry", "entries"), count(found.Lanes, "lane", "lanes"), held)
		return err
	})
}

// read reads what "audit head" printed.
func (c *auditVerify) read(sh *shell) ([]desk.AuditHead, error) {
	if c.Head == "" {
		return nil, nil
	}
	data, err := sh.files.read(c.Head)
	if err != nil {
		return nil, failed("The head %s can't be read: %s. Name what \"callin audit head\" printed.", model.CleanLine(c.Head), reason(err))
	}
	var heads []desk.AuditHead
	for line := range strings.Lines(string(data)) {
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		head, ok := parseHead(line)
		if !ok {
			return nil, failed("The head %s is none: it must hold lines of a lane, a number and a sum. Name what \"callin audit head\" printed.", model.CleanLine(c.Head))
		}
		heads = append(heads, head)
	}
	if len(heads) == 0 {
		return nil, failed("The head %s is empty, so there is nothing to compare. Name what \"callin audit head\" printed.", model.CleanLine(c.Head))
	}
	return heads, nil
}

// parseHead reads a line of heads. The lane comes first and may hold anything.
func parseHead(line string) (desk.AuditHead, bool) {
	words := strings.Fields(line)
	if len(words) < 3 {
		return desk.AuditHead{}, false
	}
	last := len(words) - 1
	seq, err := strconv.ParseUint(words[last-1], 10, 64)
	sum, err2 := hex.DecodeString(words[last])
	lane := strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(strings.TrimSuffix(line, words[last])), words[last-1]))
	return desk.AuditHead{Lane: lane, Seq: seq, Sum: sum}, err == nil && err2 == nil && len(sum) > 0
}

type auditHead struct{}

// Run prints the ends of the lanes. Each sum is a MAC under the store's key
// over its entry and, by the chain, over all before it.
func (*auditHead) Run(ctx context.Context, sh *shell) error {
	return sh.operate(ctx, needs{}, func(o *desk.Operator) error {
		heads, err := o.AuditHeads(ctx)
		if err != nil {
			return err
		}
		if _, err := fmt.Fprintln(sh.edge.Out, "# lane, number and sum of the last entry of the audit trail"); err != nil {
			return err
		}
		for _, h := range heads {
			if _, err := fmt.Fprintf(sh.edge.Out, "%s %d %x\n", model.CleanLine(h.Lane), h.Seq, h.Sum); err != nil {
				return err
			}
		}
		return nil
	})
}

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
