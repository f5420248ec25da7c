// This file is "search".
package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"

	"callin/model"
	"callin/model/desk"
)

type searchCommand struct {
	Limit int      `default:"20" help:"Show at most so many people."`
	JSON  bool     `name:"json" help:"Write a JSON array, best first."`
	Text  []string `arg:"" help:"What is known of somebody: company, name, phone, Client ID, user name, e-mail, extension."`
}

// loading bounds the wait for the index, which reads everybody first.
const loading = time.Minute

// Run searches.
func (c *searchCommand) Run(ctx context.Context, sh *shell) error {
	if c.Limit < 1 || c.Limit > 1000 {
		return misused("--limit must be from 1 to 1000.")
	}
	text := strings.Join(c.Text, " ")
	return sh.operate(ctx, needs{}, func(o *desk.Operator) error {
		ctx, cancel := context.WithTimeout(ctx, loading)
		defer cancel()
		found, err := o.Search(ctx, text, c.Limit)
		switch {
		case err != nil:
			return err
		case c.JSON:
			return writeJSON(sh.edge.Out, foundPeople(found))
		case len(found) == 0:
			_, err = fmt.Fprintf(sh.edge.Err, "Nobody matches %q.\n", model.CleanLine(text))
			return err
		}
		return writeFound(sh.edge.Out, found)
	})
}

// foundPerson is a person in the JSON of a search. The names are a contract.
type foundPerson struct {
	ClientID  string `json:"client_id"`
	Company   string `json:"company"`
	Status    string `json:"status"`
	Name      string `json:"name"`
	Role      string `json:"role"`
	Extension string `json:"extension"`
	UserName  string `json:"user_name"`
	Email     string `json:"email"`
	Phone     string `json:"phone"`
}

func foundPeople(found []desk.Listing) []foundPerson {
	people := make([]foundPerson, len(found)) // never nil: nobody is [] and not null
	for i, f := range found {
		people[i] = foundPerson{
			ClientID: f.ClientID, Company: f.Company, Status: string(f.Status), Name: f.Name, Role: string(f.Role),
			Extension: f.Extension, UserName: f.UserName, Email: f.Email, Phone: f.Phone,
		}
	}
	return people
}

func writeFound(w io.Writer, found []desk.Listing) error {
	rows := [][]string{{"CLIENT ID", "COMPANY", "STATUS", "NAME", "ROLE", "EXT", "USER NAME", "PHONE", "E-MAIL"}}
	for _, f := range found {
		rows = append(rows, []string{f.ClientID, f.Company, string(f.Status), f.Name, string(f.Role), f.Extension, f.UserName, f.Phone, f.Email})
	}
	return writeTable(w, rows)
}

// writeTable writes rows in columns, their text cleaned: it comes from files
// and may go to a terminal.
func writeTable(w io.Writer, rows [][]string) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, row := range rows {
		for i, cell := range row {
			if i > 0 {
				fmt.Fprint(table, "\t") //nolint:errcheck // Flush tells
			}
			fmt.Fprint(table, model.CleanLine(cell)) //nolint:errcheck // Flush tells
		}
		fmt.Fprintln(table) //nolint:errcheck // Flush tells
	}
	return table.Flush()
}

func writeJSON(w io.Writer, value any) error {
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	out.SetIndent("", "  ")
	return out.Encode(value)
}
