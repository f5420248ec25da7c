package profile

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/widget/form"
)

// Question is the page of the security question.
const Question kit.PageID = "portal.question"

// Questions is what the page asks of the portal.
type Questions interface {
	// SetQuestion sets one's own security question and answer.
	SetQuestion(ctx context.Context, password model.Secret, question string, answer model.Secret) error
}

// NewQuestion makes the page that sets question and answer.
func NewQuestion(env *kit.Env, portal Questions, frame form.Frame) *form.Page {
	return form.NewPage(env, form.Spec{
		ID: Question, Title: "Security question", Frame: frame,
		Intro: "Security question\n\nWe ask it when you call us, before we tell or change anything. Choose one whose answer only you know, " +
			"and that you can say on the telephone: capitals, accents and punctuation don't matter. Nobody can read the answer afterwards.",
		Inputs: []form.Input{
			{ID: "question", Label: "Question", Limit: 200, Hint: "such as: What did you call your first bicycle?", Need: "Type the question."},
			{ID: "answer", Label: "Answer", Hidden: true, Limit: model.MaxAnswer, Hint: "ctrl+r shows what you type", Need: "Type the answer."},
			{ID: "current", Label: "Your password", Hidden: true, Limit: 2 * model.MaxPassword, Need: now},
		},
		Buttons: []form.Button{{ID: "save", Words: "Save question and answer"}, {ID: "back", Words: "Back"}},
		Secrets: []string{"current"},
		Submit: func(ctx context.Context, f *form.Form) (any, error) {
			return nil, portal.SetQuestion(ctx, f.Secret("current"), f.Text("question"), f.Secret("answer"))
		},
		Done: func(any) tea.Cmd {
			return tea.Batch(kit.Say(kit.Success, "Your security question is set."), kit.Back())
		},
		Press: func(string) tea.Cmd { return kit.Back() },
	})
}
