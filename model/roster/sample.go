package roster

// Invented accounts for the demo.

import (
	"math/rand/v2"
	"strconv"
	"strings"

	"callin/model"
)

// CardAccounts is how many accounts of a sample have passwords and PINs: those
// that are handed out on cards. Hashing them for everybody would make a demo
// wait. Answers are there wherever there is a question.
const CardAccounts = 20

// lastClientID keeps the Client IDs at seven digits.
const lastClientID = 9999999

// Sample invents accounts: the same ones for the same seed and number. The
// first is always Lindgren Pumps with its admin Ada Okafor. About one user in
// seven and a few admins have no address on file, some admins no question, and
// some accounts are suspended or closed. The rows have no lines.
func Sample(seed uint64, accounts int) []Account {
	if accounts <= 0 {
		return nil
	}
	fixed := firstAccounts()
	all := append(make([]Account, 0, max(accounts, len(fixed))), fixed...)[:min(accounts, len(fixed))]
	v := newInventor(seed)
	id := firstClientID + 75
	step := max((lastClientID-id)/accounts, 1)
	for i := len(all); i < accounts; i++ {
		id += 1 + v.IntN(step)
		all = append(all, v.account(i, id))
	}
	for i := range all {
		all[i].Columns = AllColumns
	}
	return all
}

// inventor draws accounts from the word lists.
type inventor struct {
	*rand.Rand
	first, last []string // names as log-in names and addresses have them
	used        map[string]bool
}

func newInventor(seed uint64) *inventor {
	return &inventor{
		Rand:  rand.New(rand.NewPCG(seed, 0)), // not secret, and repeatable on purpose
		first: asciiNames(firstNames), last: asciiNames(lastNames),
		used: map[string]bool{},
	}
}

func (v *inventor) pick(words []string) string { return words[v.IntN(len(words))] }

// chance is true n times in a hundred.
func (v *inventor) chance(n int) bool { return v.IntN(100) < n }

func (v *inventor) account(i, id int) Account {
	code := v.pick(areaCodes)
	a := Account{ClientID: strconv.Itoa(id), Company: v.company(), Status: v.status(), Phone: v.number(code)}
	domain := slug(a.Company) + strconv.Itoa(i) + ".example"
	people := 1 + v.IntN(8)
	if v.chance(5) {
		people = 9 + v.IntN(32)
	}
	a.Rows = make([]Row, people)
	clear(v.used)
	for k := range a.Rows {
		v.person(&a.Rows[k], k, domain, code)
		if i < CardAccounts {
			v.secrets(&a.Rows[k])
		}
	}
	return a
}

func (v *inventor) company() string {
	var words []string
	for _, list := range [][]string{companyNames, companyKinds, companyTrades, companyForms} {
		if w := v.pick(list); w != "" {
			words = append(words, w)
		}
	}
	return strings.Join(words, " ")
}

func (v *inventor) status() model.AccountStatus {
	switch n := v.IntN(100); {
	case n < 4:
		return model.Suspended
	case n < 6:
		return model.Closed
	}
	return model.Active
}

func (v *inventor) number(code string) string {
	n := v.IntN(100)
	return "+1" + code + "55501" + string([]byte{'0' + byte(n/10), '0' + byte(n%10)})
}

// person invents the k-th person of an account. The first is always an admin.
func (v *inventor) person(r *Row, k int, domain, code string) {
	r.Extension, r.Phone = strconv.Itoa(100+k), v.number(code)
	switch n := v.IntN(100); {
	case k == 0 || n < 6:
		r.Role = model.Admin
	case n < 20:
		r.Role, r.Name = model.Phone, v.pick(phoneNames)
		return
	default:
		r.Role = model.User
	}
	f, l := v.IntN(len(firstNames)), v.IntN(len(lastNames))
	r.Name = firstNames[f] + " " + lastNames[l]
	r.UserName = v.unused(v.first[f][:1] + "." + v.last[l])
	noAddress := 15
	if r.Role == model.Admin {
		noAddress = 6
		if !v.chance(11) {
			q := questions[v.IntN(len(questions))]
			r.Question, r.Answer = q.text, Given{Secret: model.NewSecret(v.pick(q.answers))}
		}
	}
	if !v.chance(noAddress) {
		r.Email = v.unused(v.first[f]+"."+v.last[l]) + "@" + domain
	}
}

// unused numbers a name that the account has already.
func (v *inventor) unused(name string) string {
	free := name
	for n := 2; v.used[free]; n++ {
		free = name + strconv.Itoa(n)
	}
	v.used[free] = true
	return free
}

func (v *inventor) secrets(r *Row) {
	if r.UserName != "" {
		r.Password = Given{Secret: model.NewSecret(strings.Join([]string{
			v.pick(passwordWords), v.pick(passwordWords), v.pick(passwordWords), strconv.Itoa(10 + v.IntN(90)),
		}, "-"))}
	}
	if r.Role != model.Phone { // no 2222 and the like: those are multiples of 11
		r.PIN = Given{Secret: model.NewSecret(strconv.Itoa(2108 + 11*v.IntN(700)))}
	}
}

// asciiNames writes names as people type them without the keys for accents.
func asciiNames(names []string) []string {
	plain := make([]string, len(names))
	for i, n := range names {
		plain[i] = slug(n)
	}
	return plain
}

// slug keeps the letters and digits of a name, small and without accents.
func slug(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, model.Fold(s))
}
