package search_test

import (
	"context"
	"slices"
	"testing"

	"callin/model"
	"callin/model/search"
)

func people() []search.Entry {
	return []search.Entry{
		{Person: "a.1", ClientID: "4412345", Company: "Lindgren Pumps", Status: model.Active, Name: "Ada Okafor", Role: model.Admin, Extension: "100", UserName: "a.okafor", Email: "ada@lindgren.example", Phone: "+17035550110", CompanyPhone: "+17035550100"},
		{Person: "a.2", ClientID: "4412345", Company: "Lindgren Pumps", Status: model.Active, Name: "Ben Sørensen", Role: model.User, Extension: "101", UserName: "b.sorensen", Email: "ben@lindgren.example", Phone: "+17035550122", CompanyPhone: "+17035550100"},
		{Person: "b.1", ClientID: "4498765", Company: "Lindgrün Dental", Status: model.Suspended, Name: "Ilse Krämer", Role: model.Admin, Extension: "100", UserName: "i.kramer", Email: "ilse@lindgruen.example", Phone: "+15715550107"},
		{Person: "c.1", ClientID: "7700001", Company: "O'Brien & Sons", Status: model.Closed, Name: "Zoë O'Brien", Role: model.Admin, Extension: "100", UserName: "z.obrien"},
		{Person: "c.2", ClientID: "7700001", Company: "O'Brien & Sons", Status: model.Closed, Name: "Fax room", Role: model.Phone, Extension: "103"},
	}
}

func ids(r search.Result) []model.PersonID {
	var all []model.PersonID
	for _, h := range r.Hits {
		all = append(all, h.Person)
	}
	return all
}

func TestSearch(t *testing.T) {
	x := search.New()
	x.Load(slices.Values(people()))
	for _, c := range []struct {
		text   string
		want   []model.PersonID
		approx bool
	}{
		{"", nil, false},
		{" '- ", nil, false},
		{"lindgr", []model.PersonID{"a.1", "a.2", "b.1"}, false},
		{"OKAFOR", []model.PersonID{"a.1"}, false},
		{"pumps ben", []model.PersonID{"a.2"}, false},
		{"sorensen", []model.PersonID{"a.2"}, false},
		{"Sørensen", []model.PersonID{"a.2"}, false},
		{"kramer lindgrun", []model.PersonID{"b.1"}, false},
		{"555-0110", []model.PersonID{"a.1"}, false},
		{"(703) 555.0122", []model.PersonID{"a.2"}, false},
		{"703 0110", []model.PersonID{"a.1"}, false},
		{"001 703 555 0110", []model.PersonID{"a.1"}, false},
		{"4412", []model.PersonID{"a.1", "a.2"}, false},
		{"obrien", []model.PersonID{"c.1", "c.2"}, false},
		{"o'brien fax", []model.PersonID{"c.2"}, false},
		{"iokramer", []model.PersonID{"b.1"}, true},
		{"ikramer", []model.PersonID{"b.1"}, false},
		{"ben@lindgren.example", []model.PersonID{"a.2"}, false},
		{"kafo", []model.PersonID{"a.1"}, false},
		{"okfaor", []model.PersonID{"a.1"}, true},
		{"pumsp okafor", []model.PersonID{"a.1"}, true},
		{"4413245", []model.PersonID{"a.1", "a.2"}, true},
		{"xyzzy", nil, false},
	} {
		got := x.Search(context.Background(), c.text, 50)
		if !slices.Equal(ids(got), c.want) || got.Total != len(c.want) || got.Approximate != c.approx {
			t.Errorf("%q: got %v of %d, approximate %v; want %v, %v", c.text, ids(got), got.Total, got.Approximate, c.want, c.approx)
		}
	}
}

func TestTicket(t *testing.T) {
	for text, want := range map[string]model.TicketNumber{
		"#123": 123, " #123 ": 123, "# 7": 7, "T-4471": 4471, "t-4471": 4471, "#T-9": 9,
		"": 0, "#": 0, "123": 0, "#12a": 0, "#-1": 0, "#0": 0, "T-": 0, "T4471": 0, "#99999999999999999999999": 0,
	} {
		got, ok := search.Ticket(text)
		if got != want || ok != (want > 0) {
			t.Errorf("%q: got %d, %v; want %d", text, got, ok, want)
		}
	}
}

// TestSearch_namesFirst: who is called what was typed comes before those of whom
// the words are strewn over name and company.
func TestSearch_namesFirst(t *testing.T) {
	x := search.New()
	defer x.Close()
	x.Put(
		search.Entry{Person: "a.1", Name: "Ben Chen", Company: "Okafor & Sons", Role: model.Admin},
		search.Entry{Person: "b.1", Name: "Ben Sørensen", Company: "Pumps", Role: model.User},
		search.Entry{Person: "c.1", Name: "Benita Sohl", Company: "Arts", Role: model.Admin},
	)
	for _, built := range []bool{false, true} {
		if built {
			if err := x.Build(); err != nil {
				t.Fatal(err)
			}
		}
		for text, want := range map[string][]model.PersonID{
			"ben sø":     {"b.1", "a.1", "c.1"}, // words before beginnings all the same
			"so ben":     {"c.1", "b.1", "a.1"}, // of two names the admin's
			"sons ben":   {"a.1"},
			"ben sönren": {"b.1"},
			"b so":       {"c.1", "b.1", "a.1"},
		} {
			if got := ids(x.Search(t.Context(), text, 50)); !slices.Equal(got, want) {
				t.Errorf("%q (built %v) finds %v, not %v", text, built, got, want)
			}
		}
	}
}
