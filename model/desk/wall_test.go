package desk_test

import (
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
	rapid.Check(t, func(rt *rapid.T) {
		r := newRigOn(t, mem.New(mem.Options{}))
		r.staff("bob")
		w := &wall{r: r, agents: []*desk.Session{r.session("amy"), r.session("bob")}}
		for _, who := range []string{"okafor", "sorensen", "noquestion"} {
			w.people = append(w.people, r.find(w.agents[0], who).Person)
		}
		rt.Repeat(map[string]func(*rapid.T){
			"open":   w.open,
			"answer": w.answer,
			"prove":  w.prove,
			"tell":   w.tell,
			"send":   w.send,
			"end":    w.end,
			"time": func(rt *rapid.T) {
				r.clock.add(time.Duration(rapid.IntRange(1, 400).Draw(rt, "seconds")) * time.Second)
			},
			"release": w.release,
		})
		r.desk.Close()
	})
}

type wall struct {
	r      *rig
	agents []*desk.Session
	people []model.PersonID
	calls  []*played
	proofs []*drawn
	wrong  []time.Time
	locked time.Time
}

// played is what the model knows of a call.
type played struct {
	id     model.CallID
	agent  int
	admin  bool
	ended  bool
	passed time.Time
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
	if len(w.calls) == 0 {
		rt.Skip()
	}
	return rapid.SampledFrom(w.calls).Draw(rt, "call")
}

func (w *wall) someProof(rt *rapid.T) *drawn {
	if len(w.proofs) == 0 {
		rt.Skip()
	}
	return rapid.SampledFrom(w.proofs).Draw(rt, "proof")
}

func (w *wall) agent(rt *rapid.T) int { return rapid.IntRange(0, 1).Draw(rt, "agent") }

// verified is the model's own idea of when a call's caller counts as verified.
func (w *wall) verified(c *played, agent int) bool {
	now := w.r.clock.Now()
	return c.admin && !c.ended && c.agent == agent && !c.passed.IsZero() &&
		now.Sub(c.passed) < 10*time.Minute && !now.Before(w.locked)
}

func (w *wall) open(rt *rapid.T) {
	who, agent := rapid.IntRange(0, 2).Draw(rt, "who"), w.agent(rt)
	id, err := w.agents[agent].OpenCall(w.r.t.Context(), w.people[who], "")
	if err != nil {
		rt.Fatal(err)
	}
	w.calls = append(w.calls, &played{id: id, agent: agent, admin: who == 0})
}

func (w *wall) answer(rt *rapid.T) {
	c, agent, right := w.someCall(rt), w.agent(rt), rapid.Bool().Draw(rt, "right")
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
	c, agent := w.someCall(rt), w.agent(rt)
	lost := rapid.SampledFrom(model.Credentials).Draw(rt, "lost")
	proof, err := w.agents[agent].Prove(w.r.t.Context(), c.id, lost)
	may := w.verified(c, agent) && (lost == model.ClientID || lost == model.UserName || lost == model.LoginPassword)
	if (err == nil) != may {
		rt.Fatalf("proof of %s: %v, while it may be %v", lost, err, may)
	}
	w.proofs = append(w.proofs, &drawn{proof: proof, call: c, agent: agent, lost: lost, used: err != nil})
}

func (w *wall) tell(rt *rapid.T) {
	p, agent := w.someProof(rt), w.agent(rt)
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
}

func (w *wall) send(rt *rapid.T) {
	p, agent := w.someProof(rt), w.agent(rt)
	_, err := w.agents[agent].SendTemporary(w.r.t.Context(), p.proof)
	if may := !p.used && p.agent == agent && w.verified(p.call, agent) && p.lost == model.LoginPassword; err == nil && !may {
		rt.Fatalf("mailed on a proof of %s that must not open anything", p.lost)
	}
	p.used = p.used || err == nil
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
