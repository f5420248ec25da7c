package desk

// This file keeps count beside the effects: what reports show is counted by the
// command itself, in its transaction, so that it is exact after any crash and
// nobody ever has to add up a year of calls. docs/decisions.md says why the rows
// are cut as they are.

import (
	"strings"
	"time"
	"unicode/utf8"

	"callin/model"
	"callin/model/record"
)

// book is what rows of counters are about.
type book string

// The books. Those of the first kind have a row a day and one a month for each
// lane or agent: few, so that a period is added up when it is read. A lane's
// rows have no other writer, so machines don't wait for each other. The others
// have a row for each of very many, in each length of period, and are ranked:
// the most frequent are read without looking at the rest.
const (
	bookDesk  book = "desk"  // of the audit trail's lanes
	bookAgent book = "agent" // of agents

	bookAccount book = "account" // failed verifications, of accounts
	bookCompany book = "company" // the same, of companies that share a name
	bookNumber  book = "number"  // the same, of numbers called from
	bookDomain  book = "domain"  // trouble with mails, of their domains
)

func (b book) ranked() bool { return b != bookDesk && b != bookAgent }

// summed are the lengths of period that the first kind of book is kept in.
var summed = []model.Length{model.Day, model.Month}

// counts is a row of counters.
type counts struct {
	Of    string // whom or what it is about, as it is shown
	Tally model.Tally
}

// tallied is what a command adds to the rows about one thing on one day.
type tallied struct {
	book   book
	id, of string
	day    model.Period
	add    model.Tally
	less   model.Tally // what is taken back
}

// count notes what a command has to count: about whom or what (of, which is in
// the row; id is in its key), and when. It is written once, at the command's end.
func (a *act) count(b book, id, of string, at time.Time, add model.Tally) {
	if len(add) > 0 {
		a.tallied(b, id, of, at).add.Merge(add)
	}
}

// uncount takes back what was counted at a moment.
func (a *act) uncount(b book, of string, at time.Time, less model.Tally) {
	a.tallied(b, of, of, at).less.Merge(less)
}

func (a *act) tallied(b book, id, of string, at time.Time) *tallied {
	day := model.PeriodOf(model.Day, at.In(a.now.Location()))
	for i := range a.tally {
		if t := &a.tally[i]; t.book == b && t.id == id && t.day == day {
			return t
		}
	}
	a.tally = append(a.tally, tallied{book: b, id: id, of: of, day: day})
	return &a.tally[len(a.tally)-1]
}

// keepCounts writes what the command has counted.
func (a *act) keepCounts() error {
	for _, t := range a.tally {
		lengths := summed
		if t.book.ranked() {
			lengths = model.Lengths
		}
		for _, l := range lengths {
			if err := a.keepCount(t, model.PeriodOf(l, t.day.Start())); err != nil {
				return err
			}
		}
	}
	return nil
}

func (a *act) keepCount(t tallied, p model.Period) error {
	key := record.CountKey(string(t.book), p, t.id)
	row, err := loadOr[counts](a.rows, key)
	if err != nil {
		return err
	}
	was := row.Tally.Sum()
	row.Of = t.of
	row.Tally.Merge(t.add)
	row.Tally.Less(t.less)
	if err := a.put(key, row); err != nil || !t.book.ranked() {
		return err
	}
	if was > 0 {
		if err := a.txn.Delete(record.RankKey(string(t.book), p, was, t.id)); err != nil {
			return err
		}
	}
	return a.put(record.RankKey(string(t.book), p, row.Tally.Sum(), t.id), t.id)
}

// countDesk counts for the whole desk.
func (a *act) countDesk(add model.Tally) {
	a.count(bookDesk, a.entry.Lane, a.entry.Lane, a.now, add)
}

// endCall wraps a call up, and counts it as its agent's.
func (a *act) endCall(call *model.Call, outcome model.Outcome, note string) error {
	if err := call.End(outcome, note, a.now); err != nil {
		return err
	}
	a.count(bookAgent, string(call.Agent), string(call.Agent), a.now, model.CountEnded(*call))
	return nil
}

// checked notes an attempt to prove who is calling, and counts it.
func (a *act) checked(call *model.Call, v model.Verification) error {
	call.Checks = append(call.Checks, v)
	add := model.CountCheck(v)
	a.count(bookAgent, string(v.Agent), string(v.Agent), v.At, add)
	if v.Passed {
		return nil
	}
	account, err := need[model.Account](a.rows, record.AccountKey(call.Account), "account")
	if err != nil {
		return err
	}
	a.count(bookAccount, string(call.Account), account.Company, v.At, add)
	a.count(bookCompany, nameID(account.Company), account.Company, v.At, add)
	a.countFrom(v)
	return a.remember(call, v)
}

// countFrom counts a failed verification for the number that was called from.
func (a *act) countFrom(v model.Verification) {
	if v.From != "" && !v.Passed {
		a.count(bookNumber, v.From, v.From, v.At, model.CountCheck(v))
	}
}

// nameID is what is the same in all spellings of a company's name, as far as a
// key has room for it.
func nameID(company string) string {
	id := strings.Join(strings.Fields(model.Fold(company)), " ")
	for len(id) > maxNameID {
		_, size := utf8.DecodeLastRuneInString(id)
		id = id[:len(id)-size]
	}
	return id
}

// maxNameID bounds what a name takes in a key, when each of its bytes needs three.
const maxNameID = 120

// countMail counts that a mail has come into its state, and trouble with it for
// its domain.
func (a *act) countMail(job *model.MailJob) {
	add := model.CountMail(*job, a.promptly)
	a.countDesk(add)
	if job.State.Trouble() {
		domain := strings.ToLower(model.Domain(job.To))
		a.count(bookDomain, domain, domain, a.now, add)
	}
}
