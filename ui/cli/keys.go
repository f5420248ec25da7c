// This file is "keys": the key map.
package cli

import (
	"fmt"
	"strings"

	"callin/model"
	"callin/ui"
	"callin/ui/kit"
)

type keysCommand struct {
	Preset string `placeholder:"NAME" help:"The key map to begin with: desk, vim or plain."`
	JSON   bool   `name:"json" help:"Write a JSON array."`
}

// Run prints the key map of the configuration. What an agent has chosen for
// themselves is kept with the desk and isn't in it.
func (c *keysCommand) Run(sh *shell) error {
	if err := sh.settle(); err != nil {
		return err
	}
	m, refused := ui.Settle(sh.settings.keys, model.Preferences{Preset: c.Preset})
	for _, r := range refused {
		if r.ID == "" {
			return misused("There is no key map %s. Choose one of %s.", model.CleanLine(c.Preset), strings.Join(ui.Presets(), ", "))
		}
		// fits the configured preset, not this one
		fmt.Fprintf(sh.edge.Err, "callin: %s keeps its usual key with --preset %s: %s.\n", r.ID, c.Preset, r.Why) //nolint:errcheck // a remark
	}
	if c.JSON {
		return sh.keysJSON(ui.Keyed(m))
	}
	return sh.keysText(ui.Keyed(m))
}

func (sh *shell) keysText(actions []ui.Action) error {
	page := ""
	for _, a := range actions {
		if a.Page != page {
			if page != "" {
				if _, err := fmt.Fprintln(sh.edge.Out); err != nil {
					return err
				}
			}
			page = a.Page
			if _, err := fmt.Fprintln(sh.edge.Out, page); err != nil {
				return err
			}
		}
		var keys []string
		for _, key := range a.Keys {
			keys = append(keys, kit.KeyName(key))
		}
		line := fmt.Sprintf("  %-14s %-22s %-22s %s", strings.Join(keys, " "), a.Words, a.ID, a.Help)
		if _, err := fmt.Fprintln(sh.edge.Out, strings.TrimRight(line, " ")); err != nil {
			return err
		}
	}
	return nil
}

// keyLine is an action in JSON.
type keyLine struct {
	ID    string   `json:"id"`
	Page  string   `json:"page"`
	Keys  []string `json:"keys"`
	Words string   `json:"words"`
	Help  string   `json:"help"`
}

func (sh *shell) keysJSON(actions []ui.Action) error {
	list := []keyLine{}
	for _, a := range actions {
		list = append(list, keyLine{ID: a.ID, Page: a.Page, Keys: append([]string{}, a.Keys...), Words: a.Words, Help: a.Help})
	}
	return writeJSON(sh.edge.Out, list)
}
