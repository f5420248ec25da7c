package palette_test

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"callin/ui/kit"
	"callin/ui/uitest"
	"callin/ui/widget/palette"
)

var entries = []palette.Entry{
	{Group: "Call", Binding: kit.Binding{ID: "call.password", Keys: []string{"p"}, Words: "login password", Help: "The caller has lost the password."}},
	{Group: "Call", Binding: kit.Binding{ID: "call.client_id", Keys: []string{"c"}, Words: "Client ID", Disabled: "Verify first."}},
	{Group: "Call", Binding: kit.Binding{ID: "call.park", Keys: []string{"b"}, Words: "park"}},
	{Group: "Screens", Binding: kit.Binding{ID: "screen.queue", Keys: []string{"2"}, Words: "Queue"}},
}

func TestPalette(t *testing.T) {
	for _, tc := range []struct {
		typed, want string
	}{
		{"", "call.password call.client_id call.park screen.queue"},
		{"p", "call.password call.park"},
		{"pa", "call.park call.password"},
		{"PARK", "call.park"},
		{"b", "call.park"},
		{"2", "screen.queue"},
		{"call pass", "call.password"},
		{"screens", "screen.queue"},
		{"zzz", ""},
	} {
		var got []string
		for i := range 4 {
			q := palette.New("Commands", entries)
			for _, r := range tc.typed {
				q.Update(uitest.Key(strings.ReplaceAll(string(r), " ", "space")))
			}
			for range i {
				q.Update(uitest.Key("down"))
			}
			q.Update(uitest.Key("enter"))
			id, _ := q.Done()
			if name, ok := id.(string); ok && (len(got) == 0 || got[len(got)-1] != name) {
				got = append(got, name)
			}
		}
		want := strings.ReplaceAll(tc.want, "call.client_id ", "") // it can't run
		if joined := strings.Join(got, " "); joined != want {
			t.Errorf("%q: %q can run, want %q", tc.typed, joined, want)
		}
	}
}

func TestPalette_view(t *testing.T) {
	p := palette.Help("Help", entries)
	f := p.View(kit.Mono, 60, 14)
	text := ansi.Strip(strings.Join(f.Lines, "\n"))
	if len(f.Lines) != 14 {
		t.Errorf("%d lines, want the room filled", len(f.Lines))
	}
	for _, want := range []string{"   Call\n", " > p         login password", "Not now: Verify first.", "   Screens\n"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q isn't in:\n%s", want, text)
		}
	}
}
