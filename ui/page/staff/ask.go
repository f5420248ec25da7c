// This file asks, and does what was answered.
package staff

import (
	"context"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/widget/dialog"
)

// mostKey is how long a public key may be that is pasted.
const mostKey = 4000

// Bindings are the page's actions.
func (p *Page) Bindings() []kit.Binding {
	denied := p.env.Denied(model.PowerStaff)
	none := denied
	if _, chosen := p.chosen(); !chosen && none == "" {
		none = "Nobody is chosen."
	}
	return []kit.Binding{
		{
			ID: "staff.open", Keys: []string{"enter"}, Words: "what to do", Disabled: none, Do: p.ask,
			Help: "What can be done about the one chosen: role, keys, access.",
		},
		{
			ID: "staff.add", Keys: []string{"+"}, Words: "add", Disabled: denied, Do: p.askName,
			Help: "Puts somebody on the staff: name, role, and the key that they sign in with.",
		},
		{ID: "staff.role", Words: "role", Disabled: none, Quiet: true, Do: p.askRole, Help: "Gives the one chosen another role."},
		{ID: "staff.key", Words: "add a key", Disabled: none, Quiet: true, Do: p.askKey, Help: "Gives the one chosen a key to sign in with."},
		{
			ID: "staff.fresh", Keys: []string{"."}, Words: "show new", Do: p.live.Reload,
			Help: "Reads the staff again.",
		},
		{
			ID: "staff.choose", Keys: []string{"up", "down", "k", "j"}, Words: "choose",
			Help: "Moves the choice; PgUp PgDn Home End g G ctrl+u ctrl+d in larger steps.",
		},
	}
}

// ask says what can be done about the one chosen.
func (p *Page) ask() tea.Cmd {
	a, chosen := p.chosen()
	if !chosen {
		return nil
	}
	p.about = a.Name
	noKeys := ""
	if len(a.Keys) == 0 {
		noKeys = "There is no key to take away."
	}
	access := dialog.Option{ID: "disable", Key: "d", Words: "take access away: sessions end, what was done stays"}
	if a.Disabled {
		access = dialog.Option{ID: "enable", Key: "e", Words: "give access back"}
	}
	return kit.Ask(p.ID(), "do", dialog.Choose(string(a.Name), "",
		dialog.Option{ID: "role", Key: "r", Words: "another role"},
		dialog.Option{ID: "key", Key: "k", Words: "one more key to sign in with"},
		dialog.Option{ID: "unkey", Key: "t", Words: "take a key away", Disabled: noKeys},
		access,
	))
}

func (p *Page) askRole() tea.Cmd {
	a, chosen := p.chosen()
	if !chosen {
		return nil
	}
	p.about = a.Name
	return p.chooseRole("role", fmt.Sprintf("%s is %s now.", a.Name, a.Role), a.Role)
}

func (p *Page) askKey() tea.Cmd {
	a, chosen := p.chosen()
	if !chosen {
		return nil
	}
	p.about = a.Name
	return p.pasteKey("key", "Paste their public key, one line such as ssh-ed25519 AAAA…")
}

func (p *Page) pasteKey(name, text string) tea.Cmd {
	return kit.Ask(p.ID(), name, dialog.Ask("Key of "+string(p.about), text, "", mostKey))
}

// roles say in a word what each may do.
var roles = map[model.AgentRole]string{
	model.RoleAgent:      "serves callers",
	model.RoleSupervisor: "serves, approves, watches, reads the audit trail",
	model.RoleAuditor:    "reads only, the audit trail too",
	model.RoleManager:    "everything, the staff and the settings too",
}

func (p *Page) chooseRole(name, text string, now model.AgentRole) tea.Cmd {
	var options []dialog.Option
	for _, r := range model.AgentRoles() {
		key := string(r[0])
		if r == model.RoleAuditor {
			key = "u" // a is agent's
		}
		options = append(options, dialog.Option{ID: string(r), Key: key, Words: kit.Fit(string(r), 12) + roles[r]})
	}
	d := dialog.Choose("Role of "+string(p.about), text, options...)
	d.Mark(string(now))
	return kit.Ask(p.ID(), name, d)
}

func (p *Page) askName() tea.Cmd {
	return kit.Ask(p.ID(), "name", dialog.Ask("Add to the staff", "What is their name? Letters, digits and . _ - only.", "", 32))
}

// answered goes on with what was asked.
func (p *Page) answered(a kit.Answer) tea.Cmd {
	if a.Outcome == nil {
		return nil
	}
	said, _ := a.Outcome.(string)
	switch a.Name {
	case "do":
		return p.chose(said)
	case "name":
		if wrong := model.CheckAgentName(model.AgentName(said)); wrong != "" {
			return kit.Say(kit.Warning, "The agent's name "+wrong+".")
		}
		p.about = model.AgentName(said)
		return p.chooseRole("new role", "What may they do?", model.RoleAgent)
	case "new role":
		return p.add(model.AgentRole(said))
	case "role":
		return p.setRole(model.AgentRole(said))
	case "key":
		return p.addKey(said)
	case "unkey":
		return p.confirmUnkey(said)
	case "disable":
		if !a.Yes() {
			return nil
		}
		who := p.about
		return p.run("taking access away", string(who)+" has no access any more.", func(ctx context.Context) error { return p.desk.Disable(ctx, who) })
	}
	if fingerprint, ok := strings.CutPrefix(a.Name, unkey); ok && a.Yes() {
		return p.removeKey(fingerprint)
	}
	return nil
}

// chose goes on with what is to be done about somebody.
func (p *Page) chose(what string) tea.Cmd {
	who, there := p.find(p.about)
	if !there {
		return kit.Say(kit.Warning, string(p.about)+" isn't on the staff any more.")
	}
	switch what {
	case "role":
		return p.chooseRole("role", fmt.Sprintf("%s is %s now.", who.Name, who.Role), who.Role)
	case "key":
		return p.pasteKey("key", "Paste their public key, one line such as ssh-ed25519 AAAA…")
	case "unkey":
		var options []dialog.Option
		for _, k := range who.Keys {
			options = append(options, dialog.Option{ID: k.Fingerprint, Words: k.Kind() + " " + k.Fingerprint + " " + k.Comment})
		}
		return kit.Ask(p.ID(), "unkey", dialog.Choose("Which key?", "", options...))
	case "disable":
		text := fmt.Sprintf("%s can't sign in any more, and their sessions end at once.", who.Name)
		if who.Name == model.AgentName(p.env.Agent) {
			text = "That is you: your own session ends at once."
		}
		return kit.Ask(p.ID(), "disable", dialog.Confirm("Take access away from "+string(who.Name)+"?", text, "Take it away", "Leave it"))
	case "enable":
		return p.run("giving access back", string(who.Name)+" has access again.", func(ctx context.Context) error { return p.desk.Enable(ctx, who.Name) })
	}
	return nil
}

// add puts somebody on the staff. The key is asked for when they are: else it
// might become somebody's who was there before.
func (p *Page) add(role model.AgentRole) tea.Cmd {
	who := p.about
	cmd := p.run("adding", fmt.Sprintf("%s is on the staff now, as %s.", who, role), func(ctx context.Context) error {
		return p.desk.AddAgent(ctx, who, role)
	})
	p.then = p.pasteKey("key", "Paste the public key that they sign in with over SSH. Esc: later.")
	return cmd
}

func (p *Page) setRole(role model.AgentRole) tea.Cmd {
	who := p.about
	return p.run("changing the role", fmt.Sprintf("%s is %s now.", who, role), func(ctx context.Context) error {
		return p.desk.SetRole(ctx, who, role)
	})
}

func (p *Page) addKey(text string) tea.Cmd {
	key, err := model.ReadStaffKey(text)
	if err != nil {
		return kit.SayError(err)
	}
	who := p.about
	return p.run("adding the key", fmt.Sprintf("%s can sign in with the key %s now.", who, key.Fingerprint), func(ctx context.Context) error {
		return p.desk.AddKey(ctx, who, key)
	})
}

// unkey begins the name of the question about one key.
const unkey = "unkey "

func (p *Page) confirmUnkey(fingerprint string) tea.Cmd {
	return kit.Ask(p.ID(), unkey+fingerprint, dialog.Confirm("Take the key away from "+string(p.about)+"?",
		fingerprint+" opens nothing any more, and the sessions that it opened end.", "Take it away", "Leave it"))
}

func (p *Page) removeKey(fingerprint string) tea.Cmd {
	who := p.about
	return p.run("taking the key away", string(who)+" can't sign in with that key any more.", func(ctx context.Context) error {
		return p.desk.RemoveKey(ctx, who, fingerprint)
	})
}
