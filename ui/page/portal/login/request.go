package login

import (
	"context"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"callin/ui/kit"
	"callin/ui/widget/form"
)

// patience bounds what runs for the pages.
const patience = 10 * time.Second

// asked is what everybody reads who has sent the form.
const asked = "Thank you. If that is the address in your profile, a mail with a temporary password is on its way. " +
	"If nothing has come after 3 minutes, look in the spam folder.\n\n" +
	"Still nothing? Your account administrator can change your password here. Administrators call us. " +
	"Until you use the temporary password, the one you had goes on working."

// NewRequest makes the page of the Password Request form.
func NewRequest(env *kit.Env, door Door, frame form.Frame) *form.Page {
	sent := false
	var p *form.Page
	p = form.NewPage(env, form.Spec{
		ID: Request, Title: "Password Request", Frame: frame,
		Intro:  "Password Request\n\nType the company e-mail address in your profile. We mail a temporary password to it: it works once, and you choose a new one with it.",
		Inputs: []form.Input{{ID: "address", Label: "Company e-mail address", Limit: 330, Need: "Type the company e-mail address in your profile."}},
		Buttons: []form.Button{
			{ID: "send", Words: "Send me a temporary password"}, {ID: "back", Words: "Back to Log In"},
		},
		Submit: func(ctx context.Context, f *form.Form) (any, error) {
			return nil, door.RequestPassword(ctx, f.Text("address"))
		},
		Done: func(any) tea.Cmd {
			sent = true
			p.Form().Clear()
			p.Form().Next(2)
			return nil
		},
		Press: func(string) tea.Cmd { return kit.Back() },
		Below: func(t *kit.Theme, w int) []string {
			if !sent {
				return nil
			}
			lines := []string{""}
			style := t.Ok // of the first paragraph
			for _, line := range kit.WrapUnder("   ", asked, w) {
				if strings.TrimSpace(line) == "" {
					style = kit.Style{}
				}
				lines = append(lines, style.Of(line))
			}
			return lines
		},
	})
	return p
}
