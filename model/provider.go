package model

// Provider is who runs the telephone service: its names on screens and in
// mails. All of it is configuration.
type Provider struct {
	Name    string // such as Aptela
	Portal  string // how customers reach the portal, as a person would type it
	Contact string // where people write when something is wrong
}

// DefaultProvider is the default branding.
func DefaultProvider() Provider {
	return Provider{
		Name:    "Aptela",
		Portal:  "ssh portal@desk.aptela.example",
		Contact: "support@aptela.example",
	}
}
