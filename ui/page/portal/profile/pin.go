package profile

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/widget/form"
)

// The pages of the voicemail PIN: the one that somebody chooses to open, and the
// one that comes before everything else when the PIN was reset.
const (
	PIN    kit.PageID = "portal.pin"
	NewPIN kit.PageID = "portal.newpin"
)

// PINs is what the pages ask of the portal.
type PINs interface {
	// ChangePIN sets one's own voicemail PIN.
	ChangePIN(ctx context.Context, pin model.Secret) error
}

// NewPINPage makes the page that changes the PIN.
func NewPINPage(env *kit.Env, portal PINs, frame form.Frame) *form.Page {
	s := pinSpec(portal, frame)
	s.ID, s.Title = PIN, "Change your voicemail PIN"
	s.Intro = "Change your voicemail PIN\n\n" + digits
	s.Buttons = append(s.Buttons, form.Button{ID: "back", Words: "Back"})
	s.Press = func(string) tea.Cmd { return kit.Back() }
	s.Done = func(any) tea.Cmd {
		return tea.Batch(kit.Say(kit.Success, "Your new voicemail PIN is in force."), kit.Back())
	}
	return form.NewPage(env, s)
}

// NewPINForced makes the page that a reset of the PIN leads to. done says where
// to go from there.
func NewPINForced(env *kit.Env, portal PINs, frame form.Frame, done func() tea.Cmd) *form.Page {
	s := pinSpec(portal, frame)
	s.ID, s.Title = NewPIN, "Choose a new voicemail PIN"
	s.Intro = "Choose a new voicemail PIN\n\nYour account administrator has reset your PIN, and so knows it. " + digits
	s.Done = func(any) tea.Cmd {
		return tea.Batch(kit.Say(kit.Success, "Your new voicemail PIN is in force."), done())
	}
	s.Back = func() tea.Cmd {
		return kit.Say(kit.Warning, "Choose a new PIN first. ctrl+c twice leaves; you will be asked again.")
	}
	return form.NewPage(env, s)
}

// digits is what a PIN is.
const digits = "Exactly four digits. Not 1234, not four times the same, not a year, not your extension."

func pinSpec(portal PINs, frame form.Frame) form.Spec {
	return form.Spec{
		Frame: frame,
		Inputs: []form.Input{
			{ID: "pin", Label: "New PIN", Hidden: true, Limit: 20},
			{ID: "again", Label: "Once more", Hidden: true, Limit: 20},
		},
		Buttons: []form.Button{{ID: "save", Words: "Save the new PIN"}},
		Secrets: []string{"pin", "again"},
		Submit: func(ctx context.Context, f *form.Form) (any, error) {
			if f.Secret("pin").Reveal() != f.Secret("again").Reveal() {
				return nil, model.FailField("pin", "The two aren't the same. Type the new PIN twice.")
			}
			return nil, portal.ChangePIN(ctx, f.Secret("pin"))
		},
	}
}
