package roster_test

// Rows that are good alone and not together.

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func row(id, company, rest string) string {
	return fmt.Sprintf("%s,%s,,,%s\n", id, company, rest)
}

// accountCases are the rows of an account, how many of them go in, and what is
// said of which line and column.
var accountCases = map[string]struct {
	rows  []string
	taken int
	want  []string // line column
}{
	"others go in":              {[]string{row("1000001", "A", "Ada,admin,100,ada"), row("1000001", "A", "Ben,boss,101,ben"), row("1000001", "A", "Cy,user,102,cy")}, 2, []string{"3 role"}},
	"sole admin refused":        {[]string{row("1000001", "A", "Ada,admin,1,ada"), row("1000001", "A", "Ben,user,101,ben"), row("1000001", "A", "Cy,user,102,cy")}, 0, []string{"2 extension", "3 role"}},
	"no admin":                  {[]string{row("1000001", "A", "Ben,user,101,ben"), row("1000001", "A", "Cy,user,102,cy")}, 0, []string{"2 role"}},
	"second admin stays":        {[]string{row("1000001", "A", "Ada,admin,1,ada"), row("1000001", "A", "Ben,admin,101,ben")}, 1, []string{"2 extension"}},
	"refused rows keep numbers": {[]string{row("1000001", "A", "Ada,admin,100,ada"), row("1000001", "A", "Ben,boss,101,ben"), row("1000001", "A", "Cy,user,101,cy")}, 1, []string{"3 role", "4 extension"}},
	"capitals are the same":     {[]string{row("1000001", "A", "Ada,admin,100,ada"), row("1000001", "A", "Ben,user,101,ADA")}, 1, []string{"3 user_name", "3 user_name"}},
	"another account":           {[]string{row("1000001", "A", "Ada,admin,100,ada"), row("1000002", "B", "Ben,admin,100,ada")}, 2, nil},
	"apart in the file":         {[]string{row("1000001", "A", "Ada,admin,100,ada"), row("1000002", "B", "Ben,admin,100,ada"), row("1000001", "A", "Cy,user,100,cy")}, 2, []string{"4 extension"}},
	"nothing tells them apart":  {[]string{row("1000001", "A", "Ada,admin,,"), row("1000001", "A", "Ada,user,,"), row("1000001", "A", "Ada,user,101,"), row("1000001", "A", "Ada,user,,")}, 3, []string{"5 name"}},
	"a wrong number is none":    {[]string{row("1000001", "A", "Ada,admin,,"), row("1000001", "A", "Kim,user,1,"), row("1000001", "A", "Kim,user,,")}, 2, []string{"3 extension"}},
	"two companies":             {[]string{row("1000001", "A", "Ada,admin,100,ada"), row("1000001", "B", "Ben,user,101,ben"), row("1000001", "A", "Cy,user,102,cy")}, 0, []string{"2 company", "3 company"}},
	"two statuses":              {[]string{"1000001,A,active,,Ada,admin,100,ada\n", "1000001,A,closed,,Ben,user,101,ben\n"}, 0, []string{"2 status", "3 status"}},
	"two numbers":               {[]string{"1000001,A,,+17035550110,Ada,admin,100,ada\n", "1000001,A,,+17035550111,Ben,user,101,ben\n"}, 0, []string{"2 company_phone", "3 company_phone"}},
	"said once is enough":       {[]string{"1000001,A,closed,+17035550110,Ada,admin,100,ada\n", "1000001,A,,,Ben,user,101,ben\n"}, 2, nil},
	"cleaned but refused":       {[]string{row("1000001", "A", "B\x07,user,101,ben"), row("1000001", "A", "C\x07,user,102,cy")}, 0, []string{"2 name", "2 role", "3 name"}},
}

// TestTogether: rules inside an account. Rows are name,role,extension,user_name.
func TestTogether(t *testing.T) {
	head := "client_id,company,status,company_phone,name,role,extension,user_name\n"
	for name, tt := range accountCases {
		t.Run(name, func(t *testing.T) {
			f := read(t, head+strings.Join(tt.rows, ""))
			var got []string
			for _, p := range f.Problems {
				got = append(got, fmt.Sprint(p.Line, " ", p.Column))
				if p.Cleaned {
					t.Errorf("%+v is said to be taken", p)
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("problems (-want +got):\n%s", diff)
			}
			if f.Taken() != tt.taken {
				t.Errorf("%d rows taken, want %d", f.Taken(), tt.taken)
			}
		})
	}
}

// TestAccountOf: what one row says of the account holds for all, and an account
// without an admin hears whether it had one.
func TestAccountOf(t *testing.T) {
	head := "client_id,company,status,company_phone,name,role,extension\n"
	a := read(t, head+"1000001,A,,,Ada,admin,100\n1000001,A,closed,+17035550110,Ben,user,101\n1000001,A,,,Cy,user,102\n").Accounts[0]
	if a.ClientID != "1000001" || a.Company != "A" || a.Status != "closed" || a.Phone != "+17035550110" {
		t.Errorf("%+v", a)
	}
	for rows, want := range map[string]string{
		"1000001,A,,,Ben,user,101\n":                          "the account has no admin: none of its rows is taken",
		"1000001,A,,,Ben,user,101\n1000001,A,,,Ada,admin,1\n": "the account's admin is refused, and it has no other: none of its rows is taken",
	} {
		if got := read(t, head+rows).Problems[0].Reason; got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
