package roster_test

// Whole files: the sample ones, the forms a file may have, headers, and reading
// that fails.

import (
	"bytes"
	"errors"
	"os"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"callin/model"
	"callin/model/roster"
)

const header = "client_id,company,status,company_phone,name,role,extension,user_name,email,phone,question,answer\n"

// good is a row that stands for an account's admin, so that others can be bad.
const good = "1000001,Acme,active,,Ada Okafor,admin,100,a.okafor,,,,\n"

func read(t *testing.T, text string) *roster.File {
	t.Helper()
	f, err := roster.Read(strings.NewReader(text))
	if err != nil {
		t.Fatalf("Read: %v", err)
	}
	return f
}

func open(t *testing.T, name string) *roster.File {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return read(t, string(b))
}

func TestReadWhole(t *testing.T) {
	f := open(t, "testdata/accounts.csv")
	if len(f.Problems) != 0 {
		t.Errorf("problems: %v", f.Problems)
	}
	if len(f.Accounts) != 300 || f.Rows != 1523 || f.Taken() != 1523 {
		t.Errorf("accounts %d, rows %d, taken %d; want 300, 1523, 1523", len(f.Accounts), f.Rows, f.Taken())
	}
	first := f.Accounts[0]
	if first.Company != "Whitfield Coastal Flooring LLP" || first.Rows[0].Answer.Secret.Reveal() != "Ålesund" {
		t.Errorf("first account: %+v", first)
	}
}

func TestReadBad(t *testing.T) {
	f := open(t, "testdata/accounts-bad.csv")
	var report bytes.Buffer
	if err := roster.WriteReport(&report, f.Problems); err != nil {
		t.Fatal(err)
	}
	golden, err := os.ReadFile("testdata/accounts-bad.report.csv")
	if err != nil {
		t.Fatal(err)
	}
	got := strings.ReplaceAll(report.String(), "\r\n", "\n")
	if diff := cmp.Diff(string(golden), got); diff != "" {
		t.Errorf("report (-want +got):\n%s", diff)
	}
	var names []string
	for _, a := range f.Accounts {
		for _, r := range a.Rows {
			names = append(names, r.Name)
		}
	}
	want := []string{"Ada Okafor", "Lou ¿[31mRed¿]0;owned¿Esc", "Mia ¿gnp.exe", `=HYPERLINK("http://evil.example","x")`, "Una Voe"}
	if diff := cmp.Diff(want, names); diff != "" {
		t.Errorf("taken (-want +got):\n%s", diff)
	}
	if f.Rows != 22 || f.Refused() != 17 || f.Cleaned() != 3 {
		t.Errorf("rows %d, refused %d, cleaned %d; want 22, 17, 3", f.Rows, f.Refused(), f.Cleaned())
	}
}

// TestReadForms: byte order mark, CRLF, any order of columns, spaces, and the
// empty lines that spreadsheets leave.
func TestReadForms(t *testing.T) {
	text := "\ufeffRole, Name ,company,client_id,user_name\r\n" +
		"Admin, Ada Okafor ,Acme,1000001,A.Okafor\r\n\r\n,,,,\r\n" +
		"user,Ben Sørensen,Acme,1000001,b.sorensen"
	f := read(t, text)
	if len(f.Accounts) != 1 || f.Rows != 2 || f.Taken() != 2 {
		t.Fatalf("%+v", f)
	}
	ada := f.Accounts[0].Rows[0]
	if ada.Name != "Ada Okafor" || ada.Role != model.Admin || ada.UserName != "a.okafor" || ada.Line != 2 {
		t.Errorf("first row: %+v", ada)
	}
	if ben := f.Accounts[0].Rows[1]; ben.Line != 5 {
		t.Errorf("second row is said to be on line %d, is on 5", ben.Line)
	}
	want := []roster.Problem{{2, "user_name", "capital letters were written small", true}}
	if diff := cmp.Diff(want, f.Problems); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
}

func TestReadHeader(t *testing.T) {
	for name, tt := range map[string]struct{ text, says string }{
		"empty":     {"", "is empty"},
		"unknown":   {"client_id,company,name,role,colour\n", `"colour", isn't a column`},
		"twice":     {"client_id,company,name,role,name\n", "column name twice"},
		"missing":   {"client_id,company,name\n", "lacks the column role"},
		"none":      {"1000001,Acme,Ada,admin\n", "no column client_id"},
		"semicolon": {"client_id;company;name;role\n", "separated by commas"},
		"utf-16":    {"\xff\xfec\x00l\x00", "UTF-16"},
		"too long":  {"client_id," + strings.Repeat("x", 70<<10) + "\n", "longer than 64 KiB"},
		"open":      {"client_id,\"company\n", "never closed"},
	} {
		t.Run(name, func(t *testing.T) {
			f, err := roster.Read(strings.NewReader(tt.text))
			if f != nil || model.CodeOf(err) != model.Invalid || !strings.Contains(model.PublicText(err), tt.says) {
				t.Errorf("got %v, %v; want an error that says %q", f, err, tt.says)
			}
		})
	}
}

func TestReadFails(t *testing.T) {
	cause := errors.New("the disk is gone")
	_, err := roster.Read(iotest.TimeoutReader(iotest.OneByteReader(strings.NewReader(header))))
	if model.CodeOf(err) != model.Unavailable {
		t.Errorf("in the header: %v", err)
	}
	half := &failing{strings.NewReader(header + good), cause}
	if _, err = roster.Read(half); model.CodeOf(err) != model.Unavailable || !errors.Is(err, cause) {
		t.Errorf("after a row: %v", err)
	}
}

type failing struct {
	r   *strings.Reader
	err error
}

func (f *failing) Read(p []byte) (int, error) {
	if f.r.Len() == 0 {
		return 0, f.err
	}
	return f.r.Read(p)
}
