package many_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/widget/many"
)

func TestEach(t *testing.T) {
	gone := model.Fail(model.Unavailable, "The store can't be reached.")
	for _, tc := range []struct {
		name  string
		bars  string // one letter for each thing: x is barred
		err   map[int]error
		did   string
		level kit.Level
		say   string
	}{
		{"all", "...", nil, "012", kit.Success, "3 went."},
		{"some are barred", ".x.", nil, "02", kit.Warning, "2 went. Not 1: It may not."},
		{"some are refused", "...", map[int]error{1: model.Fail(model.Conflict, "Too late.")}, "012", kit.Warning, "2 went. Not 1: Too late."},
		{"none", "xx", nil, "", kit.Warning, "Nothing was done. Not 2: It may not."},
		{"the desk is gone", "....", map[int]error{1: gone}, "01", kit.Warning, "1 went. Not 3: The store can't be reached."},
	} {
		t.Run(tc.name, func(t *testing.T) {
			things, why, did := []int{}, []string{}, ""
			for i, c := range tc.bars {
				things = append(things, i)
				why = append(why, strings.TrimPrefix(strings.Replace(string(c), "x", ".It may not.", 1), "."))
			}
			got := many.Said(
				func(n int) string { return fmt.Sprintf("%d went.", n) },
				many.Each(t.Context(), things, why, func(_ context.Context, i int) error {
					did += fmt.Sprint(i)
					return tc.err[i]
				}))
			if diff := cmp.Diff([]any{tc.did, tc.level, tc.say}, []any{did, got.Level, got.Say}); diff != "" {
				t.Error(diff)
			}
		})
	}
}
