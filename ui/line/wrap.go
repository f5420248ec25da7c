package line

import (
	"context"
	"strings"

	"callin/model"
)

// wrapUp ends a call with an outcome; the one that the deeds speak for is
// offered.
func (t *talk) wrapUp(ctx context.Context, id model.CallID) error {
	v, err := t.s.Call(ctx, id)
	if err != nil {
		return err
	}
	outcome := v.Suggest()
	var names []string
	for _, o := range model.Outcomes {
		names = append(names, string(o))
	}
	for {
		text, err := t.ask(ctx, "Outcome: "+string(outcome)+". Enter keeps it; or "+strings.Join(names, ", ")+"; or back.")
		if err != nil {
			return err
		}
		switch {
		case strings.EqualFold(text, "back"):
			return nil
		case text != "" && !contains(names, text):
			t.say("%q is none of these.", text)
			continue
		case text != "":
			outcome = model.Outcome(strings.ToLower(text))
		}
		note, err := t.ask(ctx, "A note? Enter for none.")
		if err != nil {
			return err
		}
		err = t.s.EndCall(ctx, id, model.WrapUp{Outcome: outcome, Note: note})
		if model.CodeOf(err) == model.Invalid {
			t.say("%s", model.PublicText(err))
			continue
		}
		if err != nil {
			return err
		}
		t.say("The call has ended: %s.", outcome)
		return errEnded
	}
}

func contains(names []string, text string) bool {
	for _, n := range names {
		if strings.EqualFold(n, text) {
			return true
		}
	}
	return false
}

// handOver leaves the ticket in the queue for somebody else.
func (t *talk) handOver(ctx context.Context, id model.CallID) error {
	note, err := t.ask(ctx, "What should the next agent know? Enter for nothing, back stays.")
	if err != nil || strings.EqualFold(note, "back") {
		return err
	}
	if err := t.s.HandOver(ctx, id, note); err != nil {
		return err
	}
	t.say("Handed over: the ticket is in the queue, with high priority.")
	return errEnded
}
