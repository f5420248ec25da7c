// This file tries the knowledge base on a real desk, from the screen to the mail.
package ui_test

import (
	"context"
	"testing"

	"callin/model"
	"callin/ui/kit"
)

// drawer is a printer that keeps the last thing that it was given.
type drawer struct{ title, text string }

func (d *drawer) Print(_ context.Context, title, text string) (string, error) {
	d.title, d.text = title, text
	return "request id is office-7", nil
}

func (d *drawer) Save(_ context.Context, name string, body []byte, _ bool) (string, error) {
	d.title, d.text = name, string(body)
	return "/tmp/" + name, nil
}

// TestArticles_call: an article is found, mailed to the caller and rated, and the
// call says so.
func TestArticles_call(t *testing.T) {
	f := newFloor(t)
	call := f.callTo("sorens")
	f.press("esc", "4").sees("For this call (3)", "for most callers")
	f.press("/", `"polycm`, "enter").sees("Resetting a Polycom phone's own password", "0004F", "1 view ·")
	f.press("m").sees("Send it to the address on file, b****n@lindgren.example")
	f.press("s").sees("The article is on its way to b****n@lindgren.example.")
	f.press("v", "y").sees("You said that it helped.", "rated 1 of 5 times")
	v, err := f.session.Call(t.Context(), call)
	if err != nil || len(v.Call.Deeds) != 1 || v.Call.Deeds[0].Article != "polycom-password" {
		t.Fatalf("%+v, %v", v.Call.Deeds, err)
	}
	f.press("y", "l").sees("Copied the article link.")
	if got := f.Copied(); len(got) != 1 || got[0] != "article:polycom-password" {
		t.Errorf("copied %q", got)
	}
	f.press("v", "n", `"no pictures`, "enter").sees("You said that it didn't help: no pictures")
	page, err := f.session.Article(t.Context(), "polycom-password")
	if err != nil || page.Votes != (model.Votes{No: 1}) {
		t.Errorf("%+v, %v", page.Votes, err)
	}
	f.press("esc", "esc").Send(kit.OpenMsg{Page: "call", Arg: call})
	f.sees("mail ")
}

// TestArticles_fewestKeys: once the articles for a call are open, the first of
// them is mailed and rated with five keys; one more opens them.
func TestArticles_fewestKeys(t *testing.T) {
	f := newFloor(t)
	call := f.callTo("sorens")
	if err := f.session.Refer(t.Context(), call, model.PolycomPassword, model.WayArticle); err != nil {
		t.Fatal(err)
	}
	f.Send(kit.OpenMsg{Page: "articles", Arg: call})
	f.sees("for a lost Polycom password")
	f.keys = 1 // what opened them
	f.press("enter", "m", "s", "v", "y")
	if f.keys > 6 {
		t.Errorf("%d keys", f.keys)
	}
	page, err := f.session.Article(t.Context(), "polycom-password")
	if err != nil || page.Yes != 1 {
		t.Errorf("%+v, %v", page.Votes, err)
	}
	v, err := f.session.Call(t.Context(), call)
	if err != nil || len(v.Mails) != 1 {
		t.Errorf("%+v, %v", v.Mails, err)
	}
}

// TestArticles_written: what is written here is what customers read, and goes
// back to what it was.
func TestArticles_written(t *testing.T) {
	f := newFloor(t)
	d := &drawer{}
	f.Env.Paper = d
	f.press("esc", "4", "A").sees("A new article")
	f.press(`"Fax machines`, "tab", "tab", "tab", "tab", "tab", `"They beep: [add a user](article:add-user).`, "esc", "s")
	f.sees("There is no category.")
	f.press("tab", "tab", "e", `"Telephones`, "esc", "s").sees("Published")
	f.until(func() bool {
		all, err := f.desk.PublicArticles(t.Context())
		return err == nil && len(all) == 10
	})
	f.press("esc", ".", "/", `"beep`, "enter").sees("Fax machines", "revision 1", "They beep: add a user.")
	f.press("P", "p")
	if d.title != "Fax machines" || d.text == "" {
		t.Errorf("%+v", d)
	}
	f.press("e").sees("Fax machines · revision 1")
	f.press("e", `"Loudly. `, "esc", "enter").sees("draft by you")
	f.press("s").sees("revision 2")
	f.press("esc").sees("Loudly. They beep")
	f.press("h", "down", "enter").sees("! Revision 1 of 2")
	f.press("enter", "y").sees("Revision 1 is in force again.", "revision 3")
}
