package audit_test

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/page/audit"
	"callin/ui/uitest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var start = time.Date(2026, time.March, 2, 10, 42, 0, 0, time.UTC)

// fake is a desk with a trail.
type fake struct {
	mu      sync.Mutex
	page    model.AuditPage
	broken  error
	verdict model.AuditVerdict
	asked   []string
}

func (f *fake) Audit(_ context.Context, text string, _ int) (model.AuditPage, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.asked = append(f.asked, text)
	page := model.AuditPage{Entries: f.page.Entries, More: f.page.More}
	for _, r := range f.page.Rows {
		if text == "" || strings.Contains(string(r.Verb)+" "+string(r.Agent), text) {
			page.Rows = append(page.Rows, r)
		}
	}
	return page, f.broken
}

func (f *fake) VerifyAudit(context.Context) (model.AuditVerdict, error) { return f.verdict, f.broken }

type feed struct{}

func (feed) Next(ctx context.Context) (model.Changes, error) {
	<-ctx.Done()
	return model.Changes{}, ctx.Err()
}

func (feed) Close() {}

func usual() *fake {
	row := func(seq uint64, ago time.Duration, who model.AgentName, verb model.Verb, ticket model.TicketNumber, name, text string) model.AuditRow {
		r := model.AuditRow{Name: name, AuditEntry: model.AuditEntry{
			Lane: "main", Seq: seq, At: start.Add(-ago), Agent: who, Verb: verb, Ticket: ticket, Text: text,
		}}
		if name != "" {
			r.Company = "Lindgren Pumps"
		}
		return r
	}
	return &fake{
		page: model.AuditPage{Entries: 1204, More: true, Rows: []model.AuditRow{
			row(1204, time.Minute, "amy", model.VerbTell, 12, "Ada Okafor", "Client ID"),
			row(1203, 2*time.Minute, "amy", model.VerbVerify, 12, "Ada Okafor", "passed"),
			row(1202, 3*time.Minute, "operator root", model.VerbStaff, 0, "", "bob: disabled"),
			row(1201, 30*time.Hour, "bob", model.VerbSignIn, 0, "", "key SHA256:VpKzgCzWbtyW7eLU5sDRWCXBHrnbVnf3mnEI/jQb3yA from 192.0.2.7:4711"),
		}},
		verdict: model.AuditVerdict{Entries: 1204, Lanes: 1},
	}
}

type rig struct {
	*uitest.Driver
	stage *uitest.Stage
	page  *audit.Page
	desk  *fake
}

func newRig(t *testing.T, desk *fake) *rig {
	t.Helper()
	r := &rig{Driver: uitest.New(t), desk: desk}
	r.page = audit.New(r.Env, desk, feed{})
	r.stage = r.Page(r.page)
	return r
}

func TestPage_filter(t *testing.T) {
	r := newRig(t, usual())
	if !r.Has("1204 entries") || !r.Has("Ada Okafor") {
		t.Fatal(r.Plain())
	}
	r.Press("/").Type("sign_in").Press("tab")
	if r.Has("Ada Okafor") || !r.Has("sign in") || r.desk.asked[len(r.desk.asked)-1] != "sign_in" {
		t.Errorf("%q\n%s", r.desk.asked, r.Plain())
	}
	r.Press("esc")
	if !r.Has("Ada Okafor") {
		t.Error(r.Plain())
	}
	r.Press("/").Type("nobody did this")
	if !r.Has("No entry has these words. Esc shows the whole trail.") {
		t.Error(r.Plain())
	}
	r.Press("esc", "esc")
	if !r.Has("Ada Okafor") || r.page.Editing() {
		t.Error(r.Plain())
	}
}

func TestPage_verify(t *testing.T) {
	r := newRig(t, usual())
	r.Press("V")
	if said := r.stage.Said; len(said) != 1 || said[0].Level != kit.Success || !strings.HasPrefix(said[0].Text, "The audit trail is whole: 1204 entries.") {
		t.Error(said)
	}
	r.desk.verdict.Broken = []string{"lane main: entry 3 follows 1"}
	r.Press("V")
	if said := r.stage.Said[1]; said.Level != kit.Failure || !strings.Contains(said.Text, "broken in 1 place. The first: lane main: entry 3 follows 1.") {
		t.Error(said)
	}
}

func TestPage_forbidden(t *testing.T) {
	desk := usual()
	desk.broken = model.Fail(model.Forbidden, "The role agent may not read the audit trail.")
	r := newRig(t, desk)
	if !r.Has("The role agent may not read the audit trail.") || r.Has("Ada") {
		t.Error(r.Plain())
	}
}

func TestScreen(t *testing.T) {
	t.Run("usual", func(t *testing.T) { newRig(t, usual()).Press("j").Golden("usual") })
	t.Run("wide", func(t *testing.T) { newRig(t, usual()).Resize(120, 40).Golden("wide") })
}

func TestScreen_width(t *testing.T) {
	evil := "\x1b[2J\x1b]52;c;aGk=\x07\u202eevil\u2066\r\n\u200b" + strings.Repeat("長い名前", 20)
	desk := &fake{page: model.AuditPage{Entries: 1, Rows: []model.AuditRow{{
		Name: evil, Company: evil, AuditEntry: model.AuditEntry{Agent: model.AgentName(evil), Verb: model.Verb(evil), Text: evil, Lane: evil},
	}}}}
	r := newRig(t, desk)
	for w := 60; w <= 200; w += 7 {
		for _, h := range []int{9, 19, 40} {
			r.Resize(w, h)
			f := r.page.View()
			if len(f.Lines) > h {
				t.Fatalf("%d lines in a window of %d×%d", len(f.Lines), w, h)
			}
			for _, line := range f.Lines {
				if kit.Width(line) > w || kit.Scrub(line) != line || strings.ContainsAny(line, "\x07\r\u202e\u2066\u200b") {
					t.Fatalf("%d columns of %d: %q", kit.Width(line), w, line)
				}
			}
		}
	}
}
