package model

// Match is one person found by a search, as an agent may see it: nothing in it
// is worth more to a stranger than what was typed to find it.
type Match struct {
	Account   AccountID
	Person    PersonID
	Name      string
	Role      Role
	Company   string
	Status    AccountStatus
	ClientID  string // masked
	UserName  string // masked
	Phone     string
	Email     string // masked
	Extension string
	Locked    bool
	Matched   []string          // which fields the typed terms matched: name, company, phone, client_id, …
	Spans     map[string][]Span // of those shown as they are: where in them
}

// Span is a part of a text: the bytes from From up to To, whole characters.
type Span struct{ From, To int }

// Found is the answer to a search.
type Found struct {
	Text    string // that was searched for
	Total   int    // how many people match
	Near    bool   // nobody matches as typed; these do with a typing error or two
	Matches []Match
	Ticket  *TicketView // of a text such as #1042

	// While the accounts are being read only a whole Client ID and tickets are
	// found. Reading then says how many people have been read; 0: all.
	Reading  int
	Building bool // each key takes a little longer: the index is being built
	Rebuilt  bool // because its file couldn't be used
}
