package model

import "time"

// Verb names a command in the audit trail.
type Verb string

// The commands of the desk. Each writes one audit entry, in the transaction of
// its effect.
const (
	VerbSignIn     Verb = "sign_in"
	VerbOpenCall   Verb = "open_call"
	VerbVerify     Verb = "verify"
	VerbTell       Verb = "tell"
	VerbMailTold   Verb = "mail_told"
	VerbSend       Verb = "send_temporary_password"
	VerbRequest    Verb = "send_password_request"
	VerbRefer      Verb = "refer"
	VerbFrom       Verb = "call_from"
	VerbEndCall    Verb = "end_call"
	VerbParkCall   Verb = "park_call"
	VerbResumeCall Verb = "resume_call"
	VerbHandOver   Verb = "hand_over"
	VerbClaim      Verb = "claim_ticket"
	VerbRelease    Verb = "release_ticket"
	VerbNote       Verb = "note"
	VerbFields     Verb = "edit_ticket"
	VerbWait       Verb = "wait"
	VerbLink       Verb = "link_tickets"
	VerbMerge      Verb = "merge_ticket"
	VerbUndo       Verb = "undo"
	VerbMailLease  Verb = "mail_lease"
	VerbMailResult Verb = "mail_result"
	VerbMailFree   Verb = "mail_release"
	VerbMailRefer  Verb = "mail_referral"
	VerbFreeLock   Verb = "unlock_account"
	VerbMailRevoke Verb = "mail_revoke"
	VerbMailAgain  Verb = "mail_again"
	VerbMailReport Verb = "mail_report"
	VerbNotice     Verb = "notice"
	VerbImport     Verb = "import"
	VerbStaff      Verb = "staff"
	VerbLook       Verb = "look"
	VerbTemplate   Verb = "template"
	VerbPrefer     Verb = "prefer"
	VerbLockWord   Verb = "lock_word"
	VerbUnlock     Verb = "unlock"

	VerbArticle     Verb = "article"      // written, published, restored
	VerbArticleRead Verb = "article_read" // counted, several together
	VerbArticleVote Verb = "article_vote"
	VerbArticleMail Verb = "article_mail"
)

// The commands of the customers' portal.
const (
	VerbLogIn         Verb = "portal_log_in"
	VerbLogInFailed   Verb = "portal_log_in_failed"
	VerbLogOut        Verb = "portal_log_out"
	VerbAsk           Verb = "portal_password_request" // the form; what is mailed is a command of its own
	VerbTrespass      Verb = "portal_trespass"         // tried on somebody of another account
	VerbSetPassword   Verb = "portal_set_password"
	VerbSetPIN        Verb = "portal_set_pin"
	VerbAddressCode   Verb = "portal_address_code"
	VerbSetAddress    Verb = "portal_set_address"
	VerbSetQuestion   Verb = "portal_set_question"
	VerbSetExtension  Verb = "portal_set_extension"
	VerbResetPassword Verb = "portal_reset_password" // of a colleague
	VerbResetPIN      Verb = "portal_reset_pin"      // of a colleague
	VerbAddPerson     Verb = "portal_add_person"
	VerbRemovePerson  Verb = "portal_remove_person"
	VerbPhoneSecrets  Verb = "portal_phone_secrets" // SIP and FTP passwords were read
	VerbSubmitChange  Verb = "portal_submit_change"
	VerbTidy          Verb = "portal_tidy" // counters that had cooled down were taken away
)

// AuditEntry is one line of the audit trail: who did what to whom, when. It
// never holds a secret or an answer. Entries form a chain in each lane: Sum
// covers the entry and the Sum before it.
type AuditEntry struct {
	Lane    string // the writer's own chain, one for each machine
	Seq     uint64 // in the lane, from 1
	Command CommandID
	At      time.Time
	Agent   AgentName
	Verb    Verb
	Account AccountID    `json:",omitempty"`
	Person  PersonID     `json:",omitempty"`
	Call    CallID       `json:",omitempty"`
	Ticket  TicketNumber `json:",omitempty"`
	Job     JobID        `json:",omitempty"`
	Text    string       `json:",omitempty"` // what came of it, such as passed, failed, told
	Prev    []byte
	Sum     []byte
}

// AuditRow is an entry with the names that belong to it.
type AuditRow struct {
	AuditEntry
	Name    string // of the person; "" for none, and for one who is gone
	Company string
}

// AuditPage is a look at the end of the audit trail.
type AuditPage struct {
	Rows    []AuditRow // newest first
	Entries int        // in the whole trail
	More    bool       // it goes on before the last row
}

// AuditVerdict is what verifying the trail came to.
type AuditVerdict struct {
	Entries int
	Lanes   int
	Broken  []string // what is wrong, a sentence each; empty when all is well
}
