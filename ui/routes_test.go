// This file opens every page of a real desk.
package ui_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"callin/model"
	"callin/ui"
	"callin/ui/kit"
)

// quiet is a demo's inbox to which nothing comes.
type quiet struct{}

func (quiet) Messages() []model.Received { return nil }

func (quiet) Changed(ctx context.Context, _ int) (int, error) {
	<-ctx.Done()
	return 0, ctx.Err()
}

// busy is a floor with a call, a mail, and an account that is locked.
func busy(t *testing.T) (f *floor, app *ui.App, args map[kit.PageID]any) {
	t.Helper()
	f = newFloor(t)
	call := f.callTo("sorens")
	if _, err := f.session.RequestMail(t.Context(), call); err != nil {
		t.Fatal(err)
	}
	locked := f.callTo("voe")
	for range model.Standard().Tries {
		if _, err := f.session.Answer(t.Context(), locked, model.NewSecret("no idea")); err != nil {
			t.Fatal(err)
		}
	}
	f.until(func() bool {
		mails, err := f.session.Outbox(t.Context())
		listed, wrong := f.session.Standing(t.Context(), model.ListLocked, 9)
		return err == nil && wrong == nil && len(mails) > 0 && mails[0].State == model.MailAccepted && listed.Total == 2
	})
	app = ui.Desk(f.Env, f.session, ui.DeskOptions{HasMail: true, Inbox: quiet{}})
	f.app = app
	f.Start(app)
	return f, app, map[kit.PageID]any{"call": call, "person": f.find("sorens"), "template": model.MailRequest, "article": model.ArticleAt{Article: "add-user"}, "compose": model.ArticleID("add-user")}
}

func (f *floor) find(who string) model.PersonID {
	f.t.Helper()
	found, err := f.session.Search(f.t.Context(), who)
	if err != nil || found.Total != 1 {
		f.t.Fatal(found.Total, err)
	}
	return found.Matches[0].Person
}

func (f *floor) callTo(who string) model.CallID {
	f.t.Helper()
	id, err := f.session.OpenCall(f.t.Context(), f.find(who), "")
	if err != nil {
		f.t.Fatal(err)
	}
	return id
}

// TestRoutes: every page opens, says what it is about, and has keys that go
// with those that work everywhere, wherever a few keys lead on it.
func TestRoutes(t *testing.T) {
	f, app, args := busy(t)
	about := map[kit.PageID]string{
		"ready": "Next caller", "call": "Ben Sørensen", "queue": "T-2", "accounts": "No question set", "person": "Ben Sørensen, user",
		"articles": "People and extensions", "article": "Adding a user", "compose": "Adding a user · revision 1",
		"outbox": "accepted", "templates": "password request", "desk": "Running the desk", "staff": "1 on the staff",
		"policy": "The policy in force: standard", "audit": "Audit trail", "template": "Subject", "reports": "Handling time", "inbox": "No mail has arrived yet",
	}
	for _, route := range app.Routes() {
		t.Run(string(route.ID), func(t *testing.T) {
			f.Resize(80, 24).Send(kit.OpenMsg{Page: route.ID, Arg: args[route.ID]})
			f.sees(about[route.ID])
			for _, key := range []string{"", "tab", "down", "esc", "right", "/", "l", "i", "esc"} {
				if key != "" {
					f.Press(key)
				}
				for _, clash := range kit.Clashes(slices.Concat(app.Front().Bindings(), app.Globals())) {
					t.Errorf("after %q on %s: %s", key, app.Front().ID(), clash)
				}
				if f.Has("Something went wrong") {
					t.Fatalf("after %q:\n%s", key, f.Plain())
				}
			}
		})
	}
}

// TestRoutes_masked: whatever an agent looks at without a verification, no page
// shows what a stranger could use, in any window.
func TestRoutes_masked(t *testing.T) {
	f, app, args := busy(t)
	var secrets []string
	for line := range strings.Lines(customers) {
		if cells := strings.Split(line, ","); cells[0] != "client_id" {
			secrets = append(secrets, cells[0], cells[7], cells[8], strings.TrimSpace(cells[11]))
		}
	}
	secrets = slices.DeleteFunc(secrets, func(s string) bool { return s == "" })
	seen := ""
	check := func(where string) {
		t.Helper()
		for _, size := range [][2]int{{60, 16}, {80, 24}, {120, 40}, {200, 50}} {
			f.Resize(size[0], size[1])
			screen := f.Plain()
			for _, s := range secrets {
				if strings.Contains(strings.ToLower(screen), strings.ToLower(s)) {
					t.Fatalf("%s shows %q:\n%s", where, s, screen)
				}
			}
			seen += screen
		}
	}
	for _, route := range app.Routes() {
		f.Resize(80, 24).Send(kit.OpenMsg{Page: route.ID, Arg: args[route.ID]})
		for _, keys := range []string{"", "esc", "tab", "right", "right", "right", "enter"} {
			if keys != "" {
				f.Press(keys)
			}
			check(string(route.ID) + " after " + keys)
		}
		f.Press("esc", "esc")
	}
	f.press("esc", "3", "/", `"una voe`, "tab").sees("Rivera Dental", "locked !")
	check("a search")
	f.press("l").sees("locked ! No answer is taken until", "[Calls 1]")
	check("somebody's page")
	for _, masked := range []string{"44·····", "u·····", "b****n@lindgren.example"} {
		if !strings.Contains(seen, masked) {
			t.Errorf("nothing shows %s: the test sees too little", masked)
		}
	}
}
