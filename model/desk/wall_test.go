package desk_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"callin/model"
	"callin/model/desk"
	"callin/storage/mem"
)

// TestWall plays the desk's steps in any order, by two agents, for an admin, a
// user and a stranger, and holds against a small model of its own what may be
// told or mailed: nothing without a right answer in that call, by that agent,
// within ten minutes, on an account that isn't locked, and never to anybody but
// an admin.
func TestWall(t *testing.T) {
	through := map[string]int{}
	rapid.Check(t, func(rt *rapid.T) {
		r := newRigOn(t, mem.New(mem.Options{}))
		r.staff("bob")
		w := &wall{r: r, agents: []*desk.Session{r.session("amy"), r.session("bob")}, mailed: map[model.Credential][]time.Time{}, through: through}
		for _, who := range []string{"okafor", "sorensen", "noquestion"} {
			w.people = append(w.people, r.find(w.agents[0], who).Person)
		}
		w.opened(rt, 0, 0)
		w.answered(rt, w.calls[0], 0, rapid.Bool().Draw(rt, "right"))
		w.proofs = []*drawn{{call: w.calls[0], lost: model.ClientID, used: true}} // made of nothing
		rt.Repeat(map[string]func(*rapid.T){
			"open":    w.open,
			"answer":  w.answer,
			"prove":   w.prove,
			"tell":    func(rt *rapid.T) { w.tell(rt, w.someProof(rt)) },
			"mail":    func(rt *rapid.T) { w.mail(rt, w.someProof(rt)) },
			"send":    func(rt *rapid.T) { w.send(rt, w.someProof(rt)) },
			"end":     w.end,
			"through": w.getThrough,
			"time": func(rt *rapid.T) {
				r.clock.add(time.Duration(rapid.IntRange(1, 400).Draw(rt, "seconds")) * time.Second)
			},
			"release": w.release,
		})
		r.desk.Close()
	})
	for _, deed := range []string{"told", "sent", "mailed"} {
		if through[deed] == 0 {
			t.Errorf("nothing was ever %s: the wall was never leant against", deed)
		}
	}
}

type wall struct {
	r      *rig
	agents []*desk.Session
	people []model.PersonID
	calls  []*played
	proofs []*drawn
	wrong  []time.Time
	locked time.Time
	mailed map[model.Credential][]time.Time // what was told, to the one admin

	through map[string]int // how often each got through
}

// played is what the model knows of a call.
type played struct {
	id     model.CallID
	agent  int
	admin  bool
	ended  bool
	passed time.Time
	told   map[model.Credential]bool
	mailed map[model.Credential]bool
}

// drawn is a proof and what the model knows of it.
type drawn struct {
	proof desk.Proof
	call  *played
	agent int
	lost  model.Credential
	used  bool
}

func (w *wall) someCall(rt *rapid.T) *played {
	return w.calls[len(w.calls)-1-latest(rt, "call", len(w.calls))]
}

func (w *wall) someProof(rt *rapid.T) *drawn {
	return w.proofs[len(w.proofs)-1-latest(rt, "proof", len(w.proofs))]
}

func (w *wall) agent(rt *rapid.T) int { return rapid.IntRange(0, 1).Draw(rt, "agent") }

// latest draws from n things, mostly one of the last three.
func latest(rt *rapid.T, name string, n int) int {
	if rapid.IntRange(0, 3).Draw(rt, "any") < 3 {
		n = min(n, 3)
	}
	return rapid.IntRange(0, n-1).Draw(rt, name)
}

// mostly is the agent whose turn it is, and now and then the other: else hardly
// anything would ever be told, and the wall never be leant against.
func (w *wall) mostly(rt *rapid.T, agent int) int {
	if rapid.IntRange(0, 4).Draw(rt, "another") == 4 {
		return 1 - agent
	}
	return agent
}

// verified is the model's own idea of when a call's caller counts as verified.
func (w *wall) verified(c *played, agent int) bool {
	now := w.r.clock.Now()
	return c.admin && !c.ended && c.agent == agent && !c.passed.IsZero() &&
		now.Sub(c.passed) < 10*time.Minute && !now.Before(w.locked)
}

func (w *wall) open(rt *rapid.T) {
	w.opened(rt, rapid.SampledFrom([]int{0, 0, 0, 1, 2}).Draw(rt, "who"), w.agent(rt))
}

func (w *wall) opened(rt *rapid.T, who, agent int) {
	id, err := w.agents[agent].OpenCall(w.r.t.Context(), w.people[who], "")
	if err != nil {
		rt.Fatal(err)
	}
	w.calls = append(w.calls, &played{
		id: id, agent: agent, admin: who == 0, told: map[model.Credential]bool{}, mailed: map[model.Credential]bool{},
	})
}

func (w *wall) answer(rt *rapid.T) {
	c, right := w.someCall(rt), rapid.IntRange(0, 3).Draw(rt, "wrong") < 3
	w.answered(rt, c, w.mostly(rt, c.agent), right)
}

func (w *wall) answered(rt *rapid.T, c *played, agent int, right bool) {
	said := "Rosenschule"
	if right {
		said = "Lindenschule"
	}
	v, err := w.agents[agent].Answer(w.r.t.Context(), c.id, model.NewSecret(said))
	now := w.r.clock.Now()
	allowed := c.admin && !c.ended && c.agent == agent && !now.Before(w.locked)
	if (err == nil) != allowed && model.CodeOf(err) != model.Forbidden {
		rt.Fatalf("answered: %v, while allowed is %v", err, allowed)
	}
	if err != nil {
		return
	}
	if v.Passed != right {
		rt.Fatalf("passed is %v for a right answer of %v", v.Passed, right)
	}
	if right {
		c.passed = now
		return
	}
	var recent []time.Time
	for _, at := range w.wrong {
		if now.Sub(at) < 24*time.Hour {
			recent = append(recent, at)
		}
	}
	if w.wrong = append(recent, now); len(w.wrong) >= 3 {
		w.locked = now.Add(24 * time.Hour)
	}
}

func (w *wall) prove(rt *rapid.T) {
	c := w.someCall(rt)
	agent := w.mostly(rt, c.agent)
	lost := rapid.SampledFrom(slices.Concat(model.Credentials[:3], model.Credentials)).Draw(rt, "lost")
	w.proved(rt, c, agent, lost)
}

func (w *wall) proved(rt *rapid.T, c *played, agent int, lost model.Credential) *drawn {
	proof, err := w.agents[agent].Prove(w.r.t.Context(), c.id, lost)
	may := w.verified(c, agent) && (lost == model.ClientID || lost == model.UserName || lost == model.LoginPassword)
	if (err == nil) != may {
		rt.Fatalf("proof of %s: %v, while it may be %v", lost, err, may)
	}
	p := &drawn{proof: proof, call: c, agent: agent, lost: lost, used: err != nil}
	w.proofs = append(w.proofs, p)
	return p
}

// getThrough goes through the wall where that is allowed, which is seldom come to
// else.
func (w *wall) getThrough(rt *rapid.T) {
	c, lost := w.someCall(rt), rapid.SampledFrom(model.Credentials[:3]).Draw(rt, "lost")
	if lost == model.LoginPassword {
		w.send(rt, w.proved(rt, c, c.agent, lost))
		return
	}
	w.tell(rt, w.proved(rt, c, c.agent, lost))
	w.mail(rt, w.proved(rt, c, c.agent, lost))
}

func (w *wall) tell(rt *rapid.T, p *drawn) {
	agent := w.mostly(rt, p.agent)
	value, err := w.agents[agent].Tell(w.r.t.Context(), p.proof)
	may := !p.used && p.agent == agent && w.verified(p.call, agent) && p.lost != model.LoginPassword
	// a proof lasts as long as the answer that it was drawn on, or a later one
	if err == nil && !may {
		rt.Fatalf("told a %s that must not be told", p.lost)
	}
	if (err == nil) == value.Empty() {
		rt.Fatalf("a value and an error: %v", err)
	}
	p.used = p.used || err == nil
	if err == nil {
		p.call.told[p.lost] = true
		w.through["told"]++
	}
}

// mail is held to more than telling: what was told in that call already, once in
// it, and not too often to one person.
func (w *wall) mail(rt *rapid.T, p *drawn) {
	agent := w.mostly(rt, p.agent)
	_, err := w.agents[agent].MailTold(w.r.t.Context(), p.proof)
	now, lately := w.r.clock.Now(), w.mailed[p.lost]
	may := !p.used && p.agent == agent && w.verified(p.call, agent) && p.lost != model.LoginPassword &&
		p.call.told[p.lost] && !p.call.mailed[p.lost]
	often := len(lately) > 0 && now.Sub(lately[len(lately)-1]) < 2*time.Minute ||
		len(lately) >= 5 && now.Sub(lately[len(lately)-5]) < 24*time.Hour
	if err == nil && (!may || often) {
		rt.Fatalf("mailed a %s that must not be mailed", p.lost)
	}
	if may && often && model.CodeOf(err) != model.Locked {
		rt.Fatalf("mailed too often: %v", err)
	}
	if err == nil {
		p.used, p.call.mailed[p.lost], w.mailed[p.lost] = true, true, append(lately, now)
		w.through["mailed"]++
	}
}

func (w *wall) send(rt *rapid.T, p *drawn) {
	agent := w.mostly(rt, p.agent)
	_, err := w.agents[agent].SendTemporary(w.r.t.Context(), p.proof)
	if may := !p.used && p.agent == agent && w.verified(p.call, agent) && p.lost == model.LoginPassword; err == nil && !may {
		rt.Fatalf("mailed on a proof of %s that must not open anything", p.lost)
	}
	if err == nil {
		p.used = true
		w.through["sent"]++
	}
}

func (w *wall) end(rt *rapid.T) {
	c, agent := w.someCall(rt), w.agent(rt)
	err := w.agents[agent].EndCall(w.r.t.Context(), c.id, model.WrapUp{Outcome: model.Dropped})
	if (err == nil) != (!c.ended && c.agent == agent) {
		rt.Fatalf("ended: %v", err)
	}
	c.ended = c.ended || err == nil
}

func (w *wall) release(rt *rapid.T) {
	c := w.someCall(rt)
	v, err := w.agents[0].Call(w.r.t.Context(), c.id)
	if err != nil {
		rt.Fatal(err)
	}
	// released or not, it opens nothing
	if err := w.agents[w.agent(rt)].ReleaseTicket(w.r.t.Context(), v.Ticket.Number); err != nil && model.CodeOf(err) == model.Internal {
		rt.Fatal(err)
	}
}
