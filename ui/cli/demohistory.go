// This file plays the demo's last two weeks, so that its reports have something to
// show: calls through the same commands as any, in which nothing is mailed.
package cli

import (
	"context"
	"math/rand/v2"
	"slices"
	"time"

	"callin/model"
	"callin/model/desk"
)

const (
	historyDays  = 8 // working days
	historyCalls = 6 // a day, about
)

// history lets the days before this one pass.
func history(ctx context.Context, d *desk.Desk, cards []desk.Card, ids map[string]model.PersonID, begin time.Time, clock *movedClock) error {
	r := rand.New(rand.NewPCG(1, 8)) //nolint:gosec // invented calls
	admins := slices.DeleteFunc(slices.Clone(cards), func(c desk.Card) bool { return c.Role != model.Admin || c.Answer.Empty() })
	if len(cards) == 0 {
		return nil // a small sample has nobody to spare
	}
	var agents []*desk.Session
	for _, name := range []model.AgentName{demoAgent, "ben", "zoe"} {
		s, err := d.SignIn(ctx, name)
		if err != nil {
			return err
		}
		agents = append(agents, s)
	}
	day := begin
	for range historyDays {
		for day = day.AddDate(0, 0, -1); day.Weekday() == time.Saturday || day.Weekday() == time.Sunday; {
			day = day.AddDate(0, 0, -1)
		}
		for range historyCalls - 2 + r.IntN(5) {
			opened := time.Date(day.Year(), day.Month(), day.Day(), 8+min(r.IntN(10), r.IntN(10)), r.IntN(60), r.IntN(60), 0, day.Location())
			from := cards
			if r.IntN(3) == 0 && len(admins) > 0 { // among all they are too few
				from = admins
			}
			card := from[r.IntN(len(from))]
			c := past{agent: agents[min(r.IntN(3), r.IntN(3))], person: ids[who(card.ClientID, card.Extension)], card: card, opened: opened}
			if err := c.happen(ctx, r, clock); err != nil {
				return err
			}
		}
	}
	return nil
}

// past is a call of those days.
type past struct {
	agent  *desk.Session
	person model.PersonID
	card   desk.Card
	opened time.Time
}

// happen plays the call: most callers are referred or shown the way, some admins
// are asked, and not all know the answer.
func (c *past) happen(ctx context.Context, r *rand.Rand, clock *movedClock) error {
	clock.set(c.opened)
	id, err := c.agent.OpenCall(ctx, c.person, "")
	if err != nil {
		return err
	}
	outcome, length := model.Explained, time.Duration(40+r.IntN(120)+r.IntN(120))*time.Second
	switch {
	case c.card.Role == model.Admin && !c.card.Answer.Empty():
		said := c.card.Answer
		if r.IntN(3) == 0 {
			said, outcome = model.NewSecret("don't remember"), model.NotVerified
			if err := c.agent.NoteFrom(ctx, id, []string{"+17035550171", "+17035550188"}[r.IntN(2)]); err != nil {
				return err
			}
		}
		switch _, err := c.agent.Answer(ctx, id, said); {
		case model.CodeOf(err) == model.Locked: // among few accounts the same one is tried too often
			outcome = model.NotVerified
		case err != nil:
			return err
		}
		if outcome == model.Explained {
			if err := c.agent.Refer(ctx, id, model.SIPPassword, model.WayPortal); err != nil {
				return err
			}
		}
	case c.card.Role != model.Admin && r.IntN(3) > 0:
		lost := []model.Credential{model.UserName, model.ClientID, model.LoginPassword}[r.IntN(3)]
		if err := c.agent.Refer(ctx, id, lost, model.WayReferral); err != nil {
			return err
		}
		outcome = model.Referred
	default:
		lost := []model.Credential{model.VoicemailPIN, model.VoicemailPIN, model.SIPPassword}[r.IntN(3)]
		if err := c.agent.Refer(ctx, id, lost, model.WayPortal); err != nil {
			return err
		}
	}
	clock.set(c.opened.Add(length))
	return c.agent.EndCall(ctx, id, model.WrapUp{Outcome: outcome})
}
