package model

import "strings"

// Provider is who runs the telephone service: its names on screens and in
// mails. All of it is configuration.
type Provider struct {
	Name    string       // such as Aptela
	Portal  string       // how customers reach the portal, as a person would type it
	Contact string       // where people write when something is wrong
	Colour  string       // of lines and frames in mails, such as #2a7f9e
	Texts   []CannedText // of the provider's own, before those that callin comes with
}

// DefaultProvider is the default branding.
func DefaultProvider() Provider {
	return Provider{
		Name:    "Aptela",
		Portal:  "ssh portal@desk.aptela.example",
		Contact: "support@aptela.example",
		Colour:  "#2a7f9e",
	}
}

// CheckColour tells what is wrong with a colour, in a few words fit to follow
// "the colour …", or "".
func CheckColour(s string) string {
	if len(s) != 7 || s[0] != '#' || strings.Trim(strings.ToLower(s[1:]), "0123456789abcdef") != "" {
		return "must be # and six hexadecimal digits, such as #2a7f9e"
	}
	return ""
}
