package nouns_test

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/widget/columns"
	"callin/ui/widget/nouns"
)

func TestMailKind(t *testing.T) {
	for _, k := range model.MailKinds() {
		words := nouns.MailKind(k)
		if strings.Contains(words, "_") || kit.Width(words) > 18 {
			t.Errorf("%s is %q", k, words)
		}
	}
	if got := nouns.MailKind("owl_post"); got != "owl_post" {
		t.Errorf("%q", got)
	}
}

// What must be seen is told by a sign, not by colour alone.
func TestSigns(t *testing.T) {
	for _, s := range []model.MailState{model.MailRefused, model.MailBounced, model.MailExpired} {
		if got := nouns.MailState(s); got != string(s)+" !" || nouns.MailStyle(kit.Dark, s) != kit.Dark.Danger {
			t.Errorf("%s: %q", s, got)
		}
	}
	for _, s := range []model.MailState{model.MailQueued, model.MailSending, model.MailDeferred, model.MailAccepted, model.MailUncertain, model.MailRevoked} {
		if got := nouns.MailState(s); got != string(s) {
			t.Errorf("%s: %q", s, got)
		}
	}
	if nouns.Priority(model.High) != "high !" || nouns.Priority(model.Low) != "low" || nouns.PriorityStyle(kit.Dark, model.Normal) != (kit.Style{}) {
		t.Error("priorities")
	}
}

func TestAgent(t *testing.T) {
	for _, tc := range []struct {
		name     model.AgentName
		me, want string
	}{{"amy", "amy", "you"}, {"ben", "amy", "ben"}, {"", "amy", ""}, {"", "", ""}} {
		if got := nouns.Agent(tc.name, tc.me); got != tc.want {
			t.Errorf("%q as seen by %q: %q", tc.name, tc.me, got)
		}
	}
}

func TestDeed(t *testing.T) {
	for _, way := range []model.Way{model.WayRequestMail, model.WayTicket, model.WayTell, model.WayReferral, model.WayPortal, model.WayArticle, model.WayNone} {
		if got := nouns.Deed(model.Deed{Lost: model.ClientID, Way: way}); got == "Client ID: "+string(way) || !strings.HasPrefix(got, "Client ID: ") {
			t.Errorf("%s: %q", way, got)
		}
	}
	if got := nouns.Deed(model.Deed{Lost: model.UserName, Way: "owl"}); got != "user name: owl" {
		t.Errorf("%q", got)
	}
}

func TestPerson(t *testing.T) {
	m := model.Match{
		Name: "Ada Okafor", Role: model.Admin, Company: "Lindgren Pumps", Status: model.Active, ClientID: "44·····", UserName: "a·····",
		Phone: "+17035550110", Email: "a****a@lindgren.example", Extension: "100",
	}
	for _, tc := range []struct {
		name   string
		change func(*model.Match)
		status string
		style  kit.Style
		words  string
	}{
		{"active", func(*model.Match) {}, "active", kit.Style{}, "user name a····· · a****a@lindgren.example"},
		{"closed", func(m *model.Match) { m.Status = model.Closed }, "closed", kit.Dark.Warn, "user name a····· · a****a@lindgren.example"},
		{"locked", func(m *model.Match) { m.Locked, m.Status = true, model.Closed }, "locked !", kit.Dark.Danger, "user name a····· · a****a@lindgren.example"},
		{"unreachable", func(m *model.Match) { m.Email = "" }, "active", kit.Style{}, "user name a····· · no address on file !"},
		{"phone", func(m *model.Match) { m.Email, m.UserName = "", "" }, "active", kit.Style{}, "no log-in"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			m := m
			tc.change(&m)
			cells := make([]columns.Cell, len(nouns.PersonColumns()))
			nouns.PersonCells(kit.Dark, m, cells)
			if got := cells[7]; got.Text != tc.status || got.Style != tc.style || cells[5].Text != "703 555 0110" {
				t.Errorf("%+v", cells)
			}
			d := nouns.PersonDetail(kit.Dark, m, "more")
			if d.Words != tc.words {
				t.Errorf("%q", d.Words)
			}
			text := ansi.Strip(strings.Join(d.Pane(40), "\n"))
			for _, want := range []string{"Ada Okafor", tc.status, "admin, extension 100", "44·····", "more"} {
				if !strings.Contains(text, want) {
					t.Errorf("no %q in\n%s", want, text)
				}
			}
			if m.Locked != strings.Contains(text, "! After wrong answers") {
				t.Error(text)
			}
		})
	}
}
