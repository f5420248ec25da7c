// This file says what the person chosen is, beside the list or below it. It is
// no more than the row's own facts: the rest is behind l, which is noted.
package accounts

import (
	"callin/ui/kit"
	"callin/ui/widget/nouns"
	"callin/ui/widget/pane"
)

func (p *Page) detail(t *kit.Theme, r row) pane.Detail {
	if r.gone {
		return nouns.PersonDetail(t, r.Match, "Is no longer on this list. "+kit.Capital(p.env.Keys.Press("accounts.fresh", "."))+" for the list as it is.")
	}
	return nouns.PersonDetail(t, r.Match, p.env.Keys.Named("accounts.look", "l")+" shows history and verification; that you looked is noted.")
}
