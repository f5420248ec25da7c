// This file is the input of passwords: what is typed is kept as it is, because
// a password that is cleaned is another password.
package form

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"callin/model"
)

type secret struct {
	runes []rune
	limit int
}

func (s *secret) value() model.Secret { return model.NewSecret(string(s.runes)) }

// clear overwrites what was typed.
func (s *secret) clear() {
	clear(s.runes[:cap(s.runes)])
	s.runes = s.runes[:0]
}

func (s *secret) update(msg tea.Msg) bool {
	switch msg := msg.(type) {
	case tea.PasteMsg:
		return s.add(strings.Trim(msg.Content, "\r\n"))
	case tea.KeyPressMsg:
		if msg.Mod&(tea.ModCtrl|tea.ModAlt|tea.ModMeta|tea.ModSuper|tea.ModHyper) == 0 && msg.Text != "" {
			return s.add(msg.Text)
		}
		switch msg.String() {
		case "backspace":
			if n := len(s.runes); n > 0 {
				s.runes[n-1] = 0
				s.runes = s.runes[:n-1]
				return true
			}
		case "ctrl+u", "ctrl+w", "alt+backspace":
			s.clear()
			return true
		}
	}
	return false
}

func (s *secret) add(text string) bool {
	add := []rune(text)
	add = add[:min(len(add), max(s.limit-len(s.runes), 0))]
	if len(add) == 0 {
		return false
	}
	if need := len(s.runes) + len(add); need > cap(s.runes) {
		grown := make([]rune, len(s.runes), max(2*need, 64))
		copy(grown, s.runes)
		clear(s.runes[:cap(s.runes)]) // no copies lie about
		s.runes = grown
	}
	s.runes = append(s.runes, add...)
	return true
}
