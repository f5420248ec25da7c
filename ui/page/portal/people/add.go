package people

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/widget/form"
)

// Adder is what the page of somebody new asks of the portal.
type Adder interface {
	// AddPerson adds somebody to the account.
	AddPerson(ctx context.Context, n model.NewPerson) (model.PersonID, error)
}

// NewAdd makes the page of somebody new. arg is what is known of them already,
// for a person who was deleted to get another user name.
func NewAdd(env *kit.Env, portal Adder, frame form.Frame, arg any) *form.Page {
	known, again := arg.(model.NewPerson)
	title, intro := "Add somebody", "Add somebody\n\nA new user or admin gets user name, temporary password and Client ID by mail; you get a copy without the password. "
	if again {
		title = "Create again"
		intro = "Create " + model.CleanLine(known.Name) + " again\n\nThe old user is deleted. Type the new user name; the mail goes out as for somebody new. " +
			"Numbers that pointed at the old extension go to the main call tree until you open an account change ticket that points them here. "
	}
	if known.Role == "" {
		known.Role = model.User
	}
	return form.NewPage(env, form.Spec{
		ID: Add, Title: title, Frame: frame,
		Intro: intro + "A user name never changes once it is set.",
		Inputs: []form.Input{
			{ID: "name", Label: "Name", Value: known.Name, Limit: 100},
			{ID: "role", Label: "Role", Value: string(known.Role), Options: []string{string(model.User), string(model.Admin), string(model.Phone)}, Hint: "← → change it"},
			{ID: "extension", Label: "Extension", Value: known.Extension, Limit: 20},
			{ID: "user_name", Label: "User name", Value: known.UserName, Limit: 80, Only: logsIn},
			{ID: "email", Label: "E-mail address", Value: known.Email, Limit: 330, Only: logsIn},
		},
		Buttons: []form.Button{{ID: "add", Words: title}, {ID: "back", Words: "Back"}},
		Submit: func(ctx context.Context, f *form.Form) (any, error) {
			n := model.NewPerson{
				Name: f.Text("name"), Role: model.Role(f.Text("role")), Extension: f.Text("extension"),
				UserName: f.Text("user_name"), Email: f.Text("email"),
			}
			id, err := portal.AddPerson(ctx, n)
			return added{n, id}, err
		},
		Done: func(value any) tea.Cmd {
			n, _ := value.(added)
			said := n.Name + " was added."
			switch {
			case n.Role == model.Phone:
			case n.Email != "":
				said += " The mail with the temporary password is on its way to " + n.Email + "."
			default:
				said += " There is no address, so nothing was mailed: make a password to hand over on their page."
			}
			return tea.Batch(kit.Say(kit.Success, said), kit.Open(ID, n.id))
		},
		Press: func(string) tea.Cmd { return kit.Open(ID, nil) },
		Back:  func() tea.Cmd { return kit.Open(ID, nil) },
	})
}

// added is somebody new, and who they are now.
type added struct {
	model.NewPerson
	id model.PersonID
}

// logsIn tells whether it is somebody who logs in: a phone has an extension alone.
func logsIn(f *form.Form) bool { return model.Role(f.Text("role")) != model.Phone }

// Changer is what the pages of one change ask of the portal.
type Changer interface {
	// SetExtension gives somebody another extension number, at once.
	SetExtension(ctx context.Context, id model.PersonID, number string) error
	// ResetPIN sets somebody's voicemail PIN.
	ResetPIN(ctx context.Context, id model.PersonID, pin model.Secret) error
}

// NewExtension makes the page that changes somebody's extension.
func NewExtension(env *kit.Env, portal Changer, frame form.Frame, arg any) *form.Page {
	who, _ := arg.(model.Colleague)
	return form.NewPage(env, form.Spec{
		ID: Extension, Title: "Extension number", Frame: frame,
		Intro: "Extension number of " + model.CleanLine(who.Name) + "\n\nIt is " + orNone(who.Extension) +
			" now. The new one must be free. It takes effect at once: colleagues dial the new number from now on.",
		Inputs:  []form.Input{{ID: "extension", Label: "New extension", Limit: 20}},
		Buttons: []form.Button{{ID: "save", Words: "Change the extension"}, {ID: "back", Words: "Back"}},
		Submit: func(ctx context.Context, f *form.Form) (any, error) {
			return f.Text("extension"), portal.SetExtension(ctx, who.Person, f.Text("extension"))
		},
		Done: func(value any) tea.Cmd {
			number, _ := value.(string)
			return tea.Batch(kit.Say(kit.Success, who.Name+" has the extension "+number+" now."), kit.Back())
		},
		Press: func(string) tea.Cmd { return kit.Back() },
	})
}

func orNone(s string) string {
	if s == "" {
		return "not set"
	}
	return s
}

// NewPIN makes the page that resets somebody's voicemail PIN.
func NewPIN(env *kit.Env, portal Changer, frame form.Frame, arg any) *form.Page {
	who, _ := arg.(model.Colleague)
	after := "You know it then, so they must choose another at their next log-in."
	if who.Role == model.Phone {
		after = "Tell it to those who use the phone."
	}
	return form.NewPage(env, form.Spec{
		ID: PIN, Title: "Voicemail PIN", Frame: frame,
		Intro:   "Voicemail PIN of " + model.CleanLine(who.Name) + "\n\nExactly four digits, and none that everybody tries first. " + after,
		Inputs:  []form.Input{{ID: "pin", Label: "New PIN", Hidden: true, Limit: 20}},
		Buttons: []form.Button{{ID: "save", Words: "Set the PIN"}, {ID: "back", Words: "Back"}},
		Secrets: []string{"pin"},
		Submit: func(ctx context.Context, f *form.Form) (any, error) {
			return nil, portal.ResetPIN(ctx, who.Person, f.Secret("pin"))
		},
		Done: func(any) tea.Cmd {
			return tea.Batch(kit.Say(kit.Success, "The PIN of "+who.Name+" is set."), kit.Back())
		},
		Press: func(string) tea.Cmd { return kit.Back() },
	})
}
