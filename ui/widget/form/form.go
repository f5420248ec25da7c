// Package form is a few inputs below each other with buttons under them, for
// people who fill something in now and then: Tab goes on, Enter goes on and at
// the last input presses the first button. It acts on nothing; Page does.
package form

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/widget/field"
)

// Input says what is to be filled in.
type Input struct {
	ID      string
	Label   string // a few words before it
	Hint    string // a line below it while it has the focus
	Hidden  bool   // a password: masked, and never changed by cleaning
	Options []string
	Value   string           // to begin with
	Limit   int              // of characters
	Lines   int              // that a long text is shown in; none: one, which moves along
	Need    string           // what is said when it is left empty; "": it may be
	Only    func(*Form) bool // whether it is asked for at all; nil: always
}

// Button is something to do. The first one is what Enter does at the end.
type Button struct {
	ID    string
	Words string
}

// Form is the inputs and buttons, one of which has the focus.
type Form struct {
	inputs  []*input
	buttons []Button
	at      int
	shown   bool   // hidden inputs are shown
	field   string // the input that something is wrong with
	wrong   string // what is wrong, as a sentence
}

type input struct {
	Input
	text   *field.Field
	secret *secret
	choice int
}

// New makes a form with the focus on its first input.
func New(inputs []Input, buttons ...Button) *Form {
	f := &Form{buttons: buttons}
	for _, in := range inputs {
		i := &input{Input: in, text: field.New(max(in.Limit, 1)), secret: &secret{limit: max(in.Limit, 1)}}
		i.text.Set(in.Value)
		for n, o := range in.Options {
			if o == in.Value {
				i.choice = n
			}
		}
		f.inputs = append(f.inputs, i)
	}
	return f
}

// Text is what an input holds; "" for a hidden one.
func (f *Form) Text(id string) string {
	i := f.find(id)
	switch {
	case i == nil || i.Hidden || !f.asks(i):
		return ""
	case len(i.Options) > 0:
		return i.Options[i.choice]
	}
	return i.text.Value()
}

// Secret is what a hidden input holds.
func (f *Form) Secret(id string) model.Secret {
	if i := f.find(id); i != nil && i.Hidden && f.asks(i) {
		return i.secret.value()
	}
	return model.Secret{}
}

func (f *Form) find(id string) *input {
	for _, i := range f.inputs {
		if i.ID == id {
			return i
		}
	}
	return nil
}

// asks tells whether an input is asked for, as the others are filled in.
func (f *Form) asks(i *input) bool { return i.Only == nil || i.Only(f) }

// missing is the first input that is left empty and mustn't be, nil when there is
// none.
func (f *Form) missing() *input {
	for _, i := range f.inputs {
		if i.Need != "" && i.empty() && f.asks(i) {
			return i
		}
	}
	return nil
}

// from are the inputs named that stand at or behind one; all of them when it
// isn't there.
func (f *Form) from(id string, ids []string) []string {
	at := slices.IndexFunc(f.inputs, func(i *input) bool { return i.ID == id })
	return slices.DeleteFunc(slices.Clone(ids), func(other string) bool {
		return slices.IndexFunc(f.inputs, func(i *input) bool { return i.ID == other }) < at
	})
}

// Clear empties inputs, all of them when none is named, and overwrites what was
// in hidden ones.
func (f *Form) Clear(ids ...string) {
	for _, i := range f.inputs {
		if len(ids) > 0 && !slices.Contains(ids, i.ID) {
			continue
		}
		i.text.Clear()
		i.secret.clear()
	}
}

// Focus goes to an input.
func (f *Form) Focus(id string) {
	for n, i := range f.inputs {
		if i.ID == id {
			f.at = n
		}
	}
}

// Wrong says what is wrong, with one input or, without a name, with the whole.
// It stays until something is typed.
func (f *Form) Wrong(id, text string) {
	f.field, f.wrong = id, text
	if id != "" {
		f.Focus(id)
	}
}

// Editing tells whether letters are text at the moment.
func (f *Form) Editing() bool {
	return f.at < len(f.inputs) && len(f.inputs[f.at].Options) == 0
}

// Holds tells whether the input with the focus has anything in it.
func (f *Form) Holds() bool {
	if !f.Editing() {
		return false
	}
	return !f.inputs[f.at].empty()
}

func (i *input) empty() bool {
	return len(i.Options) == 0 && i.text.Empty() && len(i.secret.runes) == 0
}

// ClearOne empties the input with the focus.
func (f *Form) ClearOne() {
	if f.Editing() {
		f.inputs[f.at].text.Clear()
		f.inputs[f.at].secret.clear()
		f.field, f.wrong = "", ""
	}
}

// Next goes on by so many places, round at the ends.
func (f *Form) Next(by int) {
	n, step := len(f.inputs)+len(f.buttons), 1
	if by < 0 {
		by, step = -by, n-1
	}
	for ; by > 0; by-- {
		f.at = (f.at + step) % n
		for f.at < len(f.inputs) && !f.asks(f.inputs[f.at]) {
			f.at = (f.at + step) % n
		}
	}
}

// last is the last input that is asked for.
func (f *Form) last() int {
	n := len(f.inputs) - 1
	for n > 0 && !f.asks(f.inputs[n]) {
		n--
	}
	return n
}

// Enter goes on to the next input, or gives the button that it presses.
func (f *Form) Enter() (button string, pressed bool) {
	switch {
	case f.at >= len(f.inputs):
		return f.buttons[f.at-len(f.inputs)].ID, true
	case f.at == f.last() && len(f.buttons) > 0:
		return f.buttons[0].ID, true
	}
	f.Next(1)
	return "", false
}

// Hides tells whether there is a hidden input.
func (f *Form) Hides() bool {
	for _, i := range f.inputs {
		if i.Hidden {
			return true
		}
	}
	return false
}

// ShowHidden shows what is in hidden inputs, or hides it again.
func (f *Form) ShowHidden() { f.shown = !f.shown }

// Update takes keys and pasted text for the input with the focus.
func (f *Form) Update(msg tea.Msg) {
	if f.at >= len(f.inputs) {
		return
	}
	i := f.inputs[f.at]
	changed := false
	switch {
	case len(i.Options) > 0:
		changed = i.turn(msg)
	case i.Hidden:
		changed = i.secret.update(msg)
	default:
		_, changed = i.text.Update(msg)
	}
	if changed {
		f.field, f.wrong = "", ""
	}
}

// turn goes through the options.
func (i *input) turn(msg tea.Msg) bool {
	key, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return false
	}
	n := len(i.Options)
	switch key.String() {
	case "right", "space", "l":
		i.choice = (i.choice + 1) % n
	case "left", "h":
		i.choice = (i.choice + n - 1) % n
	default:
		return false
	}
	return true
}

// copied is the form as it is filled in now, for a command that runs while
// somebody may type on.
func (f *Form) copied() *Form {
	c := &Form{}
	for _, i := range f.inputs {
		one := &input{Input: i.Input, text: field.New(max(i.Limit, 1)), secret: &secret{limit: i.Limit}, choice: i.choice}
		one.text.Set(i.text.Value())
		one.secret.add(string(i.secret.runes))
		c.inputs = append(c.inputs, one)
	}
	return c
}

// Bindings are the keys of a form, for the footer. What they do is the owner's.
func (f *Form) Bindings(enter, next, show func() tea.Cmd) []kit.Binding {
	words := "next"
	if f.at >= f.last() {
		words = "go on"
		if n := max(f.at-len(f.inputs), 0); n < len(f.buttons) {
			words = f.buttons[n].Words
		}
	}
	bs := []kit.Binding{
		{ID: "form.enter", Keys: []string{"enter"}, Words: words, InField: true, Do: enter, Help: "Goes to the next input; at the end it does what the button says."},
		{ID: "form.next", Keys: []string{"tab", "down"}, Words: "next", InField: true, Quiet: words == "next", Do: next, Help: "Goes to the next input or button; Shift-Tab goes back."},
	}
	if f.Hides() {
		word := "show"
		if f.shown {
			word = "hide"
		}
		bs = append(bs, kit.Binding{ID: "form.show", Keys: []string{"ctrl+r"}, Words: word, InField: true, Do: show, Help: "Shows what is typed in hidden inputs, or hides it again."})
	}
	return bs
}
