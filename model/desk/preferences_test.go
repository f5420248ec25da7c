package desk_test

import (
	"sync"
	"testing"

	"callin/model"
	"callin/model/record"
	"callin/storage"
)

// said lists the texts of the entries of a verb, oldest first.
func (r *rig) said(verb model.Verb) []string {
	r.t.Helper()
	var texts []string
	err := r.desk.Operator("test").AuditTrail(r.t.Context(), func(e model.AuditEntry) error {
		if e.Verb == verb {
			texts = append(texts, string(e.Agent)+": "+e.Text)
		}
		return nil
	})
	if err != nil {
		r.t.Fatal(err)
	}
	return texts
}

// dismiss takes somebody off the staff as the row says it.
func (r *rig) dismiss(name model.AgentName) {
	r.t.Helper()
	keys, err := record.NewKeys(r.deps().Key)
	if err != nil {
		r.t.Fatal(err)
	}
	key := record.AgentKey(name)
	row, err := keys.Encode(key, model.Agent{Name: name, Role: model.RoleAgent, Disabled: true})
	if err != nil {
		r.t.Fatal(err)
	}
	if _, err := r.store.Update(r.t.Context(), func(txn storage.Txn) error { return txn.Put(key, row) }); err != nil {
		r.t.Fatal(err)
	}
}

// raw is a row as it lies in the store.
func (r *rig) raw(key string) []byte {
	r.t.Helper()
	var row []byte
	err := r.store.View(r.t.Context(), func(s storage.Snapshot) error {
		var err error
		row, err = s.Get(key)
		return err
	})
	if err != nil {
		r.t.Fatal(err)
	}
	return row
}

func TestPreferences(t *testing.T) {
	dark := func(p *model.Preferences) { p.Theme = "dark" }
	t.Run("are kept, for their owner alone", func(t *testing.T) {
		r := newRig(t)
		if err := r.desk.Operator("test").AddAgent(t.Context(), "ben", model.RoleAuditor); err != nil {
			t.Fatal(err)
		}
		err := r.session("amy").Prefer(t.Context(), func(p *model.Preferences) {
			p.Theme, p.Mouse = "dark", true
			p.Keys = map[string][]string{"call.done": {"D"}, "call.park": {}}
			p.Views = map[string][]model.SavedView{"queue": {{Name: "Mine", Spec: "owner=amy"}}}
		})
		if err != nil {
			t.Fatal(err)
		}
		if err := r.session("ben").Prefer(t.Context(), func(p *model.Preferences) { p.Theme = "light" }); err != nil {
			t.Fatal("somebody who only reads has preferences too:", err)
		}
		r.desk.Close()
		r.open()
		p, err := r.session("amy").Preferences(t.Context())
		if err != nil || p.Theme != "dark" || !p.Mouse || len(p.Keys["call.done"]) != 1 || p.Keys["call.park"] == nil ||
			len(p.Views["queue"]) != 1 || p.Views["queue"][0].Spec != "owner=amy" {
			t.Fatalf("%+v, %v", p, err)
		}
		if p, err := r.session("ben").Preferences(t.Context()); err != nil || p.Theme != "light" || p.Mouse || len(p.Views) > 0 {
			t.Fatalf("ben has %+v, %v", p, err)
		}
		if got := r.said(model.VerbPrefer); len(got) != 2 || got[0] != "amy: theme, mouse, keys, views" || got[1] != "ben: theme" {
			t.Errorf("the audit trail says %q", got)
		}
	})
	t.Run("that stay as they are write nothing", func(t *testing.T) {
		r := newRig(t)
		s := r.session("amy")
		for range 3 {
			if err := s.Prefer(t.Context(), dark); err != nil {
				t.Fatal(err)
			}
		}
		if err := s.Prefer(t.Context(), func(p *model.Preferences) { p.Keys = map[string][]string{} }); err != nil {
			t.Fatal(err)
		}
		if got := r.said(model.VerbPrefer); len(got) != 1 {
			t.Errorf("the audit trail says %q", got)
		}
	})
	t.Run("that can't be kept leave the others", func(t *testing.T) {
		r := newRig(t)
		s := r.session("amy")
		if err := s.Prefer(t.Context(), dark); err != nil {
			t.Fatal(err)
		}
		wantCode(t, s.Prefer(t.Context(), func(p *model.Preferences) { p.Theme = "pink" }), model.Invalid)
		if p, _ := s.Preferences(t.Context()); p.Theme != "dark" || p.Changes != 1 {
			t.Errorf("%+v", p)
		}
	})
	t.Run("of two terminals are both kept", func(t *testing.T) {
		r := newRig(t)
		var all sync.WaitGroup
		for _, change := range []func(*model.Preferences){
			dark,
			func(p *model.Preferences) { p.Preset = "vim" },
			func(p *model.Preferences) { p.Views = map[string][]model.SavedView{"queue": {{Name: "Mine"}}} },
		} {
			s := r.session("amy")
			all.Go(func() {
				if err := s.Prefer(t.Context(), change); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if p, _ := r.session("amy").Preferences(t.Context()); p.Theme != "dark" || p.Preset != "vim" || len(p.Views) != 1 {
			t.Errorf("%+v", p)
		}
	})
	t.Run("aren't for whoever was sent away", func(t *testing.T) {
		r := newRig(t)
		if err := r.desk.Operator("test").AddAgent(t.Context(), "ben", model.RoleAgent); err != nil {
			t.Fatal(err)
		}
		s := r.session("ben")
		r.dismiss("ben")
		wantCode(t, s.Prefer(t.Context(), dark), model.Forbidden)
		_, err := s.Preferences(t.Context())
		wantCode(t, err, model.Forbidden)
	})
}
