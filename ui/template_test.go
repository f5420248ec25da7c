// This file edits a mail template on the keyboard, at a whole desk.
package ui_test

import (
	"strings"
	"testing"

	"callin/model"
)

func TestTemplates(t *testing.T) {
	words := func(f *floor) string {
		f.t.Helper()
		m, _, err := f.session.Template(f.t.Context(), model.MailCode)
		if err != nil {
			f.t.Fatal(err)
		}
		return m.Text
	}
	open := func(t *testing.T) *floor {
		f := newFloor(t)
		return f.press("esc", "7").sees("Running the desk").press("j", "j", "enter").sees("one-time code").press("j", "j", "j", "j", "enter").sees("Please read this code to the agent:")
	}
	t.Run("are saved and put back", func(t *testing.T) {
		f := open(t)
		f.press("e", `"Dear reader, this is for you.`, "enter", "enter", "esc", "enter").sees("Saved", "own words, saved by you")
		if !strings.HasPrefix(words(f), "Dear reader, this is for you.\n\n{{template") {
			t.Fatalf("%q", words(f))
		}
		f.press("x", "y").sees("built-in words")
		if strings.Contains(words(f), "Dear reader") {
			t.Fatalf("%q", words(f))
		}
	})
	t.Run("with mistakes aren't", func(t *testing.T) {
		f := open(t)
		f.press("e", `"{{.Nothing}}`, "esc", "enter").sees("1 thing is wrong", "Text, line 1", "There is no variable {{.Nothing}}.")
		if strings.Contains(words(f), "Nothing") {
			t.Fatalf("%q", words(f))
		}
	})
	t.Run("aren't lost by any way out", func(t *testing.T) {
		f := open(t)
		f.press("e", `"Mine. `, "esc")
		for _, way := range []string{"esc", "q"} {
			f.press(way).sees("Mail templates", "not saved !").press("enter").sees("Mine. {{template")
		}
		f.press("7").sees("Running the desk").press("enter").sees("Mail templates", "not saved !")
		f.press("j", "j", "j", "j", "enter").sees("Mine. {{template")
		f.press("7")
		f.press("1").press("ctrl+c", "ctrl+c").sees("Leave the desk?", "The one-time code mail has words that aren't saved.")
		f.press("enter", "esc", "7", "enter").sees("Mail templates", "not saved !")
	})
	t.Run("can be tried on oneself", func(t *testing.T) {
		f := open(t)
		f.press("s", `"amy@desk.example`, "enter", "s").sees("The test is on its way to amy@desk.example.")
		mails, err := f.session.Outbox(t.Context())
		if err != nil || len(mails) != 1 || mails[0].Kind != model.MailTest {
			t.Fatal(mails, err)
		}
	})
}
