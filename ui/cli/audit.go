// This file is "audit".
package cli

import (
	"context"
	"fmt"

	"callin/model"
	"callin/model/desk"
)

type auditCommand struct {
	Verify auditVerify `cmd:"" help:"Check that no entry was changed, moved or left out."`
}

type auditVerify struct{}

// Run walks the audit trail. What is wrong with it goes to standard error.
func (*auditVerify) Run(ctx context.Context, sh *shell) error {
	return sh.operate(ctx, needs{}, func(o *desk.Operator) error {
		found, err := o.VerifyAudit(ctx)
		if err != nil {
			return err
		}
		for _, what := range found.Broken {
			fmt.Fprintf(sh.edge.Err, "%s\n", model.CleanLine(what)) //nolint:errcheck // the error below says it too
		}
		if n := len(found.Broken); n > 0 {
			return failed("The audit trail is broken in %s. Keep the store as it is, and compare it with a backup.", count(n, "place", "places"))
		}
		_, err = fmt.Fprintf(sh.edge.Out, "The audit trail is whole: %s, %s.\n",
			count(found.Entries, "entry", "entries"), count(found.Lanes, "lane", "lanes"))
		return err
	})
}

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
