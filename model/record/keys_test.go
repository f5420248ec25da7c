package record_test

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"callin/model"
	"callin/model/record"
	"callin/storage"
)

// kind is one kind of row: its key, made of names, and the prefix under which
// its rows are read ("" when they never are).
type kind struct {
	name   string
	key    func(a, b string, n uint64) string
	prefix func(a string) string
	names  int  // how many of a and b the key holds
	free   bool // a and b may hold anything, slashes too
}

func fixed(s string) func(string) string { return func(string) string { return s } }

var kinds = []kind{
	{"account", func(a, _ string, _ uint64) string { return record.AccountKey(model.AccountID(a)) }, fixed(record.Accounts), 1, true},
	{"person", func(a, b string, _ uint64) string { return record.PersonKey(model.PersonID(a + "." + b)) }, fixed(record.People), 2, false},
	{"credentials", func(a, b string, _ uint64) string { return record.CredentialsKey(model.PersonID(a + "." + b)) }, fixed(""), 2, false},
	{"tries", func(a, _ string, _ uint64) string { return record.TriesKey(model.AccountID(a)) }, fixed(record.AllTries), 1, true},
	{"mailed", func(a, b string, _ uint64) string { return record.MailedKey(model.PersonID(a + "." + b)) }, fixed(""), 2, false},
	{"mailed told", func(a, b string, _ uint64) string {
		return record.MailedToldKey(model.PersonID(a), model.Credential(b))
	}, fixed(""), 2, true},
	{"Client ID", func(a, _ string, _ uint64) string { return record.ClientIDKey(a) }, fixed(""), 1, true},
	{"user name", func(a, b string, _ uint64) string { return record.UserNameKey(model.AccountID(a), b) }, fixed(""), 2, true},
	{"extension", func(a, b string, _ uint64) string { return record.ExtensionKey(model.AccountID(a), b) }, fixed(""), 2, true},
	{"call", func(a, _ string, _ uint64) string { return record.CallKey(model.CallID(a)) }, fixed(record.Calls), 1, true},
	{"open call", func(a, b string, _ uint64) string { return record.OpenCallKey(model.AgentName(a), model.CallID(b)) }, func(a string) string { return record.OpenCalls(model.AgentName(a)) }, 2, true},
	{"ticket", func(_, _ string, n uint64) string { return record.TicketKey(model.TicketNumber(n)) }, fixed(record.Tickets), 0, true},
	{"last ticket", func(string, string, uint64) string { return record.LastTicket }, fixed(""), 0, true},
	{"queued", func(_, _ string, n uint64) string { return record.QueuedKey(model.TicketNumber(n)) }, fixed(record.Queue), 0, true},
	{"job", func(a, _ string, _ uint64) string { return record.JobKey(model.JobID(a)) }, fixed(record.Jobs), 1, true},
	{"body", func(a, _ string, _ uint64) string { return record.BodyKey(model.JobID(a)) }, fixed(""), 1, true},
	{"due", func(a, _ string, n uint64) string { return record.DueKey(time.Unix(0, int64(n>>1)), model.JobID(a)) }, fixed(record.Dues), 1, true},
	{"used", func(a, _ string, _ uint64) string { return record.UsedKey(a) }, fixed(""), 1, true},
	{"agent", func(a, _ string, _ uint64) string { return record.AgentKey(model.AgentName(a)) }, fixed(record.Agents), 1, true},
	{"preferences", func(a, _ string, _ uint64) string { return record.PreferencesKey(model.AgentName(a)) }, fixed(""), 1, true},
	{"lock word", func(a, _ string, _ uint64) string { return record.LockWordKey(model.AgentName(a)) }, fixed(""), 1, true},
	{"staffed", func(string, string, uint64) string { return record.Staffed }, fixed(""), 0, true},
	{"audit", func(a, _ string, n uint64) string { return record.AuditKey(a, n) }, record.AuditOf, 1, true},
	{"article", func(a, _ string, _ uint64) string { return record.ArticleKey(model.ArticleID(a)) }, fixed(record.Articles), 1, true},
	{"article revision", func(a, _ string, n uint64) string { return record.ArticleRevisionKey(model.ArticleID(a), int(n)) }, func(a string) string { return record.ArticleRevisions(model.ArticleID(a)) }, 1, true},
	{"article views", func(a, _ string, _ uint64) string { return record.ArticleViewsKey(model.ArticleID(a)) }, fixed(""), 1, true},
	{"article votes", func(a, _ string, n uint64) string { return record.ArticleVotesKey(model.ArticleID(a), int(n)) }, fixed(record.ArticleVotes), 1, true},
	{"article vote", func(a, b string, n uint64) string {
		return record.ArticleVoteKey(model.ArticleID(a), int(n), model.AgentName(b))
	}, func(a string) string { return record.ArticleVotesOn(model.ArticleID(a)) }, 2, true},
	{"article use", func(a, _ string, _ uint64) string { return record.ArticleUseKey("2026-03-02", model.ArticleID(a)) }, fixed(record.ArticleUses), 1, true},
	{"call articles", func(a, _ string, _ uint64) string { return record.CallArticlesKey(model.CallID(a)) }, fixed(""), 1, true},
	{"solved", func(a, _ string, _ uint64) string { return record.SolvedKey(model.Credential(a)) }, fixed(""), 1, true},
	{"article mails", func(a, _ string, _ uint64) string { return record.ArticleMailsKey(a) }, fixed(""), 1, true},
	{"count", func(a, _ string, n uint64) string { return record.CountKey("desk", someDay(n), a) }, func(string) string { return record.Counts("desk", someDay(2)) }, 1, true},
	{"ranked count", func(a, _ string, n uint64) string { return record.CountKey("number", someDay(n), a) }, func(string) string { return record.Counts("number", someDay(2)) }, 1, true},
	{"rank", func(a, _ string, n uint64) string { return record.RankKey("number", someDay(2), n, a) }, func(string) string { return record.Ranks("number", someDay(2)) }, 1, true},
	{"alike", func(a, _ string, _ uint64) string { return record.AlikeKey(a) }, fixed(""), 1, true},
	{"tried", func(a, _ string, n uint64) string { return record.TriedKey(a, n) }, fixed(record.AllTried), 1, true},
	{"tried number", func(a, _ string, _ uint64) string { return record.TriedSeqKey(a) }, fixed(""), 1, true},
	{"audit head", func(a, _ string, _ uint64) string { return record.AuditHeadKey(a) }, fixed(record.AuditHeads), 1, true},
}

// someDay is a day for a number.
func someDay(n uint64) model.Period {
	return model.PeriodOf(model.Day, time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)).Step(int(n % 1000))
}

// odd names: none of them comes past the checks of names, and yet no two rows
// may meet.
var odd = []string{
	"a", "b", "ab", "a/b", "/", "", "a.b", ".", "..", "a%2Fb", "%", "a%", "0000000000000001", "ticket", "audit", "client/1", "user/a", "é", "田/中", "e\u0301", "a b", "\xff",
}

func TestKeys_kinds(t *testing.T) {
	seen := map[string]string{}
	for _, k := range kinds {
		for _, a := range odd {
			for _, b := range odd {
				for _, n := range []uint64{2, 4, 1<<64 - 2} {
					key := k.key(a, b, n)
					who := k.name
					switch k.names {
					case 1:
						who += fmt.Sprintf(" %q", a)
					case 2:
						who += fmt.Sprintf(" %q %q", a, b)
					}
					if !k.free && strings.ContainsAny(a, ".") {
						continue // an account's id ends at its first dot
					}
					if other, taken := seen[key]; taken && !strings.HasPrefix(other, who) {
						t.Fatalf("%s and %s have one key, %q", other, who, key)
					}
					seen[key] = who
					for _, other := range kinds {
						prefix := other.prefix(b)
						if other.name != k.name && prefix != "" && strings.HasPrefix(key, prefix) {
							t.Fatalf("%q of %s is among the rows of %s, %q", key, who, other.name, prefix)
						}
					}
				}
			}
		}
	}
}

// TestKeys_owner: who reads the rows of one reads nobody else's.
func TestKeys_owner(t *testing.T) {
	for _, a := range odd {
		for _, b := range odd {
			if a == b {
				continue
			}
			if key := record.AuditKey(b, 1); strings.HasPrefix(key, record.AuditOf(a)) {
				t.Errorf("%q is in the lane of %q", key, a)
			}
			if key := record.OpenCallKey(model.AgentName(b), "c"); strings.HasPrefix(key, record.OpenCalls(model.AgentName(a))) {
				t.Errorf("%q is among the calls of %q", key, a)
			}
			if strings.ContainsAny(a+b, ".") {
				continue
			}
			if key := record.PersonKey(model.PersonID(b + ".ada")); strings.HasPrefix(key, record.PeopleOf(model.AccountID(a))) {
				t.Errorf("%q is among the people of %q", key, a)
			}
		}
	}
	if !strings.HasPrefix(record.PersonKey("acme.ada"), record.PeopleOf("acme")) || !strings.HasPrefix(record.PersonKey("acme.ada"), record.People) {
		t.Error("a person isn't among the account's people")
	}
	if !strings.HasPrefix(record.OpenCallKey("amy", "c"), record.OpenCalls("amy")) {
		t.Error("a call isn't among its agent's")
	}
	if !strings.HasPrefix(record.AuditKey("main", 1), record.AuditOf("main")) || !strings.HasPrefix(record.AuditOf("main"), record.AuditTrail) {
		t.Error("an entry isn't in its lane")
	}
	for _, k := range kinds {
		if key := k.key("a", "b", 2); !strings.HasPrefix(key, k.prefix("a")) {
			t.Errorf("%q isn't under %q", key, k.prefix("a"))
		}
	}
}

// TestKeys_capitals: a name is taken however it is capitalised.
func TestKeys_capitals(t *testing.T) {
	if record.AgentKey("AMY") != record.AgentKey("amy") || record.UserNameKey("a", "A.Okafor") != record.UserNameKey("a", "a.okafor") {
		t.Error("capitals make another key")
	}
}

// TestKeys_size: the longest names that pass the checks make keys that every
// store takes.
func TestKeys_size(t *testing.T) {
	agent := model.AgentName(strings.Repeat("\U00010400", 32)) // a capital of four bytes
	user := strings.Repeat("z", 64)
	if wrong := model.CheckAgentName(agent) + model.CheckUserName(user); wrong != "" {
		t.Fatal(wrong)
	}
	id := strings.Repeat("z", 24) // of the ids, those that begin with the time are the longest
	for _, key := range []string{
		record.AccountKey(model.AccountID(id)), record.PersonKey(model.PersonID(id + "." + id)), record.CredentialsKey(model.PersonID(id + "." + id)),
		record.UserNameKey(model.AccountID(id), user), record.ExtensionKey(model.AccountID(id), "123456"), record.ClientIDKey("123456789012"),
		record.OpenCallKey(agent, model.CallID(id)), record.AgentKey(agent), record.DueKey(time.Unix(1<<33, 0), model.JobID(id)),
		record.RankKey("company", someDay(2), 1<<64-1, strings.Repeat("%", 120)), record.CountKey("agent", someDay(2), string(agent)),
		record.UsedKey(strings.Repeat("z", 32)), record.AuditKey(strings.Repeat("h/", 31)+"h", 1<<64-1), record.AuditHeadKey(strings.Repeat("h", 63)),
	} {
		if err := storage.CheckKey(key); err != nil || len(key) >= 512 || strings.Contains(key, "\x00") {
			t.Errorf("%q, %d bytes: %v", key, len(key), err)
		}
	}
}

func TestKeys_order(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		a, b := rapid.Uint64().Draw(rt, "a"), rapid.Uint64().Draw(rt, "b")
		for name, key := range map[string]func(uint64) string{
			"ticket": func(n uint64) string { return record.TicketKey(model.TicketNumber(n)) },
			"queued": func(n uint64) string { return record.QueuedKey(model.TicketNumber(n)) },
			"audit":  func(n uint64) string { return record.AuditKey("main", n) },
		} {
			if cmp.Compare(key(a), key(b)) != cmp.Compare(a, b) {
				rt.Fatalf("%s: %s and %s", name, key(a), key(b))
			}
		}
		x, y := time.Unix(0, int64(a>>1)), time.Unix(0, int64(b>>1))
		id := rapid.SampledFrom([]model.JobID{"0", "zz", ""})
		if dx, dy := record.DueKey(x, id.Draw(rt, "x")), record.DueKey(y, id.Draw(rt, "y")); !x.Equal(y) && cmp.Compare(dx, dy) != x.Compare(y) {
			rt.Fatalf("%s and %s", dx, dy)
		}
	})
	tickets := []string{}
	for _, n := range []model.TicketNumber{1, 2, 9, 10, 15, 16, 17, 255, 256, 4095, 4096, 1 << 32} {
		tickets = append(tickets, record.TicketKey(n))
	}
	if !slices.IsSorted(tickets) {
		t.Errorf("%v", tickets)
	}
	before := []string{record.DueKey(time.Time{}, "j"), record.DueKey(time.Unix(-5, 0), "j"), record.DueKey(time.Unix(0, 1), "j")}
	if before[0] != before[1] || before[1] >= before[2] {
		t.Errorf("moments before 1970 aren't due at once: %v", before)
	}
	if record.DueKey(time.Unix(5, 0), "a") == record.DueKey(time.Unix(5, 0), "b") {
		t.Error("two mails due at one moment have one row")
	}
}
