// This file says where the policy falls short of the standards that people
// compare it with, clause by clause. It is a list of what is known, and no
// statement that all else conforms.
package cli

import (
	"slices"
	"time"

	"callin/model"
)

const noClaim = "callin claims no conformance with either standard."

// deviation is a clause that a policy falls short of.
type deviation struct {
	clause string
	text   string
	holds  func(model.Policy) bool // does the policy deviate
}

// deviations from OWASP ASVS 5.0.0 at level 1, and from NIST SP 800-63B-4.
var deviations = []deviation{
	{
		clause: "OWASP ASVS 5.0.0 V6.4.2 (level 1)",
		text: "Security questions must not be there at all. Admins prove who they are by one, because the provider's policy says so. " +
			"What limits the harm: few tries a day, a lock of a day after them, and a mail to the account's admins.",
		holds: asks,
	},
	{
		clause: "NIST SP 800-63B-4 §4.2",
		text: "Recovery is by saved or issued codes, recovery contacts or repeated identity proofing. An agent who asks a question is a method of the provider's own, " +
			"which needs a documented risk analysis: that is the provider's to write.",
		holds: asks,
	},
	{
		clause: "NIST SP 800-63B-4 §4.2",
		text:   "A recovery code that is sent by mail lives for 24 hours at most; temporary passwords live longer here. Set temporary_password_life to 24h or less.",
		holds:  func(p model.Policy) bool { return p.TemporaryLife > 24*time.Hour },
	},
	{
		clause: "OWASP ASVS 5.0.0 V6.2.1 (level 1)",
		text:   "Passwords have 8 characters at least. A voicemail PIN has four digits, which is how the telephones take it.",
		holds: func(p model.Policy) bool {
			return slices.ContainsFunc(p.Rules, func(r model.Rule) bool { return r.Lost == model.VoicemailPIN })
		},
	},
}

// asks tells whether an answer alone opens something.
func asks(p model.Policy) bool {
	return slices.ContainsFunc(p.Rules, func(r model.Rule) bool {
		return len(r.Needs) == 1 && r.Needs[0] == model.MethodAnswer
	})
}

func (sh *shell) examinePolicy(f *findings) {
	policy := sh.settings.policy()
	f.add("policy", levelOK, "The profile %s is in force. Where it is known to fall short stands below; %s", policy.Profile, noClaim)
	for _, d := range deviations {
		if d.holds(policy) {
			f.Checks = append(f.Checks, check{Name: "policy", Level: levelWarn, Text: d.text, Clause: d.clause})
		}
	}
}
