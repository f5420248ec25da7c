// This file tries the keys against those that work everywhere.
package queue_test

import "testing"

func TestBindings(t *testing.T) {
	r := newRig(t, usual())
	r.Keys(r.page, "space", "o", "O", "f")
	r.Press("/")
	r.Keys(r.page, "space", "o", "O", "f")
	r.Type("x").Press("tab")
	r.Keys(r.page, "space", "o", "O", "f")
}
