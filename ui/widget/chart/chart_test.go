package chart_test

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"callin/ui/kit"
	"callin/ui/widget/chart"
)

func TestFigure(t *testing.T) {
	for n, want := range map[int64]string{0: "0", 999: "999", 9999: "9999", 10_000: "10 000", 123_456: "123 456", 14_600_000: "14 600 000", -12_345: "-12 345"} {
		if got := chart.Figure(n); got != want {
			t.Errorf("%d: %q, want %q", n, got, want)
		}
	}
}

func TestBar(t *testing.T) {
	for _, tc := range []struct {
		n, most int64
		w       int
		want    string
	}{{0, 10, 8, ""}, {10, 10, 4, "▇▇▇▇"}, {5, 10, 4, "▇▇"}, {1, 1000, 8, "▏"}, {20, 10, 4, "▇▇▇▇"}, {1, 0, 4, ""}, {1, 1, 0, ""}, {-3, 10, 4, ""}, {1 << 40, 1 << 40, 3, "▇▇▇"}} {
		if got := chart.Bar(tc.n, tc.most, tc.w); got != tc.want {
			t.Errorf("%+v: %q", tc, got)
		}
	}
}

func TestSpark(t *testing.T) {
	for _, tc := range []struct {
		values []int64
		w      int
		want   string
	}{
		{[]int64{0, 1, 4, 8}, 4, " ▁▄█"},
		{[]int64{0, 1, 4, 8}, 8, "  ▁▁▄▄██"},
		{[]int64{1, 1, 4, 4}, 2, "▂█"},
		{nil, 10, ""},
		{[]int64{1}, 0, ""},
		{[]int64{0, 0}, 2, "  "},
		{[]int64{5}, 100, "███"},
	} {
		if got := chart.Spark(tc.values, tc.w); got != tc.want {
			t.Errorf("%v in %d: %q, want %q", tc.values, tc.w, got, tc.want)
		}
	}
}

// TestSpark_any: whatever the numbers, the line fits, shows what there is and is
// highest where the most is.
func TestSpark_any(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		values := rapid.SliceOf(rapid.Int64Range(0, 1<<40)).Draw(rt, "values")
		w := rapid.IntRange(0, 200).Draw(rt, "w")
		line := chart.Spark(values, w)
		sum := int64(0)
		for _, n := range chart.Together(values, w) {
			sum += n
		}
		if kit.Width(line) > w || (sum > 0) != strings.Contains(line, "█") && w > 0 {
			rt.Fatalf("%q in %d for %v", line, w, values)
		}
		if kit.Width(kit.Plain(line)) != kit.Width(line) || strings.ContainsAny(kit.Plain(line), "▁█") {
			rt.Fatalf("in ASCII %q", kit.Plain(line))
		}
	})
}

func TestHeat(t *testing.T) {
	heads := []string{"00", "01", "02", "03", "04", "05"}
	rows := [][]int64{{0, 1, 2, 3, 4, 12}, {0, 0, 0, 0, 0, 0}}
	for w, want := range map[int][]string{
		// room for the numbers
		40: {
			"      00  01  02  03  04  05 sum",
			"Mon      ░ 1 ░ 2 ░ 3 ▒ 4 █12  22",
			"Tue                            0",
		},
		// no room: the legend says what the shades mean
		24: {
			"    00    03     sum",
			"Mon   ░░░░░░▒▒██  22",
			"Tue                0",
			"    ░ 1 to 3  ▒ to 6  ▓…",
		},
	} {
		var got []string
		for _, line := range chart.Heat(kit.Mono, heads, []string{"Mon", "Tue"}, rows, w) {
			got = append(got, strings.TrimRight(ansi.Strip(line), " "))
			if kit.Width(line) > w {
				t.Errorf("%d columns: %q", w, line)
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%d columns:\n%s", w, diff)
		}
	}
	if got := chart.Heat(kit.Mono, heads, []string{"Mon"}, [][]int64{{1, 0, 0, 0, 0, 2}}, 24); !strings.Contains(got[2], "▒ to 1  █ to 2") {
		t.Errorf("few: %q", got)
	}
}
