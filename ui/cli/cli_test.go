package cli_test

import (
	"bytes"
	"crypto/rand"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"callin/model"
	"callin/ui/cli"
)

// TestKey_oneForAll: of many that start at once with the same new store, all
// get the same key, whole.
func TestKey_oneForAll(t *testing.T) {
	name := filepath.Join(t.TempDir(), "new", "folder", "callin.key")
	var starting sync.WaitGroup
	keys := make([][]byte, 8)
	for i := range keys {
		starting.Go(func() {
			if err := cli.MakeKey(name, rand.Reader); err != nil {
				t.Error(err)
				return
			}
			var err error
			if keys[i], err = cli.ReadKey(name); err != nil {
				t.Error(err)
			}
		})
	}
	starting.Wait()
	for _, key := range keys {
		if len(key) != 32 || !bytes.Equal(key, keys[0]) {
			t.Errorf("%d and %d bytes, the same: %v", len(key), len(keys[0]), bytes.Equal(key, keys[0]))
		}
	}
	left, err := os.ReadDir(filepath.Dir(name))
	if err != nil || len(left) != 1 {
		t.Errorf("%v left in the folder, %v", left, err)
	}
}

func TestKey_withoutRandomness(t *testing.T) {
	name := filepath.Join(t.TempDir(), "callin.key")
	if err := cli.MakeKey(name, strings.NewReader("too short")); err == nil {
		t.Error("a key was made of too few bytes")
	}
	if _, err := os.Stat(name); !errors.Is(err, os.ErrNotExist) {
		t.Error("a key file was left", err)
	}
}

func TestAgentName(t *testing.T) {
	for system, want := range map[string]model.AgentName{
		"amy": "amy", `WORK\ann.lee`: "ann.lee", "ann lee": "ann-lee", "zoë": "zoë", "a\x1b[31mb": "a--31mb", "": "operator",
		strings.Repeat("ö", 40): model.AgentName(strings.Repeat("ö", 16)),
	} {
		got := cli.AgentName(system)
		if got != want {
			t.Errorf("%q becomes %q, want %q", system, got, want)
		}
		if wrong := model.CheckAgentName(got); wrong != "" {
			t.Errorf("%q %s", got, wrong)
		}
	}
}

func TestProgress(t *testing.T) {
	for _, c := range []struct {
		done int
		took time.Duration
		want string
	}{
		{0, 2 * time.Second, "0 of 300 accounts imported"},
		{10, time.Second / 2, "10 of 300 accounts imported"},
		{120, 3 * time.Second, "120 of 300 accounts imported, 40 a second, 5s left"},
		{300, 10 * time.Second, "300 of 300 accounts imported, 30 a second, 0s left"},
	} {
		if got := cli.Progress("imported", c.done, 300, c.took); got != c.want {
			t.Errorf("%d after %s: %q, want %q", c.done, c.took, got, c.want)
		}
	}
}

func TestMovedClock(t *testing.T) {
	real := time.Date(2026, 7, 1, 12, 0, 0, 0, time.UTC)
	at := time.Date(2026, 3, 2, 10, 41, 0, 0, time.FixedZone("CET", 3600))
	now, set := cli.MovedClock(func() time.Time { return real }, at)
	if got := now(); !got.Equal(at) || got.Location() != at.Location() {
		t.Errorf("begins at %s, want %s", got, at)
	}
	real = real.Add(90 * time.Second)
	if got := now().Sub(at); got != 90*time.Second {
		t.Errorf("runs on by %s", got)
	}
	set(at.Add(-time.Hour))
	if got := now(); !got.Equal(at.Add(-time.Hour)) {
		t.Errorf("set back, it says %s", got)
	}
}
