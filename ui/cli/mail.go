// This file is "mail".
package cli

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"callin/model"
	"callin/model/desk"
)

type mailCommand struct {
	Status mailStatus `cmd:"" help:"Tell how far the newest mails have come, and send nothing."`
	Test   mailTest   `cmd:"" help:"Send a test mail, and tell what the mail server said. No store is needed."`
	Flush  mailFlush  `cmd:"" help:"Try every mail that waits at once, and tell what became of it."`
}

type mailStatus struct {
	JSON bool `name:"json" help:"Write a JSON array, newest first."`
}

// Run lists the newest mails.
func (c *mailStatus) Run(ctx context.Context, sh *shell) error {
	return sh.operate(ctx, needs{}, func(o *desk.Operator) error {
		mails, err := o.Mails(ctx)
		switch {
		case err != nil:
			return err
		case c.JSON:
			return writeJSON(sh.edge.Out, shownMails(mails))
		}
		return sh.writeMails(mails)
	})
}

// shownMail is a mail in the JSON of the status. The address is masked, as it
// is on screen.
type shownMail struct {
	Mail     string    `json:"mail"`
	Kind     string    `json:"kind"`
	State    string    `json:"state"`
	Ticket   string    `json:"ticket"`
	Address  string    `json:"address"`
	Created  time.Time `json:"created"`
	Due      time.Time `json:"due,omitzero"`
	Attempts int       `json:"attempts"`
	Server   string    `json:"server"`
	Said     string    `json:"said"`
}

func shownMails(mails []model.MailView) []shownMail {
	shown := make([]shownMail, len(mails))
	for i, m := range mails {
		shown[i] = showMail(m)
	}
	return shown
}

func showMail(m model.MailView) shownMail {
	return shownMail{
		Mail: string(m.Job), Kind: string(m.Kind), State: string(m.State), Ticket: m.Ticket.String(), Address: m.Address,
		Created: m.Created.UTC(), Due: m.Due.UTC(), Attempts: m.Attempts, Server: m.Server, Said: m.Said,
	}
}

func (sh *shell) writeMails(mails []model.MailView) error {
	server := sh.settings.SMTP.Server
	if server == "" {
		server = "none is configured, so mails wait: set server below [smtp]"
	}
	waiting := 0
	for _, m := range mails {
		if !m.State.Final() {
			waiting++
		}
	}
	_, err := fmt.Fprintf(sh.edge.Out, "Mail server: %s\n%s, %d waiting\n", server, count(len(mails), "mail", "mails"), waiting)
	if err != nil || len(mails) == 0 {
		return err
	}
	for _, line := range mailCounts(mails) {
		if _, err := fmt.Fprintln(sh.edge.Out, line); err != nil {
			return err
		}
	}
	rows := [][]string{{"STATE", "TICKET", "ADDRESS", "CREATED (UTC)", "TRIES", "LAST WORDS"}}
	for _, m := range mails {
		rows = append(rows, []string{
			string(m.State), m.Ticket.String(), m.Address, m.Created.UTC().Format("2006-01-02 15:04"), strconv.Itoa(m.Attempts), m.Said,
		})
	}
	return writeTable(sh.edge.Out, rows)
}
