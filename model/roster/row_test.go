package roster_test

// One row beside a good one, wrong in every way that a row can be.

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// all is a header with every column.
const all = "client_id,company,status,company_phone,name,role,extension,user_name,email,phone,question,answer,password,pin,answer_phc,password_phc,pin_phc"

const phc = "$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0c2FsdA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"

var long = strings.Repeat("ü", 501)

// with writes a row of an account that has its admin on line 2.
func with(cells map[string]string) string {
	cells = merged(map[string]string{"client_id": "1000001", "company": "Acme", "name": "Ben", "role": "admin", "user_name": "ben"}, cells)
	var row []string
	for _, name := range strings.Split(all, ",") {
		row = append(row, `"`+strings.ReplaceAll(cells[name], `"`, `""`)+`"`)
	}
	return strings.Join(row, ",") + "\n"
}

func merged(a, b map[string]string) map[string]string {
	for k, v := range b {
		a[k] = v
	}
	return a
}

type cells = map[string]string

// rowCases are rows that are wrong, or cleaned, and what is said of them.
var rowCases = map[string]struct {
	row  cells
	want []string
}{
	"as it should be":           {cells{}, nil},
	"missing name":              {cells{"name": "  "}, []string{"name the name is missing"}},
	"nothing but a tab":         {cells{"name": "\t"}, []string{"name the name is missing"}},
	"invalid UTF-8":             {cells{"name": "B\xe9n"}, []string{"name the name isn't valid UTF-8: save the file in UTF-8"}},
	"long name":                 {cells{"name": long}, []string{"name the name is too long"}},
	"long company":              {cells{"company": long}, []string{"company the company is too long"}},
	"longest name":              {cells{"name": long[:1000]}, nil},
	"long question":             {cells{"question": long, "answer": "x"}, []string{"question the question is too long"}},
	"long address":              {cells{"email": long + "@x.example"}, []string{"email the address is too long"}},
	"role":                      {cells{"role": "boss"}, []string{"role the role must be admin, user or phone"}},
	"status":                    {cells{"status": "on"}, []string{"status the status must be active, suspended or closed"}},
	"Client ID":                 {cells{"client_id": "12"}, []string{"client_id the Client ID must have 4 to 12 digits"}},
	"extension":                 {cells{"extension": "1"}, []string{"extension the extension must be 2 to 6 digits"}},
	"user name":                 {cells{"user_name": "b n"}, []string{"user_name the user name may hold a to z, digits and . _ - @ + only"}},
	"look-alike user name":      {cells{"user_name": "\u212aim"}, []string{"user_name the user name may hold a to z, digits and . _ - @ + only"}},
	"address":                   {cells{"email": "b@x.example\n"}, []string{"email the address holds a character that isn't allowed after the @"}},
	"hidden in an address":      {cells{"email": "b\u200b@x.example"}, []string{"email the address holds a character that isn't allowed before the @"}},
	"number":                    {cells{"phone": "703 555 0110"}, []string{"phone the number must be a plus sign and 7 to 15 digits"}},
	"company's number":          {cells{"company_phone": "1"}, []string{"company_phone the company's number must be a plus sign and 7 to 15 digits"}},
	"two wrongs":                {cells{"role": "boss", "phone": "1"}, []string{"role the role must be admin, user or phone", "phone the number must be a plus sign and 7 to 15 digits"}},
	"control":                   {cells{"name": "B\x1b[2Jen"}, []string{"~name " + cleaned}},
	"new line":                  {cells{"name": "Ben\nBcc"}, []string{"~name " + cleaned}},
	"direction":                 {cells{"company": "Ac\u202eme"}, []string{"!company " + cleaned, "company " + "the company differs from that of line 2, which has the same Client ID", "2 company the company differs on line 3, which has the same Client ID: none of the account's rows is taken"}},
	"zero width":                {cells{"question": "Q\u200b?", "answer": "x"}, []string{"~question " + cleaned}},
	"control and a wrong":       {cells{"name": "B\x07", "phone": "1"}, []string{"!name " + cleaned, "phone the number must be a plus sign and 7 to 15 digits"}},
	"formula":                   {cells{"name": "@SUM(A1)"}, []string{"~name begins like a formula: taken as text"}},
	"formula after a tab":       {cells{"name": "\t=1"}, []string{"~name " + cleaned, "~name begins like a formula: taken as text"}},
	"guarded formula":           {cells{"name": "'=1"}, nil},
	"guarded number":            {cells{"phone": "'+17035550110"}, nil},
	"number of its own form":    {cells{"phone": "+17035550110"}, nil},
	"formula for an address":    {cells{"email": "=b@x.example"}, []string{"~email begins like a formula: taken as text"}},
	"phone with user name":      {cells{"role": "phone"}, []string{"user_name a phone extension has no user name"}},
	"user with question":        {cells{"role": "user", "question": "Q?", "answer": "x"}, []string{"question only an admin has a security question"}},
	"user with answer":          {cells{"role": "user", "answer": "x"}, []string{"answer only an admin has a security answer"}},
	"answer alone":              {cells{"answer": "x"}, []string{"answer an answer needs its question"}},
	"hashed answer alone":       {cells{"answer_phc": phc}, []string{"answer_phc an answer needs its question"}},
	"question alone":            {cells{"question": "Q?"}, nil}, // the plan knows whether the admin is new
	"answer of nothing":         {cells{"question": "Q?", "answer": "?!"}, []string{"answer the answer has no letter or digit"}},
	"answer twice":              {cells{"question": "Q?", "answer": "x", "answer_phc": phc}, []string{"answer_phc the answer is given twice: leave answer or answer_phc empty"}},
	"long answer":               {cells{"question": "Q?", "answer": long[:402]}, []string{"answer the answer is too long"}},
	"answer of many bytes":      {cells{"question": "Q?", "answer": strings.Repeat("漢", 150)}, []string{"answer the answer is too long"}},
	"answer with control":       {cells{"question": "Q?", "answer": "x\x07y"}, []string{"~answer " + cleaned}},
	"password without a name":   {cells{"user_name": "", "password": "p"}, []string{"password a login password needs a user name"}},
	"password with control":     {cells{"password": "p\x00"}, []string{"password the password holds a control character, which nobody can type"}},
	"password of invalid UTF-8": {cells{"password": "p\xff"}, []string{"password the password isn't valid UTF-8: save the file in UTF-8"}},
	"PIN":                       {cells{"pin": "12345"}, []string{"pin the PIN must be exactly four digits"}},
	"not a PHC string":          {cells{"pin_phc": "1234"}, []string{"pin_phc the PIN's PHC string must look like $argon2id$v=19$m=…,t=…,p=…$salt$hash"}},
	"PHC strings":               {cells{"question": "Q?", "answer_phc": phc, "password_phc": phc, "pin_phc": phc}, nil},
}

// TestRows gives a row that is wrong, or cleaned, and what is said of it as
// "column reason", with a tilde before it where the row is taken.
func TestRows(t *testing.T) {
	for name, tt := range rowCases {
		t.Run(name, func(t *testing.T) {
			f := read(t, all+"\n"+with(cells{"name": "Ada", "user_name": "ada"})+with(tt.row))
			var got []string
			taken := true
			for _, p := range f.Problems {
				line := p.Column + " " + p.Reason
				if p.Line == 2 {
					line = "2 " + line
				}
				if p.Cleaned {
					line = "~" + line
				}
				taken = taken && p.Cleaned
				got = append(got, line)
			}
			if diff := cmp.Diff(sortedSet(tt.want), sortedSet(got)); diff != "" {
				t.Errorf("problems (-want +got):\n%s", diff)
			}
			if want := map[bool]int{true: 2, false: 1}[taken]; name != "direction" && f.Taken() != want {
				t.Errorf("%d rows taken, want %d", f.Taken(), want)
			}
		})
	}
}

const cleaned = "control, direction or invisible characters were replaced by a mark or a space"

// sortedSet drops the mark of a note that came too late to be taken.
func sortedSet(lines []string) map[string]bool {
	set := map[string]bool{}
	for _, l := range lines {
		set[strings.TrimPrefix(l, "!")] = true
	}
	return set
}
