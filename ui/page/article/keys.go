// This file holds the keys: what each does, and why not when it can't.
package article

import (
	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/kit"
)

// Bindings are the page's actions.
func (p *Page) Bindings() []kit.Binding {
	if p.finding {
		return []kit.Binding{
			{ID: "article.found", Keys: []string{"enter"}, Words: "keep", InField: true, Do: p.leaveField, Help: "Leaves the field, for the next place and the one before."},
			{ID: "article.unfind", Keys: []string{"esc"}, Words: "clear", InField: true, Do: p.clearField, Help: "Clears the field, then leaves it."},
		}
	}
	bs := []kit.Binding{
		{
			ID: "article.mail", Keys: []string{"m"}, Words: "mail", Disabled: p.notMail(), Do: p.mail,
			Help: "Mails the article: to the caller's address on file, or to another one that the caller confirms.",
		},
		{
			ID: "article.rate", Keys: []string{"v"}, Words: "did it help", Disabled: p.notRate(), Do: p.rate,
			Help: "Says whether the article helped: y or n, with a line why it didn't. You have one vote on each revision.",
		},
		{
			ID: "article.print", Keys: []string{"P"}, Words: "print", Disabled: p.notPrint(), Do: p.print,
			Help: "Prints the article, or keeps it as a file of text, HTML or Markdown.",
		},
	}
	bs = append(bs, p.findBindings()...)
	bs = append(bs, p.relatedBindings()...)
	bs = append(bs, p.writeBindings()...)
	bs = append(bs,
		kit.Binding{ID: "article.fresh", Keys: []string{"."}, Words: "read again", Quiet: true, Do: p.live.Reload, Help: "Reads the article again."},
		kit.Binding{
			ID: "article.move", Keys: []string{"up", "down", "k", "j"}, Words: "scroll", Quiet: true,
			Help: "Scrolls; PgUp PgDn Home End g G ctrl+u ctrl+d space in larger steps.",
		},
	)
	if p.earlier != nil || len(p.trail) > 0 {
		bs = append(bs, kit.Binding{
			ID: "article.back", Keys: []string{"esc"}, Words: "back", Quiet: true, Do: p.back,
			Help: "Goes back to the article before, or from an earlier revision to the one in force.",
		})
	}
	return bs
}

func (p *Page) findBindings() []kit.Binding {
	none := ""
	switch {
	case p.query.Empty():
		none = "Nothing is looked for. " + p.env.Keys.Named("article.find", "/") + " finds words in the article."
	case len(p.hits) == 0:
		none = "The article doesn't say that."
	}
	return []kit.Binding{
		{ID: "article.find", Keys: []string{"/"}, Words: "find", Disabled: p.notRead(), Do: p.enterField, Help: "Finds words in the article."},
		{ID: "article.next", Keys: []string{"n"}, Words: "next", Quiet: none != "", Disabled: none, Do: p.step(1), Help: "Goes to the next place."},
		{ID: "article.previous", Keys: []string{"N"}, Words: "place before", Quiet: true, Disabled: none, Do: p.step(-1), Help: "Goes to the place before."},
	}
}

func (p *Page) relatedBindings() []kit.Binding {
	none, open := "", ""
	if len(p.page.Related) == 0 {
		none = "No articles are related to this one."
	}
	if open = none; open == "" && p.chosen == 0 {
		open = "No related article is chosen. " + p.env.Keys.Named("article.related", "tab") + " chooses one."
	}
	bs := []kit.Binding{{
		ID: "article.related", Keys: []string{"tab"}, Words: "related", Disabled: none, Do: p.choose(1),
		Help: "Chooses the next of the related articles, to be opened.",
	}, {
		ID: "article.related_back", Keys: []string{"shift+tab"}, Words: "related before", Quiet: true, Disabled: none, Do: p.choose(-1),
		Help: "Chooses the related article before.",
	}}
	if p.earlier == nil {
		bs = append(bs, kit.Binding{
			ID: "article.open", Keys: []string{"enter"}, Words: "open it", Quiet: p.chosen == 0, Disabled: open, Do: p.openRelated,
			Help: "Opens the related article that is chosen.",
		})
	}
	return bs
}

func (p *Page) writeBindings() []kit.Binding {
	denied := p.env.Denied(model.PowerArticles)
	edit := denied
	if edit == "" {
		edit = p.notRead()
	}
	bs := []kit.Binding{
		{
			ID: "article.edit", Keys: []string{"e"}, Words: "edit", Quiet: denied != "", Disabled: edit, Do: p.edit,
			Help: "Writes the article: a draft, which readers see once it is published.",
		},
		{
			ID: "article.history", Keys: []string{"h"}, Words: "revisions", Quiet: denied != "", Disabled: edit, Do: p.history,
			Help: "Lists the revisions, to look at one and to restore it.",
		},
	}
	if p.earlier != nil {
		restore := denied
		if p.earlier.Revision == p.page.Revision {
			restore = "This revision is in force already."
		}
		bs = append(bs, kit.Binding{
			ID: "article.restore", Keys: []string{"enter"}, Words: "restore", Disabled: restore, Do: p.askRestore,
			Help: "Publishes this earlier revision again, after a question.",
		})
	}
	return bs
}

func (p *Page) notRead() string {
	if p.page.ID == "" {
		return "The article is still being read."
	}
	return ""
}

func (p *Page) notMail() string {
	switch why := p.env.Denied(model.PowerServe); {
	case why != "":
		return why
	case p.notRead() != "":
		return p.notRead()
	case p.page.Internal:
		return "This article is for agents. Mail the caller one that customers may read."
	}
	return ""
}

func (p *Page) notRate() string {
	if why := p.env.Denied(model.PowerServe); why != "" {
		return why
	}
	return p.notRead()
}

func (p *Page) notPrint() string {
	if why := p.paper.Denied(); why != "" {
		return why
	}
	return p.notRead()
}

// choose marks the next of the related articles.
func (p *Page) choose(by int) func() tea.Cmd {
	return func() tea.Cmd {
		n := len(p.page.Related)
		p.chosen += by
		switch {
		case p.chosen > n:
			p.chosen = 1
		case p.chosen < 1:
			p.chosen = n
		}
		p.showRelated()
		return nil
	}
}

func (p *Page) openRelated() tea.Cmd {
	p.trail = append(p.trail, p.at)
	return p.goTo(model.ArticleAt{Article: p.page.Related[p.chosen-1].ID, Call: p.at.Call})
}

// Copies is the article's link.
func (p *Page) Copies() []kit.Copyable {
	return []kit.Copyable{{Key: "l", Text: p.page.ID.Link(), Disabled: p.notRead()}}
}

func (p *Page) edit() tea.Cmd { return kit.Open("compose", p.page.ID) }
