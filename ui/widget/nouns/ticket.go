// This file is about tickets.
package nouns

import (
	"callin/model"
	"callin/ui/kit"
)

// Priority has a sign behind the one that must be seen.
func Priority(p model.Priority) string {
	if p == model.High {
		return "high !"
	}
	return string(p)
}

// PriorityStyle goes with Priority.
func PriorityStyle(t *kit.Theme, p model.Priority) kit.Style {
	switch p {
	case model.High:
		return t.Danger
	case model.Low:
		return t.Muted
	}
	return kit.Style{}
}

// Agent is an agent's name as seen by somebody at the desk: "you", a name, or ""
// for nobody.
func Agent(name model.AgentName, me string) string {
	if name != "" && string(name) == me {
		return "you"
	}
	return string(name)
}
