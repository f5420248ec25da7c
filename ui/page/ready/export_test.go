package ready

import tea "charm.land/bubbletea/v2"

// Search searches again for what is typed, as the page does when people have
// changed.
func (p *Page) Search() tea.Cmd { return p.find() }
