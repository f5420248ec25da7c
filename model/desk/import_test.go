package desk_test

import (
	"os"
	"strings"
	"testing"

	"callin/model"
	"callin/model/record"
	"callin/model/roster"
	"callin/storage"
)

// dump is every row of the store but the audit trail's.
func (r *rig) dump() map[string]string {
	r.t.Helper()
	rows := map[string]string{}
	err := r.store.View(r.t.Context(), func(s storage.Snapshot) error {
		after := ""
		for {
			items, err := s.Scan("", after, 0)
			if err != nil || len(items) == 0 {
				return err
			}
			for _, i := range items {
				after = i.Key
				if !strings.HasPrefix(i.Key, "audit") {
					rows[i.Key] = string(i.Value)
				}
			}
		}
	})
	if err != nil {
		r.t.Fatal(err)
	}
	return rows
}

func (r *rig) read(text string) *roster.File {
	r.t.Helper()
	file, err := roster.Read(strings.NewReader(text))
	if err != nil {
		r.t.Fatal(err)
	}
	return file
}

func TestImport(t *testing.T) {
	t.Run("takes the sample accounts whole, and the second time nothing", func(t *testing.T) {
		text, err := os.ReadFile("../roster/testdata/accounts.csv")
		if err != nil {
			t.Fatal(err)
		}
		r := newRig(t)
		r.importText(string(text))
		people := 0
		for key := range r.dump() {
			if strings.HasPrefix(key, "person/") {
				people++
			}
		}
		if want := 1523 + 8; people != want { // the rig's own come on top
			t.Fatalf("%d people, want %d", people, want)
		}
		before, entries := r.dump(), len(r.entries())
		r.importText(string(text))
		after := r.dump()
		if len(after) != len(before) || len(r.entries()) != entries {
			t.Fatalf("%d rows became %d, %d entries %d", len(before), len(after), entries, len(r.entries()))
		}
		for key, row := range before {
			if after[key] != row {
				t.Fatalf("%s has changed", key)
			}
		}
	})
	t.Run("plans without a trace", func(t *testing.T) {
		r := newRig(t)
		before := len(r.dump())
		changes, _, err := r.desk.Operator("test").Import(t.Context(),
			r.read("client_id,company,name,role\n5550001,New Works,Zoe Roe,admin\n"), true, nil)
		if err != nil || len(changes) != 1 || !changes[0].New || len(r.dump()) != before {
			t.Fatal(changes, err)
		}
	})
	t.Run("finds people under their new names, and no more under the old", func(t *testing.T) {
		r := newRig(t)
		s := r.session("amy")
		r.find(s, "rivera")
		r.importText(strings.ReplaceAll(accounts, "Rivera Dental", "Sierra Teeth"))
		r.find(s, "sierra")
		r.until(s, func() bool { found, _ := s.Search(t.Context(), "rivera dental"); return found.Total == 0 })
	})
	t.Run("lets two people change extensions", func(t *testing.T) {
		r := newRig(t)
		swapped := strings.NewReplacer("admin,100,a.okafor", "admin,101,a.okafor", "user,101,b.sorensen", "user,100,b.sorensen").Replace(accounts)
		r.importText(swapped)
		file := r.read(swapped)
		changes, problems, err := r.desk.Operator("test").Import(t.Context(), file, true, nil)
		if err != nil || len(problems) > 0 {
			t.Fatal(err, problems)
		}
		for _, c := range changes {
			if !c.Unchanged() {
				t.Fatalf("it didn't take: %+v", c)
			}
		}
	})
	t.Run("keeps no answer in the clear", func(t *testing.T) {
		r := newRig(t)
		for key, row := range r.dump() {
			for _, secret := range []string{"Lindenschule", "lindenschule", "Ford Fiesta", "fordfiesta", "Mary"} {
				if strings.Contains(row, secret) {
					t.Errorf("%s holds %q", key, secret)
				}
			}
		}
	})
	t.Run("takes an answer away with its question", func(t *testing.T) {
		r := newRig(t)
		s := r.session("amy")
		r.importText("client_id,company,name,role,user_name,extension,question\n" +
			"4410442,Lindgren Pumps,Ada Okafor,user,a.okafor,100,\n4410442,Lindgren Pumps,Ben Sørensen,admin,b.sorensen,101,\n")
		if c := r.credentials(r.find(s, "okafor").Person); c.Answer != "" {
			t.Fatal("the answer is still there")
		}
	})
}

// credentials reads what no view shows.
func (r *rig) credentials(id model.PersonID) record.Credentials {
	r.t.Helper()
	keys, err := record.NewKeys(make([]byte, record.MasterSize))
	if err != nil {
		r.t.Fatal(err)
	}
	var c record.Credentials
	key := record.CredentialsKey(id)
	if row, ok := r.dump()[key]; ok {
		if err := keys.Decode(key, []byte(row), &c); err != nil {
			r.t.Fatal(err)
		}
	}
	return c
}
