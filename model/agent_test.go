package model_test

import (
	"strings"
	"testing"

	"callin/model"
)

func TestCheckAgentName(t *testing.T) {
	const length, letters = "must have 1 to 32 characters", "may hold letters, digits and . _ - only"
	for name, want := range map[model.AgentName]string{
		"amy": "", "a": "", "o.brien-2_x": "", "søren": "", "田中": "",
		model.AgentName(strings.Repeat("z", 32)): "",
		model.AgentName(strings.Repeat("ø", 32)): "",
		"":                                       length,
		model.AgentName(strings.Repeat("z", 33)): length,
		model.AgentName(strings.Repeat("ø", 33)): length,
		"amy smith":  letters,
		"amy/bob":    letters,
		"amy\x1b[2J": letters,
		"amy\x00":    letters,
		"amy\u202e":  letters,
		"amy\u3164":  letters, // a letter that nobody sees
		"\u115f":     letters,
		"amy\xff":    letters,
		"=amy":       letters,
		"amy@desk":   letters,
	} {
		if got := model.CheckAgentName(name); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}

func TestAgentRole_May(t *testing.T) {
	powers := []model.Power{
		model.PowerRead, model.PowerServe, model.PowerApprove, model.PowerWatch, model.PowerAudit, model.PowerArticles, model.PowerStaff,
	}
	for role, want := range map[model.AgentRole][]bool{
		model.RoleAgent:      {true, true, false, false, false, false, false},
		model.RoleSupervisor: {true, true, true, true, true, true, false},
		model.RoleAuditor:    {true, false, false, true, true, false, false},
		model.RoleManager:    {true, true, true, true, true, true, true},
		"":                   make([]bool, 7), "root": make([]bool, 7),
	} {
		for i, power := range powers {
			if role.May(power) != want[i] {
				t.Errorf("%q may %s: %t", role, power, role.May(power))
			}
		}
	}
	if model.RoleManager.May("fly") {
		t.Error("a power that nobody has")
	}
}
