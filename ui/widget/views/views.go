// Package views lets an agent choose how a list is shown, and give names to the
// ways that they come back to. What is in a view is the page's own affair: here
// it is a text.
package views

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/widget/dialog"
)

// Keep is where saved views are kept.
type Keep interface {
	Preferences(ctx context.Context) (model.Preferences, error)
	Prefer(ctx context.Context, change func(*model.Preferences)) error
}

// patience bounds every reading and keeping.
const patience = 10 * time.Second

// longestName is what a view's name may have.
const longestName = 40

// The questions.
const (
	choosing = "views"
	naming   = "view name"
)

// What is chosen besides views; no view's number looks like it.
const (
	save   = "save"
	remove = "remove"
)

// Views are those of one page.
type Views struct {
	env   *kit.Env
	page  kit.PageID
	keep  Keep
	own   []model.SavedView // those that the page has for everybody
	saved []model.SavedView // the agent's
	now   string            // what is shown, as a spec
	read  *kit.Task[[]model.SavedView]
	write *kit.Task[struct{}]
}

// New makes the views of a page. own are those that everybody has; the first is
// the one to begin with.
func New(env *kit.Env, page kit.PageID, keep Keep, own ...model.SavedView) *Views {
	return &Views{
		env: env, page: page, keep: keep, own: own,
		read: kit.NewTask[[]model.SavedView](env, page), write: kit.NewTask[struct{}](env, page),
	}
}

// Close ends what runs.
func (v *Views) Close() {
	v.read.Cancel()
	v.write.Cancel()
}

// Name is what the agent calls a way of showing the list, "" when it has no
// name.
func (v *Views) Name(spec string) string {
	for _, one := range slices.Concat(v.saved, v.own) {
		if one.Spec == spec {
			return one.Name
		}
	}
	return ""
}

// Ask offers the views. now is what is shown, to be given a name.
func (v *Views) Ask(now string) tea.Cmd {
	v.now = now
	return v.read.Run(patience, func(ctx context.Context) ([]model.SavedView, error) {
		p, err := v.keep.Preferences(ctx)
		return p.Views[string(v.page)], err
	})
}

// Take takes an answer of what runs.
func (v *Views) Take(msg tea.Msg) tea.Cmd {
	if saved, err, ok := v.read.Take(msg); ok {
		if err != nil {
			return kit.SayError(err)
		}
		v.saved = saved
		return kit.Ask(v.page, choosing, v.choice())
	}
	if _, err, ok := v.write.Take(msg); ok {
		return kit.SayError(err)
	}
	return tea.Batch(v.read.Tick(msg), v.write.Tick(msg))
}

// choice is the question: everybody's views, the agent's own, and what can be
// done with the one that is shown.
func (v *Views) choice() *dialog.Choice {
	var options []dialog.Option
	current := ""
	for i, one := range slices.Concat(v.own, v.saved) {
		o := dialog.Option{ID: fmt.Sprint(i), Words: one.Name}
		if i < 9 {
			o.Key = fmt.Sprint(i + 1)
		}
		if i >= len(v.own) {
			o.Words += "  (yours)"
		}
		if one.Spec == v.now {
			current = o.ID
		}
		options = append(options, o)
	}
	saving, removing := "", "It isn't one of yours."
	if v.Name(v.now) != "" {
		saving = "It has one: " + v.Name(v.now) + "."
	}
	if v.mine(v.now) {
		removing = ""
	}
	options = append(options,
		dialog.Option{ID: save, Key: "s", Words: "save this view under a name", Disabled: saving},
		dialog.Option{ID: remove, Key: "x", Words: "remove this view", Disabled: removing})
	c := dialog.Choose("Views", "", options...)
	if current != "" {
		c.Mark(current)
	}
	return c
}

func (v *Views) mine(spec string) bool {
	return slices.ContainsFunc(v.saved, func(one model.SavedView) bool { return one.Spec == spec })
}

// Answered goes on after a question. spec is what to show now, when chosen.
func (v *Views) Answered(a kit.Answer) (spec string, chosen bool, cmd tea.Cmd) {
	id, _ := a.Outcome.(string)
	switch {
	case a.Name == naming:
		return "", false, v.name(strings.TrimSpace(id))
	case a.Name != choosing || id == "":
		return "", false, nil
	case id == save:
		return "", false, kit.Ask(v.page, naming, dialog.Ask("Save the view", "What is it called?", "", longestName))
	case id == remove:
		return "", false, v.change("The view was taken out.", func(list []model.SavedView) []model.SavedView {
			return slices.DeleteFunc(list, func(one model.SavedView) bool { return one.Spec == v.now })
		})
	}
	for i, one := range slices.Concat(v.own, v.saved) {
		if fmt.Sprint(i) == id {
			return one.Spec, true, nil
		}
	}
	return "", false, nil
}

func (v *Views) name(name string) tea.Cmd {
	if name == "" {
		return nil
	}
	view := model.SavedView{Name: model.CleanLine(name), Spec: v.now}
	id := string(v.page) + ".view"
	return v.change("Saved: "+view.Name+". "+v.env.Keys.Named(id, "f")+" shows it again.", func(list []model.SavedView) []model.SavedView {
		list = slices.DeleteFunc(list, func(one model.SavedView) bool { return one.Name == view.Name })
		return append(list, view)
	})
}

// change keeps other views, and says so.
func (v *Views) change(say string, change func([]model.SavedView) []model.SavedView) tea.Cmd {
	page := string(v.page)
	v.saved = change(slices.Clone(v.saved))
	return tea.Batch(kit.Say(kit.Success, say), v.write.Run(patience, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, v.keep.Prefer(ctx, func(p *model.Preferences) {
			if p.Views == nil {
				p.Views = map[string][]model.SavedView{}
			}
			p.Views[page] = change(slices.Clone(p.Views[page]))
		})
	}))
}
