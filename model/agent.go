package model

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// AgentRole is what somebody on the staff may do.
type AgentRole string

// The roles on the staff.
const (
	RoleAgent      AgentRole = "agent"
	RoleSupervisor AgentRole = "supervisor"
	RoleAuditor    AgentRole = "auditor" // reads only
	RoleManager    AgentRole = "manager" // staff and settings too
)

// Agent is one of the desk's staff.
type Agent struct {
	Name     AgentName
	Role     AgentRole
	Disabled bool
	Created  time.Time
	Keys     []StaffKey `json:",omitempty"` // to sign in with over SSH, oldest first
	Version
}

// AgentRoles are all roles, from the one with the fewest powers to serve.
func AgentRoles() []AgentRole {
	return []AgentRole{RoleAgent, RoleSupervisor, RoleAuditor, RoleManager}
}

// CheckRole tells what is wrong with the name of a role, or "".
func CheckRole(r AgentRole) string {
	if slices.Contains(AgentRoles(), r) {
		return ""
	}
	return "must be agent, supervisor, auditor or manager"
}

// maxStaffKeys bounds the keys of one agent: a laptop, a desk, a security key
// and its spare are four.
const maxStaffKeys = 10

// AddKey gives the agent one more key to sign in with.
//
// Errors: Conflict for one that they have, or one too many.
func (a *Agent) AddKey(k StaffKey, now time.Time) error {
	switch {
	case a.Has(k.Fingerprint):
		return Fail(Conflict, string(a.Name)+" has that key already.")
	case len(a.Keys) >= maxStaffKeys:
		return Fail(Conflict, fmt.Sprintf("%s has %d keys, which is all that an agent may have. Take one away first.", a.Name, len(a.Keys)))
	}
	k.Added = now.UTC()
	a.Keys = append(a.Keys, k)
	return nil
}

// Has tells whether a key is one of the agent's.
func (a *Agent) Has(fingerprint string) bool {
	return slices.ContainsFunc(a.Keys, func(k StaffKey) bool { return k.Fingerprint == fingerprint })
}

// AgentView is a row of the staff.
type AgentView struct {
	Agent
	Seen  time.Time // the last sign-in; zero: never
	Seats int       // terminals at which they sit now, at this machine
}

// Power is a kind of thing that a role may do.
type Power string

// The powers.
const (
	PowerRead     Power = "read the desk"
	PowerServe    Power = "serve callers"                      // open calls, verify, tell, mail, work the queue
	PowerApprove  Power = "approve what needs a second person" // release held mails, unlock, switch to strict
	PowerWatch    Power = "watch who is being tried"           // the board of failed verifications
	PowerAudit    Power = "read the audit trail"
	PowerArticles Power = "write articles"
	PowerStaff    Power = "manage the staff and its settings"
)

// powers is the one table of who may do what.
var powers = map[AgentRole][]Power{
	RoleAgent:      {PowerRead, PowerServe},
	RoleSupervisor: {PowerRead, PowerServe, PowerApprove, PowerWatch, PowerAudit, PowerArticles},
	RoleAuditor:    {PowerRead, PowerWatch, PowerAudit},
	RoleManager:    {PowerRead, PowerServe, PowerApprove, PowerWatch, PowerAudit, PowerArticles, PowerStaff},
}

// May tells whether a role has a power.
func (r AgentRole) May(p Power) bool { return slices.Contains(powers[r], p) }

// Denied says why a role may not use a power, as a sentence, or "" when it may.
func (r AgentRole) Denied(p Power) string {
	switch {
	case r.May(p):
		return ""
	case r == "":
		return "You aren't on this desk's staff any more. Ask a manager."
	}
	return fmt.Sprintf("The role %s may not %s.", r, p)
}

// CheckAgentName tells what is wrong with the name of an agent, or "".
func CheckAgentName(n AgentName) string {
	if count := utf8.RuneCountInString(string(n)); count == 0 || count > 32 {
		return "must have 1 to 32 characters"
	}
	for _, r := range string(n) {
		if visible(r) != r { // some letters are blank: two agents would look like one
			return "may hold letters, digits and . _ - only"
		}
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("._-", r) {
			return "may hold letters, digits and . _ - only"
		}
	}
	return ""
}
