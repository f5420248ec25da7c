package profile

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/widget/form"
)

// The pages of the address on file: the new one, then the code that was mailed
// to it.
const (
	Address kit.PageID = "portal.address"
	Code    kit.PageID = "portal.code"
)

// Addresses is what the pages ask of the portal.
type Addresses interface {
	// ChangeAddress mails a one-time code to a new address.
	ChangeAddress(ctx context.Context, password model.Secret, address string) (time.Time, error)
	// ConfirmAddress puts it on file, against that code.
	ConfirmAddress(ctx context.Context, code model.Secret) error
}

// NewAddress makes the page that begins to change the address.
func NewAddress(env *kit.Env, portal Addresses, frame form.Frame) *form.Page {
	return form.NewPage(env, form.Spec{
		ID: Address, Title: "Change your e-mail address", Frame: frame,
		Intro: "Change your e-mail address\n\nWe mail a code to the new address: with it you show that the address is yours. Nothing changes before. " +
			"The old address and your account's administrators are told.",
		Inputs: []form.Input{
			{ID: "address", Label: "New address", Limit: 330, Need: "Type the new address."},
			{ID: "current", Label: "Your password", Hidden: true, Limit: 2 * model.MaxPassword, Need: now},
		},
		Buttons: []form.Button{{ID: "send", Words: "Send me the code"}, {ID: "have", Words: "I have a code"}, {ID: "back", Words: "Back"}},
		Secrets: []string{"current"},
		Submit: func(ctx context.Context, f *form.Form) (any, error) {
			until, err := portal.ChangeAddress(ctx, f.Secret("current"), f.Text("address"))
			return sent{f.Text("address"), until}, err
		},
		Done: func(value any) tea.Cmd { return kit.Open(Code, value) },
		Press: func(button string) tea.Cmd {
			if button == "have" {
				return kit.Open(Code, sent{})
			}
			return kit.Back()
		},
	})
}

// sent is a code that is on its way.
type sent struct {
	address string
	until   time.Time
}

// NewCode makes the page that takes the code. arg is what the page before
// opened it with; home is where to go when all is done.
func NewCode(env *kit.Env, portal Addresses, frame form.Frame, arg any, home kit.PageID) *form.Page {
	intro := "Type the code\n\nIt has eight digits and stands in the mail to your new address. If nothing has come after 3 minutes, look in the spam folder."
	if s, ok := arg.(sent); ok && s.address != "" {
		intro = "Type the code\n\nIt has eight digits and is on its way to " + model.CleanLine(s.address) + ". It works until " +
			kit.Hour(s.until, env.Now()) + ". If nothing has come after 3 minutes, look in the spam folder."
	}
	return form.NewPage(env, form.Spec{
		ID: Code, Title: "Confirm your e-mail address", Frame: frame, Intro: intro,
		Inputs:  []form.Input{{ID: "code", Label: "Code", Hidden: true, Limit: 20}},
		Buttons: []form.Button{{ID: "check", Words: "Confirm the new address"}, {ID: "back", Words: "Back"}},
		Secrets: []string{"code"},
		Submit: func(ctx context.Context, f *form.Form) (any, error) {
			return nil, portal.ConfirmAddress(ctx, f.Secret("code"))
		},
		Done: func(any) tea.Cmd {
			return tea.Batch(kit.Say(kit.Success, "Your new address is on file."), kit.Open(home, nil))
		},
		Press: func(string) tea.Cmd { return kit.Back() },
	})
}
