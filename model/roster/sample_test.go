package roster_test

// The demo's accounts.

import (
	"bytes"
	"fmt"
	"regexp"
	"testing"

	"github.com/google/go-cmp/cmp"

	"callin/model"
	"callin/model/roster"
)

func TestSampleFirst(t *testing.T) {
	for _, seed := range []uint64{0, 1, 99} {
		a := roster.Sample(seed, 3)[0]
		ada, ben := a.Rows[0], a.Rows[1]
		if a.Company != "Lindgren Pumps" || a.ClientID != "4410442" ||
			ada.Name != "Ada Okafor" || ada.Role != model.Admin || ada.Question == "" || ada.Answer.Empty() || ada.Email == "" ||
			ben.Name != "Ben Sørensen" || ben.Role != model.User {
			t.Errorf("seed %d: %+v", seed, a)
		}
	}
	for n := range 4 {
		if got := len(roster.Sample(1, n)); got != n {
			t.Errorf("asked for %d accounts, got %d", n, got)
		}
	}
}

func TestSampleRepeats(t *testing.T) {
	if diff := cmp.Diff(asText(roster.Sample(7, 50)), asText(roster.Sample(7, 50))); diff != "" {
		t.Errorf("the same seed gives other accounts:\n%s", diff)
	}
	if asText(roster.Sample(7, 50)) == asText(roster.Sample(8, 50)) {
		t.Error("another seed gives the same accounts")
	}
}

func asText(accounts []roster.Account) string {
	var out bytes.Buffer
	for _, a := range accounts {
		fmt.Fprintln(&out, a)
		for _, r := range a.Rows {
			fmt.Fprintln(&out, r.Answer.Secret.Reveal(), r.Password.Secret.Reveal(), r.PIN.Secret.Reveal())
		}
	}
	return out.String()
}

// TestSampleImports: a sample is as good as a file that reads without problems.
func TestSampleImports(t *testing.T) {
	accounts := roster.Sample(3, 1000)
	var out bytes.Buffer
	w := roster.NewWriter(&out)
	rows := 0
	for _, a := range accounts {
		c, problems := newPlanner(kept()).Plan(nil, a)
		if len(problems) != 0 {
			t.Fatalf("%s: %v", a.Company, problems)
		}
		var people []model.Person
		for _, p := range c.People {
			people = append(people, p.Person)
		}
		w.Account(c.Account, people)
		rows += len(people)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	f, err := roster.Read(&out)
	if err != nil || len(f.Problems) != 0 || len(f.Accounts) != 1000 || f.Taken() != rows {
		t.Fatalf("%v, %d accounts, %v", err, len(f.Accounts), f.Problems)
	}
}

func TestSampleClientIDs(t *testing.T) {
	last := ""
	for _, a := range roster.Sample(2, 20000) {
		if len(a.ClientID) != 7 || a.ClientID <= last {
			t.Fatalf("%s after %s", a.ClientID, last)
		}
		last = a.ClientID
	}
}

// TestSampleShape: invented, and mixed as the demo needs it.
func TestSampleShape(t *testing.T) {
	number := regexp.MustCompile(`^\+1\d{3}55501\d\d$`)
	address := regexp.MustCompile(`^[a-z0-9.]+@[a-z0-9]+\.example$`)
	count := map[string]int{}
	for i, a := range roster.Sample(5, 2000) {
		if !number.MatchString(a.Phone) {
			t.Errorf("account %d: %s", i, a.Phone)
		}
		count[string(a.Status)]++
		count["over 8"] += min(len(a.Rows)/9, 1)
		for _, r := range a.Rows {
			if !number.MatchString(r.Phone) || r.Email != "" && !address.MatchString(r.Email) {
				t.Errorf("%+v", r)
			}
			count[string(r.Role)]++
			if r.Email == "" {
				count[string(r.Role)+" without address"]++
			}
			if r.Role == model.Admin && r.Question == "" {
				count["admin without question"]++
			}
			if got := !r.Password.Empty(); got != (i < roster.CardAccounts && r.UserName != "") {
				t.Errorf("account %d, %s: a password is %v", i, r.Name, got)
			}
			if pin := r.PIN.Secret.Reveal(); pin != "" && model.CheckPIN(pin) != "" {
				t.Errorf("PIN %s", pin)
			}
		}
	}
	share := func(of, all string, low, high int) {
		if n := count[of] * 100 / count[all]; n < low || n > high {
			t.Errorf("%s: %d %% of %s, want %d to %d", of, n, all, low, high)
		}
	}
	share("user without address", "user", 13, 17)
	share("admin without address", "admin", 3, 9)
	share("admin without question", "admin", 7, 15)
	share("suspended", "active", 2, 7)
	share("closed", "active", 1, 4)
	share("over 8", "active", 3, 8)
}

func BenchmarkSample(b *testing.B) {
	for b.Loop() {
		roster.Sample(1, 10000)
	}
}
