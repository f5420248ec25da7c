package dialog

import (
	tea "charm.land/bubbletea/v2"

	"callin/ui/kit"
	"callin/ui/widget/pane"
)

// Reading shows a text over the page.
type Reading struct {
	title  string
	lines  func(t *kit.Theme, w int) []string
	scroll pane.Scroll
	done   bool
}

// Read shows a text to be read. lines draws it, w columns wide and clean. It has
// no outcome.
func Read(title string, lines func(t *kit.Theme, w int) []string) *Reading {
	return &Reading{title: title, lines: lines}
}

// Title is what the text is.
func (r *Reading) Title() string { return r.title }

// Editing is false: letters are commands here.
func (r *Reading) Editing() bool { return false }

// Done tells when it is closed.
func (r *Reading) Done() (any, bool) { return nil, r.done }

// Update takes the keys.
func (r *Reading) Update(msg tea.Msg) tea.Cmd {
	if key, ok := msg.(tea.KeyPressMsg); ok && !r.scroll.Press(key.String()) {
		switch key.String() {
		case "esc", "q", "enter":
			r.done = true
		}
	}
	return nil
}

// View draws as much as there is room for.
func (r *Reading) View(t *kit.Theme, w, h int) kit.Frame {
	lines := r.lines(t, w-2)
	for i := range lines {
		lines[i] = " " + kit.Clip(lines[i], w-2)
	}
	return kit.Frame{Lines: r.scroll.Cut(t, lines, h, 1), Cursor: &kit.Point{}}
}

// Bindings are for the footer.
func (r *Reading) Bindings() []kit.Binding {
	return []kit.Binding{
		{ID: "dialog.move", Keys: []string{"up", "down"}, Words: "scroll"},
		{ID: "dialog.off", Keys: []string{"esc"}, Words: "close"},
	}
}
