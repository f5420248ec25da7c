package roster

// The columns of an accounts file, as a table: what a new column needs to be
// read, checked and written is said here.

type column uint8

const (
	colClientID column = iota
	colCompany
	colStatus
	colCompanyPhone
	colName
	colRole
	colExtension
	colUserName
	colEmail
	colPhone
	colQuestion
	colAnswer
	colPassword
	colPIN
	colAnswerPHC
	colPasswordPHC
	colPINPHC
	columnCount
)

// columns in the manual's order. The limits are in characters: beyond them it
// isn't a name or a question any more but a mistake, or an attempt to fill the
// store.
var columns = [columnCount]struct {
	name     string
	noun     string // as it is called in a sentence
	limit    int
	required bool
}{
	colClientID:     {"client_id", "the Client ID", 40, true},
	colCompany:      {"company", "the company", 500, true},
	colStatus:       {"status", "the status", 40, false},
	colCompanyPhone: {"company_phone", "the company's number", 40, false},
	colName:         {"name", "the name", 500, true},
	colRole:         {"role", "the role", 40, true},
	colExtension:    {"extension", "the extension", 40, false},
	colUserName:     {"user_name", "the user name", 100, false},
	colEmail:        {"email", "the address", 330, false},
	colPhone:        {"phone", "the number", 40, false},
	colQuestion:     {"question", "the question", 200, false},
	colAnswer:       {"answer", "the answer", 200, false},
	colPassword:     {"password", "the password", 200, false},
	colPIN:          {"pin", "the PIN", 40, false},
	colAnswerPHC:    {"answer_phc", "the answer's PHC string", 500, false},
	colPasswordPHC:  {"password_phc", "the password's PHC string", 500, false},
	colPINPHC:       {"pin_phc", "the PIN's PHC string", 500, false},
}

// exported are the columns of an export: everything but the secrets.
const exported = colQuestion + 1

func (c column) String() string { return columns[c].name }

func columnNamed(name string) (column, bool) {
	for c := range columnCount {
		if columns[c].name == name {
			return c, true
		}
	}
	return 0, false
}

// Columns is a set of columns. A file that lacks a column says nothing about
// it; an empty cell in a column that is there says that there is none.
type Columns uint32

func (s Columns) has(c column) bool { return s&(1<<c) != 0 }

func (s Columns) with(c column) Columns { return s | 1<<c }

// AllColumns is for accounts that don't come from a file: they say everything.
const AllColumns Columns = 1<<columnCount - 1
