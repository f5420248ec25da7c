package model

import (
	"fmt"
	"slices"
	"unicode/utf8"
)

// Preferences are how one agent likes the desk, kept with the desk so that they
// are the same at every terminal. They are their owner's alone, and nothing is
// decided by them: what an agent may do and sees of a customer never depends on
// a preference. Zero values mean: no wish.
type Preferences struct {
	Theme  string                 `json:",omitempty"` // one of Themes
	Mouse  bool                   `json:",omitempty"` // the wheel and clicks are the desk's, not the terminal's
	Preset string                 `json:",omitempty"` // which key map
	Keys   map[string][]string    `json:",omitempty"` // other keys for actions, by the action's id
	Views  map[string][]SavedView `json:",omitempty"` // by page, in the order of the page
	Version
}

// SavedView is a view of a list that an agent has given a name. What is in it
// is the page's own affair.
type SavedView struct {
	Name string
	Spec string `json:",omitempty"`
}

// Themes are the wishes for colours, by their names on the command line.
var Themes = []string{"auto", "dark", "light", "high", "mono"}

// The bounds of preferences: far more than anybody needs. What is within them all
// and still too large for a row the store refuses, in words.
const (
	maxRebound = 300 // actions with other keys
	maxKeys    = 8   // of one action
	maxKeyName = 40  // bytes, of an action's id or a key
	maxPages   = 30  // with saved views
	maxViews   = 30  // of one page
	maxSpec    = 1000
	maxName    = 60
)

// CheckPreferences tells what can't be kept, as a sentence, or "".
func CheckPreferences(p Preferences) string {
	switch {
	case p.Theme != "" && !slices.Contains(Themes, p.Theme):
		return fmt.Sprintf("There is no theme %q.", CleanLine(p.Theme))
	case utf8.RuneCountInString(p.Preset) > maxName || CleanLine(p.Preset) != p.Preset:
		return "A key map can't be called that."
	case len(p.Keys) > maxRebound:
		return fmt.Sprintf("Other keys for %d actions are too many; %d are allowed.", len(p.Keys), maxRebound)
	case len(p.Views) > maxPages:
		return "Views of too many pages are saved."
	}
	for id, keys := range p.Keys {
		if wrong := checkKeys(id, keys); wrong != "" {
			return wrong
		}
	}
	for page, views := range p.Views {
		if wrong := checkViews(page, views); wrong != "" {
			return wrong
		}
	}
	return ""
}

func checkKeys(id string, keys []string) string {
	if len(keys) > maxKeys {
		return fmt.Sprintf("%d keys for one action are too many; %d are allowed.", len(keys), maxKeys)
	}
	for _, text := range append([]string{id}, keys...) {
		if text == "" || len(text) > maxKeyName || CleanLine(text) != text {
			return fmt.Sprintf("%q names neither an action nor a key.", CleanLine(text))
		}
	}
	return ""
}

func checkViews(page string, views []SavedView) string {
	if page == "" || len(page) > maxKeyName || CleanLine(page) != page {
		return "A page can't be called that."
	}
	if len(views) > maxViews {
		return fmt.Sprintf("%d views of one page are too many; %d are allowed. Take one out first.", len(views), maxViews)
	}
	seen := map[string]bool{}
	for _, v := range views {
		switch {
		case v.Name == "" || utf8.RuneCountInString(v.Name) > maxName || CleanLine(v.Name) != v.Name:
			return fmt.Sprintf("A view's name must have 1 to %d characters.", maxName)
		case seen[v.Name]:
			return fmt.Sprintf("There is a view %q already. Give this one another name.", v.Name)
		case len(v.Spec) > maxSpec || !utf8.ValidString(v.Spec):
			return fmt.Sprintf("The view %q is too long to be kept.", v.Name)
		}
		seen[v.Name] = true
	}
	return ""
}
