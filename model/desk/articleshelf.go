package desk

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"callin/model"
	"callin/model/knowledge"
	"callin/model/record"
	"callin/model/search"
)

// shelf keeps the articles in memory, as they are in force, in step with the
// store: they are searched at each key and change seldom.
type shelf struct{ at atomic.Pointer[stacks] }

// stacks are the articles at one revision of the store. They never change.
type stacks struct {
	articles []model.Article // in the order of lists
	drafts   map[model.ArticleID]model.Article

	making  sync.Mutex
	words   atomic.Pointer[words]
	earlier *words // of the stacks before; may be nil
}

// words are what is searched. They are made when somebody searches: a desk that
// starts has more urgent things to do.
type words struct {
	plain  map[model.ArticleID]plainText
	all    *search.Texts
	public *search.Texts
}

// plainText is an article's text as it is searched, made once a revision.
type plainText struct {
	source, text string
}

// loadArticles puts the provider's own articles in their places. The stacks are
// also filled with the built-in ones alone when the store can't be read yet.
func (d *Desk) loadArticles(ctx context.Context) error {
	var own []model.Article
	drafts := map[model.ArticleID]model.Article{}
	err := d.view(ctx, func(r rows) error {
		own = nil
		clear(drafts)
		return each(r, record.Articles, func(key string, a *model.Shelved) (bool, error) {
			if a.InForce != nil {
				own = append(own, *a.InForce)
			}
			if a.Draft != nil {
				drafts[model.ArticleID(strings.TrimPrefix(key, record.Articles))] = *a.Draft
			}
			return true, nil
		})
	})
	if before := d.shelf.at.Load(); err == nil || before == nil {
		d.shelf.at.Store(newStacks(before, own, drafts))
	}
	return err
}

func newStacks(before *stacks, own []model.Article, drafts map[model.ArticleID]model.Article) *stacks {
	s := &stacks{drafts: drafts, articles: slices.Clone(own)}
	if before != nil {
		s.earlier = before.words.Load()
	}
	for _, a := range knowledge.Builtin() {
		if !slices.ContainsFunc(own, func(o model.Article) bool { return o.ID == a.ID }) {
			s.articles = append(s.articles, a)
		}
	}
	slices.SortFunc(s.articles, func(a, b model.Article) int {
		return cmp.Or(
			cmp.Compare(knowledge.CategoryRank(a.Category), knowledge.CategoryRank(b.Category)),
			cmp.Compare(search.Fold(a.Category), search.Fold(b.Category)), cmp.Compare(a.Category, b.Category),
			cmp.Compare(search.Fold(a.Title), search.Fold(b.Title)), cmp.Compare(a.ID, b.ID))
	})
	return s
}

// text is what is searched of the stacks.
func (s *stacks) text() *words {
	s.making.Lock()
	defer s.making.Unlock()
	if made := s.words.Load(); made != nil {
		return made
	}
	w := &words{plain: map[model.ArticleID]plainText{}}
	var all, public []search.Text
	for _, a := range s.articles {
		var plain plainText
		if s.earlier != nil {
			plain = s.earlier.plain[a.ID]
		}
		if plain.source != a.Text {
			plain = plainText{a.Text, knowledge.Text(a.Text)}
		}
		w.plain[a.ID] = plain
		t := search.Text{ID: string(a.ID), Parts: []string{
			a.Title, strings.Join(a.Tags, " ") + " " + string(a.ID), a.Category, plain.text,
		}}
		all = append(all, t)
		if !a.Internal {
			public = append(public, t)
		}
	}
	w.all, w.public = search.NewTexts(all...), search.NewTexts(public...)
	s.words.Store(w)
	s.earlier = nil
	return w
}

// find is an article in force.
func (s *stacks) find(id model.ArticleID) (model.Article, bool) {
	for _, a := range s.articles {
		if a.ID == id {
			return a, true
		}
	}
	return model.Article{}, false
}

// shelf tells what knowledge wants to know of other articles.
func (s *stacks) shelf(id model.ArticleID) (internal, ok bool) {
	a, ok := s.find(id)
	return a.Internal, ok
}

// inForce reads an article as its readers see it.
//
// Errors: NotFound.
func (r rows) inForce(id model.ArticleID) (model.Article, error) {
	own, err := loadOr[model.Shelved](r, record.ArticleKey(id))
	if err != nil {
		return model.Article{}, err
	}
	if own.InForce != nil {
		return *own.InForce, nil
	}
	if a, ok := knowledge.BuiltinArticle(id); ok {
		return a, nil
	}
	return model.Article{}, model.Fail(model.NotFound, "There is no such article.")
}
