package model_test

import (
	"testing"

	"callin/model"
)

func TestSomeNames(t *testing.T) {
	for _, tc := range []struct {
		names []string
		want  string
	}{
		{nil, ""},
		{[]string{"Ada"}, "Ada"},
		{[]string{"Ada", "Ben"}, "Ada and Ben"},
		{[]string{"Ada", "Ben", "Cy", "Dee"}, "Ada, Ben, Cy and Dee"},
		{[]string{"Ada", "Ben", "Cy", "Dee", "Eve", "Flo"}, "Ada, Ben, Cy, Dee and 2 more"},
	} {
		if got := model.SomeNames(tc.names); got != tc.want {
			t.Errorf("%q: %q, want %q", tc.names, got, tc.want)
		}
	}
}
