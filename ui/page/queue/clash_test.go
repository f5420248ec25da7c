// This file tries the keys against those that work everywhere.
package queue_test

import "testing"

func TestBindings(t *testing.T) {
	r := newRig(t, usual())
	r.Keys(r.page)
	r.Press("/")
	r.Keys(r.page)
	r.Type("x").Press("tab")
	r.Keys(r.page)
}
