// This file is a page that is nothing but a form.
package form

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/kit"
)

// Frame is what all pages of a session share.
type Frame struct {
	Head  func() []kit.HeadLine    // the page's header; nil: the usual one
	Ended func(why string) tea.Cmd // when the session turns out to be over
}

// Failed says what went wrong, or ends a session that turns out to be over.
func (f Frame) Failed(err error) tea.Cmd {
	if errors.Is(err, model.ErrLoggedOut) && f.Ended != nil {
		return f.Ended(model.PublicText(err))
	}
	return kit.SayError(err)
}

// Spec says what a page of one form asks for and what it does.
type Spec struct {
	ID      kit.PageID
	Title   string
	Intro   string // what this is about, above the form; paragraphs are separated by new lines
	Inputs  []Input
	Buttons []Button
	Secrets []string // inputs that are emptied when what was typed was refused: those from the wrong one on
	Frame   Frame
	Limit   time.Duration // for a command; zero: ten seconds

	Submit func(context.Context, *Form) (any, error) // the first button; runs elsewhere, on a copy of what was typed
	Done   func(any) tea.Cmd                         // when that went well
	Press  func(button string) tea.Cmd               // the other buttons
	Back   func() tea.Cmd                            // Esc in an empty input; nil: back one page
	Opened func(kit.Opened) tea.Cmd                  // when somebody comes to the page again
	Extra  func() []kit.Binding                      // further actions
	Below  func(t *kit.Theme, w int) []string        // lines under the form
	Asking map[string]func(outcome any) tea.Cmd      // what is done with the answers to questions, by their names
	Start  func() tea.Cmd                            // once, when the page opens
}

// Page shows the form of a Spec.
type Page struct {
	spec Spec
	env  *kit.Env
	form *Form
	act  *kit.Task[any]
	w, h int
}

// patience bounds a command; two hashes are part of most.
const patience = 10 * time.Second

// NewPage makes a page.
func NewPage(env *kit.Env, s Spec) *Page {
	if s.Limit == 0 {
		s.Limit = patience
	}
	return &Page{spec: s, env: env, form: New(s.Inputs, s.Buttons...), act: kit.NewTask[any](env, s.ID)}
}

// Form is what is filled in.
func (p *Page) Form() *Form { return p.form }

// ID names the page.
func (p *Page) ID() kit.PageID { return p.spec.ID }

// Title is in the help.
func (p *Page) Title() string { return p.spec.Title }

// Editing tells whether an input has the focus.
func (p *Page) Editing() bool { return p.form.Editing() && !p.act.Pending() }

// Init starts the page.
func (p *Page) Init() tea.Cmd {
	if p.spec.Start != nil {
		return p.spec.Start()
	}
	return nil
}

// Resize sets the room.
func (p *Page) Resize(w, h int) { p.w, p.h = w, h }

// Cancel stops what runs.
func (p *Page) Cancel() bool { return p.act.Cancel() }

// Close ends what runs and overwrites what was typed.
func (p *Page) Close() {
	p.act.Cancel()
	p.form.Clear()
}

// Head is the page's header.
func (p *Page) Head() []kit.HeadLine {
	if p.spec.Frame.Head == nil {
		return nil
	}
	return p.spec.Frame.Head()
}

// Update takes what happens.
func (p *Page) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		if p.act.Pending() {
			return nil
		}
		switch msg.String() {
		case "up", "shift+tab":
			p.form.Next(-1)
		default:
			p.form.Update(msg)
		}
	case tea.PasteMsg:
		if !p.act.Pending() {
			p.form.Update(msg)
		}
	case kit.Opened:
		if p.spec.Opened != nil {
			return p.spec.Opened(msg)
		}
	case kit.Answer:
		if take, ok := p.spec.Asking[msg.Name]; ok {
			return take(msg.Outcome)
		}
	case kit.Reply, kit.Wait:
		return p.reply(msg)
	}
	return nil
}

func (p *Page) reply(msg tea.Msg) tea.Cmd {
	value, err, ok := p.act.Take(msg)
	switch {
	case !ok:
		return p.act.Tick(msg)
	case err == nil:
		return p.spec.Done(value)
	}
	return p.refused(err)
}

// refused says what was wrong where it is wrong. What was typed stays, but for
// the secrets that somebody comes by who goes on from there.
func (p *Page) refused(err error) tea.Cmd {
	if errors.Is(err, model.ErrLoggedOut) {
		return p.spec.Frame.Failed(err)
	}
	id := ""
	if e, ok := errors.AsType[*model.Error](err); ok && p.form.find(e.Field) != nil {
		id = e.Field
	}
	if again := p.form.from(id, p.spec.Secrets); len(again) > 0 {
		p.form.Clear(again...)
		if id == "" {
			p.form.Focus(again[0])
		}
	}
	p.form.Wrong(id, model.PublicText(err))
	return nil
}

// Run does something for the page, one thing at a time.
func (p *Page) Run(fn func(context.Context) (any, error)) tea.Cmd {
	if p.act.Pending() {
		return nil
	}
	return p.act.Run(p.spec.Limit, fn)
}

// submit presses the first button, when nothing is left out.
func (p *Page) submit() tea.Cmd {
	if i := p.form.missing(); i != nil {
		p.form.Wrong(i.ID, i.Need)
		return nil
	}
	typed := p.form.copied()
	return p.Run(func(ctx context.Context) (any, error) {
		defer typed.Clear()
		return p.spec.Submit(ctx, typed)
	})
}

func (p *Page) enter() tea.Cmd {
	if p.act.Pending() {
		return nil
	}
	button, pressed := p.form.Enter()
	switch {
	case !pressed:
		return nil
	case button == p.spec.Buttons[0].ID:
		return p.submit()
	case p.spec.Press != nil:
		return p.spec.Press(button)
	}
	return nil
}

func (p *Page) next() tea.Cmd {
	if !p.act.Pending() {
		p.form.Next(1)
	}
	return nil
}

func (p *Page) show() tea.Cmd { p.form.ShowHidden(); return nil }

// escape stops what runs, clears the input, then goes back.
func (p *Page) escape() tea.Cmd {
	switch {
	case p.act.Cancel():
	case p.form.Holds():
		p.form.ClearOne()
	case p.spec.Back != nil:
		return p.spec.Back()
	default:
		return kit.Back()
	}
	return nil
}

// Bindings are the page's actions.
func (p *Page) Bindings() []kit.Binding {
	bs := p.form.Bindings(p.enter, p.next, p.show)
	if p.spec.Extra != nil {
		bs = append(bs, p.spec.Extra()...)
	}
	return append(bs, kit.Binding{
		ID: "form.off", Keys: []string{"esc"}, Words: "clear, back", InField: true, Do: p.escape,
		Help: "Clears the input; when it is empty, goes back.",
	})
}

// View draws the page; in a low window the part with the focus.
func (p *Page) View() kit.Frame {
	t := p.env.Theme()
	f := kit.Frame{Lines: []string{""}}
	f.Lines = append(f.Lines, intro(t, p.spec.Intro, min(p.w-2, 78))...)
	f.Lines = append(f.Lines, "")
	body := p.form.View(t, min(p.w-2, 78))
	if body.Cursor != nil {
		f.Cursor = &kit.Point{X: body.Cursor.X, Y: body.Cursor.Y + len(f.Lines)}
	}
	f.Lines = append(f.Lines, body.Lines...)
	if p.act.Pending() {
		f.Lines = append(f.Lines, "", "   "+t.Muted.Of(waiting(p.act.Loading())))
	}
	if p.spec.Below != nil {
		f.Lines = append(f.Lines, p.spec.Below(t, min(p.w-2, 78))...)
	}
	return p.cut(f)
}

// intro is what stands above the form: a title, when more follows it.
func intro(t *kit.Theme, text string, w int) []string {
	lines := kit.WrapUnder("   ", model.Clean(text), w)
	title := slices.IndexFunc(lines, func(line string) bool { return strings.TrimSpace(line) == "" })
	if title > 0 {
		for i := range lines[:title] {
			lines[i] = t.Title.Of(lines[i])
		}
	}
	return lines
}

func waiting(loading string) string {
	if loading == "" {
		return ""
	}
	return "one moment, " + loading
}

// cut keeps the line with the cursor in sight.
func (p *Page) cut(f kit.Frame) kit.Frame {
	if len(f.Lines) <= p.h || p.h <= 0 {
		return f
	}
	top := 0
	if f.Cursor != nil {
		top = max(min(f.Cursor.Y-p.h/2, len(f.Lines)-p.h), 0)
		f.Cursor = &kit.Point{X: f.Cursor.X, Y: f.Cursor.Y - top}
	}
	f.Lines = f.Lines[top : top+p.h]
	return f
}
