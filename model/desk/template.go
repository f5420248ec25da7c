package desk

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"callin/model"
	"callin/model/mail"
	"callin/model/record"
)

// language is the one that templates are edited in. Others follow when there
// are people to write them.
const language = "en"

// Template gives the words of a kind of mail, the provider's own or those that
// callin comes with, and the variables that they may use.
//
// Errors: NotFound for a kind that there isn't.
func (s *Session) Template(ctx context.Context, kind model.MailKind) (model.MailTemplate, []model.TemplateVariable, error) {
	var t model.MailTemplate
	err := s.read(ctx, func(r rows) error {
		own, err := loadOr[model.MailTemplate](r, record.TemplateKey(kind, language))
		if err != nil {
			return err
		}
		if own.Own {
			t = own
			return nil
		}
		source, ok := mail.Builtin(kind, language)
		if !ok {
			return model.Fail(model.NotFound, "There is no such kind of mail.")
		}
		t = model.MailTemplate{Kind: kind, Language: language, Subject: source.Subject, Text: source.Text, HTML: source.HTML}
		t.By, t.At, t.Version = own.By, own.At, own.Version // of whoever went back to it
		return nil
	})
	var variables []model.TemplateVariable
	for _, v := range mail.Variables(kind) {
		variables = append(variables, model.TemplateVariable(v))
	}
	return t, variables, err
}

// PreviewTemplate shows what a template comes to, with made-up contents, or
// what is wrong with it, a sentence each.
func (s *Session) PreviewTemplate(_ context.Context, t model.MailTemplate) (model.MailWords, []string, error) {
	parsed, problems := mail.ParseTemplate(source(t))
	if len(problems) > 0 {
		return model.MailWords{}, sentences(problems), nil
	}
	words, err := parsed.Preview(s.desk.provider)
	return model.MailWords(words), nil, err
}

// SaveTemplate puts a template in force. One that is wrong isn't saved: no mail
// may fail, or leak, while a caller waits for it.
//
// Errors: Invalid with all that is wrong, Conflict when somebody else has saved
// it since it was read, Forbidden.
func (s *Session) SaveTemplate(ctx context.Context, t model.MailTemplate) error {
	if _, problems := mail.ParseTemplate(source(t)); len(problems) > 0 {
		return model.FailField("template", strings.Join(sentences(problems), " "))
	}
	return s.command(ctx, model.PowerStaff, model.VerbTemplate, func(a *act) error {
		a.entry.Text = string(t.Kind)
		key := record.TemplateKey(t.Kind, language)
		now, err := loadOr[model.MailTemplate](a.rows, key)
		if err != nil {
			return err
		}
		if now.Changes != t.Changes {
			return model.Fail(model.Conflict, fmt.Sprintf("%s has saved this template meanwhile. Yours is still here; look at theirs first.", now.By))
		}
		t := t
		t.Language, t.Own, t.By, t.At = language, true, s.agent, a.now
		t.Changes++
		return a.put(key, t)
	})
}

// ResetTemplate goes back to the words that callin comes with.
//
// Errors: Forbidden.
func (s *Session) ResetTemplate(ctx context.Context, kind model.MailKind) error {
	return s.command(ctx, model.PowerStaff, model.VerbTemplate, func(a *act) error {
		a.entry.Text = string(kind) + ": as built in"
		key := record.TemplateKey(kind, language)
		now, err := loadOr[model.MailTemplate](a.rows, key)
		if err != nil || !now.Own {
			return err
		}
		// The row stays, so that the count goes on: an older draft mustn't pass
		// for one of what is saved next.
		gone := model.MailTemplate{Kind: kind, Language: language, By: s.agent, At: a.now}
		gone.Changes = now.Changes + 1
		return a.put(key, gone)
	})
}

// testLife is how long a test is worth sending.
const testLife = time.Hour

// TestTemplate mails a template, with made-up contents, to an address that the
// manager gives: nothing in it is anybody's.
//
// Errors: Invalid for the address or the template, Forbidden.
func (s *Session) TestTemplate(ctx context.Context, t model.MailTemplate, address string) (model.JobID, error) {
	if wrong := model.CheckAddress(address); wrong != "" {
		return "", model.FailField("address", "The address "+wrong+".")
	}
	parsed, problems := mail.ParseTemplate(source(t))
	if len(problems) > 0 {
		return "", model.FailField("template", strings.Join(sentences(problems), " "))
	}
	now := s.desk.now().UTC().Truncate(time.Second)
	id, err := model.NewestFirst(now, s.desk.rand)
	if err != nil {
		return "", s.desk.fault(ctx, err)
	}
	letter := mail.Sample(t.Kind, now)
	letter.Job, letter.To, letter.Language = model.JobID(id), address, language
	message, err := s.desk.composer.Load().With(parsed).Compose(letter)
	if err != nil {
		return "", s.desk.fault(ctx, err)
	}
	sealed, err := s.desk.seal(letter.Job, message)
	if err != nil {
		return "", s.desk.fault(ctx, err)
	}
	job := model.MailJob{ID: letter.Job, Kind: model.MailTest, To: address, Expires: now.Add(testLife)}
	return job.ID, s.command(ctx, model.PowerStaff, model.VerbTemplate, func(a *act) error {
		job := job
		job.Created, job.Due = a.now, a.now
		job.Step(a.now, model.MailQueued, "a test of "+string(t.Kind))
		return a.newJob(&job, sealed)
	})
}

func source(t model.MailTemplate) mail.Source {
	return mail.Source{Kind: t.Kind, Language: language, Subject: t.Subject, Text: t.Text, HTML: t.HTML}
}

func sentences(problems []mail.Problem) []string {
	all := make([]string, len(problems))
	for i, p := range problems {
		all[i] = p.String()
	}
	return all
}

// loadTemplates puts the provider's own templates in force. One that an older
// callin let through and this one doesn't is left out, with a line in the log.
func (d *Desk) loadTemplates(ctx context.Context) error {
	var own []model.MailTemplate
	err := d.view(ctx, func(r rows) error {
		var err error
		own, err = all[model.MailTemplate](r, record.Templates)
		return err
	})
	if err != nil {
		return err
	}
	var parsed []*mail.Template
	for _, t := range own {
		if !t.Own {
			continue
		}
		p, problems := mail.ParseTemplate(source(t))
		if len(problems) > 0 {
			d.log.WarnContext(ctx, "a mail template can't be used", "kind", t.Kind, "problems", sentences(problems))
			continue
		}
		parsed = append(parsed, p)
	}
	d.composer.Store(d.builtin.With(slices.Clip(parsed)...))
	return nil
}
