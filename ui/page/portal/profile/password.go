// Package profile is what people change of their own in the portal: the login
// password, the voicemail PIN, the address on file, and admins their security
// question.
package profile

import (
	"context"
	"fmt"

	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/widget/form"
)

// The pages.
const (
	Choose   kit.PageID = "portal.choose"
	Password kit.PageID = "portal.password"
)

// Passwords is what the pages of passwords ask of the portal.
type Passwords interface {
	// ChoosePassword sets the password of somebody who came with a temporary one.
	ChoosePassword(ctx context.Context, password model.Secret) error
	// ChangePassword sets another one, against the one in force.
	ChangePassword(ctx context.Context, current, password model.Secret) error
}

// now is asked of whoever changes something that the password in force guards.
const now = "Type the password that you log in with now."

// rules are told before anybody breaks them.
var rules = fmt.Sprintf("At least %d characters, of any kind: a few words in a row are easy to remember and hard to guess. Blanks count. "+
	"Not your name or your company's, and nothing that everybody tries first.", model.MinPassword)

// NewChoose makes the page that a temporary password leads to. done says where
// to go from there.
func NewChoose(env *kit.Env, portal Passwords, frame form.Frame, done func() tea.Cmd) *form.Page {
	return form.NewPage(env, form.Spec{
		ID: Choose, Title: "Choose a new password", Frame: frame,
		Intro:   "Choose a new password\n\nThe temporary password has done its work and opens nothing any more. " + rules,
		Inputs:  fresh(),
		Buttons: []form.Button{{ID: "save", Words: "Save the new password"}},
		Secrets: []string{"password", "again"},
		Submit: func(ctx context.Context, f *form.Form) (any, error) {
			if err := twice(f); err != nil {
				return nil, err
			}
			return nil, portal.ChoosePassword(ctx, f.Secret("password"))
		},
		Done: func(any) tea.Cmd { return tea.Batch(kit.Say(kit.Success, "Your new password is in force."), done()) },
		Back: func() tea.Cmd {
			return kit.Say(kit.Warning, "Choose a new password first. If you leave without one you need another temporary password.")
		},
	})
}

// NewPassword makes the page that changes a password.
func NewPassword(env *kit.Env, portal Passwords, frame form.Frame) *form.Page {
	inputs := append([]form.Input{{ID: "current", Label: "Password now", Hidden: true, Limit: 2 * model.MaxPassword, Need: now}}, fresh()...)
	return form.NewPage(env, form.Spec{
		ID: Password, Title: "Change your password", Frame: frame,
		Intro:   "Change your login password\n\n" + rules,
		Inputs:  inputs,
		Buttons: []form.Button{{ID: "save", Words: "Save the new password"}, {ID: "back", Words: "Back"}},
		Secrets: []string{"current", "password", "again"},
		Submit: func(ctx context.Context, f *form.Form) (any, error) {
			if err := twice(f); err != nil {
				return nil, err
			}
			return nil, portal.ChangePassword(ctx, f.Secret("current"), f.Secret("password"))
		},
		Done: func(any) tea.Cmd {
			return tea.Batch(kit.Say(kit.Success, "Your new password is in force. Sessions elsewhere have ended."), kit.Back())
		},
		Press: func(string) tea.Cmd { return kit.Back() },
	})
}

// fresh are the inputs of a new password.
func fresh() []form.Input {
	return []form.Input{
		{ID: "password", Label: "New password", Hidden: true, Limit: 2 * model.MaxPassword, Need: "Type the new password."},
		{ID: "again", Label: "Once more", Hidden: true, Limit: 2 * model.MaxPassword},
	}
}

// twice looks whether the new password was typed twice in the same way.
func twice(f *form.Form) error {
	if f.Secret("password").Reveal() != f.Secret("again").Reveal() {
		return model.FailField("password", "The two aren't the same. Type the new password twice; ctrl+r shows what you type.")
	}
	return nil
}
