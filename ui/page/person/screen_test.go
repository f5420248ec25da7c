// This file tries what the page looks like, and its keys.
package person_test

import (
	"strings"
	"testing"
	"time"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/uitest"
)

func TestScreen(t *testing.T) {
	t.Run("calls", func(t *testing.T) {
		r := newRig(t, ada())
		r.Press("j").Golden("calls")
	})
	t.Run("tickets", func(t *testing.T) {
		r := newRig(t, ada())
		r.Press("tab").Golden("tickets")
	})
	t.Run("mails", func(t *testing.T) {
		r := newRig(t, ada())
		r.Press("tab", "tab").Golden("mails")
	})
	t.Run("people", func(t *testing.T) {
		r := newRig(t, ada())
		r.Press("left").Golden("people")
	})
	t.Run("empty", func(t *testing.T) { newRig(t, ben()).Golden("empty") })
	t.Run("styled", func(t *testing.T) {
		r := newRig(t, ada())
		r.Env.SetTheme(kit.Dark)
		r.Resize(120, 30).GoldenStyled("styled")
	})
}

func TestScreen_cursor(t *testing.T) {
	v := ada()
	v.Held = true
	r := newRig(t, v)
	for _, size := range [][2]int{{60, 14}, {80, 24}, {120, 40}} {
		r.Resize(size[0], size[1])
		if _, y, shown := r.Cursor(); !shown || !strings.HasPrefix(r.Lines()[y], " > 10:37") {
			t.Errorf("%v: the cursor stands on line %d:\n%s", size, y, r.Plain())
		}
	}
}

func hostile() model.PersonView {
	evil := uitest.Evil()
	m := model.Match{
		Person: "l.1", Name: evil, Company: evil, Role: model.Role(evil), Status: model.AccountStatus(evil),
		ClientID: evil, UserName: evil, Phone: evil, Email: evil, Extension: evil,
	}
	admin := m
	admin.Person, admin.Role = "l.2", model.Admin
	t := ticket(4471, time.Hour, func(v *model.TicketView) {
		v.Kind, v.State, v.Priority, v.Owner, v.Text = model.TicketKind(evil), model.TicketState(evil), model.Priority(evil), model.AgentName(evil), strings.Repeat(evil+"\n", 6)
	})
	return model.PersonView{
		Match: m, Lock: evil, Held: true, Others: []model.Match{admin},
		Calls: []model.CallView{call("c1", time.Hour, func(v *model.CallView) {
			v.Ticket, v.Call.Agent, v.Call.Outcome, v.Call.Note = t, model.AgentName(evil), model.Outcome(evil), strings.Repeat(evil+"\n", 6)
			v.Call.Deeds = []model.Deed{{Lost: model.Credential(evil), Way: model.Way(evil)}}
		})},
		Tickets: []model.TicketView{t},
		Mails: []model.MailView{{
			Job: "m", Kind: model.MailKind(evil), State: model.MailState(evil), Address: evil, Server: evil, Said: evil,
			Steps: []model.MailStep{{State: model.MailState(evil), Said: evil}},
		}},
	}
}

func TestScreen_width(t *testing.T) {
	for _, v := range []model.PersonView{ada(), ben(), hostile()} {
		r := newRig(t, v)
		for range 4 {
			r.Fits(r.page)
			r.Press("tab")
		}
	}
}

func TestScreen_hostile(t *testing.T) {
	r := newRig(t, hostile())
	for range 4 {
		r.Clean(r.page)
		r.Press("tab")
	}
}

func TestBindings(t *testing.T) {
	r := newRig(t, ada())
	for _, key := range []string{"j", "left", "enter", "tab"} {
		r.Press(key)
		r.Keys(r.page)
	}
}
