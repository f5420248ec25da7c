// Package paper is what pages print and save with: one thing at a time, a file
// never over another without a question, and words for how it went.
package paper

import (
	"context"
	"path/filepath"
	"time"

	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/widget/dialog"
)

// patience bounds both: a printer's program may think for a while.
const patience = 20 * time.Second

// replacing names the question before a file is written over.
const replacing = "paper.replace"

// Desk prints and saves for a page.
type Desk struct {
	env  *kit.Env
	page kit.PageID
	task *kit.Task[string]
	name string // what is being saved; "" for what is being printed
	body []byte
}

// New makes one of a page.
func New(env *kit.Env, page kit.PageID) *Desk {
	return &Desk{env: env, page: page, task: kit.NewTask[string](env, page)}
}

// Denied says why nothing can be printed or saved from here.
func (d *Desk) Denied() string { return d.env.NoPaper() }

// Save writes a file. If there is one of that name the page is asked through the
// agent first.
func (d *Desk) Save(name string, body []byte) tea.Cmd { return d.save(name, body, false) }

func (d *Desk) save(name string, body []byte, replace bool) tea.Cmd {
	if d.Denied() != "" || d.task.Pending() {
		return nil
	}
	d.name, d.body = name, body
	return d.task.Run(patience, func(ctx context.Context) (string, error) {
		return d.env.Paper.Save(ctx, name, body, replace)
	})
}

// Print hands a text to the printer.
func (d *Desk) Print(title, text string) tea.Cmd {
	if d.Denied() != "" || d.task.Pending() {
		return nil
	}
	d.name, d.body = "", nil
	return d.task.Run(patience, func(ctx context.Context) (string, error) { return d.env.Paper.Print(ctx, title, text) })
}

// Cancel stops what runs.
func (d *Desk) Cancel() bool { return d.task.Cancel() }

// Loading is what to show for the waiting.
func (d *Desk) Loading() string { return d.task.Loading() }

// Take takes the answers that belong to it, and says how it went.
func (d *Desk) Take(msg tea.Msg) (cmd tea.Cmd, ok bool) {
	if answer, is := msg.(kit.Answer); is && answer.Name == replacing {
		if answer.Yes() {
			return d.save(d.name, d.body, true), true
		}
		return kit.Say(kit.Success, "Nothing was saved."), true
	}
	where, err, ok := d.task.Take(msg)
	switch {
	case !ok:
		return d.task.Tick(msg), false
	case d.name != "" && model.CodeOf(err) == model.Conflict:
		return kit.Ask(d.page, replacing, dialog.Confirm("Replace "+d.name+"?",
			model.PublicText(err)+" What is in it will be gone.", "Replace it", "Keep it")), true
	case err != nil:
		return kit.SayError(err), true
	case d.name != "":
		return kit.Say(kit.Success, "Saved as "+filepath.Clean(where)), true
	}
	return kit.Say(kit.Success, "Printed: "+where), true
}
