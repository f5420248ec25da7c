package desk

// This file is the shell's side of the desk: accounts in and out as files, the
// demo's accounts, and the words for a store that can't be opened. Commands
// reach the roster and the store through here and nowhere else.

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"

	"callin/model"
	"callin/model/record"
	"callin/model/roster"
	"callin/storage"
)

// Problem is what is wrong with a row of an accounts file.
type Problem = roster.Problem

// AccountsFile is an accounts file that was read and judged by itself, before
// anything was compared with the store.
type AccountsFile struct{ file *roster.File }

// ReadAccounts reads an accounts file to its end; bad rows are among the
// problems of its plan.
//
// Errors: Invalid for a file that has no rows to speak of, Unavailable when r
// fails.
func ReadAccounts(r io.Reader) (*AccountsFile, error) {
	file, err := roster.Read(r)
	if err != nil {
		return nil, err
	}
	return &AccountsFile{file}, nil
}

// SampleAccounts invents accounts, the same for the same seed and number.
func SampleAccounts(seed uint64, accounts int) *AccountsFile {
	file := &roster.File{Accounts: roster.Sample(seed, accounts)}
	file.Rows = file.Taken()
	return &AccountsFile{file}
}

// Accounts counts the accounts of which there are rows to take.
func (f *AccountsFile) Accounts() int { return len(f.file.Accounts) }

// Refused counts the rows that can't be taken, whatever the store holds.
func (f *AccountsFile) Refused() int { return f.file.Refused() }

// Card is a sample caller with everything that the desk keeps to itself: what
// whoever plays the caller needs to know.
type Card struct {
	Name, Company, ClientID, Extension, UserName, Email, Question string

	Role             model.Role
	Answer, Password model.Secret
}

// Cards are the people of the sample who have their passwords, in its order.
func (f *AccountsFile) Cards() []Card {
	var cards []Card
	for _, a := range f.file.Accounts[:min(roster.CardAccounts, len(f.file.Accounts))] {
		for _, r := range a.Rows {
			cards = append(cards, Card{
				Name: r.Name, Role: r.Role, Company: a.Company, ClientID: a.ClientID, Extension: r.Extension,
				UserName: r.UserName, Email: r.Email, Question: r.Question, Answer: r.Answer.Secret, Password: r.Password.Secret,
			})
		}
	}
	return cards
}

// Imported is what an import, or the plan of one, comes to.
type Imported struct {
	Problems []Problem // by line; of cleaned rows too
	file     *roster.File
	changes  []roster.Change // of the file's accounts; zero for one that wasn't come to
}

func newImported(f *roster.File, changes []roster.Change, planned []Problem) *Imported {
	problems := slices.Concat(f.Problems, planned)
	slices.SortStableFunc(problems, func(a, b Problem) int { return a.Line - b.Line })
	return &Imported{Problems: problems, file: f, changes: changes}
}

func (i *Imported) tally() roster.Tally {
	t := roster.NewTally(i.file)
	for _, c := range i.changes {
		t.Add(c)
	}
	return t
}

// Summary is one line, such as "300 accounts, 1523 people: 300 new, 0 changed,
// 0 unchanged; 0 rows refused".
func (i *Imported) Summary() string { return i.tally().Summary() }

// Refused counts the rows that aren't taken.
func (i *Imported) Refused() int { return i.tally().Refused }

// Taken counts the people of the file who are in the store, or would be.
func (i *Imported) Taken() int { return i.tally().People }

// Done counts the accounts that were come to.
func (i *Imported) Done() int { return i.tally().Accounts }

// Left counts the accounts that a plan would change.
func (i *Imported) Left() int {
	return len(slices.DeleteFunc(slices.Clone(i.changes), roster.Change.Unchanged))
}

// WriteReport writes the problems as CSV.
func (i *Imported) WriteReport(w io.Writer) error { return roster.WriteReport(w, i.Problems) }

// WritePlan writes a line for each account that changes, and names the columns
// that do: never what is in them.
func (i *Imported) WritePlan(w io.Writer) error {
	for _, c := range i.changes {
		if c.Unchanged() {
			continue
		}
		_, err := fmt.Fprintf(w, "%s  %s: %s\n", c.Account.ClientID, model.CleanLine(c.Account.Company), strings.Join(planned(c), "; "))
		if err != nil {
			return fmt.Errorf("writing the plan: %w", err)
		}
	}
	return nil
}

func planned(c roster.Change) []string {
	var said []string
	if c.New {
		return append(said, fmt.Sprintf("new, people: %d", len(c.People)))
	}
	if len(c.Columns) > 0 {
		said = append(said, strings.Join(c.Columns, ", "))
	}
	for _, p := range c.People {
		switch {
		case p.New:
			said = append(said, model.CleanLine(p.Person.Name)+" new")
		case !p.Unchanged():
			said = append(said, model.CleanLine(p.Person.Name)+" "+strings.Join(p.Columns, ", "))
		}
	}
	return said
}

// PlanAccounts tells what importing the file would change, and stores nothing.
// progress is told how many accounts were compared.
func (o *Operator) PlanAccounts(ctx context.Context, f *AccountsFile, progress func(done int)) (*Imported, error) {
	changes, problems, err := o.Import(ctx, f.file, true, progress)
	return newImported(f.file, changes, problems), err
}

// ImportAccounts stores the accounts that the plan of the same file found to
// differ; without a plan it looks at all of them. When it fails, what it
// returns says how far it came.
func (o *Operator) ImportAccounts(ctx context.Context, f *AccountsFile, plan *Imported, progress func(done int)) (*Imported, error) {
	if plan == nil {
		changes, problems, err := o.Import(ctx, f.file, false, progress)
		return newImported(f.file, changes, problems), err
	}
	work, at := &roster.File{}, []int{}
	for i, c := range plan.changes {
		if !c.Unchanged() { // comparing the others again would hash every answer again
			work.Accounts, at = append(work.Accounts, f.file.Accounts[i]), append(at, i)
		}
	}
	done, _, err := o.Import(ctx, work, false, progress)
	changes := slices.Clone(plan.changes)
	for k, i := range at {
		changes[i] = done[k]
	}
	return &Imported{Problems: plan.Problems, file: plan.file, changes: changes}, err
}

// ExportAccounts writes everybody as an accounts file: never a secret.
func (o *Operator) ExportAccounts(ctx context.Context, w io.Writer) error {
	out := roster.NewWriter(w)
	err := o.People(ctx, func(a model.Account, people []model.Person) error {
		out.Account(a, people)
		return nil
	})
	return errors.Join(err, out.Close())
}

// Mails lists the newest mails, newest first, as the Outbox does.
func (o *Operator) Mails(ctx context.Context) ([]model.MailView, error) {
	var views []model.MailView
	err := o.desk.view(ctx, func(r rows) error {
		views = nil
		return each(r, record.Jobs, func(_ string, job *model.MailJob) (bool, error) {
			v, err := o.desk.mailView(r, *job)
			views = append(views, v)
			return len(views) < maxShown, err
		})
	})
	return views, err
}

// CheckKey tells whether the key is this store's, before anything is done with
// it. A store in which nothing has happened yet fits every key.
//
// Errors: Conflict for the key of another store.
func (o *Operator) CheckKey(ctx context.Context) error {
	err := o.desk.view(ctx, func(r rows) error {
		return each(r, record.AuditHeads, func(string, *record.Head) (bool, error) { return false, nil })
	})
	if errors.Is(err, record.ErrForged) {
		return &model.Error{Code: model.Conflict, Cause: err, Public: "The key doesn't fit the store: it belongs to another one. Put the store's own key file in its place."}
	}
	return err
}

// Unopened says for people what kept the store at path from being opened.
//
// Errors: Unavailable for a store in use or out of reach, Conflict for a file
// that isn't one of callin's.
func Unopened(path string, err error) error {
	path = model.CleanLine(path)
	e := &model.Error{Code: model.Unavailable, Cause: err}
	switch {
	case errors.Is(err, storage.ErrInUse):
		e.Public = "The store " + path + " is in use by another callin. Leave that one first, or name another store with --db."
	case errors.Is(err, storage.ErrForeign):
		e.Code = model.Conflict
		e.Public = path + " isn't a store of callin, or it is damaged; it was left as it is. Name another file with --db, or bring back a backup."
	case errors.Is(err, fs.ErrPermission):
		e.Public = "This user may not read and write the store " + path + ". Ask its owner, or name another store with --db."
	case errors.Is(err, context.Canceled):
		e.Public = "Opening the store was cancelled. Nothing was changed."
	default:
		why := err.Error()
		if at, ok := errors.AsType[*fs.PathError](err); ok {
			why = at.Err.Error() // the sentence names the file already
		}
		e.Public = fmt.Sprintf("The store %s can't be opened: %s. See that its folder is there and can be written to, or name another store with --db.",
			path, model.CleanLine(why))
	}
	return e
}
