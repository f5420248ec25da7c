// This file has the demo's knowledge base read and rated, as some weeks at a desk
// would have.
package cli

import (
	"context"
	"time"

	"callin/model"
	"callin/model/desk"
)

// readers are the demo's staff besides who sits at it.
var readers = []model.AgentName{"ben", "zoe", "cleo", "dan", "eva", "finn"}

// used says how often an article was opened, and how many of the readers, from
// the first on, it helped; the others say why it didn't.
var used = []struct {
	article model.ArticleID
	views   int
	helped  int
	voted   int
	why     string
}{
	{"forgot-login", 41, 6, 6, ""},
	{"polycom-password", 23, 5, 6, "the VVX 150 takes 1, 3 and 5"},
	{"security-question", 17, 4, 5, "callers ask how long an answer may be"},
	{"user-name-change", 12, 5, 5, ""},
	{"sip-ftp-passwords", 9, 3, 3, ""},
	{"change-password-or-pin", 8, 2, 5, "the portal's menu is called otherwise since spring"},
	{"add-user", 4, 2, 2, ""},
}

// shelve hires the staff, and lets them read and rate the articles, some of it
// yesterday.
func shelve(ctx context.Context, d *desk.Desk, begin time.Time, clock *movedClock) error {
	o := d.Operator("demo")
	for _, name := range readers {
		if err := o.AddAgent(ctx, name, model.RoleAgent); err != nil {
			return err
		}
	}
	clock.set(begin.Add(-26 * time.Hour))
	for i, name := range readers {
		if i == len(readers)/2 {
			clock.set(begin.Add(-opensBefore))
		}
		agent, err := d.SignIn(ctx, name)
		if err != nil {
			return err
		}
		for _, u := range used {
			if err := peruse(ctx, agent, u.article, (u.views+len(readers)-1-i)/len(readers)); err != nil {
				return err
			}
			if i >= u.voted {
				continue
			}
			if err := agent.VoteArticle(ctx, u.article, 1, i < u.helped, u.why); err != nil {
				return err
			}
		}
	}
	return nil
}

func peruse(ctx context.Context, agent *desk.Session, id model.ArticleID, times int) error {
	for range times {
		if _, err := agent.ReadArticle(ctx, id, ""); err != nil {
			return err
		}
	}
	return nil
}
