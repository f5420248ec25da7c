package roster_test

// Plans about one small stored account, acme, by example.

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"callin/model"
	"callin/model/roster"
)

var (
	before = time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	now    = before.Add(48 * time.Hour)
)

// keeper is a desk that keeps secrets in a map, and counts what it is asked.
type keeper struct {
	secrets map[string]string
	asked   int
	ids     int
}

func (k *keeper) Matches(id model.PersonID, c roster.Credential, g roster.Given) bool {
	k.asked++
	return k.secrets[string(id)+"/"+string(c)] == g.Secret.Reveal()
}

func newPlanner(k *keeper) roster.Planner {
	return roster.Planner{Now: now, Secrets: k, IDs: roster.IDs{
		Account: func() model.AccountID { return "new" },
		Person: func(a model.AccountID) model.PersonID {
			k.ids++
			return model.PersonID(fmt.Sprintf("%s.n%d", a, k.ids))
		},
	}}
}

// apply is what the desk does with a Change.
func apply(stored *roster.Stored, c roster.Change, k *keeper) *roster.Stored {
	if len(c.People) == 0 {
		return stored
	}
	to := &roster.Stored{Account: c.Account}
	if stored != nil {
		to.People = append(to.People, stored.People...)
	}
	for _, p := range c.People {
		at := -1
		for j := range to.People {
			if to.People[j].ID == p.Person.ID {
				at = j
			}
		}
		if at < 0 {
			to.People = append(to.People, p.Person)
		} else {
			to.People[at] = p.Person
		}
		for _, s := range p.Secrets {
			k.secrets[string(p.Person.ID)+"/"+string(s)] = p.Row.Given(s).Secret.Reveal()
		}
	}
	return to
}

func acme() *roster.Stored {
	return &roster.Stored{
		Account: model.Account{ID: "acme", ClientID: "1000001", Company: "Acme", Status: model.Suspended, Phone: "+17035550110", Created: before},
		People: []model.Person{
			{ID: "acme.ada", Name: "Ada", Role: model.Admin, Extension: "100", UserName: "ada", Email: "ada@x.example", Question: "Pet?", Created: before},
			{ID: "acme.ben", Name: "Ben", Role: model.User, Extension: "101", UserName: "ben", Email: "ben@x.example", Created: before},
			{ID: "acme.lob", Name: "Lobby", Role: model.Phone, Extension: "102", Created: before},
			{ID: "acme.kim", Name: "Kim", Role: model.User, Created: before},
		},
	}
}

func kept() *keeper {
	return &keeper{secrets: map[string]string{"acme.ada/answer": "Rex", "acme.ben/pin": "4826"}}
}

const (
	planHead = "client_id,company,company_phone,name,role,extension,user_name,email,question,answer,pin\n"
	ada      = "1000001,Acme,+17035550110,Ada,admin,100,ada,ada@x.example,Pet?,,\n"
)

func acmeRow(s string) string { return "1000001,Acme,+17035550110," + s + "\n" }

// planCases are files about acme, and what they come to.
var planCases = map[string]struct {
	rows string
	want []string
}{
	"nothing":                 {ada, nil},
	"same user":               {ada + acmeRow("Ben,user,101,ben,ben@x.example,,,4826"), nil},
	"new address":             {ada + acmeRow("Ben,user,101,ben,b@y.example,,,"), []string{"acme.ben [email]"}},
	"address taken away":      {ada + acmeRow("Ben,user,101,ben,,,,"), []string{"acme.ben [email]"}},
	"new PIN":                 {ada + acmeRow("Ben,user,101,ben,ben@x.example,,,9153"), []string{"acme.ben [pin]"}},
	"new name and extension":  {ada + acmeRow("Benny,user,110,ben,ben@x.example,,,"), []string{"acme.ben [name extension]"}},
	"new user":                {ada + acmeRow("Cy,user,103,cy,,,,"), []string{"+Cy []"}},
	"new user with a PIN":     {ada + acmeRow("Cy,user,103,cy,,,,1357"), []string{"+Cy [pin]"}},
	"other user name":         {ada + acmeRow("Ben,user,101,benny,,,,"), []string{"!3 user_name"}},
	"no user name given":      {ada + acmeRow("Ben,user,101,,ben@x.example,,,"), nil},
	"user name for a phone":   {ada + acmeRow("Lobby,user,102,lobby,,,,"), []string{"acme.lob [role user_name]"}},
	"a user becomes a phone":  {ada + acmeRow("Ben,phone,101,,,,,"), []string{"!3 role"}},
	"by name":                 {ada + acmeRow("Kim,user,,,kim@x.example,,,"), []string{"acme.kim [email]"}},
	"by name, keeps the rest": {ada + acmeRow("Ben,user,,,ben@x.example,,,"), nil},
	"by name, another role":   {ada + acmeRow("Kim,phone,,,,,,"), []string{"+Kim []"}},
	"swap":                    {acmeRow("Ada,admin,101,ada,ada@x.example,Pet?,,") + acmeRow("Ben,user,100,ben,ben@x.example,,,"), []string{"acme.ada [extension]", "acme.ben [extension]"}},
	"half a swap":             {acmeRow("Ada,admin,101,ada,ada@x.example,Pet?,,"), []string{"!2 extension"}},
	"and the account's name":  {strings.ReplaceAll(acmeRow("Ada,admin,101,ada,ada@x.example,Pet?,,"), "Acme", "Acme Ltd"), []string{"!2 extension"}},
	"beside a refused admin":  {acmeRow("Ada,admin,102,ada,ada@x.example,Pet?,,") + acmeRow("Ben,user,101,ben,,,,"), []string{"!2 extension", "acme.ben [email]"}},
	"a swap with a refusal":   {acmeRow("Ada,admin,102,ada,ada@x.example,Pet?,,") + acmeRow("Ben,user,100,ben,ben@x.example,,,") + acmeRow("Cy,user,101,cy,,,,"), []string{"!2 extension", "!3 extension", "!4 extension"}},
	"freed for somebody new":  {ada + acmeRow("Ben,user,105,ben,ben@x.example,,,") + acmeRow("Cy,user,101,cy,,,,"), []string{"acme.ben [extension]", "+Cy []"}},
	"the same answer":         {strings.Replace(ada, "Pet?,,", "Pet?,Rex,", 1), nil},
	"another answer":          {strings.Replace(ada, "Pet?,,", "Pet?,Max,", 1), []string{"acme.ada [answer]"}},
	"another question":        {strings.Replace(ada, "Pet?,,", "Car?,Ford,", 1), []string{"acme.ada [question answer]"}},
	"a question, no answer":   {strings.Replace(ada, "Pet?,,", "Car?,,", 1), []string{"!2 answer"}},
	"no question given":       {strings.Replace(ada, "Pet?,,", ",,", 1), nil},
	"new admin, no answer":    {ada + acmeRow("Dee,admin,104,dee,,Pet?,,"), []string{"!3 answer"}},
	"the admin steps down":    {acmeRow("Ada,user,100,ada,ada@x.example,,,") + acmeRow("Ben,admin,101,ben,ben@x.example,,,"), []string{"acme.ada [role question]", "acme.ben [role]"}},
	"and nobody takes over":   {acmeRow("Ada,user,100,ada,ada@x.example,,,") + acmeRow("Dee,admin,104,dee,,Pet?,,"), []string{"!3 answer", "!2 role"}},
	"nobody, after a swap":    {acmeRow("Ada,user,101,ada,ada@x.example,,,") + acmeRow("Ben,user,100,ben,ben@x.example,,,") + acmeRow("Dee,admin,104,dee,,Pet?,,"), []string{"!4 answer", "!2 role"}},
	"the account's own":       {strings.ReplaceAll(ada, "+17035550110", "+17035550119"), []string{"account [company_phone]"}},
	"the account's and a row": {strings.ReplaceAll(ada+acmeRow("Ben,user,101,ben,,,,"), "Acme", "Acme Ltd"), []string{"account [company]", "acme.ben [email]"}},
}

// TestPlan gives the rows beside Ada's, and what they come to: "id columns" for
// a change of somebody, "+name" for somebody new, and problems as "!line column".
func TestPlan(t *testing.T) {
	for name, tt := range planCases {
		t.Run(name, func(t *testing.T) {
			f := read(t, planHead+tt.rows)
			if len(f.Problems) != 0 {
				t.Fatalf("the test's own rows are bad: %v", f.Problems)
			}
			stored, k := acme(), kept()
			c, problems := newPlanner(k).Plan(stored, f.Accounts[0])
			if diff := cmp.Diff(tt.want, told(c, problems)); diff != "" {
				t.Errorf("plan (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(acme(), stored); diff != "" {
				t.Errorf("the plan changed what it was handed:\n%s", diff)
			}
			refused := len(problems) == len(tt.want) // and nothing else comes of it
			if c.Unchanged() != refused {
				t.Errorf("Unchanged is %v", c.Unchanged())
			}
		})
	}
}

func told(c roster.Change, problems []roster.Problem) []string {
	var got []string
	for _, p := range problems {
		got = append(got, fmt.Sprintf("!%d %s", p.Line, p.Column))
	}
	if len(c.Columns) > 0 {
		got = append(got, fmt.Sprint("account ", c.Columns))
	}
	for _, p := range c.People {
		switch {
		case p.New:
			got = append(got, fmt.Sprint("+", p.Person.Name, " ", p.Secrets)+strings.Join(p.Columns, " "))
		case !p.Unchanged():
			got = append(got, fmt.Sprint(p.Person.ID, " ", p.Columns))
		}
	}
	return got
}

// TestPlanStores looks at what is to be stored, beyond which columns differ.
func TestPlanStores(t *testing.T) {
	f := read(t, planHead+ada+"1000001,Acme,+17035550110,Ben,user,101,ben,b@y.example,,,\n1000001,Acme,+17035550110,Cy,user,103,cy,cy@x.example,,,\n")
	k := kept()
	c, _ := newPlanner(k).Plan(acme(), f.Accounts[0])
	if c.Account.Status != model.Suspended {
		t.Errorf("a file without the column status made the account %s", c.Account.Status)
	}
	ben, cy := c.People[1].Person, c.People[2].Person
	if ben.Email != "b@y.example" || !ben.EmailChanged.Equal(now) || !ben.Created.Equal(before) {
		t.Errorf("changed: %+v", ben)
	}
	if cy.ID != "acme.n1" || !cy.EmailChanged.IsZero() || !cy.Created.Equal(now) {
		t.Errorf("new: %+v", cy)
	}
	if k.asked != 0 {
		t.Errorf("asked %d times about secrets that the file doesn't give", k.asked)
	}
}

func TestPlanNewAccount(t *testing.T) {
	f := read(t, planHead+strings.Replace(ada, "Pet?,,", "Pet?,Rex,", 1))
	k := kept()
	c, problems := newPlanner(k).Plan(nil, f.Accounts[0])
	want := model.Account{ID: "new", ClientID: "1000001", Company: "Acme", Status: model.Active, Phone: "+17035550110", Created: now}
	if diff := cmp.Diff(want, c.Account); diff != "" || !c.New || len(problems) != 0 || len(c.People) != 1 {
		t.Errorf("%+v, %v\n%s", c, problems, diff)
	}
	if k.asked != 0 {
		t.Errorf("asked %d times about somebody new", k.asked)
	}
	// the sole admin is refused, so there is nothing to store
	f = read(t, planHead+ada+"1000001,Acme,+17035550110,Ben,user,101,ben,,,,\n")
	c, problems = newPlanner(k).Plan(nil, f.Accounts[0])
	if diff := cmp.Diff([]string{"!2 answer", "!3 role"}, told(c, problems)); diff != "" || c.Refused != 2 || !c.Unchanged() {
		t.Errorf("refused %d: %s", c.Refused, diff)
	}
}

// TestPlanMissingColumns: what a file doesn't speak of stays.
func TestPlanMissingColumns(t *testing.T) {
	f := read(t, "client_id,company,name,role\n1000001,Acme,Ada,admin\n1000001,Acme,Ben,user\n1000001,Acme,Kim,user\n")
	c, problems := newPlanner(kept()).Plan(acme(), f.Accounts[0])
	if got := told(c, problems); len(got) != 0 || len(c.People) != 3 {
		t.Errorf("%v, %d people", got, len(c.People))
	}
	f2 := read(t, "client_id,company,status,name,role,user_name\n1000001,Acme,,Ada,user,ada\n1000001,Acme,,Ben,admin,ben\n")
	c, problems = newPlanner(kept()).Plan(acme(), f2.Accounts[0])
	if diff := cmp.Diff([]string{"acme.ada [role question]", "acme.ben [role]"}, told(c, problems)); diff != "" || c.Account.Status != model.Suspended {
		t.Errorf("%s, -want +got:\n%s", c.Account.Status, diff)
	}
	stored := acme() // and another Ben: which of them does the file mean?
	stored.People = append(stored.People, model.Person{ID: "acme.be2", Name: "Ben", Role: model.User, Extension: "109"})
	c, problems = newPlanner(kept()).Plan(stored, f.Accounts[0])
	if diff := cmp.Diff([]string{"!3 name"}, told(c, problems)); diff != "" {
		t.Errorf("two of that name (-want +got):\n%s", diff)
	}
}

func TestTally(t *testing.T) {
	f := open(t, "testdata/accounts-bad.csv")
	tally := roster.NewTally(f)
	for _, a := range f.Accounts {
		c, _ := newPlanner(kept()).Plan(nil, a)
		tally.Add(c)
	}
	want := "5 accounts, 5 people: 5 new, 0 changed, 0 unchanged; 17 rows refused, 3 rows taken with text cleaned"
	if got := tally.Summary(); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	one := roster.Tally{}
	f = read(t, planHead+ada)
	c, _ := newPlanner(kept()).Plan(acme(), f.Accounts[0])
	one.Add(c)
	c.Columns = []string{"company"}
	one.Add(c)
	one.Add(roster.Change{New: true, Refused: 1})
	if want := "2 accounts, 2 people: 0 new, 1 changed, 1 unchanged; 1 row refused"; one.Summary() != want {
		t.Errorf("got  %s\nwant %s", one.Summary(), want)
	}
}
