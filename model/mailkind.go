package model

// MailKind says what a mail is for, and so which template makes it.
type MailKind string

// The kinds of mail.
const (
	MailTemporary   MailKind = "temporary_password"             // to an admin, by account change ticket
	MailRequest     MailKind = "password_request"               // the Password Request form's, to anyone with an address on file
	MailNewUser     MailKind = "new_user"                       // user name, temporary password and Client ID, to the new user
	MailNewUserCopy MailKind = "new_user_copy"                  // of the same notice to the admin, without the password
	MailCode        MailKind = "one_time_code"                  // to be read back to the agent
	MailAddressCode MailKind = "address_code"                   // to a new address, to prove in the portal that it is the person's own
	MailArticle     MailKind = "article"                        // of the knowledge base, to a caller who wants to read it
	MailChanged     MailKind = "notice_of_change"               // to all admins and the person: what was changed
	MailFailed      MailKind = "notice_of_failed_verifications" // to all admins: somebody failed to prove who they are
	MailTold        MailKind = "what_was_told"                  // to an admin: the user name or Client ID that an agent told
	MailReferral    MailKind = "referral"                       // to an admin: somebody needs what only an admin can give
	MailTest        MailKind = "test"                           // of the way that mails take; says nothing
)

// MailKinds are all kinds, in the order in which a list shows them.
func MailKinds() []MailKind {
	return []MailKind{
		MailTemporary, MailRequest, MailNewUser, MailNewUserCopy, MailCode, MailAddressCode,
		MailArticle, MailTold, MailChanged, MailFailed, MailReferral, MailTest,
	}
}

// Secret tells whether mails of the kind carry something that opens a door: a
// temporary password or a one-time code. All others must hold none: a user name
// and a Client ID open nothing alone.
func (k MailKind) Secret() bool {
	switch k {
	case MailTemporary, MailRequest, MailNewUser, MailCode, MailAddressCode:
		return true
	}
	return false
}

// Code tells whether what the mail carries is a one-time code.
func (k MailKind) Code() bool { return k == MailCode || k == MailAddressCode }

// Notice is what a notice of change tells of. It is a word and no sentence, so
// that a mail can say it in its reader's language.
type Notice string

// The changes that are told (SECURITY 13). Each needs words in every folder of
// model/mail/templates.
const (
	NoticeTemporary Notice = "temporary password" // one was mailed
	NoticePassword  Notice = "login password"     // a new one was set
	NoticeAddress   Notice = "address"            // on file
	NoticeQuestion  Notice = "security question"  // and its answer
	NoticeRole      Notice = "role"
	NoticePIN       Notice = "voicemail PIN"
	NoticeTold      Notice = "told" // a user name or Client ID, to an admin
	NoticeUnlocked  Notice = "unlocked"
	NoticeExtension Notice = "extension"
	NoticeAdded     Notice = "added"        // a person
	NoticeRemoved   Notice = "removed"      // a person
	NoticeLogIns    Notice = "log-in tries" // somebody failed to log in, several times in a row
)

// Notices are all that a notice can tell of.
func Notices() []Notice {
	return []Notice{
		NoticeTemporary, NoticePassword, NoticeAddress, NoticeQuestion, NoticeRole, NoticePIN,
		NoticeTold, NoticeUnlocked, NoticeExtension, NoticeAdded, NoticeRemoved, NoticeLogIns,
	}
}
