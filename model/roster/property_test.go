package roster_test

// What holds for all accounts: exports read back, plans settle.

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"callin/model"
	"callin/model/roster"
)

// text draws names that try the CSV: quotes, commas, formulas, accents.
func text(t *rapid.T, label string) string {
	return rapid.Custom(func(t *rapid.T) string {
		pieces := rapid.SliceOfN(rapid.OneOf(
			rapid.SampledFrom([]string{"'", "''", "=", "+", "-", "@", `"`, `""`, ",", ";", "\u202e", "\t", "é", "漢", "👩‍💻", " "}),
			rapid.StringN(1, 5, 20),
		), 1, 5).Draw(t, "pieces")
		s := ""
		for _, p := range pieces {
			s += p
		}
		return model.CleanLine(s)
	}).Filter(func(s string) bool { return s != "" }).Draw(t, label)
}

func drawPeople(t *rapid.T) []model.Person {
	n := rapid.IntRange(1, 6).Draw(t, "people")
	people := make([]model.Person, n)
	for i := range people {
		p := model.Person{ID: model.PersonID(fmt.Sprint("a.", i)), Name: text(t, "name"), Role: model.Admin}
		if i > 0 {
			p.Role = rapid.SampledFrom(model.Roles).Draw(t, "role")
		}
		if p.Role != model.Phone {
			p.UserName = rapid.SampledFrom([]string{"", "-", "+", "@"}).Draw(t, "sign") + fmt.Sprint("u", i)
			p.Email = rapid.SampledFrom([]string{"", "=a@x.example", "u@é.example", "'b@x.example", "'=c@x.example"}).Draw(t, "email")
		}
		if p.Role == model.Admin && rapid.Bool().Draw(t, "asks") {
			p.Question = text(t, "question")
		}
		p.Extension = rapid.SampledFrom([]string{"", fmt.Sprint(100 + i)}).Draw(t, "extension")
		if p.UserName == "" && p.Extension == "" {
			p.Name += fmt.Sprint(" ", i) // else nothing tells people apart, and Read says so
		}
		p.Phone = rapid.SampledFrom([]string{"", "+17035550110"}).Draw(t, "phone")
		people[i] = p
	}
	return people
}

func export(t interface{ Fatal(...any) }, s *roster.Stored) []byte {
	var out bytes.Buffer
	w := roster.NewWriter(&out)
	w.Account(s.Account, s.People)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// TestExportReads: what is exported reads as the same people, and importing it
// changes nothing.
func TestExportReads(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		stored := &roster.Stored{
			Account: model.Account{
				ID: "a", ClientID: "1000001", Company: text(t, "company"),
				Status: rapid.SampledFrom(model.AccountStatuses).Draw(t, "status"), Phone: "+17035550110",
			},
			People: drawPeople(t),
		}
		out := export(t, stored)
		f, err := roster.Read(bytes.NewReader(out))
		if err != nil || len(f.Problems) != 0 || len(f.Accounts) != 1 {
			t.Fatalf("%v, %+v\n%s", err, f, out)
		}
		a := f.Accounts[0]
		got := roster.Stored{Account: model.Account{ID: "a", ClientID: a.ClientID, Company: a.Company, Status: a.Status, Phone: a.Phone}}
		for i, r := range a.Rows {
			got.People = append(got.People, model.Person{
				ID: model.PersonID(fmt.Sprint("a.", i)), Name: r.Name, Role: r.Role,
				Extension: r.Extension, UserName: r.UserName, Email: r.Email, Phone: r.Phone, Question: r.Question,
			})
		}
		if diff := cmp.Diff(*stored, got); diff != "" {
			t.Fatalf("-stored +read:\n%s\n%s", diff, out)
		}
		c, problems := newPlanner(kept()).Plan(stored, a)
		if len(problems) != 0 || !c.Unchanged() {
			t.Fatalf("importing it again changes something: %v, %v", told(c, problems), problems)
		}
	})
}

// drawPlan draws a small account and a file about it, of few names and numbers,
// so that people meet: swaps, freed extensions, user names that would change.
func drawPlan(t *rapid.T) (*roster.Stored, *keeper, roster.Account) {
	draw := func(label string, row bool) []roster.Row {
		var rows []roster.Row
		extensions, names := map[string]bool{}, map[string]bool{}
		for i := range rapid.IntRange(1, 6).Draw(t, label) {
			r := roster.Row{
				Line: i + 2, Name: rapid.SampledFrom([]string{"Ada", "Ben"}).Draw(t, "name"),
				Role:      rapid.SampledFrom(model.Roles).Draw(t, "role"),
				Extension: rapid.SampledFrom([]string{"", "100", "101", "102", "103"}).Draw(t, "extension"),
				Email:     rapid.SampledFrom([]string{"", "a@x.example", "b@x.example"}).Draw(t, "email"),
			}
			if r.Role != model.Phone {
				r.UserName = rapid.SampledFrom([]string{"", "ada", "ben", "cy"}).Draw(t, "user name")
			}
			if i == 0 {
				r.Role = model.Admin
			}
			if r.Role == model.Admin && rapid.Bool().Draw(t, "asks") {
				r.Question = rapid.SampledFrom([]string{"Pet?", "Car?"}).Draw(t, "question")
				if !row || rapid.Bool().Draw(t, "answers") {
					r.Answer.Secret = model.NewSecret(rapid.SampledFrom([]string{"Rex", "Ford"}).Draw(t, "answer"))
				}
			}
			if r.Extension != "" && extensions[r.Extension] || r.UserName != "" && names[r.UserName] {
				continue
			}
			if key := r.Name + string(r.Role); r.Extension == "" && r.UserName == "" {
				if names[key] {
					continue
				}
				names[key] = true
			}
			extensions[r.Extension], names[r.UserName] = true, true
			rows = append(rows, r)
		}
		return rows
	}
	a := roster.Account{ClientID: "1000001", Company: "Acme", Columns: roster.AllColumns}
	k := &keeper{secrets: map[string]string{}}
	if rapid.Bool().Draw(t, "new account") {
		a.Rows = draw("rows", true)
		return nil, k, a
	}
	a.Rows = draw("stored", false)
	c, _ := newPlanner(k).Plan(nil, a)
	stored := apply(nil, c, k)
	a.Rows = draw("rows", true)
	return stored, k, a
}

// TestPlanSettles: whatever the file and the account, the outcome is an account
// that the desk can keep, and planning again finds nothing to do.
func TestPlanSettles(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		stored, k, a := drawPlan(t)
		p := newPlanner(k)
		c, problems := p.Plan(stored, a)
		if c.Refused+len(c.People) != len(a.Rows) || c.Refused > 0 && len(problems) == 0 {
			t.Fatalf("%d rows, %d planned, %d refused, problems %v", len(a.Rows), len(c.People), c.Refused, problems)
		}
		if len(c.People) == 0 {
			return
		}
		after := apply(stored, c, k)
		sane(t, stored, after)
		again, _ := p.Plan(after, a)
		for _, person := range again.People {
			if !person.Unchanged() {
				t.Fatalf("planned again: %+v\nafter %+v", told(again, nil), after.People)
			}
		}
	})
}

func sane(t *rapid.T, before, after *roster.Stored) {
	seen := map[string]bool{}
	admins := 0
	for _, p := range after.People {
		for _, v := range []string{"e" + p.Extension, "u" + p.UserName, "i" + string(p.ID)} {
			if len(v) > 1 && seen[v] {
				t.Fatalf("%s twice in %+v", v, after.People)
			}
			seen[v] = true
		}
		if p.Role == model.Admin {
			admins++
		}
		if p.Role != model.Admin && p.Question != "" || p.Role == model.Phone && p.UserName != "" {
			t.Fatalf("%+v has what the role doesn't allow", p)
		}
	}
	if admins == 0 {
		t.Fatalf("no admin in %+v", after.People)
	}
	if before == nil {
		return
	}
	for i, p := range before.People {
		if p.UserName != "" && p.UserName != after.People[i].UserName {
			t.Fatalf("the user name %s became %s", p.UserName, after.People[i].UserName)
		}
	}
}
