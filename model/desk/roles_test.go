package desk_test

import (
	"reflect"
	"testing"

	"callin/model"
	"callin/model/desk"
)

// needed says which power each of a session's methods takes. One that isn't
// here fails the test: whoever adds a command decides who may give it.
var needed = map[string]model.Power{
	"Call": model.PowerRead, "OpenCalls": model.PowerRead, "Options": model.PowerRead, "Search": model.PowerRead,
	"Queue": model.PowerRead, "Outbox": model.PowerRead, "Standing": model.PowerRead, "Person": model.PowerRead,
	"Look": model.PowerRead, "Template": model.PowerRead,
	"Figures": model.PowerRead, // of some reports more: see TestFigures_refused

	"OpenCall": model.PowerServe, "ContinueTicket": model.PowerServe, "EndCall": model.PowerServe,
	"CallPerson": model.PowerServe, "ParkCall": model.PowerServe, "ResumeCall": model.PowerServe, "HandOver": model.PowerServe, "Refer": model.PowerServe,
	"Question": model.PowerServe, "Answer": model.PowerServe, "Prove": model.PowerServe, "RequestMail": model.PowerServe,
	"RevokeMail": model.PowerServe, "MailAgain": model.PowerServe, "TakeTicket": model.PowerServe,
	"Preferences": model.PowerRead, "Prefer": model.PowerRead,
	"HasLockWord": model.PowerRead, "SetLockWord": model.PowerRead, "Unlock": model.PowerRead, "ParkOpen": model.PowerRead,
	"NoteFrom": model.PowerServe, "ClaimTicket": model.PowerServe, "ReleaseTicket": model.PowerServe,

	"LatestMail": model.PowerRead, "Story": model.PowerRead, "Related": model.PowerRead,
	"NoteTicket": model.PowerServe, "EditTicket": model.PowerServe, "WaitTicket": model.PowerServe, "WaitCall": model.PowerServe,
	"HandOverTicket": model.PowerServe, "LinkTickets": model.PowerServe, "MergeTicket": model.PowerServe,

	"Articles": model.PowerRead, "Article": model.PowerRead, "ReadArticle": model.PowerRead, "SearchArticles": model.PowerRead,
	"ArticleFile": model.PowerRead, "ArticleUse": model.PowerRead, "ArticleVotes": model.PowerRead, "ArticlesToEdit": model.PowerRead,
	"Suggestions": model.PowerRead, "SuggestionsFor": model.PowerRead,
	"VoteArticle": model.PowerServe, "MailArticle": model.PowerServe,
	"EditArticle": model.PowerArticles, "SaveArticle": model.PowerArticles, "PublishArticle": model.PowerArticles,
	"DropArticleDraft": model.PowerArticles, "ArticleRevisions": model.PowerArticles, "RestoreArticle": model.PowerArticles,

	"Audit": model.PowerAudit, "VerifyAudit": model.PowerAudit,
	"NotifyAdmins": model.PowerServe, "ReleaseMail": model.PowerApprove, "UnlockAccount": model.PowerApprove,

	"SaveTemplate": model.PowerStaff, "ResetTemplate": model.PowerStaff, "TestTemplate": model.PowerStaff,
	"Staff": model.PowerStaff, "AddAgent": model.PowerStaff, "SetRole": model.PowerStaff, "Disable": model.PowerStaff,
	"Enable": model.PowerStaff, "AddKey": model.PowerStaff, "RemoveKey": model.PowerStaff,
}

// free are methods that say nothing of customers and change nothing, and those
// that take a proof, which only somebody who serves can have.
var free = map[string]bool{
	"Agent": true, "Policy": true, "SignedInAs": true, "Role": true, "Dismissed": true, "Sit": true, "Now": true,
	"Subscribe": true, "PreviewTemplate": true, "CheckArticle": true, "QueueNow": true, "Tell": true, "MailTold": true, "SendTemporary": true,
	"At": true, "Writing": true, "Active": true, "Close": true, "Draft": true, "KeepDraft": true, "Undoable": true, "Together": true,
	"Alarm": true, // a number
	"Undo":  true, // of what only somebody who serves can have done: see TestUndo_own
}

// TestRoles has each role try each command of the desk.
func TestRoles(t *testing.T) {
	r := newRig(t)
	r.session("amy")
	o := r.desk.Operator("test")
	for _, role := range model.AgentRoles() {
		// Everybody has a call of their own, from before they had the role.
		name := "the-" + model.AgentName(role)
		r.staff(name)
		s := r.session(name)
		call := r.call(s, "okafor")
		if err := o.SetRole(t.Context(), name, role); err != nil {
			t.Fatal(err)
		}
		methods := reflect.TypeFor[*desk.Session]()
		for i := range methods.NumMethod() {
			method := methods.Method(i)
			if free[method.Name] {
				continue
			}
			power, ok := needed[method.Name]
			if !ok {
				t.Errorf("nobody has decided which power %s takes: say so in this test", method.Name)
				continue
			}
			err := try(t, s, method, call)
			refused := err != nil && model.PublicText(err) == role.Denied(power)
			if role.May(power) && model.CodeOf(err) == model.Forbidden && model.PublicText(err) == roleText(role, power) {
				t.Errorf("%s may %s, and was refused %s: %v", role, power, method.Name, err)
			}
			if !role.May(power) && !refused {
				t.Errorf("%s may not %s, and %s says %v", role, power, method.Name, err)
			}
		}
	}
}

// roleText is how a role is refused.
func roleText(role model.AgentRole, power model.Power) string {
	return "The role " + string(role) + " may not " + string(power) + "."
}

// try gives a command, about nobody in particular.
func try(t *testing.T, s *desk.Session, method reflect.Method, call model.CallID) error {
	t.Helper()
	args := []reflect.Value{reflect.ValueOf(s)}
	for i := 1; i < method.Type.NumIn(); i++ {
		in := method.Type.In(i)
		if method.Type.IsVariadic() && i == method.Type.NumIn()-1 {
			break
		}
		value := plausible(t, in)
		switch {
		case in.String() == "model.CallID":
			args = append(args, reflect.ValueOf(call))
		case method.Name == "NoteFrom" && in.Kind() == reflect.String:
			args = append(args, reflect.ValueOf("+17035550111"))
		case value == nil:
			args = append(args, reflect.Zero(in))
		default:
			args = append(args, reflect.ValueOf(value))
		}
	}
	out := method.Func.Call(args)
	err, _ := out[len(out)-1].Interface().(error)
	return err
}

// plausible is something that passes what is looked at before the power is.
func plausible(t *testing.T, in reflect.Type) any {
	switch in.String() {
	case "context.Context":
		return t.Context()
	case "model.AgentName":
		return model.AgentName("nobody")
	case "model.AgentRole":
		return model.RoleAgent
	case "model.MailKind":
		return model.MailTest
	case "model.MailTemplate":
		return model.MailTemplate{Kind: model.MailTest, Language: "en", Subject: "Test", Text: "Write to {{.Contact}}.", HTML: "<p>Write to {{.Contact}}.</p>"}
	case "model.ArticleID":
		return model.ArticleID("add-user")
	case "model.ArticleEdit":
		return model.ArticleEdit{Article: model.Article{Title: "A title", Category: "Telephones", Text: "Words."}}
	case "model.ArticleMail":
		return model.ArticleMail{Article: "add-user", Address: "amy@desk.example"}
	case "model.ArticleForm":
		return model.ArticleText
	case "model.Way":
		return model.WayReferral
	case "model.Credential":
		return model.ClientID
	case "model.Secret":
		return model.NewSecret("something")
	case "model.FiguresName":
		return model.FiguresCalls
	case "model.Period":
		return model.PeriodOf(model.Day, start)
	case "model.List":
		return model.ListNoQuestion
	case "string":
		return "amy@desk.example"
	case "func(*model.Preferences)":
		return func(*model.Preferences) {}
	case "int":
		return 1
	}
	return nil
}
