// This file fills the demo's queue, as a morning at the desk would have: each
// ticket through calls of sample agents, so that nothing in the store came
// there by another way than in earnest.
package cli

import (
	"context"
	"slices"
	"time"

	"callin/model"
	"callin/model/desk"
)

// opensBefore is how long before its first screen the demo's day began.
const opensBefore = 5 * time.Hour

// left behind by a call of the morning.
type leftover struct {
	ago    time.Duration // before the first screen
	agent  model.AgentName
	is     func(desk.Card) bool // who called; nil: nobody who could be found
	said   string               // by somebody who wasn't found
	lost   model.Credential     // "" when it didn't come to that
	way    model.Way
	note   string
	urgent bool // handed over
}

// leftovers from the oldest to the newest. Ordinary tickets are due after four
// hours: the first is past due, the second nearly so.
var leftovers = []leftover{
	{
		ago: 4*time.Hour + 20*time.Minute, agent: "zoe",
		is:   func(c desk.Card) bool { return c.Role == model.User && c.Email == "" },
		lost: model.LoginPassword, way: model.WayReferral,
		note: "No address on file, and the admin is away today. Call back when the admin is in.",
	},
	{
		ago: 3*time.Hour + 50*time.Minute, agent: "ben", said: "Petrov, a courier firm near the station",
		note: "Couldn't find the company. Will call again with the number on the invoice.",
	},
	{
		ago: 95 * time.Minute, agent: "zoe",
		is:   func(c desk.Card) bool { return c.Role == model.User && c.Email != "" },
		lost: model.VoicemailPIN, way: model.WayPortal,
		note: "Was on a mobile; wants to be called on the desk phone in the afternoon.",
	},
	{
		ago: 12 * time.Minute, agent: "ben", urgent: true,
		is:   func(c desk.Card) bool { return c.Role == model.Admin && c.Email == "" },
		note: "Admin without an address on file has lost the login password. Needs a supervisor.",
	},
	{
		ago: 4 * time.Minute, agent: "zoe",
		is:   func(c desk.Card) bool { return c.Role == model.Admin && c.Question != "" && c.Email != "" },
		note: "The line broke before the security question.",
	},
}

// queueUp lets the morning pass.
func queueUp(ctx context.Context, d *desk.Desk, cards []desk.Card, begin time.Time, clock *movedClock) error {
	o := d.Operator("demo")
	ids, err := personIDs(ctx, o)
	if err != nil {
		return err
	}
	// The first two accounts stay untouched: whoever plays begins with them.
	cards = slices.DeleteFunc(slices.Clone(cards), func(c desk.Card) bool {
		return c.ClientID == cards[0].ClientID || c.Extension == "" || ids[who(c.ClientID, c.Extension)] == ""
	})
	if err := history(ctx, d, cards, ids, begin, clock); err != nil {
		return err
	}
	for _, l := range leftovers {
		var person model.PersonID
		if l.is != nil {
			i := slices.IndexFunc(cards, l.is)
			if i < 0 {
				continue // a small sample has nobody like that
			}
			person = ids[who(cards[i].ClientID, cards[i].Extension)]
			cards = slices.Delete(cards, i, i+1)
		}
		clock.set(begin.Add(-l.ago))
		if err := l.happen(ctx, d, person); err != nil {
			return err
		}
	}
	return nil
}

// happen plays the call.
func (l *leftover) happen(ctx context.Context, d *desk.Desk, person model.PersonID) error {
	agent, err := d.SignIn(ctx, l.agent)
	if err != nil {
		return err
	}
	call, err := agent.OpenCall(ctx, person, l.said)
	if err != nil {
		return err
	}
	if l.lost != "" {
		if err := agent.Refer(ctx, call, l.lost, l.way); err != nil {
			return err
		}
	}
	if l.urgent {
		return agent.HandOver(ctx, call, l.note)
	}
	return agent.EndCall(ctx, call, model.WrapUp{Outcome: model.Unsolved, Note: l.note})
}

// who names a person of the sample: the extension is unique in the account.
func who(clientID, extension string) string { return clientID + "/" + extension }

func personIDs(ctx context.Context, o *desk.Operator) (map[string]model.PersonID, error) {
	ids := map[string]model.PersonID{}
	err := o.People(ctx, func(a model.Account, people []model.Person) error {
		for _, p := range people {
			ids[who(a.ClientID, p.Extension)] = p.ID
		}
		return nil
	})
	return ids, err
}
