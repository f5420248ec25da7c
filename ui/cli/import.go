// This file is "import": plan, then store, and nothing by halves. A file with a
// bad row goes in only when somebody asks for the good ones (SECURITY.md 26).
package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"

	"callin/model"
	"callin/model/desk"
)

type importCommand struct {
	DryRun   bool   `help:"Tell what would change, and change nothing."`
	GoodRows bool   `help:"Take the good rows of a file that has bad ones."`
	Report   string `placeholder:"FILE" help:"Write every problem there, as CSV: line, column, reason, taken."`
	File     string `arg:"" help:"The accounts file, CSV in UTF-8 with a header; - reads standard input."`
}

// shownProblems bounds what is listed on standard error; the report has all.
const shownProblems = 50

// Run imports the file.
func (c *importCommand) Run(ctx context.Context, sh *shell) error {
	file, err := c.read(sh)
	if err != nil {
		return err
	}
	report, err := c.openReport(sh)
	if err != nil {
		return err
	}
	defer report.Close()                                       //nolint:errcheck // written and closed below; this is for the ways out before
	stores := !c.DryRun && (c.GoodRows || file.Refused() == 0) // else no store is made for it
	return sh.operate(ctx, needs{create: stores, empty: !stores}, func(o *desk.Operator) error {
		plan, err := o.PlanAccounts(ctx, file, sh.meter("compared", file.Accounts()))
		if err != nil {
			return stopped(ctx, err, "Stopped while comparing the file with the store. Nothing was changed; import it again.")
		}
		if err := c.tell(sh, plan, report); err != nil {
			return err
		}
		return c.carryOut(ctx, sh, o, file, plan)
	})
}

// read reads the file before the store is touched.
func (c *importCommand) read(sh *shell) (*desk.AccountsFile, error) {
	in := sh.edge.In
	if c.File != "-" {
		opened, err := sh.files.open(c.File)
		if err != nil {
			return nil, failed("The file %s can't be read: %s. Name one that is there, or - for standard input.", model.CleanLine(c.File), reason(err))
		}
		defer opened.Close() //nolint:errcheck // it was only read
		in = opened
	}
	return desk.ReadAccounts(in)
}

// openReport makes the report before anything is stored: an import whose report
// can't be kept shouldn't begin.
func (c *importCommand) openReport(sh *shell) (io.WriteCloser, error) {
	if c.Report == "" {
		return nowhere{}, nil
	}
	file, err := sh.files.create(c.Report)
	if err != nil {
		return nil, failed("The report %s can't be written: %s. Nothing was imported; name another file with --report.", model.CleanLine(c.Report), reason(err))
	}
	return file, nil
}

type nowhere struct{ io.Writer }

func (nowhere) Close() error { return nil }

// tell lists what is wrong with the file.
func (c *importCommand) tell(sh *shell, plan *desk.Imported, report io.WriteCloser) error {
	out := bufio.NewWriter(sh.edge.Err)
	for i, p := range plan.Problems {
		if i == shownProblems {
			fmt.Fprintf(out, "and %d more; --report FILE has them all\n", len(plan.Problems)-i) //nolint:errcheck // Flush tells
			break
		}
		taken := ""
		if p.Cleaned {
			taken = " (taken)"
		}
		fmt.Fprintf(out, "line %d, %s: %s%s\n", p.Line, model.CleanLine(p.Column), model.CleanLine(p.Reason), taken) //nolint:errcheck // Flush tells
	}
	if err := out.Flush(); err != nil {
		return err
	}
	if c.Report == "" {
		return nil
	}
	if err := errors.Join(plan.WriteReport(report), report.Close()); err != nil {
		return failed("The report %s can't be written: %s. Nothing was imported; name another file with --report.", model.CleanLine(c.Report), reason(err))
	}
	return nil
}

// carryOut stores what the plan found, if it may.
func (c *importCommand) carryOut(ctx context.Context, sh *shell, o *desk.Operator, file *desk.AccountsFile, plan *desk.Imported) error {
	bad := plan.Refused()
	switch {
	case c.DryRun:
		if err := plan.WritePlan(sh.edge.Out); err != nil {
			return err
		}
		fmt.Fprintf(sh.edge.Out, "Planned: %s. Nothing was changed.\n", plan.Summary()) //nolint:errcheck // the exit code counts
		if bad > 0 && !c.GoodRows {
			return failed("%s can't be taken, so the file would not go in. Put it right, or take the rest with --good-rows.", count(bad, "row", "rows"))
		}
		return nil
	case bad > 0 && !c.GoodRows:
		return failed("%s can't be taken, so nothing was imported. Put the file right and import it again, or take the good rows (%d) with --good-rows.",
			count(bad, "row", "rows"), plan.Taken())
	}
	done, err := o.ImportAccounts(ctx, file, plan, sh.meter("imported", plan.Left()))
	if err != nil {
		return stopped(ctx, err, fmt.Sprintf("Stopped: %d of %d accounts are in. Import the same file again to go on.", done.Done(), file.Accounts()))
	}
	_, err = fmt.Fprintf(sh.edge.Out, "%s\n", done.Summary())
	return err
}

// stopped words an error that comes from being asked to stop.
func stopped(ctx context.Context, err error, text string) error {
	if ctx.Err() == nil {
		return err
	}
	return &problem{exit: exitFailed, text: text, cause: err}
}
