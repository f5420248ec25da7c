package model_test

import (
	"fmt"
	"strings"
	"testing"

	"callin/model"
)

func TestCheckPreferences(t *testing.T) {
	many := func(n int) map[string][]string {
		m := map[string][]string{}
		for i := range n {
			m[fmt.Sprint("page.action", i)] = []string{"x"}
		}
		return m
	}
	views := func(names ...string) map[string][]model.SavedView {
		var list []model.SavedView
		for _, n := range names {
			list = append(list, model.SavedView{Name: n, Spec: "state=open"})
		}
		return map[string][]model.SavedView{"queue": list}
	}
	for name, p := range map[string]model.Preferences{
		"none": {}, "theme": {Theme: "high"}, "map": {Preset: "vim"},
		"no key at all":  {Keys: map[string][]string{"call.done": {}}},
		"several keys":   {Keys: map[string][]string{"call.done": {"d", "ö", "ctrl+x"}}},
		"two views":      {Views: views("Mine", "Past due")},
		"the same twice": {Views: map[string][]model.SavedView{"queue": {{Name: "Mine"}}, "accounts": {{Name: "Mine"}}}},
	} {
		if wrong := model.CheckPreferences(p); wrong != "" {
			t.Errorf("%s: %s", name, wrong)
		}
	}
	for name, p := range map[string]model.Preferences{
		"theme":            {Theme: "pink"},
		"hostile theme":    {Theme: "\x1b[2J"},
		"hostile map":      {Preset: "vi\x1bm"},
		"long map":         {Preset: strings.Repeat("v", 61)},
		"too many keys":    {Keys: many(301)},
		"no id":            {Keys: map[string][]string{"": {"d"}}},
		"no key":           {Keys: map[string][]string{"call.done": {""}}},
		"hostile key":      {Keys: map[string][]string{"call.done": {"\x1b[A"}}},
		"long key":         {Keys: map[string][]string{"call.done": {strings.Repeat("x", 41)}}},
		"nine keys":        {Keys: map[string][]string{"call.done": strings.Split("abcdefghi", "")}},
		"a view's name":    {Views: views("")},
		"a hostile name":   {Views: views("a\nb")},
		"one name twice":   {Views: views("Mine", "Mine")},
		"too many views":   {Views: views(strings.Split(strings.Repeat("x", 31), "")...)},
		"too long a view":  {Views: map[string][]model.SavedView{"queue": {{Name: "a", Spec: strings.Repeat("x", 1001)}}}},
		"bytes, not text":  {Views: map[string][]model.SavedView{"queue": {{Name: "a", Spec: "\xff"}}}},
		"no page":          {Views: map[string][]model.SavedView{"": {{Name: "a"}}}},
		"a hostile page":   {Views: map[string][]model.SavedView{"\u202equeue": {{Name: "a"}}}},
		"too many of them": {Views: pages(31)},
	} {
		wrong := model.CheckPreferences(p)
		if wrong == "" {
			t.Errorf("%s: it passed", name)
		}
		if model.CleanLine(wrong) != wrong {
			t.Errorf("%s: not clean: %q", name, wrong)
		}
	}
}

func pages(n int) map[string][]model.SavedView {
	m := map[string][]model.SavedView{}
	for i := range n {
		m[fmt.Sprint("page", i)] = []model.SavedView{{Name: "a"}}
	}
	return m
}
