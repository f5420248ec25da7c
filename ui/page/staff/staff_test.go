package staff_test

import (
	"context"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/page/staff"
	"callin/ui/uitest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var start = time.Date(2026, time.March, 2, 10, 42, 0, 0, time.UTC)

const publicKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAICEnWkIP+yfnbxRKu0fTlP/w8BXkh+Zh9i2GI6OCMYJz"

// fake is a desk with a staff. Commands are noted, and fail on cue.
type fake struct {
	mu     sync.Mutex
	staff  []model.AgentView
	err    error // of the next commands
	broken error // of reading
	did    []string
}

func (f *fake) Staff(context.Context) ([]model.AgentView, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.staff), f.broken
}

func (f *fake) note(words ...string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.did = append(f.did, strings.Join(words, " "))
	return f.err
}

func (f *fake) AddAgent(_ context.Context, name model.AgentName, role model.AgentRole, keys ...model.StaffKey) error {
	return f.note("add", string(name), string(role))
}

func (f *fake) SetRole(_ context.Context, name model.AgentName, role model.AgentRole) error {
	return f.note("role", string(name), string(role))
}

func (f *fake) Disable(_ context.Context, name model.AgentName) error {
	return f.note("disable", string(name))
}

func (f *fake) Enable(_ context.Context, name model.AgentName) error {
	return f.note("enable", string(name))
}

func (f *fake) AddKey(_ context.Context, name model.AgentName, key model.StaffKey) error {
	return f.note("key", string(name), key.Fingerprint)
}

func (f *fake) RemoveKey(_ context.Context, name model.AgentName, fingerprint string) error {
	return f.note("unkey", string(name), fingerprint)
}

func (f *fake) commands() string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return strings.Join(f.did, ", ")
}

// feed tells of changes of the staff.
type feed struct{ changes chan model.Changes }

func (f feed) Next(ctx context.Context) (model.Changes, error) {
	select {
	case c := <-f.changes:
		return c, nil
	case <-ctx.Done():
		return model.Changes{}, ctx.Err()
	}
}

func (feed) Close() {}

func usual() *fake {
	key := model.StaffKey{Fingerprint: "SHA256:VpKzgCzWbtyW7eLU5sDRWCXBHrnbVnf3mnEI/jQb3yA", Line: publicKey, Comment: "bob@laptop", Added: start.Add(-48 * time.Hour)}
	person := func(name model.AgentName, role model.AgentRole, seats int, ago time.Duration, keys ...model.StaffKey) model.AgentView {
		return model.AgentView{Agent: model.Agent{Name: name, Role: role, Keys: keys, Created: start.Add(-90 * 24 * time.Hour)}, Seen: start.Add(-ago), Seats: seats}
	}
	carl := person("carl", model.RoleSupervisor, 0, 0)
	carl.Seen = time.Time{}
	dan := person("dan", model.RoleAuditor, 0, 400*24*time.Hour, key)
	dan.Disabled = true
	return &fake{staff: []model.AgentView{
		person("amy", model.RoleManager, 1, 2*time.Hour, key), person("bob", model.RoleAgent, 2, time.Minute, key), carl, dan,
	}}
}

type rig struct {
	*uitest.Driver
	stage *uitest.Stage
	page  *staff.Page
	desk  *fake
	feed  feed
}

func newRig(t *testing.T, desk *fake) *rig {
	t.Helper()
	r := &rig{Driver: uitest.New(t), desk: desk, feed: feed{make(chan model.Changes)}}
	r.Env.SetRole(model.RoleManager)
	r.page = staff.New(r.Env, desk, r.feed)
	r.stage = r.Page(r.page)
	return r
}

func (r *rig) did(t *testing.T, want string) {
	t.Helper()
	if got := r.desk.commands(); got != want {
		t.Errorf("did %q, want %q\n%s", got, want, r.Plain())
	}
}

func TestPage_roles(t *testing.T) {
	r := newRig(t, usual())
	r.Press("j", "enter")
	if r.stage.Asking() != "bob" {
		t.Fatal(r.stage.Asking())
	}
	r.Press("r")
	if !r.Has("bob is agent now.") {
		t.Fatal(r.Plain())
	}
	r.Press("s")
	r.did(t, "role bob supervisor")
	if said := r.stage.Said; len(said) != 1 || said[0].Text != "bob is supervisor now." {
		t.Error(said)
	}
	r.Press("enter", "r", "esc") // called off
	r.did(t, "role bob supervisor")
}

func TestPage_access(t *testing.T) {
	r := newRig(t, usual())
	r.Press("j", "enter", "d")
	if r.stage.Asking() != "Take access away from bob?" {
		t.Fatal(r.stage.Asking())
	}
	r.Press("enter") // the marked button is No
	r.did(t, "")
	r.Press("enter", "d", "y")
	r.did(t, "disable bob")
	r.Press("k", "enter", "d")
	if !r.Has("That is you: your own session ends at once.") {
		t.Error(r.Plain())
	}
	r.Press("n", "G", "enter", "e")
	r.did(t, "disable bob, enable dan")
}

func TestPage_keys(t *testing.T) {
	r := newRig(t, usual())
	r.Press("j", "enter", "k").Paste(publicKey + " bob@desk").Press("enter")
	key, err := model.ReadStaffKey(publicKey)
	if err != nil {
		t.Fatal(err)
	}
	r.did(t, "key bob "+key.Fingerprint)
	r.Press("enter", "k").Paste("-----BEGIN OPENSSH PRIVATE KEY-----").Press("enter")
	if said := r.stage.Said[len(r.stage.Said)-1]; !strings.Contains(said.Text, "This is a private key") || said.Level != kit.Failure {
		t.Error(said)
	}
	r.desk.did = nil
	r.Press("enter", "t", "enter")
	if r.stage.Asking() != "Take the key away from bob?" {
		t.Fatal(r.stage.Asking(), r.Plain())
	}
	r.Press("y")
	r.did(t, "unkey bob SHA256:VpKzgCzWbtyW7eLU5sDRWCXBHrnbVnf3mnEI/jQb3yA")
	r.Press("j", "enter", "t") // carl has none
	if said := r.stage.Said[len(r.stage.Said)-1]; said.Text != "There is no key to take away." {
		t.Error(said)
	}
}

func TestPage_add(t *testing.T) {
	r := newRig(t, usual())
	r.Press("+").Type("eve").Press("enter", "u")
	r.did(t, "add eve auditor")
	if r.stage.Asking() != "Key of eve" {
		t.Fatal(r.stage.Asking())
	}
	r.Paste(publicKey).Press("enter")
	if !strings.HasPrefix(r.desk.commands(), "add eve auditor, key eve SHA256:") {
		t.Error(r.desk.commands())
	}
	r.Press("+").Type("e/e").Press("enter")
	if said := r.stage.Said[len(r.stage.Said)-1]; said.Text != "The agent's name may hold letters, digits and . _ - only." {
		t.Error(said)
	}
	r.desk.did, r.desk.err = nil, model.Fail(model.Conflict, "amy is on the staff already.")
	r.Press("+").Type("amy").Press("enter", "a")
	if r.stage.Asking() != "" { // the key would become amy's
		t.Errorf("it asks for the %s", r.stage.Asking())
	}
	r.did(t, "add amy agent")
}

func TestPage_live(t *testing.T) {
	r := newRig(t, usual())
	r.Press("j")
	r.desk.mu.Lock()
	r.desk.staff = slices.Insert(r.desk.staff, 0, model.AgentView{Agent: model.Agent{Name: "aaron", Role: model.RoleAgent}})
	r.desk.mu.Unlock()
	r.feed.changes <- model.Changes{Staff: true}
	r.Await("the newcomer", func() bool { return r.Has("aaron") })
	r.Press("enter")
	if r.stage.Asking() != "bob" {
		t.Error("the choice has moved to", r.stage.Asking())
	}
}

func TestPage_forbidden(t *testing.T) {
	desk := usual()
	desk.broken = model.Fail(model.Forbidden, "The role agent may not manage the staff and its settings.")
	r := newRig(t, desk)
	r.Env.SetRole(model.RoleAgent)
	if !r.Has("The role agent may not manage the staff") || r.Has("bob") {
		t.Error(r.Plain())
	}
	r.Press("+", "enter")
	r.did(t, "")
	if r.stage.Asking() != "" {
		t.Error(r.stage.Asking())
	}
}

func TestScreen(t *testing.T) {
	t.Run("usual", func(t *testing.T) { newRig(t, usual()).Press("j").Golden("usual") })
	t.Run("wide", func(t *testing.T) { newRig(t, usual()).Press("j").Resize(120, 40).Golden("wide") })
	t.Run("question", func(t *testing.T) { newRig(t, usual()).Press("j", "enter").Golden("question") })
	t.Run("styled", func(t *testing.T) {
		r := newRig(t, usual())
		r.Env.SetTheme(kit.Dark)
		r.Resize(120, 30).GoldenStyled("styled")
	})
}

func TestScreen_width(t *testing.T) {
	evil := "\x1b[2J\x1b]52;c;aGk=\x07\u202eevil\u2066\r\n\u200b" + strings.Repeat("長い名前", 20)
	desk := &fake{staff: []model.AgentView{{Agent: model.Agent{
		Name: model.AgentName(evil), Role: model.AgentRole(evil), Keys: []model.StaffKey{{Fingerprint: evil, Comment: evil, Line: evil}},
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
