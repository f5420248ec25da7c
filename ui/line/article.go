package line

import (
	"context"
	"strings"

	"callin/model"
)

// articles offers those that may help in a call, or searches, and reads one
// out.
func (t *talk) articles(ctx context.Context, call model.CallID) error {
	var found []model.ArticleView
	if call != "" {
		suggested, err := t.s.Suggestions(ctx, call)
		if err != nil {
			return err
		}
		for _, s := range suggested {
			found = append(found, s.ArticleView)
		}
	}
	if len(found) == 0 {
		text, err := t.ask(ctx, "Articles about what? Enter lists all.")
		if err != nil {
			return err
		}
		if found, err = t.look(ctx, text); err != nil {
			return err
		}
	}
	if len(found) == 0 {
		t.say("No article has that.")
		return nil
	}
	for i, a := range found {
		t.say("%d. %s", i+1, a.Title)
	}
	i, err := t.number(ctx, "Which one? Enter takes 1, another word goes back.", len(found))
	if err != nil || i < 1 {
		return err
	}
	return t.article(ctx, found[i-1].ID, call)
}

func (t *talk) look(ctx context.Context, text string) ([]model.ArticleView, error) {
	if text == "" {
		return t.s.Articles(ctx)
	}
	hits, err := t.s.SearchArticles(ctx, text)
	var found []model.ArticleView
	for _, h := range hits.Hits[:min(len(hits.Hits), mostFound)] {
		found = append(found, h.ArticleView)
	}
	return found, err
}

// article reads one out, mails it, and takes a vote.
func (t *talk) article(ctx context.Context, id model.ArticleID, call model.CallID) error {
	a, err := t.s.ReadArticle(ctx, id, call)
	if err != nil {
		return err
	}
	file, err := t.s.ArticleFile(ctx, id, model.ArticleText)
	if err != nil {
		return err
	}
	for line := range strings.SplitSeq(string(file.Body), "\n") {
		if line = strings.Trim(line, "=- \r"); line != "" {
			t.say("%s", line)
		}
	}
	words := []word{
		{"helpful", []string{"y"}, "says that it helped"},
		{"not helpful", []string{"n"}, "says that it didn't, and why"},
		{"back", nil, "leaves the article"},
	}
	if call != "" {
		words = append([]word{{"mail", []string{"m"}, "mails it to the caller's address on file"}}, words...)
	}
	for {
		choice, err := t.choose(ctx, "And now?", words...)
		if err != nil {
			return err
		}
		switch choice {
		case "mail":
			err = t.mailArticle(ctx, id, call)
		case "back":
			return nil
		default:
			err = t.vote(ctx, id, a.Revision, choice == "helpful")
		}
		if err = t.wrong(err); err != nil {
			return err
		}
	}
}

func (t *talk) vote(ctx context.Context, id model.ArticleID, revision int, helpful bool) error {
	why := ""
	if !helpful {
		var err error
		if why, err = t.ask(ctx, "What is missing or wrong?"); err != nil {
			return err
		}
	}
	if err := t.s.VoteArticle(ctx, id, revision, helpful, why); err != nil {
		return err
	}
	t.say("Your vote is counted.")
	return nil
}

func (t *talk) mailArticle(ctx context.Context, id model.ArticleID, call model.CallID) error {
	job, err := t.s.MailArticle(ctx, model.ArticleMail{Article: id, Call: call})
	if err != nil {
		return err
	}
	t.mails[job] = ""
	t.say("The article is on its way to the address on file.")
	return nil
}
