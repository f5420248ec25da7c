package roster_test

// What leaves as CSV.

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"callin/model"
	"callin/model/roster"
)

func TestGuard(t *testing.T) {
	for text, want := range map[string]string{
		"":        "",
		"Ada":     "Ada",
		"=1+1":    "'=1+1",
		"+1703":   "'+1703",
		"-1":      "'-1",
		"@SUM":    "'@SUM",
		"\t=1":    "'\t=1",
		"'tis":    "'tis",
		"'=1":     "''=1",
		"''@a":    "'''@a",
		"a=1":     "a=1",
		"'":       "'",
		"\r=evil": "'\r=evil",
	} {
		if got := roster.Guard(text); got != want {
			t.Errorf("Guard(%q) is %q, want %q", text, got, want)
		}
	}
}

func TestGuardComesOff(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringMatching(`'{0,3}[=+@\-\ta]?.*`).Draw(t, "text")
		g := roster.Guard(s)
		if roster.Unguard(g) != s {
			t.Fatalf("%q was guarded as %q and came back as %q", s, g, roster.Unguard(g))
		}
		if g != "" && strings.ContainsRune("=+-@\t\r\n", rune(g[0])) {
			t.Fatalf("%q is guarded as %q, a formula still", s, g)
		}
	})
}

// TestExportGuards: what leaves is guarded and cleaned, whatever was stored.
func TestExportGuards(t *testing.T) {
	var out bytes.Buffer
	w := roster.NewWriter(&out)
	w.Account(model.Account{ClientID: "1000001", Company: "=cmd", Status: model.Active, Phone: "+17035550110"},
		[]model.Person{{Name: "Lou \x1b[2J\u202egnp", Role: model.Admin, UserName: "-lou", Question: `Pet, or "dog"?`}})
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	want := "client_id,company,status,company_phone,name,role,extension,user_name,email,phone,question\r\n" +
		"1000001,'=cmd,active,'+17035550110,Lou ¿[2J¿gnp,admin,,'-lou,,,\"Pet, or \"\"dog\"\"?\"\r\n"
	if out.String() != want {
		t.Errorf("got  %q\nwant %q", out.String(), want)
	}
}

func TestReport(t *testing.T) {
	var out bytes.Buffer
	err := roster.WriteReport(&out, []roster.Problem{
		{Line: 9, Column: "name", Reason: "=late", Cleaned: true},
		{Line: 3, Column: "field 13", Reason: "b, too"},
		{Line: 3, Column: "name", Reason: "a", Cleaned: true},
	})
	want := "line,column,reason,taken\r\n3,name,a,no\r\n3,field 13,\"b, too\",no\r\n9,name,'=late,yes\r\n"
	if err != nil || out.String() != want {
		t.Errorf("%v\ngot  %q\nwant %q", err, out.String(), want)
	}
}

type full struct{ err error }

func (f full) Write([]byte) (int, error) { return 0, f.err }

func TestWritingFails(t *testing.T) {
	gone := full{errors.New("no space left")}
	if err := roster.WriteReport(gone, nil); !errors.Is(err, gone.err) {
		t.Errorf("report: %v", err)
	}
	if err := roster.NewWriter(gone).Close(); !errors.Is(err, gone.err) {
		t.Errorf("export: %v", err)
	}
}
