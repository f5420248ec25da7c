package roster_test

// Bytes that are hardly CSV: rows that don't parse, quotation marks that never
// close, lines without end.

import (
	"io"
	"runtime"
	"strings"
	"testing"

	"callin/model"
	"callin/model/roster"
)

// endless gives n bytes of a pattern without holding them.
type endless struct {
	pattern string
	at, n   int
}

func (e *endless) Read(p []byte) (int, error) {
	if e.at >= e.n {
		return 0, io.EOF
	}
	n := min(len(p), e.n-e.at)
	for i := range n {
		p[i] = e.pattern[(e.at+i)%len(e.pattern)]
	}
	e.at += n
	return n, nil
}

// TestRecords: rows that aren't even rows, each between two good ones.
func TestRecords(t *testing.T) {
	after := strings.Replace(strings.Replace(good, "100,a.okafor", "102,una", 1), "Ada Okafor", "Una", 1)
	for name, tt := range map[string]struct {
		row, column, reason string
		later               int // lines that the row takes beyond the first
	}{
		"short":         {"1000001,Acme\n", "status", "the row has 2 fields where the header has 12", 0},
		"long":          {"1000001" + strings.Repeat(",x", 12) + "\n", "field 13", "the row has 13 fields where the header has 12", 0},
		"bare quote":    {"1000001,Ac\"me,,,Ben,user,,,,,,\n", "company", "there is a quotation mark inside", 0},
		"quote too few": {"1000001,\"Acme\" Ltd,,,Ben,user,,,,,,\n", "company", "something follows the quotation mark", 0},
		"over lines":    {"1000001,\"Acme\nLtd\" x,,,Ben,user,,,,,,\n", "company", "(lines 3 to 4 were read as one row)", 1},
		"short on two":  {"1000001,\"Acme\nLtd\"\n", "status", "(lines 3 to 4 were read as one row)", 1},
		"endless field": {"1000001,Acme,,," + strings.Repeat("x", 1<<20) + ",user,,,,,,\n", "name", "longer than 64 KiB", 0},
		"endless row":   {"1000001,Acme" + strings.Repeat(",\"x\"", 1<<16) + "\n", "field 13", "longer than 64 KiB", 0},
	} {
		t.Run(name, func(t *testing.T) {
			f := read(t, header+good+tt.row+after)
			if len(f.Problems) != 1 || f.Rows != 3 || f.Taken() != 2 {
				t.Fatalf("rows %d, taken %d, problems %v", f.Rows, f.Taken(), f.Problems)
			}
			p := f.Problems[0]
			if p.Line != 3 || p.Column != tt.column || !strings.Contains(p.Reason, tt.reason) || p.Cleaned {
				t.Errorf("got %+v, want line 3, %s, %q", p, tt.column, tt.reason)
			}
			if last := f.Accounts[0].Rows[1]; last.Line != 4+tt.later {
				t.Errorf("the next row is said to be on line %d, is on %d", last.Line, 4+tt.later)
			}
		})
	}
}

// TestWreckedQuotes: a mark that is never closed ends in an error that says
// where it was opened, and not in a file's worth of memory.
func TestWreckedQuotes(t *testing.T) {
	const size = 16 << 20
	for name, tt := range map[string]struct {
		r    io.Reader
		says string // "" when it can be read
	}{
		"one line":         {io.MultiReader(strings.NewReader(header+good), &endless{pattern: "x", n: size}), ""},
		"one quoted line":  {io.MultiReader(strings.NewReader(header+good+"\""), &endless{pattern: "x", n: size}), ""},
		"many lines":       {io.MultiReader(strings.NewReader(header+good+"1000001,\"Acme"), &endless{pattern: "x,\n", n: size}), "line 3"},
		"a line within":    {io.MultiReader(strings.NewReader(header+good+"\n1000001,\"Acme\n"), &endless{pattern: "x", n: size}), "line 4"},
		"at the very end":  {strings.NewReader(header + good + good + "1000001,\"Acme"), "line 4"},
		"an end in two":    {strings.NewReader(header + "\"x\n" + good), "line 2"},
		"closed too late":  {strings.NewReader(header + good + "1000001,\"Acme\n" + strings.Repeat("x", 70<<10) + "\n\",\n"), "line 3"},
		"closed in time":   {strings.NewReader(header + good + "1000001,\"Acme\nLtd\",,,Ben,user,101,ben,,,,\n"), ""},
		"only empty lines": {io.MultiReader(strings.NewReader(header+good), &endless{pattern: "\n", n: 1 << 20}), ""},
	} {
		t.Run(name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			_, err := roster.Read(tt.r)
			runtime.ReadMemStats(&after)
			if used := after.TotalAlloc - before.TotalAlloc; used > 4<<20 {
				t.Errorf("took %d kB of memory", used>>10)
			}
			switch {
			case tt.says == "" && err != nil:
				t.Error(err)
			case tt.says != "" && (model.CodeOf(err) != model.Invalid || !strings.Contains(err.Error(), tt.says+" is never closed")):
				t.Errorf("got %v, want an error about %s", err, tt.says)
			}
		})
	}
}

// TestLastLine: every byte of a file without a last line end counts.
func TestLastLine(t *testing.T) {
	for _, end := range []string{"", "\n", "\r\n", "\r", "\n\n\n"} {
		f := read(t, header+strings.TrimSuffix(good, "\n")+"Answer"+end)
		// an answer without its question is reported, so the cell was read whole
		if len(f.Problems) != 1 || f.Problems[0].Line != 2 || f.Rows != 1 {
			t.Errorf("ending in %q: %+v", end, f)
		}
	}
}

// TestLastRowBad: the end of the file isn't blamed on a row that just ends there.
func TestLastRowBad(t *testing.T) {
	f := read(t, header+good+"1000001,\"Acme\" Ltd")
	if len(f.Problems) != 1 || f.Problems[0].Line != 3 || f.Taken() != 1 {
		t.Errorf("%+v", f)
	}
}

func FuzzRead(f *testing.F) {
	for _, seed := range []string{
		header + good, header + good + "\"", header + "1,\"a\"b\n\"\n", all + "\n" + with(cells{"password": "p"}), "\ufeff" + header,
		header + "=1,@x,+,-,\t,\r,'=1\n", header + strings.Repeat("x,", 40), strings.ReplaceAll(header+good, "\n", "\r"),
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		file, err := roster.Read(strings.NewReader(text))
		if err != nil {
			if file != nil || model.CodeOf(err) != model.Invalid {
				t.Fatalf("%v with %v", err, file)
			}
			return
		}
		lines := strings.Count(text, "\n") + 1
		last := 0
		for _, p := range file.Problems {
			if p.Line < max(last, 2) || p.Line > lines || p.Reason == "" || p.Column == "" {
				t.Fatalf("%+v in a file of %d lines", p, lines)
			}
			last = p.Line
		}
		if file.Rows >= lines || file.Refused() < 0 || file.Refused() > 0 && len(file.Problems) == 0 {
			t.Fatalf("%d rows, %d refused, %d lines", file.Rows, file.Refused(), lines)
		}
		for _, a := range file.Accounts {
			for _, r := range a.Rows {
				if model.CleanLine(r.Name) != r.Name || r.Name == "" || len(r.Name) > 2000 || a.Company == "" {
					t.Fatalf("%+v of %q", r, a.Company)
				}
			}
		}
	})
}
