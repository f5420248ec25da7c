package desk_test

import (
	"bytes"
	"strings"
	"testing"

	"callin/model"
)

func TestTemplate(t *testing.T) {
	edited := func(t *testing.T, r *rig) model.MailTemplate {
		t.Helper()
		mt, variables, err := r.session("amy").Template(t.Context(), model.MailRequest)
		if err != nil || mt.Own || len(variables) == 0 || !strings.Contains(mt.Text, "{{") {
			t.Fatalf("%+v, %v", mt, err)
		}
		mt.Text = "Read this, what to do now.\n\n" + mt.Text
		return mt
	}
	t.Run("once saved is what mails say", func(t *testing.T) {
		r := newRig(t)
		s := r.session("amy")
		if err := s.SaveTemplate(t.Context(), edited(t, r)); err != nil {
			t.Fatal(err)
		}
		r.desk.Close() // a saved template is in force after a start, too
		r.open()
		s = r.session("amy")
		r.find(s, "sorensen") // the desk has read everything
		job, err := s.RequestMail(t.Context(), r.call(s, "sorensen"))
		if err != nil {
			t.Fatal(err)
		}
		r.mailIn(s, job, model.MailAccepted)
		if !bytes.Contains(r.resets(s)[0].Body, []byte("what to do now")) {
			t.Fatal("the mail has the old words")
		}
		if err := s.ResetTemplate(t.Context(), model.MailRequest); err != nil {
			t.Fatal(err)
		}
		if mt, _, _ := s.Template(t.Context(), model.MailRequest); mt.Own {
			t.Fatal("it is still the provider's own")
		}
	})
	t.Run("that is wrong isn't saved", func(t *testing.T) {
		r := newRig(t)
		s := r.session("amy")
		for _, wrong := range []string{"{{.Nothing}}", "no password in here, nor where to write", "{{if .Name}}"} {
			mt := edited(t, r)
			mt.Text = wrong
			wantCode(t, s.SaveTemplate(t.Context(), mt), model.Invalid)
			if _, problems, err := s.PreviewTemplate(t.Context(), mt); err != nil || len(problems) == 0 {
				t.Errorf("the preview finds nothing wrong with %q: %v", wrong, err)
			}
		}
		words, problems, err := s.PreviewTemplate(t.Context(), edited(t, r))
		if err != nil || len(problems) > 0 || !strings.Contains(words.Text, "what to do now") {
			t.Fatal(words, problems, err)
		}
	})
	t.Run("saved by two keeps the first and tells the second", func(t *testing.T) {
		r := newRig(t)
		s := r.session("amy")
		one, two := edited(t, r), edited(t, r)
		if err := s.SaveTemplate(t.Context(), one); err != nil {
			t.Fatal(err)
		}
		wantCode(t, s.SaveTemplate(t.Context(), two), model.Conflict)
		if err := s.ResetTemplate(t.Context(), model.MailRequest); err != nil {
			t.Fatal(err)
		}
		three := edited(t, r)
		if err := s.SaveTemplate(t.Context(), three); err != nil { // the reset was read
			t.Fatal(err)
		}
		for _, old := range []model.MailTemplate{one, two, three} {
			wantCode(t, s.SaveTemplate(t.Context(), old), model.Conflict)
		}
	})
	t.Run("is for managers", func(t *testing.T) {
		r := newRig(t)
		r.staff("bob")
		bob := r.session("bob")
		wantCode(t, bob.SaveTemplate(t.Context(), edited(t, r)), model.Forbidden)
		_, err := bob.TestTemplate(t.Context(), edited(t, r), "bob@elsewhere.example")
		wantCode(t, err, model.Forbidden)
	})
	t.Run("can be tried on oneself, with nobody's secrets", func(t *testing.T) {
		r := newRig(t)
		s := r.session("amy")
		job, err := s.TestTemplate(t.Context(), edited(t, r), "amy@desk.example")
		if err != nil {
			t.Fatal(err)
		}
		r.mailIn(s, job, model.MailAccepted)
		mails := r.courier.mails()
		if len(mails) != 1 || mails[0].To != "amy@desk.example" || !bytes.Contains(mails[0].Body, []byte("what to do now")) {
			t.Fatalf("%d mails", len(mails))
		}
	})
}
