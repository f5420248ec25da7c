package ready_test

// The search field: which answer is shown, which one Enter acts on.

import (
	"context"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/google/go-cmp/cmp"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/page/ready"
	"callin/ui/uitest"
)

// desk finds one person for each text, named after it.
type desk struct {
	ready.Desk
	found    map[string]model.Found // instead, for a text
	searched []context.Context
	opened   []string
}

func (d *desk) Search(ctx context.Context, text string) (model.Found, error) {
	d.searched = append(d.searched, ctx)
	if found, ok := d.found[text]; ok {
		return found, nil
	}
	return model.Found{Text: text, Total: 1, Matches: []model.Match{{Person: model.PersonID("p." + text), Name: "Person " + text, Company: "Lindgren Pumps"}}}, nil
}

func (d *desk) OpenCall(_ context.Context, person model.PersonID, said string) (model.CallID, error) {
	d.opened = append(d.opened, string(person)+said)
	return "call", nil
}

func (*desk) OpenCalls(context.Context) ([]model.CallView, error) { return nil, nil }
func (*desk) QueueNow() model.QueueNow                            { return model.QueueNow{} }
func (*desk) LatestMail(context.Context) (*model.MailView, error) { return nil, nil }

// slow is a page whose answers arrive when the test says so.
type slow struct {
	t    *testing.T
	page *ready.Page
	desk *desk
	cmds []tea.Cmd // that haven't run
}

func newSlow(t *testing.T) *slow {
	d := uitest.New(t)
	s := &slow{t: t, desk: &desk{found: map[string]model.Found{}}}
	s.page = ready.New(d.Env, s.desk, uitest.NewFeed(), ready.Options{})
	t.Cleanup(s.page.Close)
	s.page.Resize(80, 20)
	return s
}

func (s *slow) press(keys ...string) {
	for _, key := range keys {
		s.cmds = append(s.cmds, kit.Press(s.page, kit.Keymap{}, nil, uitest.Key(key), kit.Back))
	}
}

// arrive runs a command and hands in what comes of it.
func (s *slow) arrive(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	switch msg := cmd().(type) {
	case tea.BatchMsg:
		for _, c := range msg {
			s.arrive(c)
		}
	case kit.Reply:
		s.arrive(s.page.Update(msg))
	}
}

func (s *slow) screen() string { return strings.Join(s.page.View().Lines, "\n") }

func TestSearch_Order(t *testing.T) {
	s := newSlow(t)
	s.press("l", "i", "n")
	s.arrive(s.cmds[2]) // the newest first
	if !strings.Contains(s.screen(), "Person lin") {
		t.Fatalf("the answer isn't shown:\n%s", s.screen())
	}
	s.arrive(s.cmds[0])
	s.arrive(s.cmds[1])
	if strings.Contains(s.screen(), "Person li ") || !strings.Contains(s.screen(), "Person lin") {
		t.Errorf("a late answer replaced a newer one:\n%s", s.screen())
	}
}

// Every key cancels the search before it.
func TestSearch_Cancels(t *testing.T) {
	s := newSlow(t)
	s.press("l", "i")
	s.arrive(s.cmds[0])
	s.arrive(s.cmds[1])
	if n := len(s.desk.searched); n != 2 || s.desk.searched[0].Err() == nil {
		t.Errorf("of %d searches the first goes on", n)
	}
	s.press("n", "esc")
	s.arrive(s.cmds[2])
	if n := len(s.desk.searched); n != 3 || s.desk.searched[2].Err() == nil || strings.Contains(s.screen(), "Person") {
		t.Errorf("Esc leaves a search:\n%s", s.screen())
	}
}

// Enter opens who was found for exactly what is typed, however early it is pressed.
func TestEnter(t *testing.T) {
	for _, tc := range []struct {
		name    string
		keys    string
		arrives []int // of the keys
		want    []string
	}{
		{"after the answer", "a b 0 1 enter", nil, []string{"p.ab"}},
		{"before any answer", "a b enter 1", nil, []string{"p.ab"}},
		{"before the last answer", "a 0 b enter 1", nil, []string{"p.ab"}},
		{"the last never comes", "a 0 b enter", nil, nil},
		{"typed on after Enter", "a enter b 0 1", nil, nil},
		{"only a late one comes", "a b enter 0", nil, nil},
	} {
		t.Run(tc.name, func(t *testing.T) {
			s := newSlow(t)
			var typed []tea.Cmd
			for what := range strings.FieldsSeq(tc.keys) {
				switch what {
				case "0", "1":
					s.arrive(typed[what[0]-'0'])
				case "enter":
					s.press(what)
					s.arrive(s.cmds[len(s.cmds)-1])
				default:
					s.press(what)
					typed = append(typed, s.cmds[len(s.cmds)-1])
				}
			}
			if diff := cmp.Diff(tc.want, s.desk.opened); diff != "" {
				t.Errorf("opened %v, want %v", s.desk.opened, tc.want)
			}
		})
	}
}

// While the accounts are being read nobody is offered whom one can't have meant,
// and Enter waits for a real answer.
func TestSearch_WhileReading(t *testing.T) {
	s := newSlow(t)
	s.desk.found["a"] = model.Found{Text: "a", Reading: 340_000}
	s.press("a")
	s.arrive(s.cmds[0])
	if !strings.Contains(s.screen(), "The accounts are being read, 340000 people so far.") || strings.Contains(s.screen(), "without an account") {
		t.Errorf("it doesn't say so:\n%s", s.screen())
	}
	s.press("enter")
	s.arrive(s.cmds[1])
	if len(s.desk.opened) > 0 {
		t.Errorf("opened %v", s.desk.opened)
	}
	delete(s.desk.found, "a")
	s.arrive(s.page.Search())
	if diff := cmp.Diff([]string{"p.a"}, s.desk.opened); diff != "" {
		t.Errorf("opened %v", s.desk.opened)
	}
}

func TestSearch_Says(t *testing.T) {
	one := []model.Match{{Person: "p.a", Name: "Ada Okafor"}}
	for _, tc := range []struct {
		found model.Found
		want  string
	}{
		{model.Found{Total: 1, Matches: one, Reading: 5}, "found by the Client ID; the other accounts are still being read"},
		{model.Found{Total: 1, Matches: one, Building: true}, "the index is being built; it will be quicker in a moment"},
		{model.Found{Total: 1, Matches: one, Building: true, Rebuilt: true}, "the index on the disk couldn't be used; it is being built anew"},
		{model.Found{Total: 1, Matches: one, Rebuilt: true}, ""},
	} {
		s := newSlow(t)
		tc.found.Text = "a"
		s.desk.found["a"] = tc.found
		s.press("a")
		s.arrive(s.cmds[0])
		if !strings.Contains(s.screen(), tc.want) || (tc.want == "") == strings.Contains(s.screen(), "Search  ") {
			t.Errorf("%q isn't said:\n%s", tc.want, s.screen())
		}
	}
}

// What was typed stands out: where it stands in a name, all of what is masked.
func TestSearch_Marks(t *testing.T) {
	s := newSlow(t)
	s.desk.found["a"] = model.Found{Text: "a", Total: 2, Matches: []model.Match{
		{Person: "p.a", Name: "Ada Okafor", Company: "Lindgren Pumps"},
		{
			Person: "p.b", ClientID: "44·····", Name: "Ben Sørensen", Company: "Lindgren Pumps",
			Matched: []string{"client_id", "company"}, Spans: map[string][]model.Span{"company": {{From: 0, To: 4}}},
		},
	}}
	s.press("a")
	s.arrive(s.cmds[0])
	for _, text := range []string{"44·····", "Lind"} {
		if want := kit.Mono.Match.Of(text); !strings.Contains(s.screen(), want) {
			t.Errorf("%s doesn't stand out:\n%q", text, s.screen())
		}
	}
	if strings.Count(s.screen(), kit.Mono.Match.Of("Lind")) != 1 {
		t.Errorf("the first stands out though it doesn't match there:\n%q", s.screen())
	}
}
