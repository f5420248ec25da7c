package main

// How long a key takes to the screen, in the real program at a pseudo-terminal:
//
//	go test -run '^$' -bench KeyToFrame -accounts 5000 .

import (
	"flag"
	"fmt"
	"slices"
	"strconv"
	"testing"
	"time"

	tty "callin/ui/uitest/terminal"
)

var benchAccounts = flag.Int("accounts", 2000, "how many sample accounts BenchmarkKeyToFrame has; 20000 take longer to invent than a test waits")

// BenchmarkKeyToFrame types in the search field, and waits each time for the
// frame with the results of what is typed. The emulator's own work is in it.
func BenchmarkKeyToFrame(b *testing.B) {
	x := tty.Start(b, tty.Program{
		File: tty.Build(b, "."), Home: tty.NewHome(b),
		Args: []string{"demo", "--theme", "mono", "--accounts", strconv.Itoa(*benchAccounts)},
	})
	x.Await("Next caller", "live")
	var took []time.Duration
	for b.Loop() {
		for _, text := range []string{"l", "li", "lin", "lind", "linda"} {
			key := text[len(text)-1:]
			want := fmt.Sprintf("%q", text)
			begin := time.Now()
			x.Type(key).AwaitThat("the results of "+text, func(s tty.Screen) bool {
				return s.Has("> "+text) && (s.Has("match "+want) || s.Has("matches "+want))
			})
			took = append(took, time.Since(begin))
		}
		x.Press("ctrl+u").AwaitGone("> l")
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
	x.Kill()
}
