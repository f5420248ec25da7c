// Package many does one thing to several that are marked, each by a command of
// its own, and says how many went and why the others didn't.
package many

import (
	"context"
	"fmt"
	"strings"

	"callin/model"
	"callin/ui/kit"
)

// Each gives the command for every thing that nothing bars: why has, for each,
// what does, and comes back with what the commands said besides. When the desk
// can't be reached, or the command was stopped, the rest isn't tried.
func Each[T any](ctx context.Context, things []T, why []string, do func(context.Context, T) error) []string {
	stop := ""
	for i, thing := range things {
		if why[i] != "" {
			continue
		}
		if why[i] = stop; stop != "" {
			continue
		}
		if err := do(ctx, thing); err != nil {
			why[i] = model.PublicText(err)
			if model.CodeOf(err) == model.Unavailable || ctx.Err() != nil {
				stop = why[i] // it won't go better with the next
			}
		}
	}
	return why
}

// Outcome is what came of something, in words.
type Outcome struct {
	Level kit.Level
	Say   string
}

// Said is what came of it in words: how many went, and why how many didn't.
func Said(went func(n int) string, why []string) Outcome {
	done := 0
	var reasons []string
	times := map[string]int{}
	for _, w := range why {
		switch {
		case w == "":
			done++
			continue
		case times[w] == 0:
			reasons = append(reasons, w)
		}
		times[w]++
	}
	if len(reasons) == 0 {
		return Outcome{kit.Success, went(done)}
	}
	text := []string{"Nothing was done."}
	if done > 0 {
		text[0] = went(done)
	}
	for _, w := range reasons {
		text = append(text, fmt.Sprintf("Not %d: %s", times[w], w))
	}
	return Outcome{kit.Warning, strings.Join(text, " ")}
}
