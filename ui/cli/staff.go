// This file is "staff".
package cli

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"callin/model"
	"callin/model/desk"
)

type staffCommand struct {
	List    staffList    `cmd:"" help:"List who is on the staff, with their keys."`
	Add     staffAdd     `cmd:"" help:"Put somebody on the staff."`
	Key     staffKey     `cmd:"" help:"Give somebody a public key to sign in with over SSH."`
	Unkey   staffUnkey   `cmd:"" help:"Take a key away. The sessions that it opened end."`
	Disable staffDisable `cmd:"" help:"Take somebody's access away. Their sessions end; what they did stays in their name."`
	Enable  staffEnable  `cmd:"" help:"Give somebody who was disabled their access back."`
	Role    staffRole    `cmd:"" help:"Give somebody another role."`
}

type staffList struct {
	JSON bool `name:"json" help:"Write a JSON array, by name."`
}

// Run lists the staff.
func (c *staffList) Run(ctx context.Context, sh *shell) error {
	return sh.operate(ctx, needs{}, func(o *desk.Operator) error {
		staff, err := o.Staff(ctx)
		switch {
		case err != nil:
			return err
		case c.JSON:
			return writeJSON(sh.edge.Out, shownStaff(staff))
		}
		rows := [][]string{{"NAME", "ROLE", "ACCESS", "LAST HERE (UTC)", "AT WORK", "KEYS"}}
		for _, a := range staff {
			rows = append(rows, []string{
				string(a.Name), string(a.Role), access(a), lastSeen(a.Seen), strconv.Itoa(a.Seats), keysIn(a.Keys),
			})
		}
		return writeTable(sh.edge.Out, rows)
	})
}

func access(a model.AgentView) string {
	if a.Disabled {
		return "disabled"
	}
	return "yes"
}

func lastSeen(at time.Time) string {
	if at.IsZero() {
		return "never"
	}
	return at.UTC().Format("2006-01-02 15:04")
}

func keysIn(keys []model.StaffKey) string {
	if len(keys) == 0 {
		return "none"
	}
	var all []string
	for _, k := range keys {
		all = append(all, strings.TrimSpace(k.Kind()+" "+k.Fingerprint+" "+k.Comment))
	}
	return strings.Join(all, ", ")
}

// shownAgent is somebody in the JSON of the list. The names are a contract.
type shownAgent struct {
	Name     string     `json:"name"`
	Role     string     `json:"role"`
	Disabled bool       `json:"disabled"`
	Created  time.Time  `json:"created"`
	Seen     time.Time  `json:"seen,omitzero"`
	Sessions int        `json:"sessions"`
	Keys     []shownKey `json:"keys"`
}

type shownKey struct {
	Fingerprint string    `json:"fingerprint"`
	Key         string    `json:"key"`
	Comment     string    `json:"comment"`
	Added       time.Time `json:"added"`
}

func shownStaff(staff []model.AgentView) []shownAgent {
	shown := make([]shownAgent, len(staff))
	for i, a := range staff {
		shown[i] = shownAgent{
			Name: string(a.Name), Role: string(a.Role), Disabled: a.Disabled, Created: a.Created.UTC(),
			Seen: a.Seen.UTC(), Sessions: a.Seats, Keys: []shownKey{},
		}
		if a.Seen.IsZero() {
			shown[i].Seen = time.Time{}
		}
		for _, k := range a.Keys {
			shown[i].Keys = append(shown[i].Keys, shownKey{k.Fingerprint, k.Line, k.Comment, k.Added.UTC()})
		}
	}
	return shown
}

type staffAdd struct {
	Name string `arg:"" help:"Letters, digits and . _ - only."`
	Role string `required:"" placeholder:"ROLE" help:"agent, supervisor, auditor or manager."`
	Key  string `placeholder:"FILE" help:"Their public key, such as id_ed25519.pub."`
}

// Run puts somebody on the staff, of a desk that may be made by it.
func (c *staffAdd) Run(ctx context.Context, sh *shell) error {
	var keys []model.StaffKey
	if c.Key != "" {
		key, err := sh.readStaffKey(c.Key)
		if err != nil {
			return err
		}
		keys = append(keys, key)
	}
	return sh.operate(ctx, needs{create: true}, func(o *desk.Operator) error {
		if err := o.AddAgent(ctx, model.AgentName(c.Name), model.AgentRole(c.Role), keys...); err != nil {
			return usage(err)
		}
		with := " Without a key they can't sign in over SSH: callin staff key " + c.Name + " FILE"
		if len(keys) > 0 {
			with = " They sign in with the key " + keys[0].Fingerprint + "."
		}
		_, err := fmt.Fprintf(sh.edge.Out, "%s is on the staff now, as %s.%s\n", c.Name, c.Role, with)
		return err
	})
}

// usage is an error about what was typed on the command line.
func usage(err error) error {
	if model.CodeOf(err) == model.Invalid {
		return &problem{exit: exitUsage, text: model.PublicText(err), cause: err}
	}
	return err
}

type staffKey struct {
	Name string `arg:""`
	File string `arg:"" help:"Their public key, such as id_ed25519.pub; - reads standard input."`
}

// Run gives somebody a key.
func (c *staffKey) Run(ctx context.Context, sh *shell) error {
	key, err := sh.readStaffKey(c.File)
	if err != nil {
		return err
	}
	return sh.operate(ctx, needs{}, func(o *desk.Operator) error {
		if err := o.AddKey(ctx, model.AgentName(c.Name), key); err != nil {
			return err
		}
		_, err := fmt.Fprintf(sh.edge.Out, "%s can sign in with the key %s now.\n", model.CleanLine(c.Name), key.Fingerprint)
		return err
	})
}

type staffUnkey struct {
	Name        string `arg:""`
	Fingerprint string `arg:"" help:"As \"callin staff list\" shows it: SHA256:…"`
}

// Run takes a key away.
func (c *staffUnkey) Run(ctx context.Context, sh *shell) error {
	return sh.change(ctx, c.Name, "can't sign in with that key any more", func(o *desk.Operator, name model.AgentName) error {
		return o.RemoveKey(ctx, name, c.Fingerprint)
	})
}

type staffDisable struct {
	Name string `arg:""`
}

// Run takes somebody's access away.
func (c *staffDisable) Run(ctx context.Context, sh *shell) error {
	return sh.change(ctx, c.Name, "has no access any more", func(o *desk.Operator, name model.AgentName) error {
		return o.Disable(ctx, name)
	})
}

type staffEnable struct {
	Name string `arg:""`
}

// Run gives somebody their access back.
func (c *staffEnable) Run(ctx context.Context, sh *shell) error {
	return sh.change(ctx, c.Name, "has access again", func(o *desk.Operator, name model.AgentName) error {
		return o.Enable(ctx, name)
	})
}

type staffRole struct {
	Name string `arg:""`
	Role string `arg:"" help:"agent, supervisor, auditor or manager."`
}

// Run gives somebody another role.
func (c *staffRole) Run(ctx context.Context, sh *shell) error {
	return sh.change(ctx, c.Name, "has the role "+model.CleanLine(c.Role)+" now", func(o *desk.Operator, name model.AgentName) error {
		return o.SetRole(ctx, name, model.AgentRole(c.Role))
	})
}

// change does something about somebody on the staff and says that it is so.
func (sh *shell) change(ctx context.Context, name, is string, do func(*desk.Operator, model.AgentName) error) error {
	return sh.operate(ctx, needs{}, func(o *desk.Operator) error {
		if err := do(o, model.AgentName(name)); err != nil {
			return usage(err)
		}
		_, err := fmt.Fprintf(sh.edge.Out, "%s %s.\n", model.CleanLine(name), is)
		return err
	})
}

// readStaffKey reads somebody's public key.
func (sh *shell) readStaffKey(name string) (model.StaffKey, error) {
	var data []byte
	var err error
	if name == "-" {
		data, err = (files{open: sh.standardInput}).read(name)
	} else {
		data, err = sh.files.read(name)
	}
	if err != nil {
		return model.StaffKey{}, failed("The key %s can't be read: %s. Name a file with a public key, such as id_ed25519.pub.", model.CleanLine(name), reason(err))
	}
	key, err := model.ReadStaffKey(string(data))
	if err != nil {
		return key, failed("%s", model.PublicText(err))
	}
	return key, nil
}
