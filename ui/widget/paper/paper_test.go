package paper_test

import (
	"context"
	"fmt"
	"testing"

	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/uitest"
	"callin/ui/widget/paper"
)

// machine is a machine with a printer and one folder.
type machine struct {
	files   map[string]string
	printed []string
	broken  error
}

func (m *machine) Save(_ context.Context, name string, body []byte, replace bool) (string, error) {
	if m.broken != nil {
		return "", m.broken
	}
	path := "/home/amy/" + name
	if _, there := m.files[name]; there && !replace {
		return path, model.Fail(model.Conflict, "There is a file "+path+" already.")
	}
	m.files[name] = string(body)
	return path, nil
}

func (m *machine) Print(_ context.Context, title, text string) (string, error) {
	m.printed = append(m.printed, title+": "+text)
	return "request id is office-7", m.broken
}

// page saves what it is told to at s, and prints at P.
type page struct {
	paper *paper.Desk
	text  string
}

func (*page) ID() kit.PageID          { return "page" }
func (*page) Title() string           { return "Page" }
func (*page) Init() tea.Cmd           { return nil }
func (*page) Resize(int, int)         {}
func (*page) Editing() bool           { return false }
func (*page) Bindings() []kit.Binding { return nil }
func (*page) Close()                  {}
func (*page) View() kit.Frame         { return kit.Frame{} }
func (p *page) Update(msg tea.Msg) tea.Cmd {
	if key, ok := msg.(tea.KeyPressMsg); ok {
		if key.String() == "P" {
			return p.paper.Print("calls", p.text)
		}
		return p.paper.Save("calls.csv", []byte(p.text))
	}
	cmd, _ := p.paper.Take(msg)
	return cmd
}

func TestDesk(t *testing.T) {
	d, m := uitest.New(t), &machine{files: map[string]string{}}
	d.Env.Paper = m
	p := &page{paper: paper.New(d.Env, "page"), text: "one"}
	stage := d.Page(p)
	said := func(want string) {
		t.Helper()
		if got := stage.LastSaid(); got != want {
			t.Errorf("said %q, want %q", got, want)
		}
	}
	d.Press("x")
	said("Saved as /home/amy/calls.csv")
	p.text = "two"
	for _, key := range []string{"enter", "n", "esc"} { // No is marked
		d.Press("x")
		if stage.Asking() != "Replace calls.csv?" || !d.Has("There is a file /home/amy/calls.csv already.") {
			t.Fatalf("it doesn't ask:\n%s", d.Plain())
		}
		if d.Press(key); m.files["calls.csv"] != "one" {
			t.Fatalf("the file was replaced after %s", key)
		}
		said("Nothing was saved.")
	}
	if d.Press("x", "y"); m.files["calls.csv"] != "two" {
		t.Error("the file wasn't replaced")
	}
	said("Saved as /home/amy/calls.csv")
	d.Press("P")
	said("Printed: request id is office-7")
	if fmt.Sprint(m.printed) != "[calls: two]" {
		t.Error(m.printed)
	}
	m.broken = model.Fail(model.Unavailable, "The disk is full.")
	d.Press("x")
	said("The disk is full.")
	d.Press("P")
	said("The disk is full.")
}

func TestDesk_denied(t *testing.T) {
	d := uitest.New(t)
	p := &page{paper: paper.New(d.Env, "page")}
	stage := d.Page(p)
	if d.Press("x", "P"); len(stage.Said) > 0 || p.paper.Denied() == "" {
		t.Errorf("without paper it says %v, and why not: %q", stage.Said, p.paper.Denied())
	}
}
