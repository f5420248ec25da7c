package desk

import (
	"context"

	"callin/model"
)

// This file is what customers may read. It takes no session, tells of no
// article that is for agents, of no draft, and of nobody on the staff.

// PublicArticles lists the articles that customers may read, by category.
func (d *Desk) PublicArticles(ctx context.Context) ([]model.ArticleView, error) {
	var views []model.ArticleView
	err := d.view(ctx, func(r rows) error {
		var err error
		views, err = d.articleViews(r, d.shelf.at.Load(), public)
		return err
	})
	for i := range views {
		outside(&views[i])
	}
	return views, err
}

// SearchPublicArticles finds articles that customers may read.
func (d *Desk) SearchPublicArticles(ctx context.Context, text string) (model.ArticlesFound, error) {
	var found model.ArticlesFound
	err := d.view(ctx, func(r rows) error {
		st := d.shelf.at.Load()
		var err error
		found, err = d.searchArticles(r, st, st.text().public, text)
		return err
	})
	for i := range found.Hits {
		outside(&found.Hits[i].ArticleView)
	}
	return found, err
}

// PublicArticle reads an article again, for a customer who has it open.
//
// Errors: NotFound, for one that is for agents too.
func (d *Desk) PublicArticle(ctx context.Context, id model.ArticleID) (model.ArticlePage, error) {
	var page model.ArticlePage
	err := d.view(ctx, func(r rows) error {
		var err error
		page, err = d.articlePage(r, id, public)
		return err
	})
	outside(&page.ArticleView)
	page.Concerns = nil
	for i := range page.Related {
		outside(&page.Related[i])
	}
	return page, err
}

// ReadPublicArticle opens an article for a customer, which counts as a view.
//
// Errors: as PublicArticle.
func (d *Desk) ReadPublicArticle(ctx context.Context, id model.ArticleID) (model.ArticlePage, error) {
	page, err := d.PublicArticle(ctx, id)
	if err == nil {
		d.viewed(id, "", "")
		page.Views++
	}
	return page, err
}

// outside takes out of a view what is the desk's own affair.
func outside(v *model.ArticleView) { v.By, v.Draft, v.Tags = "", false, nil }
