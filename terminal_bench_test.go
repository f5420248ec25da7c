package main

// How long a key takes to the screen, in the real program at a pseudo-terminal:
//
//	go test -run '^$' -bench KeyToFrame -accounts 5000 .
//	go test -run '^$' -bench KeyToFrame -people 1000000 -after 60s -timeout 60m .

import (
	"bufio"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	tty "callin/ui/uitest/terminal"
)

var (
	benchAccounts = flag.Int("accounts", 2000, "how many sample accounts BenchmarkKeyToFrame has; 20000 take longer to invent than a test waits")
	benchPeople   = flag.Int("people", 0, "how many people without answers it has in their place, in a desk of its own")
	benchAfter    = flag.Duration("after", 0, "how long it waits before the first key, for what a large desk does behind a start")
)

// BenchmarkKeyToFrame types in the search field, and waits each time for the
// frame with the results of what is typed. The emulator's own work is in it.
func BenchmarkKeyToFrame(b *testing.B) {
	desk := tty.Program{
		File: tty.Build(b, "."), Home: tty.NewHome(b),
		Args: []string{"demo", "--theme", "mono", "--accounts", strconv.Itoa(*benchAccounts)},
	}
	if *benchPeople > 0 {
		desk.Args = []string{"--theme", "mono"}
		accounts := exec.CommandContext(b.Context(), desk.File, "import", crowd(b, *benchPeople))
		accounts.Dir, accounts.Env = string(desk.Home), desk.Home.Environ()
		if out, err := accounts.CombinedOutput(); err != nil {
			b.Fatalf("import: %v\n%s", err, out)
		}
	}
	began := time.Now()
	x := tty.Start(b, desk)
	x.Await("Next caller", "live")
	first := time.Since(began)
	<-time.After(*benchAfter)
	var took []time.Duration
	for b.Loop() {
		for _, text := range []string{"l", "li", "lin", "lind", "linda"} {
			key := text[len(text)-1:]
			want := fmt.Sprintf("%q", text)
			// Nobody types in step with the frames. Without a pause that differs, each
			// key would come just after a frame and wait for a whole one.
			<-time.After(30*time.Millisecond + rand.N(10*time.Millisecond))
			begin := time.Now()
			x.Type(key).AwaitThat("the results of "+text, func(s tty.Screen) bool {
				return s.Has("> "+text) && (s.Has("match "+want) || s.Has("matches "+want))
			})
			took = append(took, time.Since(begin))
		}
		x.Press("ctrl+u").AwaitGone("> l")
	}
	b.ReportMetric(float64(first.Microseconds())/1000, "first-frame-ms")
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
	x.Kill()
}

// crowd writes a file of so many people.
func crowd(b *testing.B, people int) string {
	path := filepath.Join(b.TempDir(), "people.csv")
	file, err := os.Create(path)
	if err != nil {
		b.Fatal(err)
	}
	w := bufio.NewWriter(file)
	first := strings.Fields("Ada Ben Chloe David Elena Farid Grace Hugo Irina Jonas Kofi Linda Maria Nadia Oscar Petra Quentin Rosa Samir Tara")
	last := strings.Fields("Abbott Brandt Castillo Dupont Eriksson Fischer Garcia Haddad Ivanov Jensen Kowalski Lindgren Moreau Nakamura Okafor Petrov")
	trade := strings.Fields("Pumps Dental Bakery Legal Roofing Optics Travel Florists Printing Logistics Motors Catering Surveyors Textiles")
	_, _ = fmt.Fprintln(w, "client_id,company,name,role,extension,user_name,email,phone") // Flush tells of all
	for i := range people {
		account := i / 5
		role := "user"
		if i%5 == 0 {
			role = "admin"
		}
		name := first[i*7%len(first)] + " " + last[i/3*5%len(last)]
		_, _ = fmt.Fprintf(w, "%d,%s%d %s,%s,%s,%d,user%d,user%d@company%d.example,+1703%03d%04d\n",
			440000+account, last[account%len(last)], account/len(last), trade[account%len(trade)], name, role, 100+i%5, i, i, account,
			i/10000%1000, i%10000)
	}
	if err := w.Flush(); err != nil {
		b.Fatal(err)
	}
	if err := file.Close(); err != nil {
		b.Fatal(err)
	}
	return path
}
