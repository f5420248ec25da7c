package record

import (
	"fmt"
	"strings"
	"time"

	"callin/model"
)

// The keys of the rows. Numbers are written in hexadecimal of one width, so
// that their order is the rows' order.

// part writes a name that doesn't end a key so that it can't reach into the
// next part: a machine called a/b has no rows among those of one called a.
func part(name string) string { return slash.Replace(name) }

var slash = strings.NewReplacer("%", "%25", "/", "%2F")

// AccountKey is the row of an account.
func AccountKey(id model.AccountID) string { return "account/" + string(id) }

// Accounts is the prefix of all accounts.
const Accounts = "account/"

// PersonKey is the row of a person.
func PersonKey(id model.PersonID) string { return People + string(id) }

// People is the prefix of all people.
const People = "person/"

// PeopleOf is the prefix of an account's people.
func PeopleOf(id model.AccountID) string { return People + string(id) + "." }

// CredentialsKey is the row of what a person proves or logs in with.
func CredentialsKey(id model.PersonID) string { return "credentials/" + string(id) }

// TriesKey is the row of an account's wrong answers.
func TriesKey(id model.AccountID) string { return AllTries + string(id) }

// AllTries is the prefix of all counters of wrong answers.
const AllTries = "tries/"

// MailedKey is the row of the reset mails that a person was sent lately.
func MailedKey(id model.PersonID) string { return "mailed/" + string(id) }

// MailedToldKey is the row of the mails with a user name or a Client ID that was
// told, as a person was sent them lately.
func MailedToldKey(id model.PersonID, lost model.Credential) string {
	return "mailed-told/" + part(string(id)) + "/" + string(lost)
}

// ClientIDKey is the row that makes a Client ID unique: it holds the AccountID.
func ClientIDKey(id string) string { return "unique/client/" + id }

// UserNameKey is the row that makes a user name unique in its account.
func UserNameKey(account model.AccountID, name string) string {
	return "unique/user/" + part(string(account)) + "/" + strings.ToLower(name)
}

// ExtensionKey is the row that makes an extension unique in its account.
func ExtensionKey(account model.AccountID, number string) string {
	return "unique/extension/" + part(string(account)) + "/" + number
}

// CallKey is the row of a call.
func CallKey(id model.CallID) string { return "call/" + string(id) }

// Calls is the prefix of all calls, newest first.
const Calls = "call/"

// OpenCallKey is the row that lists a call as its agent's while it hasn't ended.
func OpenCallKey(agent model.AgentName, id model.CallID) string {
	return OpenCalls(agent) + string(id)
}

// OpenCalls is the prefix of an agent's calls that haven't ended.
func OpenCalls(agent model.AgentName) string { return "open-call/" + part(string(agent)) + "/" }

// TicketKey is the row of a ticket.
func TicketKey(n model.TicketNumber) string { return fmt.Sprintf("ticket/%016x", uint64(n)) }

// Tickets is the prefix of all tickets.
const Tickets = "ticket/"

// StoryOf is the prefix of a ticket's history, newest first.
func StoryOf(n model.TicketNumber) string { return fmt.Sprintf("%s%016x/", Stories, uint64(n)) }

// StoryKey is the row of one event of a ticket's history: the audit entry that
// it goes with makes it unique.
func StoryKey(n model.TicketNumber, e model.AuditEntry) string {
	return fmt.Sprintf("%s%016x%016x/%s", StoryOf(n), ^uint64(e.At.UnixNano()), ^e.Seq, part(e.Lane))
}

// Stories is the prefix of the histories of all tickets.
const Stories = "story/"

// LastTicket is the row of the number given to the newest ticket.
const LastTicket = "last/ticket"

// QueuedKey is the row that lists a ticket while the queue shows it.
func QueuedKey(n model.TicketNumber) string { return fmt.Sprintf("%s%016x", Queue, uint64(n)) }

// Queue is the prefix of the tickets that the queue shows.
const Queue = "queue/"

// JobKey is the row of a mail.
func JobKey(id model.JobID) string { return Jobs + string(id) }

// Jobs is the prefix of all mails, newest first.
const Jobs = "job/"

// BodyKey is the row of a mail's sealed message.
func BodyKey(id model.JobID) string { return "body/" + string(id) }

// DueKey is the row that lists a mail under the moment when there is something
// to do about it: the first row is the next one due.
func DueKey(at time.Time, id model.JobID) string {
	return fmt.Sprintf("%s%016x/%s", Dues, uint64(max(at.UnixNano(), 0)), id)
}

// Dues is the prefix of the mails that wait to be sent.
const Dues = "due/"

// ReferredKey is the row that says that a call's admins were told of it.
func ReferredKey(id model.CallID) string { return "referred/" + string(id) }

// UsedKey is the row that says that a proof was used.
func UsedKey(proof string) string { return "used/" + proof }

// AgentKey is the row of somebody on the staff.
func AgentKey(n model.AgentName) string { return Agents + strings.ToLower(string(n)) }

// Agents is the prefix of the staff.
const Agents = "agent/"

// PreferencesKey is the row of how somebody on the staff likes the desk.
func PreferencesKey(n model.AgentName) string { return "preferences/" + strings.ToLower(string(n)) }

// StaffKeyKey is the row that makes an SSH key one agent's: it holds the
// AgentName.
func StaffKeyKey(fingerprint string) string { return "unique/staff-key/" + part(fingerprint) }

// SeenKey is the row of when an agent signed in last.
func SeenKey(n model.AgentName) string { return AllSeen + strings.ToLower(string(n)) }

// AllSeen is the prefix of those rows.
const AllSeen = "seen/"

// Managers is the row that lists the managers who aren't disabled.
const Managers = "managers"

// LockWordKey is the row of the word that opens somebody's locked screen.
func LockWordKey(n model.AgentName) string { return "lock-word/" + strings.ToLower(string(n)) }

// Staffed is the row that says that the desk has had its first manager.
const Staffed = "first/manager"

// AuditKey is the row of an entry of the audit trail.
func AuditKey(lane string, seq uint64) string { return fmt.Sprintf("%s%016x", AuditOf(lane), seq) }

// AuditOf is the prefix of a lane of the audit trail.
func AuditOf(lane string) string { return AuditTrail + part(lane) + "/" }

// AuditTrail is the prefix of all lanes.
const AuditTrail = "audit/"

// AuditHeadKey is the row of the last entry's number and sum in a lane.
func AuditHeadKey(lane string) string { return AuditHeads + lane }

// AuditHeads is the prefix of the heads of all lanes.
const AuditHeads = "audit-head/"

// NoticeKey is the row of a notice that isn't made into mails yet.
func NoticeKey(id string) string { return Notices + id }

// Notices is the prefix of the notices that wait.
const Notices = "notice/"

// OfPerson is the prefix of the rows that list what a person has had to do with
// the desk, of one sort: calls, tickets or mails, newest first.
func OfPerson(id model.PersonID, sort string) string { return "of/" + string(id) + "/" + sort + "/" }

// The sorts of what OfPerson lists.
const (
	SortCalls   = "calls"
	SortTickets = "tickets"
	SortMails   = "mails"
)

// OfPersonTicketKey lists a ticket as a person's, newest first.
func OfPersonTicketKey(id model.PersonID, n model.TicketNumber) string {
	return fmt.Sprintf("%s%016x", OfPerson(id, SortTickets), ^uint64(n))
}

// TemplateKey is the row of the provider's own words for a kind of mail.
func TemplateKey(kind model.MailKind, language string) string {
	return Templates + string(kind) + "/" + language
}

// Templates is the prefix of the provider's own templates.
const Templates = "template/"

// ArticleKey is the row of an article: what is in force and the draft.
func ArticleKey(id model.ArticleID) string { return Articles + string(id) }

// Articles is the prefix of all articles that somebody has written.
const Articles = "article/"

// ArticleRevisionKey is the row of a revision that was published.
func ArticleRevisionKey(id model.ArticleID, revision int) string {
	return fmt.Sprintf("%s%08x", ArticleRevisions(id), uint32(revision))
}

// ArticleRevisions is the prefix of an article's revisions, oldest first.
func ArticleRevisions(id model.ArticleID) string { return "article-revision/" + part(string(id)) + "/" }

// ArticleViewsKey is the row that counts how often an article was opened.
func ArticleViewsKey(id model.ArticleID) string { return "article-views/" + string(id) }

// ArticleVotesKey is the row that counts what readers thought of a revision.
func ArticleVotesKey(id model.ArticleID, revision int) string {
	return fmt.Sprintf("%s%s/%08x", ArticleVotes, part(string(id)), uint32(revision))
}

// ArticleVotes is the prefix of those counters.
const ArticleVotes = "article-votes/"

// ArticleVoteKey is the row of one agent's vote on a revision: there is one.
func ArticleVoteKey(id model.ArticleID, revision int, agent model.AgentName) string {
	return ArticleVotesOn(id) + fmt.Sprintf("%08x/", uint32(revision)) + part(strings.ToLower(string(agent)))
}

// ArticleVotesOn is the prefix of an article's votes.
func ArticleVotesOn(id model.ArticleID) string { return "article-vote/" + part(string(id)) + "/" }

// ArticleUseKey is the row that counts how an article was used on a day, written
// as 2006-01-02.
func ArticleUseKey(day string, id model.ArticleID) string {
	return ArticleUses + day + "/" + string(id)
}

// ArticleUses is the prefix of those counters, in the order of days.
const ArticleUses = "article-use/"

// CallArticlesKey is the row of what was read or mailed in a call.
func CallArticlesKey(id model.CallID) string { return "call-articles/" + string(id) }

// SolvedKey is the row that counts, for something lost, which articles were read
// or mailed in calls that ended well.
func SolvedKey(lost model.Credential) string { return "article-solved/" + string(lost) }

// ArticleMailsKey is the row of the articles that an address was sent lately.
func ArticleMailsKey(address string) string { return "article-mails/" + strings.ToLower(address) }

// CountKey is the row of what was counted in a period, in one of the books, of
// one agent, account or whatever the book is about.
func CountKey(book string, p model.Period, of string) string {
	return Counts(book, p) + part(of)
}

// Counts is the prefix of a book's rows of a period.
func Counts(book string, p model.Period) string { return "count/" + book + "/" + p.String() + "/" }

// RankKey is the row that lists something by how often it was counted in a
// period: the first row is the most frequent.
func RankKey(book string, p model.Period, n uint64, of string) string {
	return fmt.Sprintf("%s%016x/%s", Ranks(book, p), ^n, part(of))
}

// Ranks is the prefix of a book's ranking of a period.
func Ranks(book string, p model.Period) string { return "rank/" + book + "/" + p.String() + "/" }

// TriedKey is a place in the ring of a lane's latest failed verifications.
func TriedKey(lane string, place uint64) string {
	return fmt.Sprintf("%s%s/%04x", AllTried, part(lane), place)
}

// AllTried is the prefix of the rings of all lanes.
const AllTried = "tried/"

// TriedSeqKey is the row of how many there have been in a lane.
func TriedSeqKey(lane string) string { return "tried-seq/" + lane }

// AlikeKey is the row that says that an answer with this mark was set.
func AlikeKey(mark string) string { return "alike/" + mark }
