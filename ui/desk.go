// This file joins the desk's pages to a session: which screens there are, and
// what each page is handed.
package ui

import (
	"context"
	"fmt"

	"callin/model"
	"callin/model/desk"
	"callin/ui/kit"
	"callin/ui/page/accounts"
	"callin/ui/page/article"
	"callin/ui/page/articles"
	"callin/ui/page/audit"
	"callin/ui/page/call"
	"callin/ui/page/compose"
	parts "callin/ui/page/desk"
	"callin/ui/page/inbox"
	"callin/ui/page/outbox"
	"callin/ui/page/person"
	"callin/ui/page/policy"
	"callin/ui/page/queue"
	"callin/ui/page/ready"
	"callin/ui/page/reports"
	"callin/ui/page/side"
	"callin/ui/page/staff"
	"callin/ui/page/template"
	"callin/ui/page/templates"
)

// DeskOptions are what a desk shows besides.
type DeskOptions struct {
	Empty   bool        // there are no accounts yet
	HasMail bool        // a mail server is configured
	Inbox   inbox.Inbox // of the demo; nil: none
}

// Desk makes the app of an agent's session.
func Desk(env *kit.Env, s *desk.Session, o DeskOptions) *App {
	env.Status = status(env, s)
	env.Prefer = s.Prefer
	rules := s.Policy()
	env.Guard = kit.Guard{
		After: rules.LockAfter, Longest: rules.LongestSession,
		Known: s.HasLockWord, Unlock: s.Unlock, Set: s.SetLockWord, Park: s.ParkOpen, Active: s.Active,
	}
	context.AfterFunc(env.Ctx, s.Close)
	env.SetRole(s.SignedInAs())
	bench, pens := template.NewBench(), compose.NewBench()
	waiting := Beside{ID: "queue-beside", Title: "Queue", Left: true, From: 140, Share: 27, Least: 38, Most: 46, New: func(any) kit.Page {
		return queue.NewBeside(env, s, s.Subscribe())
	}}
	aside := Beside{ID: "side", Title: "Beside the call", From: 100, Share: 27, Least: 38, Most: 48, New: func(arg any) kit.Page {
		id, _ := arg.(model.CallID)
		return side.New(env, s, s.Subscribe(), id)
	}}
	routes := []Route{
		{ID: "ready", Key: "1", Title: "Call", Beside: []Beside{waiting}, New: func(any) kit.Page {
			return ready.New(env, s, s.Subscribe(), ready.Options{Empty: o.Empty})
		}},
		{ID: "call", Title: "Call", Beside: []Beside{waiting, aside}, New: func(arg any) kit.Page {
			id, _ := arg.(model.CallID)
			return call.New[desk.Proof](env, s, s, s.Policy(), s.Subscribe(), id)
		}},
		{ID: "queue", Key: "2", Title: "Queue", New: func(any) kit.Page { return queue.New(env, s, s.Subscribe()) }},
		{ID: "accounts", Key: "3", Title: "Accounts", New: func(any) kit.Page { return accounts.New(env, s, s.Subscribe()) }},
		{ID: "person", Title: "Person", New: func(arg any) kit.Page {
			id, _ := arg.(model.PersonID)
			return person.New(env, s, s.Subscribe(), id)
		}},
		{ID: "articles", Key: "4", Title: "Articles", New: func(arg any) kit.Page {
			return articles.New(env, s, s.Subscribe(), articles.About(arg))
		}},
		{ID: "article", Title: "Article", New: func(arg any) kit.Page {
			at, _ := arg.(model.ArticleAt)
			return article.New(env, s, s.Subscribe(), at)
		}},
		{ID: "compose", Title: "Writing an article", New: func(arg any) kit.Page {
			id, _ := arg.(model.ArticleID)
			return compose.New(env, s, pens, id)
		}},
		{ID: "outbox", Key: "5", Title: "Outbox", New: func(any) kit.Page {
			return outbox.New(env, s, s.Subscribe(), o.HasMail)
		}},
		{ID: "reports", Key: "6", Title: "Reports", New: func(any) kit.Page {
			return reports.New(env, s, sheets(), s.Subscribe())
		}},
		{ID: "desk", Key: "7", Title: "Desk", New: func(any) kit.Page {
			return parts.New(env, runningIt, func() string { return templates.Unsaved(bench) })
		}},
		{ID: "staff", Title: "Staff", New: func(any) kit.Page { return staff.New(env, s, s.Subscribe()) }},
		{ID: "policy", Title: "Policy", New: func(any) kit.Page { return policy.New(env, s.Policy()) }},
		{ID: "audit", Title: "Audit trail", New: func(any) kit.Page { return audit.New(env, s, s.Subscribe()) }},
		{ID: "templates", Title: "Mail templates", New: func(any) kit.Page { return templates.New(env, s, s.Subscribe(), bench) }},
		{ID: "template", Title: "Mail template", New: func(arg any) kit.Page {
			kind, _ := arg.(model.MailKind)
			return template.New(env, s, bench, kind)
		}},
	}
	if o.Inbox != nil {
		routes = append(routes, Route{ID: "inbox", Key: "8", Title: "Inbox", New: func(any) kit.Page {
			return inbox.New(env, o.Inbox)
		}})
	}
	return New(env, routes).With(deskExtras(env, s)...).Configure()
}

// runningIt are the parts of the screen "Desk".
var runningIt = []parts.Part{
	{Page: "staff", Name: "Staff", Words: "who works here, their roles and keys", Power: model.PowerStaff},
	{Page: "policy", Name: "Policy", Words: "the rules in force", Power: model.PowerRead},
	{Page: "templates", Name: "Mail templates", Words: "the words of the mails", Power: model.PowerRead},
	{Page: "audit", Name: "Audit trail", Words: "who did what, and whether the trail is whole", Power: model.PowerAudit},
}

// status reads what the header says: at once the first time, then whenever
// something has moved.
func status(env *kit.Env, s *desk.Session) func(context.Context) (kit.Status, error) {
	var sub *desk.Subscription
	alarmed := false
	return func(ctx context.Context) (kit.Status, error) {
		if sub == nil {
			sub = s.Subscribe()
			context.AfterFunc(env.Ctx, sub.Close)
		} else if err := moved(ctx, sub, alarmed); err != nil {
			return kit.Status{}, err
		}
		queue := s.QueueNow()
		waiting, due := queue.Free, queue.Past
		role, err := s.Role(ctx)
		if err != nil {
			return kit.Status{}, err
		}
		st := kit.Status{Role: role, Badges: map[kit.PageID]string{}}
		if waiting > 0 {
			st.Badges["queue"] = fmt.Sprint(waiting)
		}
		if due > 0 {
			st.Badges["queue"] = fmt.Sprintf("%d !%d", waiting, due)
			st.Title = fmt.Sprintf("%d due", due)
		}
		alarmed = alarm(&st, s)
		return st, nil
	}
}
