// This file is the text in which a page keeps how its list is shown.
package views

import "net/url"

// Spec is how a list is shown. Empty fields are as usual.
type Spec struct {
	Only string // which of the rows
	Sort string
	Back bool // backwards
	Find string
}

// String writes it down, under the names that saved views have: kept views rely
// on them.
func (s Spec) String() string {
	v := url.Values{}
	for key, value := range map[string]string{"only": s.Only, "sort": s.Sort, "find": s.Find} {
		if value != "" {
			v.Set(key, value)
		}
	}
	if s.Back {
		v.Set("back", "1")
	}
	return v.Encode()
}

// ReadSpec reads what String wrote. What it doesn't know is left out.
func ReadSpec(text string) Spec {
	v, _ := url.ParseQuery(text)
	return Spec{Only: v.Get("only"), Sort: v.Get("sort"), Back: v.Get("back") != "", Find: v.Get("find")}
}
