package desk

import (
	"cmp"
	"context"
	"slices"

	"callin/model"
	"callin/model/knowledge"
	"callin/model/record"
)

// maxWhy is how much a reader may say about an article that didn't help, in
// bytes.
const maxWhy = 300

// VoteArticle says whether a revision of an article helped. An agent has one
// vote on each; voting again changes it.
//
// Errors: NotFound, Conflict when there is a newer revision, Invalid.
func (s *Session) VoteArticle(ctx context.Context, id model.ArticleID, revision int, helpful bool, why string) error {
	why, err := typed("why", "The reason", why, maxWhy)
	if err != nil {
		return err
	}
	if helpful {
		why = ""
	}
	return s.desk.apply(ctx, s, model.VerbArticleVote, func(a *act) error {
		article, err := a.inForce(id)
		if err != nil {
			return err
		}
		if article.Revision != revision {
			return model.Fail(model.Conflict, "This article was revised a moment ago. Look at it again before you rate it.")
		}
		a.entry.Text = string(id) + ": " + yesNo(helpful)
		key := record.ArticleVoteKey(id, revision, s.agent)
		before, err := load[model.ArticleVote](a.rows, key)
		if err != nil {
			return err
		}
		vote := model.ArticleVote{Agent: s.agent, Revision: revision, Helpful: helpful, Why: why, At: a.now}
		if err := a.put(key, vote); err != nil {
			return err
		}
		if before != nil && before.Helpful == helpful {
			return nil // counted already
		}
		return a.countVote(id, revision, helpful, before)
	})
}

func yesNo(yes bool) string {
	if yes {
		return "yes"
	}
	return "no"
}

func (a *act) countVote(id model.ArticleID, revision int, helpful bool, before *model.ArticleVote) error {
	key := record.ArticleVotesKey(id, revision)
	votes, err := loadOr[model.Votes](a.rows, key)
	if err != nil {
		return err
	}
	count := func(yes, no *int) {
		if helpful {
			*yes++
		} else {
			*no++
		}
	}
	count(&votes.Yes, &votes.No)
	if before != nil { // the other one is taken back; on its day it stays what it was
		if before.Helpful {
			votes.Yes--
		} else {
			votes.No--
		}
		return a.put(key, votes)
	}
	if err := a.put(key, votes); err != nil {
		return err
	}
	return a.countToday(id, func(u *record.ArticleUse) { count(&u.Yes, &u.No) })
}

// ArticleVotes lists what was said about the revision in force, newest first.
//
// Errors: NotFound.
func (s *Session) ArticleVotes(ctx context.Context, id model.ArticleID) ([]model.ArticleVote, error) {
	var votes []model.ArticleVote
	err := s.read(ctx, func(r rows) error {
		article, err := r.inForce(id)
		if err != nil {
			return err
		}
		if votes, err = all[model.ArticleVote](r, record.ArticleVotesOn(id)); err != nil {
			return err
		}
		votes = slices.DeleteFunc(votes, func(v model.ArticleVote) bool { return v.Revision != article.Revision })
		slices.SortFunc(votes, func(a, b model.ArticleVote) int {
			return cmp.Or(b.At.Compare(a.At), cmp.Compare(a.Agent, b.Agent))
		})
		return nil
	})
	return votes, err
}

// ArticlesToEdit lists the articles that an editor should look at, with why,
// the most urgent first; drafts that were never published among them.
func (s *Session) ArticlesToEdit(ctx context.Context) ([]model.ArticlePage, error) {
	var pages []model.ArticlePage
	err := s.read(ctx, func(r rows) error {
		pages = nil
		st := s.desk.shelf.at.Load()
		for _, a := range st.articles {
			v, err := s.desk.articleView(r, st, a)
			if err != nil {
				return err
			}
			p := model.ArticlePage{ArticleView: v, Concerns: v.Concerns(s.desk.now())}
			if broken := knowledge.Broken(a, st.shelf); len(broken) > 0 {
				p.Concerns = append(broken, p.Concerns...)
			}
			if v.Draft {
				p.Concerns = append(p.Concerns, "a draft waits")
			}
			if len(p.Concerns) > 0 {
				pages = append(pages, p)
			}
		}
		for id, a := range st.drafts {
			if _, ok := st.find(id); !ok {
				pages = append(pages, unpublished(a))
			}
		}
		slices.SortStableFunc(pages, func(a, b model.ArticlePage) int {
			return cmp.Or(cmp.Compare(len(b.Concerns), len(a.Concerns)), cmp.Compare(b.No, a.No), cmp.Compare(a.ID, b.ID))
		})
		return nil
	})
	return pages, err
}

// unpublished is an article that nobody has read yet: there is a draft alone. Its
// revision is 0.
func unpublished(a model.Article) model.ArticlePage {
	return model.ArticlePage{
		ArticleView: model.ArticleView{ID: a.ID, Title: a.Title, Category: a.Category, Tags: a.Tags, Internal: a.Internal, By: a.By, At: a.At, Draft: true},
		Concerns:    []string{"never published"},
	}
}
