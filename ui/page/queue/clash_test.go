// This file tries the keys against those that work everywhere.
package queue_test

import (
	"slices"
	"strings"
	"testing"

	"callin/ui/kit"
)

func TestBindings(t *testing.T) {
	r := newRig(t, usual())
	check := func(when string) {
		t.Helper()
		bs := r.page.Bindings()
		if bad := kit.Clashes(slices.Concat(bs, everywhere())); bad != nil {
			t.Errorf("%s: %q", when, bad)
		}
		for _, b := range bs {
			if b.Help == "" {
				t.Errorf("%s has no help", b.ID)
			}
		}
	}
	check("in KEYS")
	r.Press("/")
	check("in the filter")
	r.Type("x").Press("tab")
	check("with a filter")
}

// everywhere are the keys that mean the same on every page, whether or not the
// app binds them by now. The page's tests know them by heart, so that they need
// no app and no desk.
func everywhere() []kit.Binding {
	var bs []kit.Binding
	for _, key := range strings.Fields("ctrl+p : ? q ctrl+l ctrl+z ctrl+c 1 2 3 4 5 6 7 8 n N g G ctrl+d ctrl+u space o O f - y z") {
		bs = append(bs, kit.Binding{ID: "everywhere." + key, Keys: []string{key}, Words: key})
	}
	return bs
}
