package model

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// ArticleID names an article of the knowledge base, such as "forgot-login". It
// never changes, so that links to it hold.
type ArticleID string

// ArticleLink is the scheme of links from article to article, as in
// [Adding a user](article:add-user).
const ArticleLink = "article:"

// Link is what leads to the article: in other articles, and in the search.
func (id ArticleID) Link() string { return ArticleLink + string(id) }

// Article is one of the knowledge base, in one of its revisions.
type Article struct {
	ID       ArticleID
	Title    string
	Category string
	Tags     []string
	Internal bool         // for agents alone
	Solves   []Credential // for somebody who lost one of these
	Related  []ArticleID
	Text     string // Markdown
	Revision int    // counts from 1; 0 was never published
	By       AgentName
	At       time.Time // when this revision was published, or the draft was saved
}

// Shelved is what the store keeps of an article besides its revisions. An
// article that callin comes with has none until somebody writes it anew.
type Shelved struct {
	InForce *Article // nil: the built-in one, or none yet
	Draft   *Article
	Version
}

// Limits of what somebody writes, in bytes.
const (
	MaxArticleText  = 30 << 10 // with a draft beside it, it must fit into a row, quoted at its worst
	MaxArticleTitle = 120
	MaxArticleTags  = 20
)

// The least votes for a share that says anything.
const enoughVotes = 5

// oldArticle is when somebody should look whether an article is still true.
const oldArticle = 365 * 24 * time.Hour

// Votes are what readers of one revision thought of it.
type Votes struct{ Yes, No int }

// Helpful is the share of readers whom it helped, in percent. ok is false while
// there are too few votes for it to mean anything.
func (v Votes) Helpful() (percent int, ok bool) {
	n := v.Yes + v.No
	if n < enoughVotes {
		return 0, false
	}
	return (v.Yes*100 + n/2) / n, true
}

// ArticleVote is what one agent thought of one revision.
type ArticleVote struct {
	Agent    AgentName
	Revision int
	Helpful  bool
	Why      string // of a no
	At       time.Time
}

// ArticleView is an article as lists show it.
type ArticleView struct {
	ID       ArticleID
	Title    string
	Category string
	Tags     []string
	Internal bool
	Revision int
	By       AgentName // "" came with callin
	At       time.Time
	Views    int
	Votes
	Draft bool // somebody has begun a newer one
}

// ArticlePage is an article as its readers see it.
type ArticlePage struct {
	ArticleView
	Text     string // Markdown
	Related  []ArticleView
	Vote     *ArticleVote // the reader's own on this revision
	Concerns []string     // why an editor should look at it
}

// ArticleHit is an article that a search has found, with what to highlight.
type ArticleHit struct {
	ArticleView
	InTitle []Span // in Title
	Line    string // of the text, where the words stand; "" when they don't
	InLine  []Span // in Line
}

// ArticlesFound is what a search has found, best first.
type ArticlesFound struct {
	Text string
	Hits []ArticleHit
	Near bool // nothing has all the words as typed: these are near
}

// Suggestion is an article that may help in a call.
type Suggestion struct {
	ArticleView
	Why string // in a few words, such as "for a lost Client ID"
}

// ForCall asks the page of the articles for those that may help in a call. Lost
// is what the caller says they lost, "" when that isn't clear yet.
type ForCall struct {
	Call CallID
	Lost Credential
}

// ArticleAt asks the page of an article for one, within a call or outside.
type ArticleAt struct {
	Article ArticleID
	Call    CallID // "" is the agent's open call, if there is one
}

// ArticleUse is how an article was used on one day.
type ArticleUse struct {
	Article ArticleID
	Title   string // "" when there is no such article any more
	Day     string // 2006-01-02, in the desk's time zone
	Views   int
	Mails   int
	Votes
}

// ArticleEdit is an article as somebody writes it.
type ArticleEdit struct {
	Article          // the draft, or without one what is in force
	Draft   bool     // a draft is kept
	InForce *Article // nil: there is none yet
	Builtin bool     // callin comes with one of this name
	Version          // to be handed back on saving
}

// Concerns says, a few words each, why an editor should look at an article.
func (v ArticleView) Concerns(now time.Time) []string {
	var all []string
	if share, known := v.Helpful(); known && share < 60 {
		all = append(all, "helps few readers")
	} else if v.No > 0 && !known {
		all = append(all, "didn't help somebody")
	}
	if now.Sub(v.At) > oldArticle {
		all = append(all, "older than a year")
	}
	return all
}

// maxSuggestions is how many an agent on the phone can take in.
const maxSuggestions = 3

// Suggest chooses the articles for a call: those for what was lost, and those
// that were read or mailed in calls that ended well. solved tells in how many
// such calls an article was. When nothing was lost yet, or nothing fits, it is
// what helps most callers. Articles that can be mailed come first.
func Suggest(articles []Article, lost []Credential, solved func(Credential, ArticleID) int) []ArticleID {
	if len(lost) == 0 {
		lost = Credentials
	}
	type scored struct {
		id    ArticleID
		score int
		inner bool
	}
	var all []scored
	for _, a := range articles {
		s := scored{id: a.ID, inner: a.Internal}
		for i, c := range lost {
			s.score += 2 * solved(c, a.ID)
			if slices.Contains(a.Solves, c) {
				s.score += declared + len(lost) - i // what was lost first counts a little more
			}
		}
		if s.score > 0 {
			all = append(all, s)
		}
	}
	slices.SortStableFunc(all, func(a, b scored) int {
		if a.inner != b.inner {
			if a.inner {
				return 1
			}
			return -1
		}
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.id, b.id))
	})
	ids := make([]ArticleID, 0, maxSuggestions)
	for _, s := range all[:min(len(all), maxSuggestions)] {
		ids = append(ids, s.id)
	}
	return ids
}

// declared is what an editor's word is worth, in twice the calls that it solved.
const declared = 10

// CheckArticleID tells what is wrong with the name of an article, or "".
func CheckArticleID(id ArticleID) string {
	if len(id) == 0 || len(id) > 60 {
		return "must have 1 to 60 characters"
	}
	for _, r := range id {
		if !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '-') {
			return "may hold a to z, digits and hyphens alone"
		}
	}
	if strings.HasPrefix(string(id), "-") || strings.HasSuffix(string(id), "-") {
		return "must begin and end with a letter or a digit"
	}
	return ""
}

// NewArticleID makes a name of a title: "Adding a user" is adding-a-user. "" when
// there is nothing in the title to make one of.
func NewArticleID(title string) ArticleID {
	words := strings.FieldsFunc(Fold(title), func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9')
	})
	name := ""
	for _, w := range words {
		if len(name)+1+len(w) > 48 {
			break
		}
		name = strings.TrimPrefix(name+"-"+w, "-")
	}
	return ArticleID(name)
}

// ArticleForm is the form of a file that an article is written to.
type ArticleForm string

// The forms, by how the file's name ends.
const (
	ArticleText     ArticleForm = "txt"
	ArticleHTML     ArticleForm = "html"
	ArticleMarkdown ArticleForm = "md"
)

// ArticleFile is an article as a file.
type ArticleFile struct {
	Name  string // safe in any folder
	Title string
	Body  []byte
}

// ArticleMail asks for an article to be mailed.
type ArticleMail struct {
	Article ArticleID
	Call    CallID // "" outside of calls
	Address string // "" is the address on file of the call's person
}
