package desk

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"callin/model"
	"callin/model/knowledge"
	"callin/model/record"
)

// EditArticle gives an article to be written: its draft, or what is in force.
//
// Errors: NotFound, Forbidden.
func (s *Session) EditArticle(ctx context.Context, id model.ArticleID) (model.ArticleEdit, error) {
	var e model.ArticleEdit
	err := s.read(ctx, func(r rows) error {
		if err := s.may(r, model.PowerArticles); err != nil {
			return err
		}
		own, err := loadOr[model.Shelved](r, record.ArticleKey(id))
		if err != nil {
			return err
		}
		e, err = editOf(id, own)
		return err
	})
	return e, err
}

func editOf(id model.ArticleID, own model.Shelved) (model.ArticleEdit, error) {
	e := model.ArticleEdit{Version: own.Version, InForce: own.InForce}
	builtin, known := knowledge.BuiltinArticle(id)
	if e.Builtin = known; known && e.InForce == nil {
		e.InForce = &builtin
	}
	switch {
	case own.Draft != nil:
		e.Article, e.Draft = *own.Draft, true
	case e.InForce != nil:
		e.Article = *e.InForce
	default:
		return e, model.Fail(model.NotFound, "There is no such article.")
	}
	return e, nil
}

// CheckArticle says what keeps an article from being published, a sentence each.
func (s *Session) CheckArticle(_ context.Context, a model.Article) []string {
	if a.ID == "" {
		a.ID = model.NewArticleID(a.Title)
	}
	return knowledge.Check(cleaned(a), s.desk.shelf.at.Load().shelf)
}

// cleaned is an article as it is kept.
func cleaned(a model.Article) model.Article {
	a.Title, a.Category, a.Text = model.CleanLine(a.Title), model.CleanLine(a.Category), knowledge.Clean(a.Text)
	a.Tags, a.Related, a.Solves = slices.Clone(a.Tags), slices.Clone(a.Related), slices.Clone(a.Solves)
	for i, t := range a.Tags {
		a.Tags[i] = model.CleanLine(t)
	}
	return a
}

// SaveArticle keeps a draft, right or not: readers don't see it. An article
// without a name is a new one and gets its name from its title. It returns the
// name.
//
// Errors: Invalid, Conflict when somebody else has saved it since it was read,
// Forbidden.
func (s *Session) SaveArticle(ctx context.Context, e model.ArticleEdit) (model.ArticleID, error) {
	a, err := fitting(e.Article)
	if err != nil {
		return "", err
	}
	return a.ID, s.writeArticle(ctx, a.ID, e, "draft", func(act *act, own *model.Shelved) error {
		a := a
		a.By, a.At = s.agent, act.now
		own.Draft = &a
		return nil
	})
}

// fitting cleans an article, names a new one, and refuses what can't be kept
// even as a draft.
func fitting(a model.Article) (model.Article, error) {
	a = cleaned(a)
	if a.ID == "" {
		a.ID = model.NewArticleID(a.Title)
	}
	return a, fits(a)
}

func fits(a model.Article) error {
	switch {
	case a.ID == "":
		return model.FailField("title", "Give the article a title in Latin letters: its name is made of it.")
	case model.CheckArticleID(a.ID) != "":
		return model.FailField("id", "The name "+model.CheckArticleID(a.ID)+".")
	case len(a.Text) > model.MaxArticleText:
		return model.FailField("text", fmt.Sprintf("The text has %d bytes; there is room for %d. Make two articles of it.", len(a.Text), model.MaxArticleText))
	case len(a.Title) > 4*model.MaxArticleTitle, len(a.Category) > 4*model.MaxArticleTitle:
		return model.FailField("title", "Title or category is too long. Shorten it.")
	case len(a.Tags) > model.MaxArticleTags, len(a.Related) > model.MaxArticleTags:
		return model.FailField("tags", "There are too many tags or related articles. Take some out.")
	}
	return nil
}

// PublishArticle puts an article in force as a new revision. One that is wrong
// isn't published.
//
// Errors: Invalid with all that is wrong, Conflict, Forbidden.
func (s *Session) PublishArticle(ctx context.Context, e model.ArticleEdit) (model.ArticleID, error) {
	a, err := fitting(e.Article)
	if err != nil {
		return "", err
	}
	if problems := s.CheckArticle(ctx, a); len(problems) > 0 {
		return "", model.FailField("article", problems[0])
	}
	return a.ID, s.writeArticle(ctx, a.ID, e, "published", func(act *act, own *model.Shelved) error {
		return act.publish(s.agent, own, a)
	})
}

// publish puts an article in force. The revision that it takes the place of can
// be restored, the built-in one among them, which a newer callin may not have.
func (a *act) publish(by model.AgentName, own *model.Shelved, article model.Article) error {
	last := 0
	if builtin, ok := knowledge.BuiltinArticle(article.ID); ok {
		last = builtin.Revision
		if own.InForce == nil {
			if err := a.put(record.ArticleRevisionKey(article.ID, builtin.Revision), builtin); err != nil {
				return err
			}
		}
	}
	if own.InForce != nil {
		last = max(last, own.InForce.Revision)
	}
	article.Revision, article.By, article.At = last+1, by, a.now
	own.InForce, own.Draft = &article, nil
	a.entry.Text += fmt.Sprintf(", revision %d", article.Revision)
	return a.put(record.ArticleRevisionKey(article.ID, article.Revision), article)
}

// writeArticle loads, changes and writes an article. A new one, which had no name
// when it was read, must not take one that is there already.
func (s *Session) writeArticle(ctx context.Context, id model.ArticleID, read model.ArticleEdit, did string, change func(*act, *model.Shelved) error) error {
	return s.command(ctx, model.PowerArticles, model.VerbArticle, func(a *act) error {
		a.entry.Text = string(id) + ": " + did
		key := record.ArticleKey(id)
		own, err := loadOr[model.Shelved](a.rows, key)
		if err != nil {
			return err
		}
		_, builtin := knowledge.BuiltinArticle(id)
		if read.ID == "" && (builtin || own.InForce != nil || own.Draft != nil) {
			return model.FailField("title", fmt.Sprintf("There is an article %s already. Give this one another title, or write that one.", id))
		}
		if own.Changes != read.Changes && read.ID != "" {
			return model.Fail(model.Conflict, changedBy(own, id))
		}
		if err := change(a, &own); err != nil {
			return err
		}
		own.Changes++
		return a.put(key, own)
	})
}

// version is what was read of an article, when that is all that counts.
func version(id model.ArticleID, read model.Version) model.ArticleEdit {
	return model.ArticleEdit{Article: model.Article{ID: id}, Version: read}
}

// changedBy says who was faster.
func changedBy(own model.Shelved, id model.ArticleID) string {
	who := model.AgentName("")
	if own.InForce != nil {
		who = own.InForce.By
	}
	if own.Draft != nil {
		who = own.Draft.By
	}
	return fmt.Sprintf("%s has changed %s meanwhile. Yours is still here; look at theirs first.", cmp.Or(who, "Somebody"), id)
}

// DropArticleDraft throws a draft away; what is in force stays.
//
// Errors: Conflict, Forbidden.
func (s *Session) DropArticleDraft(ctx context.Context, id model.ArticleID, read model.Version) error {
	return s.writeArticle(ctx, id, version(id, read), "draft dropped", func(_ *act, own *model.Shelved) error {
		own.Draft = nil
		return nil
	})
}

// ArticleRevisions lists the revisions of an article that can be restored, newest
// first, the one in force among them.
//
// Errors: Forbidden.
func (s *Session) ArticleRevisions(ctx context.Context, id model.ArticleID) ([]model.Article, error) {
	var revisions []model.Article
	err := s.read(ctx, func(r rows) error {
		if err := s.may(r, model.PowerArticles); err != nil {
			return err
		}
		var err error
		if revisions, err = all[model.Article](r, record.ArticleRevisions(id)); err != nil {
			return err
		}
		builtin, ok := knowledge.BuiltinArticle(id)
		if ok && !slices.ContainsFunc(revisions, func(a model.Article) bool { return a.Revision == builtin.Revision }) {
			revisions = append([]model.Article{builtin}, revisions...)
		}
		slices.SortStableFunc(revisions, func(a, b model.Article) int { return cmp.Compare(b.Revision, a.Revision) })
		return nil
	})
	return revisions, err
}

// RestoreArticle publishes an earlier revision again, as a new one. A draft stays.
//
// Errors: NotFound, Conflict, Forbidden.
func (s *Session) RestoreArticle(ctx context.Context, id model.ArticleID, revision int, read model.Version) error {
	return s.writeArticle(ctx, id, version(id, read), fmt.Sprintf("restored revision %d", revision), func(a *act, own *model.Shelved) error {
		was, err := load[model.Article](a.rows, record.ArticleRevisionKey(id, revision))
		if err != nil {
			return err
		}
		if builtin, ok := knowledge.BuiltinArticle(id); was == nil && ok && builtin.Revision == revision {
			was = &builtin
		}
		if was == nil {
			return model.Fail(model.NotFound, "There is no such revision.")
		}
		draft := own.Draft
		if err := a.publish(s.agent, own, *was); err != nil {
			return err
		}
		own.Draft = draft
		return nil
	})
}
