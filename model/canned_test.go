package model_test

import (
	"strings"
	"testing"

	"callin/model"
)

func TestCannedText(t *testing.T) {
	p := model.DefaultProvider()
	known := model.TicketView{Ticket: model.Ticket{Number: 5}, Name: "Ada {company}\x1b[2J", Company: "Lindgren Pumps"}
	c := model.CannedText{Name: "x", Text: "{caller} of {company}, {ticket}: call {provider} at {contact}. {agent} {nobody}"}
	if got, want := c.Fill(known, "amy", p), "Ada {company}¿[2J of Lindgren Pumps, T-5: call Aptela at support@aptela.example. amy {nobody}"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	for _, c := range model.CannedTexts() {
		if wrong := model.CheckCannedText(c); wrong != "" {
			t.Errorf("%s %s", c.Name, wrong)
		}
		if got := c.Fill(model.TicketView{}, "amy", p); strings.ContainsAny(got, "{}") || strings.Contains(got, "  ") {
			t.Errorf("%s: of somebody unknown it says %q", c.Name, got)
		}
	}
	for _, bad := range []model.CannedText{{"", "x"}, {"x", ""}, {"a\nb", "x"}, {"x", "\x1b[2J"}, {"x", strings.Repeat("x", 1001)}} {
		if model.CheckCannedText(bad) == "" {
			t.Errorf("%q passed", bad)
		}
	}
}
