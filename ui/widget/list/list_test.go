package list_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"callin/ui/kit"
	"callin/ui/uitest"
	"callin/ui/widget/columns"
	"callin/ui/widget/list"
)

func rows(ids []string) list.Rows {
	return list.Rows{
		Len:   len(ids),
		ID:    func(i int) string { return ids[i] },
		Cells: func(i int, cells []columns.Cell) { cells[0].Text, cells[1].Text = ids[i], "name of "+ids[i] },
	}
}

func numbers(from, to int) (ids []string) {
	for i := from; i < to; i++ {
		ids = append(ids, fmt.Sprint(i))
	}
	return ids
}

func make3(h int, ids []string) *list.List {
	l := list.New(columns.Column{Title: "ID", Width: 6}, columns.Column{Title: "NAME", Width: 12, Grow: 1})
	l.Resize(40, h)
	l.Set(rows(ids))
	return l
}

func TestList_keys(t *testing.T) {
	for _, tc := range []struct {
		keys []string
		want string
	}{
		{nil, "0"},
		{[]string{"down", "j", "up", "k", "up"}, "0"},
		{[]string{"G"}, "99"},
		{[]string{"end", "home"}, "0"},
		{[]string{"pgdown"}, "10"},
		{[]string{"ctrl+d", "ctrl+d", "ctrl+u"}, "5"},
		{[]string{"G", "pgup"}, "89"},
		{[]string{"G", "down", "pgdown", "g"}, "0"},
	} {
		l := make3(11, numbers(0, 100))
		for _, k := range tc.keys {
			if !l.Update(uitest.Key(k)) {
				t.Errorf("%s isn't the list's", k)
			}
		}
		if l.Selected() != tc.want {
			t.Errorf("%v: %s is chosen, want %s", tc.keys, l.Selected(), tc.want)
		}
	}
	if make3(11, nil).Update(uitest.Key("x")) {
		t.Error("x is the list's")
	}
}

func TestList_view(t *testing.T) {
	l := make3(4, []string{"1", "2", "東京\x1b[2J"})
	l.Mark()
	f := l.View(kit.Mono)
	got := strings.Split(ansi.Strip(strings.Join(f.Lines, "\n")), "\n")
	want := []string{
		"   ID      NAME                         ",
		"  *1       name of 1                    ",
		" > 2       name of 2                    ",
		"   東京¿…  name of 東京¿[2J             ",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if f.Cursor == nil || *f.Cursor != (kit.Point{X: 1, Y: 2}) {
		t.Errorf("the cursor is at %v", f.Cursor)
	}
	if diff := cmp.Diff([]string{"1"}, l.Marks()); diff != "" {
		t.Error(diff)
	}
}

// TestList_set: whatever happens to the rows, the choice stays on its row and
// the row stays where it was on the screen, as far as there is room.
func TestList_set(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ids := numbers(0, 60)
		l := make3(rapid.IntRange(3, 20).Draw(t, "h"), ids)
		for range rapid.IntRange(1, 20).Draw(t, "steps") {
			if rapid.Bool().Draw(t, "move") {
				l.Update(uitest.Key(rapid.SampledFrom([]string{"up", "down", "pgdown", "pgup", "G", "g", "ctrl+d"}).Draw(t, "key")))
				continue
			}
			before, line := l.Selected(), l.View(kit.Mono).Cursor
			next := slices.Clone(ids)
			for range rapid.IntRange(0, 8).Draw(t, "changes") {
				at := rapid.IntRange(0, len(next)-1).Draw(t, "at")
				if rapid.Bool().Draw(t, "insert") {
					next = slices.Insert(next, at, fmt.Sprintf("n%d", rapid.IntRange(0, 1<<30).Draw(t, "id")))
				} else if len(next) > 1 {
					next = slices.Delete(next, at, at+1)
				}
			}
			ids = next
			l.Set(rows(ids))
			after := l.View(kit.Mono).Cursor
			if slices.Contains(ids, before) && l.Selected() != before {
				t.Fatalf("the choice went from %s to %s", before, l.Selected())
			}
			if slices.Contains(ids, before) && after.Y != line.Y && l.Index() >= line.Y && len(ids)-l.Index() > 20 {
				t.Fatalf("%s moved from line %d to %d", before, line.Y, after.Y)
			}
		}
	})
}

func TestList_large(t *testing.T) {
	asked := 0
	l := list.New(columns.Column{Title: "ID", Width: 6})
	l.Resize(80, 20)
	l.Set(list.Rows{
		Len: 1_000_000, ID: func(i int) string { return fmt.Sprint(i) },
		Cells: func(i int, c []columns.Cell) { asked++; c[0].Text = "x" },
	})
	l.Update(uitest.Key("G"))
	if l.View(kit.Mono); asked != 19 || l.Position() != "1000000 of 1000000" {
		t.Errorf("asked for %d rows, position %s", asked, l.Position())
	}
}
