// This file is about articles.
package nouns

import (
	"fmt"
	"time"

	"callin/model"
)

// Helpful says what readers thought of an article: "83 % of 6 helped". Few votes
// say nothing yet.
func Helpful(v model.Votes) string {
	n := v.Yes + v.No
	if percent, ok := v.Helpful(); ok {
		return fmt.Sprintf("helped %d %% of %d", percent, n)
	}
	if n == 0 {
		return "not rated yet"
	}
	return fmt.Sprintf("rated %d of 5 times", n) // from five on it means something
}

// Share is Helpful in five characters, for columns.
func Share(v model.Votes) string {
	if percent, ok := v.Helpful(); ok {
		return fmt.Sprintf("%d %%", percent)
	}
	return "–"
}

// ArticleDate is the date of a revision: articles are about as old as their day,
// and as their year.
func ArticleDate(at, now time.Time) string { return at.In(now.Location()).Format("2 Jan 2006") }
