package desk

import (
	"context"
	"slices"
	"strings"

	"callin/model"
	"callin/model/knowledge"
	"callin/model/record"
	"callin/model/search"
)

// maxArticleHits is how many articles a search shows.
const maxArticleHits = 50

// Articles lists all articles in force, by category.
func (s *Session) Articles(ctx context.Context) ([]model.ArticleView, error) {
	var views []model.ArticleView
	err := s.read(ctx, func(r rows) error {
		var err error
		views, err = s.desk.articleViews(r, s.desk.shelf.at.Load(), anybody)
		return err
	})
	return views, err
}

// Article reads an article again, for somebody who has it open: reading it so
// counts nothing.
//
// Errors: NotFound.
func (s *Session) Article(ctx context.Context, id model.ArticleID) (model.ArticlePage, error) {
	var page model.ArticlePage
	err := s.read(ctx, func(r rows) error {
		var err error
		if page, err = s.desk.articlePage(r, id, anybody); err != nil {
			return err
		}
		page.Vote, err = load[model.ArticleVote](r, record.ArticleVoteKey(id, page.Revision, s.agent))
		return err
	})
	return page, err
}

// ReadArticle opens an article, which counts as a view, and as read in the call
// if there is one.
//
// Errors: NotFound.
func (s *Session) ReadArticle(ctx context.Context, id model.ArticleID, call model.CallID) (model.ArticlePage, error) {
	page, err := s.Article(ctx, id)
	if err == nil {
		s.desk.viewed(id, call, s.agent)
		page.Views++ // as it will be in a moment
	}
	return page, err
}

// SearchArticles finds articles by words of title, tags and text. What is found
// with typing errors, or with most of the words, is near.
func (s *Session) SearchArticles(ctx context.Context, text string) (model.ArticlesFound, error) {
	var found model.ArticlesFound
	err := s.read(ctx, func(r rows) error {
		st := s.desk.shelf.at.Load()
		var err error
		found, err = s.desk.searchArticles(r, st, st.text().all, text)
		return err
	})
	return found, err
}

func (d *Desk) searchArticles(r rows, st *stacks, texts *search.Texts, text string) (model.ArticlesFound, error) {
	text = strings.TrimPrefix(strings.TrimSpace(text), model.ArticleLink)
	hits, near := texts.Search(text, maxArticleHits)
	found := model.ArticlesFound{Text: text, Near: near}
	for _, h := range hits {
		a, ok := st.find(model.ArticleID(h.ID))
		if !ok {
			continue
		}
		view, err := d.articleView(r, st, a)
		if err != nil {
			return found, err
		}
		meant := text + " " + strings.Join(h.Words, " ")
		hit := model.ArticleHit{ArticleView: view, InTitle: spans(h.Words, view.Title)}
		hit.Line = tellingLine(st.text().plain[a.ID].text, meant)
		hit.InLine = spans(h.Words, hit.Line)
		found.Hits = append(found.Hits, hit)
	}
	return found, nil
}

// spans are where words stand.
func spans(words []string, value string) []model.Span {
	return search.Spans(strings.Join(words, " "), value)
}

// tellingLine is the line with most of what was typed, "" when there is none.
func tellingLine(text, typed string) string {
	best, line := 0, ""
	for l := range strings.SplitSeq(text, "\n") {
		if n := len(search.Spans(typed, l)); n > best {
			best, line = n, strings.TrimSpace(l)
		}
	}
	return line
}

// anybody and public say which articles a reader may know of.
func anybody(model.Article) bool { return true }

func public(a model.Article) bool { return !a.Internal }

func (d *Desk) articleViews(r rows, st *stacks, may func(model.Article) bool) ([]model.ArticleView, error) {
	var views []model.ArticleView
	for _, a := range st.articles {
		if !may(a) {
			continue
		}
		v, err := d.articleView(r, st, a)
		if err != nil {
			return nil, err
		}
		views = append(views, v)
	}
	return views, nil
}

func (d *Desk) articleView(r rows, st *stacks, a model.Article) (model.ArticleView, error) {
	v := model.ArticleView{
		ID: a.ID, Title: a.Title, Category: a.Category, Tags: a.Tags, Internal: a.Internal,
		Revision: a.Revision, By: a.By, At: a.At,
	}
	_, v.Draft = st.drafts[a.ID]
	var err error
	if v.Views, err = loadOr[int](r, record.ArticleViewsKey(a.ID)); err != nil {
		return v, err
	}
	v.Votes, err = loadOr[model.Votes](r, record.ArticleVotesKey(a.ID, a.Revision))
	return v, err
}

// articlePage is an article with those that it leads to, as far as its reader
// may know of them.
func (d *Desk) articlePage(r rows, id model.ArticleID, may func(model.Article) bool) (model.ArticlePage, error) {
	a, err := r.inForce(id)
	if err == nil && !may(a) {
		err = model.Fail(model.NotFound, "There is no such article.")
	}
	if err != nil {
		return model.ArticlePage{}, err
	}
	st := d.shelf.at.Load()
	view, err := d.articleView(r, st, a)
	if err != nil {
		return model.ArticlePage{}, err
	}
	page := model.ArticlePage{ArticleView: view, Text: a.Text, Concerns: view.Concerns(d.now())}
	related := slices.Clone(a.Related)
	for _, l := range knowledge.Links(a.Text) { // the screen shows no ways in the text: they are here
		if id := l.Article(); id != "" && !slices.Contains(related, id) {
			related = append(related, id)
		}
	}
	for _, rel := range related {
		b, err := r.inForce(rel)
		if model.CodeOf(err) == model.NotFound || err == nil && (!may(b) || b.ID == a.ID) {
			continue // an editor is told
		}
		if err != nil {
			return page, err
		}
		v, err := d.articleView(r, st, b)
		if err != nil {
			return page, err
		}
		page.Related = append(page.Related, v)
	}
	return page, nil
}

// ArticleFile is an article as a file, to be printed or kept.
//
// Errors: NotFound, Invalid for a form that there isn't.
func (s *Session) ArticleFile(ctx context.Context, id model.ArticleID, form model.ArticleForm) (model.ArticleFile, error) {
	var a model.Article
	err := s.read(ctx, func(r rows) error {
		var err error
		a, err = r.inForce(id)
		return err
	})
	if err != nil {
		return model.ArticleFile{}, err
	}
	f := model.ArticleFile{Name: string(a.ID) + "." + string(form), Title: model.CleanLine(a.Title)}
	switch form {
	case model.ArticleText:
		f.Body = []byte(knowledge.Sheet(a, s.desk.provider.Name))
	case model.ArticleMarkdown:
		f.Body = []byte(knowledge.Source(a))
	case model.ArticleHTML:
		page, err := knowledge.Page(a, s.desk.provider.Name)
		if err != nil {
			return f, s.desk.fault(ctx, err)
		}
		f.Body = []byte(page)
	default:
		return f, model.FailField("form", "There is no such form of file.")
	}
	return f, nil
}
