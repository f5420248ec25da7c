package desk

import (
	"sync"

	"callin/model"
)

// drafts are the notes that agents have begun and not saved, by agent and
// ticket. They live in this process alone, so that a line that breaks, a call
// that is parked or a command that is refused costs nobody what they typed.
type drafts struct {
	mu   sync.Mutex
	text map[draft]string
}

type draft struct {
	agent  model.AgentName
	ticket model.TicketNumber
}

// Draft is what the agent has begun to write about a ticket. It reads no store.
func (s *Session) Draft(n model.TicketNumber) string {
	d := &s.desk.drafts
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.text[draft{s.agent, n}]
}

// KeepDraft keeps what the agent has typed so far; "" when it was saved or
// thrown away. It writes no store.
func (s *Session) KeepDraft(n model.TicketNumber, text string) {
	d := &s.desk.drafts
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.text == nil {
		d.text = map[draft]string{}
	}
	if text == "" {
		delete(d.text, draft{s.agent, n})
		return
	}
	d.text[draft{s.agent, n}] = text
}
