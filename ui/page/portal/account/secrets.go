// Package account is what belongs to a whole account in the portal: the SIP and
// FTP passwords, and the account change tickets.
package account

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/widget/form"
)

// The pages.
const (
	Secrets kit.PageID = "portal.secrets"
	Changes kit.PageID = "portal.changes"
	Change  kit.PageID = "portal.change"
)

// patience bounds what runs for the pages; rhythm is how often they are read
// when nothing has moved.
const (
	patience = 10 * time.Second
	rhythm   = time.Minute
)

// Vault is what the page of the secrets asks of the portal.
type Vault interface {
	// PhoneSecrets reads the SIP and FTP passwords, which is noted.
	PhoneSecrets(ctx context.Context) (model.PhoneSecrets, error)
}

// SecretsPage shows the SIP and FTP passwords, for a minute at a time.
type SecretsPage struct {
	env     *kit.Env
	vault   Vault
	frame   form.Frame
	showFor time.Duration
	value   model.PhoneSecrets
	w       int

	read *kit.Task[model.PhoneSecrets]
	hide *kit.Task[struct{}]
}

// NewSecrets makes the page. showFor is how long the passwords stay on the
// screen.
func NewSecrets(env *kit.Env, vault Vault, frame form.Frame, showFor time.Duration) *SecretsPage {
	return &SecretsPage{
		env: env, vault: vault, frame: frame, showFor: showFor,
		read: kit.NewTask[model.PhoneSecrets](env, Secrets), hide: kit.NewTask[struct{}](env, Secrets),
	}
}

// ID names the page.
func (*SecretsPage) ID() kit.PageID { return Secrets }

// Title is in the help.
func (*SecretsPage) Title() string { return "SIP and FTP passwords" }

// Editing is false: there is no field.
func (*SecretsPage) Editing() bool { return false }

// Head is the header.
func (p *SecretsPage) Head() []kit.HeadLine { return p.frame.Head() }

// Resize sets the room.
func (p *SecretsPage) Resize(w, _ int) { p.w = w }

// Init shows nothing: that is asked for.
func (*SecretsPage) Init() tea.Cmd { return nil }

// Close blanks what is shown.
func (p *SecretsPage) Close() {
	p.value = model.PhoneSecrets{}
	p.read.Cancel()
	p.hide.Cancel()
}

// Update takes what happens.
func (p *SecretsPage) Update(msg tea.Msg) tea.Cmd {
	if value, err, ok := p.read.Take(msg); ok {
		if err != nil {
			return p.frame.Failed(err)
		}
		p.value = value
		return p.hide.After(p.showFor)
	}
	if _, _, ok := p.hide.Take(msg); ok {
		p.value = model.PhoneSecrets{}
	}
	return p.read.Tick(msg)
}

// show shows them, or hides them before their time.
func (p *SecretsPage) show() tea.Cmd {
	if !p.value.SIP.Empty() {
		p.value = model.PhoneSecrets{}
		p.hide.Cancel()
		return nil
	}
	return p.read.Run(patience, p.vault.PhoneSecrets)
}

// Bindings are the page's actions.
func (p *SecretsPage) Bindings() []kit.Binding {
	words := "show them"
	if !p.value.SIP.Empty() {
		words = "hide them"
	}
	return []kit.Binding{{ID: "secrets.show", Keys: []string{"enter"}, Words: words, Do: p.show, Help: "Shows the passwords for a minute, or hides them; that they were read is noted."}}
}

// View draws the page.
func (p *SecretsPage) View() kit.Frame {
	t := p.env.Theme()
	w := min(p.w-4, 78)
	lines := append([]string{"", "   " + t.Title.Of("SIP and FTP passwords of your account"), ""}, kit.WrapUnder("   ", "They are needed to program SIP phones by hand. "+
		"Type them into the phone, and nowhere else; nobody at "+p.env.Provider.Name+" asks you for them.", w)...)
	lines = append(lines, "")
	switch {
	case p.read.Pending():
		return kit.Frame{Lines: append(lines, "   "+t.Muted.Of(p.read.Loading()))}
	case p.value.SIP.Empty():
		return kit.Frame{Lines: append(lines, "   "+t.Key.Of("Enter")+" shows them for "+kit.Fine(p.showFor)+"; that they were read is noted.")}
	}
	return kit.Frame{Lines: append(lines,
		"   "+t.Muted.Of(kit.Fit("SIP password", 16))+t.Title.Of(p.value.SIP.Reveal()),
		"   "+t.Muted.Of(kit.Fit("FTP password", 16))+t.Title.Of(p.value.FTP.Reveal()), "",
		"   "+t.Muted.Of("hidden after "+kit.Fine(p.showFor)+", or when you leave this page"))}
}
