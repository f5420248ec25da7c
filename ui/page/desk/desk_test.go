package desk_test

import (
	"testing"

	"callin/model"
	"callin/ui/page/desk"
	"callin/ui/page/policy"
	"callin/ui/uitest"
)

var parts = []desk.Part{
	{Page: "staff", Name: "Staff", Words: "who works here", Power: model.PowerStaff},
	{Page: "policy", Name: "Policy", Words: "the rules in force", Power: model.PowerRead},
	{Page: "audit", Name: "Audit trail", Words: "who did what", Power: model.PowerAudit},
}

func TestPage(t *testing.T) {
	d := uitest.New(t)
	d.Env.SetRole(model.RoleSupervisor)
	stage := d.Page(desk.New(d.Env, parts, func() string { return "There are words that aren't saved." }))
	if !d.Has("Policy") || !d.Has("The role supervisor may not manage the staff") || d.Has("who works here") {
		t.Error(d.Plain())
	}
	d.Press("enter")
	if len(stage.Opened) != 0 || len(stage.Said) != 1 {
		t.Error(stage.Opened, stage.Said)
	}
	d.Press("j", "enter", "j", "enter")
	if len(stage.Opened) != 2 || stage.Opened[0].Page != "policy" || stage.Opened[1].Page != "audit" {
		t.Error(stage.Opened)
	}
	d.Env.SetRole(model.RoleManager)
	if !d.Has("who works here") {
		t.Error(d.Plain())
	}
	d.Golden("manager")
}

func TestPolicy(t *testing.T) {
	d := uitest.New(t)
	d.Page(policy.New(d.Env, model.Standard()))
	if !d.Has("The policy in force: standard") {
		t.Error(d.Plain())
	}
	d.Resize(100, 40)
	if !d.Has("3 in 24 h, then locked for 24 h") || !d.Has("5 min without a key") {
		t.Error(d.Plain())
	}
	d.Golden("policy")
}
