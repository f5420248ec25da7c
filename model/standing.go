package model

// List is a standing list of people: those who need somebody's attention.
type List string

// The standing lists.
const (
	ListNoQuestion List = "no question set"    // admins who can't be verified by telephone
	ListNoAddress  List = "no address on file" // people with a log-in to whom nothing can be mailed
	ListLocked     List = "locked"             // everybody in an account that takes no answers
	ListChanged    List = "recently changed"   // people whose address changed within the policy's hold
)

// Lists in the order of the screen.
var Lists = []List{ListNoQuestion, ListNoAddress, ListLocked, ListChanged}

// Listed is a standing list at this moment.
type Listed struct {
	List   List
	Total  int
	People []Match // in company order, at most so many as were asked for
}

// PersonView is a person's page: what an agent may see, masked until verified.
type PersonView struct {
	Match
	Address   bool // is there an address on file
	Asked     bool // is there a security question
	TriesLeft int
	Lock      string // until when no answer is taken, as a sentence; "" when one is
	Held      bool   // the address changed lately, so that resets need a second person
	Others    []Match
	Calls     []CallView
	Tickets   []TicketView
	Mails     []MailView
}
