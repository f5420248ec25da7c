// This file sets the lock word.
package ui

import (
	"context"
	"fmt"

	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/widget/dialog"
)

// The names of the questions for a lock word.
const (
	askOld   = "lock word: old"
	askWord  = "lock word: new"
	askAgain = "lock word: again"
)

// askLockWord begins with the old word, if there is one.
func (a *App) askLockWord() tea.Cmd {
	if a.sentry.word {
		return a.put(askOld, dialog.AskSecret("Lock word", "Your lock word as it is now:", model.MaxLockWord+1))
	}
	return a.askNewWord("")
}

func (a *App) askNewWord(wrong string) tea.Cmd {
	text := fmt.Sprintf("A new lock word, at least %d characters. It opens your locked screen and nothing else.", model.MinLockWord)
	if wrong != "" {
		text = wrong + " " + text
	}
	return a.put(askWord, dialog.AskSecret("Lock word", text, model.MaxLockWord+1))
}

// lockWord goes on with what was answered.
func (a *App) lockWord(msg kit.Answer) tea.Cmd {
	typed, ok := msg.Outcome.(model.Secret)
	d := &a.sentry.draft
	switch {
	case !ok:
		d.old, d.word = model.Secret{}, model.Secret{}
		return nil
	case msg.Name == askOld:
		d.old = typed
		return a.askNewWord("")
	case msg.Name == askWord:
		if wrong := model.CheckLockWord(typed); wrong != "" {
			return a.askNewWord(wrong)
		}
		d.word = typed
		return a.put(askAgain, dialog.AskSecret("Lock word", "The same once more:", model.MaxLockWord+1))
	case typed.Reveal() != d.word.Reveal():
		return a.askNewWord("Those were two different words.")
	}
	old, word := d.old, d.word
	d.old, d.word = model.Secret{}, model.Secret{}
	return a.sentry.set.Run(keeping, func(ctx context.Context) (struct{}, error) { return struct{}{}, a.env.Guard.Set(ctx, old, word) })
}

func (a *App) wordSet(err error) tea.Cmd {
	switch {
	case model.CodeOf(err) == model.Locked:
		return a.abandon()
	case err != nil:
		return kit.SayError(err)
	}
	a.sentry.word = true
	a.rekey(a.env.Keys)
	return kit.Say(kit.Success, "Your lock word is set.")
}

// lockNow locks on wish.
func (a *App) lockNow() tea.Cmd {
	a.lock("You locked it at " + a.env.Now().Format("15:04") + ".")
	return nil
}

// lockBindings are the actions of locking.
func (a *App) lockBindings() []kit.Binding {
	g := a.env.Guard
	why := ""
	if !a.sentry.word && !a.env.Demo {
		why = "Set a lock word first, or you could only leave. It is the action below."
	}
	if g.Unlock == nil {
		return nil
	}
	return []kit.Binding{
		{
			ID: "app.lock", Words: "lock", Disabled: why, Do: a.lockNow,
			Help: "Locks the screen. Calls go on; your lock word opens it.",
		},
		{
			ID: "app.lock_word", Words: "lock word", Do: a.askLockWord,
			Help: "Sets the word that opens your screen when nobody has pressed a key for a while.",
		},
	}
}
