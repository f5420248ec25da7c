// This file is "export".
package cli

import (
	"context"

	"callin/model"
	"callin/model/desk"
)

type exportCommand struct {
	Accounts exportAccounts `cmd:"" help:"Everybody, in the form that import reads."`
	Tickets  exportTickets  `cmd:"" help:"All tickets, oldest first."`
	Calls    exportCalls    `cmd:"" help:"All calls, newest first, with the agents' notes."`
	Mails    exportMails    `cmd:"" help:"All mails, newest first, with masked addresses."`
	Audit    exportAudit    `cmd:"" help:"The audit trail, oldest first."`
	Report   exportReport   `cmd:"" help:"A report, as its screen shows it."`
}

type exportAccounts struct{ exportFormat }

// Run writes the accounts to standard output.
func (c *exportAccounts) Run(ctx context.Context, sh *shell) error {
	return sh.operate(ctx, needs{}, func(o *desk.Operator) error {
		if c.Format == "json" {
			return sh.exportJSON(ctx, o)
		}
		return o.ExportAccounts(ctx, sh.edge.Out)
	})
}

// exportedPerson is a person in the JSON of an export: the columns of an
// accounts file but its secrets.
type exportedPerson struct {
	ClientID     string `json:"client_id"`
	Company      string `json:"company"`
	Status       string `json:"status"`
	CompanyPhone string `json:"company_phone"`
	Name         string `json:"name"`
	Role         string `json:"role"`
	Extension    string `json:"extension"`
	UserName     string `json:"user_name"`
	Email        string `json:"email"`
	Phone        string `json:"phone"`
	Question     string `json:"question"`
}

func (sh *shell) exportJSON(ctx context.Context, o *desk.Operator) error {
	everybody := []exportedPerson{}
	err := o.People(ctx, func(a model.Account, people []model.Person) error {
		for _, p := range people {
			everybody = append(everybody, exportedPerson{
				ClientID: a.ClientID, Company: a.Company, Status: string(a.Status), CompanyPhone: a.Phone,
				Name: p.Name, Role: string(p.Role), Extension: p.Extension, UserName: p.UserName,
				Email: p.Email, Phone: p.Phone, Question: p.Question,
			})
		}
		return nil
	})
	if err != nil {
		return err
	}
	return writeJSON(sh.edge.Out, everybody)
}
