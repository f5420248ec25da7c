// This file is "export report": the same numbers as on the screen.
package cli

import (
	"context"
	"fmt"
	"strings"

	"callin/model"
	"callin/model/desk"
)

type exportReport struct {
	exportFormat
	Name   string `arg:"" help:"${reports}."`
	Period string `default:"today" placeholder:"PERIOD" help:"today, week, month, quarter, year, or one such as 2026-03-02, 2026-W10, 2026-03, 2026-Q1, 2026."`
}

// Run writes a report to standard output.
func (c *exportReport) Run(ctx context.Context, sh *shell) error {
	kind, ok := model.FiguresCalled(model.FiguresName(c.Name))
	if !ok {
		return misused("There is no report %q. There are %s.", c.Name, reportNames())
	}
	period, err := model.ParsePeriod(c.Period, sh.edge.Now())
	if err != nil {
		return misused("%s", model.PublicText(err))
	}
	return sh.operate(ctx, needs{}, func(o *desk.Operator) error {
		ctx, cancel := context.WithTimeout(ctx, loading)
		defer cancel()
		f, err := o.Figures(ctx, kind.Name, period)
		switch {
		case err != nil:
			return err
		case c.Format == "json":
			return desk.WriteFiguresJSON(sh.edge.Out, f)
		}
		return desk.WriteFigures(sh.edge.Out, f)
	})
}

// reportNames lists the reports for people.
func reportNames() string {
	var names []string
	for _, kind := range model.AllFigures {
		names = append(names, string(kind.Name))
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " and " + names[last]
}

// exported is what the words of the help stand for.
func exported() map[string]string {
	return map[string]string{"reports": fmt.Sprintf("One of %s", reportNames())}
}
