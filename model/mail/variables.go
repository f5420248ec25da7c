// What templates may say: the variables of each kind and their meanings, for
// the page that edits templates and for the check when one is saved.

package mail

import (
	"slices"

	"callin/model"
)

// Variable is a word in double braces that a template may use.
type Variable struct {
	Name    string // written {{.Name}}
	Meaning string // for people, a few words
	Secret  bool   // opens a door: never in a subject, a link or another kind
}

// of lists, for each variable, the kinds that have it; none means all.
var variables = []struct {
	Variable
	of []model.MailKind
}{
	{Variable{"Provider", "the provider's name", false}, nil},
	{Variable{"Portal", "how to reach the portal", false}, nil},
	{Variable{"Contact", "where people write when something is wrong", false}, nil},
	{Variable{"Name", "the reader's name; may be empty", false}, nil},
	{Variable{"Company", "the account's company; may be empty", false}, nil},
	{Variable{"Ticket", "the ticket, such as T-1042; may be empty", false}, nil},
	{Variable{"Asked", "when the mail was decided", false}, nil},
	{Variable{"Language", "the template's language, such as en", false}, nil},
	{Variable{"Colour", "the provider's colour, such as #2a7f9e", false}, nil},
	{Variable{"Password", "the temporary password", true}, []model.MailKind{model.MailTemporary, model.MailRequest, model.MailNewUser}},
	{Variable{"Code", "the one-time code, in two groups of four digits", true}, []model.MailKind{model.MailCode, model.MailAddressCode}},
	{Variable{"Value", "the user name or Client ID that was told", true}, []model.MailKind{model.MailTold}},
	{Variable{"Until", "when the password or code stops working", false}, []model.MailKind{model.MailTemporary, model.MailRequest, model.MailNewUser, model.MailCode, model.MailAddressCode}},
	{Variable{"UserName", "the new user's user name", false}, []model.MailKind{model.MailNewUser, model.MailNewUserCopy}},
	{Variable{"ClientID", "the account's Client ID", false}, []model.MailKind{model.MailNewUser, model.MailNewUserCopy}},
	{Variable{"Person", "whom it is about; may be empty", false}, []model.MailKind{model.MailNewUserCopy, model.MailChanged, model.MailFailed, model.MailReferral}},
	{Variable{"What", "what was changed, a sentence without its end; or what was lost", false}, []model.MailKind{model.MailTold, model.MailChanged, model.MailReferral}},
	{Variable{"Lost", "what was lost, as in the manual, for {{if eq .Lost \"user name\"}}", false}, []model.MailKind{model.MailTold, model.MailReferral}},
	{Variable{"When", "when it happened", false}, []model.MailKind{model.MailChanged, model.MailFailed}},
	{Variable{"By", "who changed it; may be empty", false}, []model.MailKind{model.MailChanged}},
	{Variable{"Tries", "how many answers were wrong", false}, []model.MailKind{model.MailFailed}},
	{Variable{"LockedUntil", "until when the account is locked; may be empty", false}, []model.MailKind{model.MailFailed}},
	{Variable{"Title", "the article's title", false}, []model.MailKind{model.MailArticle}},
	{Variable{"Body", "the article itself", false}, []model.MailKind{model.MailArticle}},
	{Variable{"Link", "where the article is to be read; may be empty", false}, []model.MailKind{model.MailArticle}},
}

// Variables are those that a kind's templates may use.
func Variables(kind model.MailKind) []Variable {
	var all []Variable
	for _, v := range variables {
		if v.of == nil || slices.Contains(v.of, kind) {
			all = append(all, v.Variable)
		}
	}
	return all
}
