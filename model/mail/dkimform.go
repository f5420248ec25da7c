// The relaxed canonical form of RFC 6376, 3.4: what a signature is taken over,
// so that servers on the way may fold and pad without breaking it.

package mail

import (
	"bytes"
	"strings"
)

// fields are a mail's header fields as they came, folds included, without their
// last CRLF.
type fields []string

func splitHeader(header []byte) fields {
	var all fields
	for line := range strings.SplitSeq(string(header), "\r\n") {
		if folded := line != "" && (line[0] == ' ' || line[0] == '\t'); folded && len(all) > 0 {
			all[len(all)-1] += "\r\n" + line
			continue
		}
		all = append(all, line)
	}
	return all
}

// nth gives the nth field of a name counted from the bottom (RFC 6376, 5.4.2).
func (f fields) nth(name string, n int) (string, bool) {
	for i := len(f) - 1; i >= 0; i-- {
		key, _, found := strings.Cut(f[i], ":")
		if !found || !strings.EqualFold(strings.TrimRight(key, " \t"), name) {
			continue
		}
		if n == 0 {
			return f[i], true
		}
		n--
	}
	return "", false
}

// relaxField is 3.4.2: the name in lower case, folds opened, white space single
// and none around the colon or at the end.
func relaxField(field string) string {
	key, value, _ := strings.Cut(field, ":")
	value = strings.ReplaceAll(value, "\r\n", "")
	return strings.ToLower(strings.TrimRight(key, " \t")) + ":" + string(bytes.Trim(squeeze(nil, []byte(value)), " "))
}

// relaxBody is 3.4.4: white space single, none at line ends, no empty lines at
// the end; a body that has any text ends in CRLF.
func relaxBody(body []byte) []byte {
	relaxed := make([]byte, 0, len(body)+2)
	full := 0 // up to the last line with text
	for len(body) > 0 {
		line, rest, _ := bytes.Cut(body, []byte("\r\n"))
		body = rest
		start := len(relaxed)
		relaxed = bytes.TrimRight(squeeze(relaxed, line), " ")
		text := len(relaxed) > start
		relaxed = append(relaxed, "\r\n"...)
		if text {
			full = len(relaxed)
		}
	}
	return relaxed[:full]
}

// squeeze appends a line with each run of spaces and tabs made one space.
func squeeze(to, line []byte) []byte {
	space := false
	for _, b := range line {
		blank := b == ' ' || b == '\t'
		if blank && space {
			continue
		}
		space = blank
		if blank {
			b = ' '
		}
		to = append(to, b)
	}
	return to
}

// fold breaks a long value after a separator, or anywhere when that is "", so
// that no line is longer than 78 bytes (RFC 5322, 2.1.1).
func fold(value, separator string) string {
	const width = 72
	var b strings.Builder
	for len(value) > width {
		end := width
		if separator != "" {
			end = strings.LastIndex(value[:width], separator) + len(separator)
		}
		b.WriteString(value[:end] + "\r\n ")
		value = value[end:]
	}
	return b.String() + value
}
