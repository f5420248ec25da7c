package cli_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"callin/ui/cli"
)

// run runs a command that needs neither a store nor a terminal.
func run(t *testing.T, args ...string) string {
	t.Helper()
	var out, said bytes.Buffer
	code := cli.Run(t.Context(), cli.Edge{Args: args, Environ: []string{"HOME=" + t.TempDir()}, Out: &out, Err: &said})
	if code != 0 {
		t.Fatalf("%v ended with %d: %s", args, code, said.String())
	}
	return out.String()
}

func TestConfig_sample(t *testing.T) {
	sample := run(t, "config", "sample")
	defaults, _, err := cli.ReadConfig(nil)
	if err != nil {
		t.Fatal(err)
	}
	said, lines, err := cli.ReadConfig([]byte(sample))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(defaults, said); diff != "" {
		t.Errorf("the sample doesn't say the defaults:\n%s", diff)
	}
	for _, setting := range defaults {
		if name, _, _ := strings.Cut(setting, " ="); lines[name] == 0 {
			t.Errorf("the sample leaves out %s", name)
		}
	}
}

func TestConfig_lines(t *testing.T) {
	_, lines, err := cli.ReadConfig([]byte("# first\ntheme = \"dark\"\n\n[smtp]\n\n  server = \"a:1\"\n[keys]\nfile = \"k\"\n"))
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]int{"theme": 2, "smtp": 4, "smtp.server": 6, "keys": 7, "keys.file": 8}
	if diff := cmp.Diff(want, lines); diff != "" {
		t.Error(diff)
	}
}

func TestConfig_relativeNames(t *testing.T) {
	folder := t.TempDir()
	name := filepath.Join(folder, "callin.toml")
	if err := os.WriteFile(name, []byte("db = \"store/a.db\"\n[keys]\nfile = \"~/a.key\"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	shown := run(t, "--config", name, "config", "show")
	for _, want := range []string{filepath.Join(folder, "store", "a.db"), "a.key"} {
		if !strings.Contains(shown, want) || strings.Contains(shown, "~") {
			t.Errorf("%s isn't in:\n%s", want, shown)
		}
	}
}

func TestNearest(t *testing.T) {
	known := []string{"smtp", "smtp.server", "smtp.password_file", "policy.answer_tries"}
	for typed, want := range map[string]string{
		"smpt": "smtp", "smtp.sever": "smtp.server", "smtp.password": "smtp.password_file",
		"policy.answer_trys": "policy.answer_tries", "x": "", "colour": "", "": "",
	} {
		if got := cli.Nearest(typed, known); got != want {
			t.Errorf("%q is taken for %q, want %q", typed, got, want)
		}
	}
}

// FuzzConfig: whatever a file holds, it is read or refused with a sentence.
func FuzzConfig(f *testing.F) {
	for _, seed := range []string{
		"", "theme = \"dark\"", "[smtp]\nserver = 1", "[[smtp]]\n", "smtp.x.y = 1", "\"a,b\" = 1", "[policy]\nanswer_tries = 1e9",
		"[session]\nlock_after = 5", "a.b.c.d = {e = [1, {f = 2}]}", "'-' = 1", "\xff", "theme = \"\\u001b[31m\"",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		said, lines, err := cli.ReadConfig(data)
		if err != nil {
			if !strings.Contains(err.Error(), "config.toml") || !strings.ContainsAny(err.Error(), ".?") {
				t.Errorf("%q is no sentence about the file", err)
			}
			return
		}
		if len(said) == 0 {
			t.Error("no settings")
		}
		for name, line := range lines {
			if line < 1 || line > 1+bytes.Count(data, []byte("\n")) {
				t.Errorf("%s stands on line %d", name, line)
			}
		}
	})
}
