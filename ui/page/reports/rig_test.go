// This file holds the desk and the numbers that the page's tests work with.
package reports_test

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"callin/model"
	"callin/ui/page/reports"
	"callin/ui/uitest"
)

// fake is a desk whose numbers are drawn, the same for the same period.
type fake struct {
	mu     sync.Mutex
	asked  []string
	broken error
	empty  bool
	tried  []model.Row
}

func (f *fake) Figures(_ context.Context, name model.FiguresName, p model.Period) (model.Figures, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.asked = append(f.asked, fmt.Sprint(name, " ", p))
	kind, _ := model.FiguresCalled(name)
	figures := model.Figures{FiguresKind: kind, Period: p, At: start}
	if f.broken != nil || f.empty {
		return figures, f.broken
	}
	c := model.Counts{}
	if !kind.Now {
		c = counts(p)
	}
	row := func(label string, n ...uint64) model.Row {
		r := model.Row{Label: label}
		for _, n := range n {
			r.Cells = append(r.Cells, model.Number(n))
		}
		return r
	}
	switch name {
	case model.FiguresCalls:
		figures.Parts = model.CallParts(c)
	case model.FiguresHandling:
		figures.Parts = model.HandlingParts(c)
	case model.FiguresMails:
		figures.Parts = model.MailParts(c.Desk, []model.Row{row("gone.example", 12, 2, 4, 6), row("bücher.example", 3, 3, 0, 0)})
	case model.FiguresTickets:
		queue := []model.QueueCount{{State: model.TicketOpen, All: 12, Soon: 2, Past: 1, Nobodys: 7}, {State: model.TicketWaiting, All: 3}}
		figures.Parts = model.TicketParts(queue, c.Desk)
	case model.FiguresArticles:
		figures.Parts = model.ArticleParts([]model.ArticleUse{
			{Article: "forgot", Title: "What to do when you forgot your login password, user name or Client ID", Views: 120, Mails: 31, Votes: model.Votes{Yes: 9, No: 2}},
			{Article: "polycom", Title: "Resetting a Polycom phone's own password", Views: 14, Votes: model.Votes{Yes: 1, No: 3}},
			{Article: "gone", Views: 1},
		})
	case model.FiguresEnrolled:
		figures.Parts = []model.Part{
			{Title: "Admins", Note: "Without a question the desk can tell an admin nothing.", Shape: model.ShapeBars, Heads: []string{"", "admins"}, Rows: []model.Row{
				row("no security question", 44), row("no address on file", 3), row("an answer like another", 120),
			}},
			{Title: "Mails come back from", Shape: model.ShapeTable, Heads: []string{"person", "role", "company", "address"}, Rows: []model.Row{
				{Label: "Ada Okafor", Cells: []model.Cell{model.Words("admin"), model.Words("Lindgren Pumps"), model.Words("a****a@lindgren.example")}},
			}},
		}
	case model.FiguresFailed:
		figures.Parts = model.FailedParts(c, []model.Row{row("Lindgren Pumps  44·····", 7), row("東京ポンプ株式会社  71·····", 3)},
			[]model.Row{row("Lindgren Pumps", 9), row("東京ポンプ株式会社", 3)}, []model.Row{row("+17035550199", 6), row("+4930123456", 1)})
	case model.FiguresTried:
		figures.Parts = []model.Part{
			{Title: "Failed within the hour", Shape: model.ShapeTable, Heads: []string{"", "failed", "alarm at"}, Rows: []model.Row{row("all accounts", 12, 10)}},
			{
				Title: "Accounts", Shape: model.ShapeTable, Rows: f.tried,
				Heads: []string{"account", "failed", "last", "tries left", "call", "called from", "who", "agents"},
			},
		}
	}
	return figures, nil
}

// log is what was asked for.
func (f *fake) log() []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return append([]string(nil), f.asked...)
}

// start is when the driver's clock begins: a Monday.
var start = time.Date(2026, time.March, 2, 10, 42, 0, 0, time.UTC)

// counts draws calls from Monday to Saturday, mostly in the morning.
func counts(p model.Period) model.Counts {
	var c model.Counts
	r := rand.New(rand.NewPCG(1, uint64(p.Start().Unix()))) //nolint:gosec // numbers for a test
	agents := map[string]*model.Tally{}
	names := []string{"amy", "ben", "Ölaf", "zoe"}
	for _, day := range p.Split(model.Day) {
		d := model.DayCounts{Day: day}
		for range []int{0, 30, 44, 41, 38, 26, 9}[day.Start().Weekday()] {
			opened := day.Start().Add(time.Duration(8+r.IntN(5)+r.IntN(6))*time.Hour + time.Duration(r.IntN(3600))*time.Second)
			name := names[r.IntN(len(names))]
			if agents[name] == nil {
				agents[name] = &model.Tally{}
			}
			call := model.Call{Opened: opened, Ended: opened.Add(time.Duration(40+r.IntN(300)) * time.Second), Outcome: model.Outcomes[min(r.IntN(8), r.IntN(8))]}
			if r.IntN(6) > 0 {
				call.Deeds = []model.Deed{{Lost: model.Credentials[min(r.IntN(6), r.IntN(6))], Way: []model.Way{model.WayTell, model.WayRequestMail, model.WayReferral, model.WayTicket}[r.IntN(4)]}}
			}
			d.Tally.Merge(model.CountOpened(call))
			agents[name].Merge(model.CountEnded(call))
			agents[name].Merge(model.CountCheck(model.Verification{Passed: r.IntN(9) > 0, Method: model.MethodAnswer}))
			mail := model.MailJob{Kind: model.MailRequest, State: model.MailAccepted, Created: opened, Ended: opened.Add(time.Duration(r.IntN(200)) * time.Second)}
			d.Tally.Merge(model.CountMail(mail, 3*time.Minute))
			ticket := model.Ticket{Kind: model.KindPassword, State: model.TicketOpen, Due: opened.Add(time.Hour)}
			d.Tally.Merge(model.CountTicket(nil, ticket, opened))
			done := ticket
			done.State = model.TicketClosed
			d.Tally.Merge(model.CountTicket(&ticket, done, opened.Add(time.Duration(r.IntN(70))*time.Minute)))
		}
		c.Desk.Merge(d.Tally)
		c.Series = append(c.Series, d)
	}
	for _, name := range names {
		if agents[name] != nil {
			c.Agents = append(c.Agents, model.AgentCounts{Agent: name, Tally: *agents[name]})
		}
	}
	return c
}

// desk is this machine's printer and folder.
type machine struct {
	files   map[string]string
	printed string
}

func (m *machine) Save(_ context.Context, name string, body []byte, _ bool) (string, error) {
	m.files[name] = string(body)
	return "/home/amy/" + name, nil
}

func (m *machine) Print(_ context.Context, title, text string) (string, error) {
	m.printed = title + "\n" + text
	return "request id is office-7", nil
}

// rig is the page with all that surrounds it.
type rig struct {
	*uitest.Driver
	t       *testing.T
	stage   *uitest.Stage
	page    *reports.Page
	desk    *fake
	feed    *uitest.Feed
	machine *machine
}

func newRig(t *testing.T, role model.AgentRole) *rig {
	t.Helper()
	r := &rig{Driver: uitest.New(t), t: t, desk: &fake{}, feed: uitest.NewFeed(), machine: &machine{files: map[string]string{}}}
	r.Env.SetRole(role)
	r.Env.Paper = r.machine
	r.desk.tried = []model.Row{{Label: "Lindgren Pumps  44·····", Alert: true, Cells: []model.Cell{
		model.Number(3), model.Moment(start.Add(-70 * time.Second)), model.Words("locked"), model.Words("open with ben"),
		model.Words("+17035550199"), model.Words("Ada Okafor"), model.Words("amy, ben"),
	}}}
	r.page = reports.New(r.Env, r.desk, reports.Sheets{CSV: csv, JSON: csv}, r.feed)
	r.stage = r.Page(r.page)
	return r
}

// csv stands in for the desk's own.
func csv(f model.Figures) ([]byte, error) {
	var b bytes.Buffer
	for _, p := range f.Parts {
		fmt.Fprintf(&b, "%s,%s,%d rows\n", f.Name, p.Title, len(p.Rows))
	}
	return b.Bytes(), nil
}
