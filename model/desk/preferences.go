package desk

import (
	"context"
	"maps"
	"reflect"
	"slices"
	"strings"

	"callin/model"
	"callin/model/record"
)

// Preferences are how the agent likes the desk; zero when they have never said.
//
// Errors: Forbidden.
func (s *Session) Preferences(ctx context.Context) (model.Preferences, error) {
	var p model.Preferences
	err := s.read(ctx, func(r rows) error {
		var err error
		p, err = loadOr[model.Preferences](r, record.PreferencesKey(s.agent))
		return err
	})
	return p, err
}

// Prefer changes the agent's own preferences. change gets those that are kept
// now, so that two terminals of one agent don't undo each other's wishes; it may
// run more than once and touches nothing else. A change that changes nothing
// writes nothing.
//
// Errors: Invalid for what can't be kept, Forbidden.
func (s *Session) Prefer(ctx context.Context, change func(*model.Preferences)) error {
	kept, err := s.Preferences(ctx)
	if err != nil {
		return err
	}
	if _, changed := preferred(kept, change); len(changed) == 0 {
		return nil
	}
	return s.command(ctx, model.PowerRead, model.VerbPrefer, func(a *act) error {
		key := record.PreferencesKey(s.agent)
		kept, err := loadOr[model.Preferences](a.rows, key)
		if err != nil {
			return err
		}
		p, changed := preferred(kept, change)
		if wrong := model.CheckPreferences(p); wrong != "" {
			return model.FailField("preferences", wrong)
		}
		a.entry.Text = strings.Join(changed, ", ")
		p.Changes = kept.Changes + 1
		return a.put(key, p)
	})
}

// preferred applies a change to a copy, and names what is another now. What was
// emptied counts as never said.
func preferred(kept model.Preferences, change func(*model.Preferences)) (model.Preferences, []string) {
	p := kept
	p.Keys, p.Views = maps.Clone(kept.Keys), maps.Clone(kept.Views)
	for page, views := range p.Views {
		p.Views[page] = slices.Clone(views)
	}
	change(&p)
	maps.DeleteFunc(p.Keys, func(_ string, keys []string) bool { return keys == nil })
	maps.DeleteFunc(p.Views, func(_ string, views []model.SavedView) bool { return len(views) == 0 })
	p.Version = kept.Version
	var changed []string
	for _, c := range []struct {
		name string
		is   bool
	}{
		{"theme", p.Theme != kept.Theme},
		{"mouse", p.Mouse != kept.Mouse},
		{"key map", p.Preset != kept.Preset},
		{"keys", len(p.Keys)+len(kept.Keys) > 0 && !reflect.DeepEqual(p.Keys, kept.Keys)},
		{"views", len(p.Views)+len(kept.Views) > 0 && !reflect.DeepEqual(p.Views, kept.Views)},
	} {
		if c.is {
			changed = append(changed, c.name)
		}
	}
	return p, changed
}
