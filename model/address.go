package model

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Octets that SMTP allows for the parts of an address (RFC 5321, 4.5.3.1).
const (
	maxLocalPart = 64
	maxDomain    = 255
)

// CheckAddress tells what is wrong with an e-mail address, in a few words fit
// to follow "the address …", or "" when it is good. It takes the plain form
// local@domain, international letters included, and nothing that could mean
// more to a mail server than an address: no angle brackets, no spaces, no
// quotes, no controls, no routes, no address literals.
func CheckAddress(s string) string {
	if !utf8.ValidString(s) {
		return "isn't valid UTF-8"
	}
	local, domain, found := strings.Cut(s, "@")
	switch {
	case !found:
		return "has no @"
	case local == "":
		return "has nothing before the @"
	case len(local) > maxLocalPart:
		return "has more than 64 bytes before the @"
	case domain == "":
		return "has nothing after the @"
	case len(domain) > maxDomain:
		return "has more than 255 bytes after the @"
	case strings.HasPrefix(local, "."), strings.HasSuffix(local, "."), strings.Contains(local, ".."):
		return "has a dot in the wrong place"
	}
	if Clean(local) != local { // some letters and marks can't be seen
		return "holds a character that isn't allowed before the @"
	}
	for _, r := range local {
		if !localRune(r) {
			return "holds a character that isn't allowed before the @"
		}
	}
	return checkDomain(domain)
}

func checkDomain(domain string) string {
	labels := strings.Split(domain, ".")
	if len(labels) < 2 {
		return "needs a dot after the @"
	}
	if Clean(domain) != domain {
		return "holds a character that isn't allowed after the @"
	}
	for _, label := range labels {
		if label == "" || strings.HasPrefix(label, "-") || strings.HasSuffix(label, "-") {
			return "has a dot or dash in the wrong place after the @"
		}
		if len(label) > 63 {
			return "has a part of more than 63 bytes after the @"
		}
		for i, r := range label {
			if !domainRune(r) || i == 0 && unicode.IsMark(r) { // RFC 5891, 4.2.3.2
				return "holds a character that isn't allowed after the @"
			}
		}
	}
	if digits(labels[len(labels)-1]) { // no domain ends so, but an IPv4 address does (RFC 3696, 2)
		return "ends in a number"
	}
	return ""
}

// localRune is atext of RFC 5322, 3.2.3, the dot, and letters and digits beyond
// ASCII (RFC 6531, 3.3).
func localRune(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' ||
			strings.ContainsRune("!#$%&'*+-/=?^_`{|}~.", r)
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.In(r, unicode.Mn, unicode.Mc)
}

func domainRune(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r == '-'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.In(r, unicode.Mn, unicode.Mc)
}

// MaskAddress shows an address as far as an agent may see it: the ends of the
// part before the @, and the whole domain, so that a look-alike domain shows.
func MaskAddress(s string) string {
	local, domain, found := strings.Cut(s, "@")
	if !found || local == "" {
		return ""
	}
	rs := []rune(local)
	if len(rs) < 3 {
		return string(rs[:1]) + "****@" + domain
	}
	return string(rs[:1]) + "****" + string(rs[len(rs)-1:]) + "@" + domain
}

// Domain is what stands behind the @ of an address, "" without one.
func Domain(s string) string {
	_, domain, _ := strings.Cut(s, "@")
	return domain
}
