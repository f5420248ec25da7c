package people

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/widget/dialog"
	"callin/ui/widget/form"
	"callin/ui/widget/pane"
)

// Keeper is what the page of one person asks of the portal.
type Keeper interface {
	// Colleague reads one person of the account.
	Colleague(ctx context.Context, id model.PersonID) (model.Colleague, error)
	// MailPassword mails somebody a temporary password.
	MailPassword(ctx context.Context, id model.PersonID) error
	// HandPassword makes a temporary password to hand over in person.
	HandPassword(ctx context.Context, id model.PersonID) (model.Secret, error)
	// RemovePerson takes somebody out of the account.
	RemovePerson(ctx context.Context, id model.PersonID) error
}

// The questions of the page.
const (
	mailing  = "mail"
	handing  = "hand"
	removing = "remove"
)

// Person is the page of one person.
type Person struct {
	env     *kit.Env
	portal  Keeper
	frame   form.Frame
	showFor time.Duration
	id      model.PersonID
	who     model.Colleague
	known   bool
	w, h    int

	value model.Secret // a password to hand over, while it is shown
	shown bool         // one was, and is hidden now

	read *kit.Task[model.Colleague]
	mail *kit.Task[struct{}]
	hand *kit.Task[model.Secret]
	gone *kit.Task[struct{}]
	hide *kit.Task[struct{}]
}

// NewPerson makes the page of somebody. showFor is how long a password to hand
// over stays on the screen.
func NewPerson(env *kit.Env, portal Keeper, frame form.Frame, showFor time.Duration, arg any) *Person {
	id, _ := arg.(model.PersonID)
	return &Person{
		env: env, portal: portal, frame: frame, showFor: showFor, id: id,
		read: kit.NewTask[model.Colleague](env, One), mail: kit.NewTask[struct{}](env, One),
		hand: kit.NewTask[model.Secret](env, One), gone: kit.NewTask[struct{}](env, One), hide: kit.NewTask[struct{}](env, One),
	}
}

// ID names the page.
func (*Person) ID() kit.PageID { return One }

// Title is in the help.
func (*Person) Title() string { return "Person" }

// Editing is false: there is no field.
func (*Person) Editing() bool { return false }

// Head is the header.
func (p *Person) Head() []kit.HeadLine { return p.frame.Head() }

// Resize sets the room.
func (p *Person) Resize(w, h int) { p.w, p.h = w, h }

// Init reads the person.
func (p *Person) Init() tea.Cmd { return p.look() }

// Close ends what runs and blanks what is shown.
func (p *Person) Close() {
	p.value = model.Secret{}
	p.read.Cancel()
	p.mail.Cancel()
	p.hand.Cancel()
	p.gone.Cancel()
	p.hide.Cancel()
}

func (p *Person) look() tea.Cmd {
	return p.read.Run(patience, func(ctx context.Context) (model.Colleague, error) { return p.portal.Colleague(ctx, p.id) })
}

// Update takes what happens.
func (p *Person) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case kit.Opened:
		p.value = model.Secret{}
		return p.look()
	case kit.Answer:
		if msg.Yes() {
			return p.act(msg.Name)
		}
	case kit.Reply, kit.Wait:
		return p.reply(msg)
	}
	return nil
}

// act does what was asked about.
func (p *Person) act(name string) tea.Cmd {
	switch name {
	case mailing:
		return p.mail.Run(patience, func(ctx context.Context) (struct{}, error) {
			return struct{}{}, p.portal.MailPassword(ctx, p.id)
		})
	case handing:
		return p.hand.Run(patience, func(ctx context.Context) (model.Secret, error) { return p.portal.HandPassword(ctx, p.id) })
	case removing:
		return p.gone.Run(patience, func(ctx context.Context) (struct{}, error) {
			return struct{}{}, p.portal.RemovePerson(ctx, p.id)
		})
	}
	return nil
}

func (p *Person) reply(msg tea.Msg) tea.Cmd {
	if who, err, ok := p.read.Take(msg); ok {
		switch {
		case model.CodeOf(err) == model.NotFound:
			return kit.Open(ID, nil) // deleted: the list goes on
		case err != nil:
			return p.frame.Failed(err)
		}
		p.who, p.known = who, true
		return nil
	}
	if _, err, ok := p.mail.Take(msg); ok {
		if err != nil {
			return p.frame.Failed(err)
		}
		return kit.Say(kit.Success, "A temporary password is on its way to "+p.who.Email+".")
	}
	if value, err, ok := p.hand.Take(msg); ok {
		if err != nil {
			return p.frame.Failed(err)
		}
		p.value, p.shown = value, false
		return tea.Batch(p.hide.After(p.showFor), p.look())
	}
	if _, err, ok := p.gone.Take(msg); ok {
		if err != nil {
			return p.frame.Failed(err)
		}
		again := model.NewPerson{Name: p.who.Name, Role: p.who.Role, Extension: p.who.Extension, Email: p.who.Email}
		return tea.Batch(kit.Say(kit.Success, p.who.Name+" was deleted."), kit.Open(Add, again))
	}
	if _, _, ok := p.hide.Take(msg); ok {
		p.value, p.shown = model.Secret{}, true
	}
	return tea.Batch(p.read.Tick(msg), p.mail.Tick(msg), p.hand.Tick(msg), p.gone.Tick(msg))
}

// ask puts a question before something that can't be taken back.
func (p *Person) ask(name, title, text, yes string) func() tea.Cmd {
	return func() tea.Cmd { return kit.Ask(One, name, dialog.Confirm(title, text, yes, "No")) }
}

// Bindings are the page's actions.
func (p *Person) Bindings() []kit.Binding {
	who := p.who
	mail, hand, remove := p.denied()
	bs := []kit.Binding{
		{
			ID: "person.mail", Keys: []string{"p"}, Words: "mail a password", Disabled: mail, Help: "Mails a temporary password to the address on file, after a question.",
			Do: p.ask(mailing, "Mail a temporary password to "+who.Email+"?",
				who.Name+" logs in with it once and chooses a new one. The password they have works until then.", "Mail it"),
		},
		{
			ID: "person.hand", Keys: []string{"t"}, Words: "password to hand over", Disabled: hand, Help: "Makes a temporary password that you hand over yourself, after a question.",
			Do: p.ask(handing, "Make a temporary password to hand over?",
				"You see it once, for a minute. Give it to "+who.Name+" yourself, in person, and to nobody who calls. The password they have stops working at once.", "Make it"),
		},
		{
			ID: "person.extension", Keys: []string{"e"}, Words: "extension", Help: "Changes the extension number.",
			Do: func() tea.Cmd { return kit.Open(Extension, who) },
		},
		{
			ID: "person.pin", Keys: []string{"v"}, Words: "voicemail PIN", Disabled: own(who.Me, "Yours is on the first page."), Help: "Sets the voicemail PIN.",
			Do: func() tea.Cmd { return kit.Open(PIN, who) },
		},
		{
			ID: "person.remove", Keys: []string{"d"}, Words: "delete and create again", Disabled: remove, Help: "The way to another user name, after a question with what is lost.",
			Do: p.ask(removing, "Delete "+who.Name+", extension "+orNone(who.Extension)+"?", losses, "Delete"),
		},
	}
	for i := range bs {
		bs[i].Quiet = p.value.Empty() // the page lists them, with what they do and why not
	}
	return bs
}

// losses is what goes with a deleted extension (the mission's words).
const losses = "A user name never changes: to get another, the extension is deleted and created again. Its call history, voicemail and faxes go with it, for good. " +
	"First point every phone number and menu option that leads to it somewhere else: a number that still points at it goes to the main call tree, " +
	"until an account change ticket points it at the new one."

func own(me bool, why string) string {
	if me {
		return why
	}
	return ""
}

// denied says why each of the sharper actions can't be done.
func (p *Person) denied() (mail, hand, remove string) {
	who := p.who
	switch {
	case !p.known:
		return "The person isn't read yet.", "The person isn't read yet.", "The person isn't read yet."
	case who.Me:
		return "Yours is on the first page.", "Yours is on the first page.", "Another administrator can."
	case who.UserName == "":
		return "Nobody logs in with a phone extension.", "Nobody logs in with a phone extension.", ""
	case who.Email == "":
		return "There is no address on file. Use t.", "", ""
	case who.Held:
		return "The address changed lately. Use t.", "", ""
	}
	return "", "", ""
}

// View draws the page.
func (p *Person) View() kit.Frame {
	t := p.env.Theme()
	if !p.known {
		return kit.Frame{Lines: []string{"", "   " + t.Muted.Of(p.read.Loading())}}
	}
	w := min(p.w-4, 78)
	lines := []string{"", "   " + t.Title.Of(kit.Text(p.who.Name)) + ", " + string(p.who.Role), ""}
	for _, line := range pane.Facts(t, w, 12, p.facts(t)...) {
		lines = append(lines, "   "+line)
	}
	lines = append(lines, "")
	switch {
	case p.hand.Pending(), p.mail.Pending(), p.gone.Pending():
		lines = append(lines, "   "+t.Muted.Of("one moment"))
	case !p.value.Empty():
		lines = append(lines, "   Temporary password, to hand over yourself:", "", "      "+t.Title.Of(p.value.Reveal()), "")
		lines = append(lines, kit.WrapUnder("   ", "It works once, for a day, and must be replaced at the log-in. It is hidden after "+kit.Fine(p.showFor)+" or when you leave this page.", w)...)
	case p.shown:
		lines = append(lines, "   "+t.Muted.Of("The password is hidden. t makes another."), "")
		fallthrough
	default:
		lines = append(lines, p.actions(t, w)...)
	}
	return kit.Frame{Lines: lines}
}

// actions lists what can be done with this person, and why not.
func (p *Person) actions(t *kit.Theme, w int) []string {
	var lines []string
	for _, b := range p.Bindings() {
		line := "   " + t.Key.Of(kit.Fit(b.KeyName(), 4)) + b.Words
		if b.Disabled != "" {
			line = "   " + t.Muted.Of(kit.Clip(kit.Fit(b.KeyName(), 4)+b.Words+", not now: "+b.Disabled, w))
		}
		lines = append(lines, line)
	}
	return lines
}

func (p *Person) facts(t *kit.Theme) []pane.Fact {
	who := p.who
	facts := []pane.Fact{{Label: "Extension", Text: orNone(who.Extension)}}
	if who.Role == model.Phone {
		return append(facts, pane.Fact{Label: "Log-in", Text: "none: this is a phone"})
	}
	facts = append(facts, pane.Fact{Label: "User name", Text: orNone(who.UserName) + " (never changes)"})
	address := pane.Fact{Label: "E-mail", Text: who.Email}
	if who.Email == "" {
		address = pane.Fact{Label: "E-mail", Text: "none on file: a lost password can't be mailed", Style: t.Warn}
	}
	facts = append(facts, address)
	if who.Held {
		facts = append(facts, pane.Fact{Label: "", Text: "changed in the last days: no password is mailed to it yet", Style: t.Warn})
	}
	password := pane.Fact{Label: "Password", Text: "set"}
	if !who.Password {
		password = pane.Fact{Label: "Password", Text: "none that works", Style: t.Warn}
	}
	facts = append(facts, password)
	if who.Role == model.Admin {
		question := pane.Fact{Label: "Question", Text: "set"}
		if !who.Question {
			question = pane.Fact{Label: "Question", Text: "no security question set: the desk can't help them on the telephone", Style: t.Warn}
		}
		facts = append(facts, question)
	}
	return facts
}
