package roster

import "strings"

// starters begin a formula in a spreadsheet (OWASP, CSV injection). The line
// ends are among them because a spreadsheet may skip over one.
const starters = "=+-@\t\r\n"

func formula(s string) bool { return s != "" && strings.IndexByte(starters, s[0]) >= 0 }

// Guard puts a quote before text that a spreadsheet would take for a formula,
// and before text that Unguard would otherwise rob of one: Unguard(Guard(s))
// is s.
func Guard(s string) string {
	if formula(strings.TrimLeft(s, "'")) {
		return "'" + s
	}
	return s
}

// Unguard takes the quote away again. Other text that begins with a quote, such
// as 'tis, stays as it is.
func Unguard(s string) string {
	if rest, quoted := strings.CutPrefix(s, "'"); quoted && formula(strings.TrimLeft(rest, "'")) {
		return rest
	}
	return s
}
