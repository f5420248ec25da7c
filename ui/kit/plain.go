// This file draws with ASCII alone, for terminals and people who want that.
package kit

import "strings"

// Plain replaces the signs that callin itself draws with by ASCII ones of the
// same width. Other text stays as it is. The app does it for whole screens, so
// pages draw as if there were no such wish.
func Plain(line string) string { return signs.Replace(line) }

var signs = strings.NewReplacer(
	"─", "-", "│", "|", "┌", "+", "┐", "+", "└", "+", "┘", "+", "├", "+", "┤", "+", "┬", "+", "┴", "+", "┼", "+",
	"·", ".", "•", "*", "…", "~", "–", "-", "—", "-", "‘", "'", "’", "'", "“", "\"", "”", "\"", "×", "x", "¿", "?",
	"↑", "^", "↓", "v", "←", "<", "→", ">", "▏", "|", "▎", "|",
	"▁", "_", "▂", "_", "▃", "-", "▄", "-", "▅", "=", "▆", "=", "▇", "#", "█", "#", "░", ".", "▒", ":", "▓", "#",
)
