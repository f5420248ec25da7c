// This file is "demo --card": callers to play, with everything that the desk
// would never show.
package cli

import (
	"fmt"
	"slices"

	"callin/model"
	"callin/model/desk"
)

// parts are the callers worth playing, one for each way that the policy has.
var parts = []struct {
	words string
	is    func(desk.Card) bool
}{
	{"an admin who can be told and mailed", func(c desk.Card) bool { return c.Role == model.Admin && c.Question != "" && c.Email != "" }},
	{"a user who can be mailed", func(c desk.Card) bool { return c.Role == model.User && c.Email != "" }},
	{"a user without an address on file", func(c desk.Card) bool { return c.Role == model.User && c.Email == "" }},
	{"a phone extension, which has no log-in", func(c desk.Card) bool { return c.Role == model.Phone }},
	{"an admin of a company that sounds alike", func(c desk.Card) bool { return c.Role == model.Admin && c.Question != "" && c.Email != "" }},
	{"an admin without an address on file", func(c desk.Card) bool { return c.Role == model.Admin && c.Question != "" && c.Email == "" }},
	{"an admin without a security question", func(c desk.Card) bool { return c.Role == model.Admin && c.Question == "" }},
}

// card is a caller in the JSON of the cards. The names are a contract.
type card struct {
	Name     string `json:"name"`
	Role     string `json:"role"`
	Company  string `json:"company"`
	ClientID string `json:"client_id"`
	UserName string `json:"user_name"`
	Email    string `json:"email"`
	Question string `json:"question"`
	Answer   string `json:"answer"`
	Password string `json:"password"`
}

// deal prints the cards.
func (sh *shell) deal(all []desk.Card, asJSON bool) error {
	all = slices.Clone(all)
	cards := []card{}
	for _, part := range parts {
		i := slices.IndexFunc(all, part.is)
		if i < 0 {
			continue // a small sample has nobody like that
		}
		c := all[i]
		all = slices.Delete(all, i, i+1)
		cards = append(cards, card{
			Name: c.Name, Role: string(c.Role), Company: c.Company, ClientID: c.ClientID, UserName: c.UserName,
			Email: c.Email, Question: c.Question,
			Answer: c.Answer.Reveal(), Password: c.Password.Reveal(), // sample people, whose secrets are for playing
		})
		if !asJSON {
			if err := sh.showCard(part.words, cards[len(cards)-1]); err != nil {
				return err
			}
		}
	}
	if asJSON {
		return writeJSON(sh.edge.Out, cards)
	}
	return nil
}

func (sh *shell) showCard(words string, c card) error {
	if _, err := fmt.Fprintf(sh.edge.Out, "%s, %s\n", c.Name, words); err != nil {
		return err
	}
	rows := [][]string{}
	for _, r := range [][]string{
		{"company", c.Company},
		{"client_id", c.ClientID},
		{"user_name", c.UserName},
		{"email", c.Email},
		{"question", c.Question},
		{"answer", c.Answer},
		{"password", c.Password},
	} {
		if r[1] == "" {
			r[1] = "-"
		}
		rows = append(rows, []string{"", r[0], r[1]})
	}
	if err := writeTable(sh.edge.Out, rows); err != nil {
		return err
	}
	_, err := fmt.Fprintln(sh.edge.Out)
	return err
}
