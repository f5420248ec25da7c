// This file presses keys at random: nothing may panic, no line may be too wide,
// and what the store holds may change by commands alone.
//
//	go test ./ui -run TestSoak -soak 10m
package ui_test

import (
	"flag"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"callin/model"
	"callin/storage"
	"callin/ui/kit"
)

var soak = flag.Duration("soak", 0, "how long TestSoak presses keys at random; 0: a fixed number of keys")

// strokes are what a hand, or a cat, may do at a keyboard. ctrl+z would stop the
// test, not the desk.
var strokes = strings.Fields("enter enter enter esc esc tab shift+tab space up down left right home end pgup pgdown backspace delete " +
	"ctrl+p ctrl+l ctrl+u ctrl+k ctrl+w ctrl+a ctrl+e ctrl+d ctrl+f ctrl+b ctrl+c ctrl+x f2 f3 f4 f5 alt+x ? / : . - y z q n N g G j k o O f")

func TestSoak(t *testing.T) {
	const keys = 3000
	seed := uint64(1)
	end := time.Now().Add(*soak)
	for played := 0; played < keys || time.Now().Before(end); seed++ {
		played += soakOnce(t, seed, keys/5)
	}
}

// soakOnce plays one session with a desk of its own, and looks at what is left.
func soakOnce(t *testing.T, seed uint64, keys int) (played int) {
	r := rand.New(rand.NewPCG(seed, 7))
	var last []string
	f := newFloor(t, func(e *kit.Env) {
		e.Prefs.Preset = []string{"desk", "vim", "plain"}[r.IntN(3)]
		e.Prefs.Mouse, e.ASCII = r.IntN(2) == 0, r.IntN(4) == 0
		e.Report = func(err error) string {
			t.Errorf("seed %d, after %v: %v", seed, last, err)
			return "1"
		}
	})
	rev, entries := f.state()
	w, h := 80, 24
	for played = range keys {
		did := ""
		switch n := r.IntN(100); {
		case n < 45:
			did = strokes[r.IntN(len(strokes))]
			f.Press(did)
		case n < 75:
			did = string(rune('0' + r.IntN('z'-'0'+1)))
			f.Press(did)
		case n < 85:
			did = `"` + []string{"okafor", "lindgr", "lindenau", "sorens", "zzz", "#1", "10m", lockWord}[r.IntN(8)]
			f.Type(did[1:])
		case n < 90:
			did = "paste"
			f.Paste(hostile[r.IntN(len(hostile))] + "\nq\n")
		case n < 93:
			did = "burst"
			f.Burst("q\rsdx yes\r")
		case n < 96:
			w, h = 1+r.IntN(220), 1+r.IntN(70)
			did = "resize"
			f.Resize(w, h)
		default:
			did = "wait"
			f.Advance(time.Duration(r.IntN(400)) * time.Second / 4)
		}
		if last = append(last, did); len(last) > 12 {
			last = last[1:]
		}
		if f.Quit() {
			break
		}
		shape(fatal{t, last}, f.Styled(), w, h)
	}
	f.app.Close()
	if after, made := f.state(); after-rev != storage.Rev(made-entries) {
		t.Errorf("seed %d: the store was written %d times, by %d commands", seed, after-rev, made-entries)
	}
	if told := f.commands(); strings.Count(told, string(model.VerbTell)+" ") > strings.Count(told, string(model.VerbVerify)+" ")*20 {
		t.Errorf("seed %d: told without having asked: %s", seed, told)
	}
	return played + 1
}

// fatal says after which keys a screen is wrong.
type fatal struct {
	*testing.T
	last []string
}

func (f fatal) Fatalf(format string, args ...any) {
	f.Helper()
	f.T.Fatalf("after %v: "+format, append([]any{f.last}, args...)...)
}

// state is how often the store was written, and how many commands there were.
// Mails that are on their way go on being noted until nothing moves.
func (f *floor) state() (rev storage.Rev, entries int) {
	f.t.Helper()
	for {
		before := f.rev()
		entries = 0
		err := f.desk.Operator("test").AuditTrail(f.t.Context(), func(model.AuditEntry) error { entries++; return nil })
		if err != nil {
			f.t.Fatal(err)
		}
		if rev = f.rev(); rev == before {
			return rev, entries
		}
	}
}

func (f *floor) rev() storage.Rev {
	f.t.Helper()
	var rev storage.Rev
	err := f.store.View(f.t.Context(), func(s storage.Snapshot) error { rev = s.Rev(); return nil })
	if err != nil {
		f.t.Fatal(err)
	}
	return rev
}
