package desk

import (
	"context"
	"fmt"
	"slices"

	"callin/model"
	"callin/model/record"
)

// Suggestions are the articles that may help in a call, at most three: by what
// was lost, and by what solved such calls before.
//
// Errors: NotFound.
func (s *Session) Suggestions(ctx context.Context, call model.CallID) ([]model.Suggestion, error) {
	return s.SuggestionsFor(ctx, model.ForCall{Call: call})
}

// SuggestionsFor is Suggestions when the caller has just said what they lost, and
// nothing has been done about it yet.
//
// Errors: NotFound.
func (s *Session) SuggestionsFor(ctx context.Context, about model.ForCall) ([]model.Suggestion, error) {
	var found []model.Suggestion
	err := s.read(ctx, func(r rows) error {
		found = nil
		call, err := need[model.Call](r, record.CallKey(about.Call), "call")
		if err != nil {
			return err
		}
		lost := lostIn(*call)
		if about.Lost != "" {
			lost = append([]model.Credential{about.Lost}, slices.DeleteFunc(lost, func(c model.Credential) bool { return c == about.Lost })...)
		}
		solved := map[model.Credential]record.Solved{}
		for _, c := range model.Credentials {
			if solved[c], err = loadOr[record.Solved](r, record.SolvedKey(c)); err != nil {
				return err
			}
		}
		st := s.desk.shelf.at.Load()
		ids := model.Suggest(st.articles, lost, func(c model.Credential, id model.ArticleID) int { return solved[c].Calls[id] })
		for _, id := range ids {
			a, _ := st.find(id)
			view, err := s.desk.articleView(r, st, a)
			if err != nil {
				return err
			}
			found = append(found, model.Suggestion{ArticleView: view, Why: why(a, *call, lost, solved)})
		}
		return nil
	})
	return found, err
}

// lostIn is what was lost in a call, in the order in which something was done
// about it.
func lostIn(call model.Call) []model.Credential {
	var lost []model.Credential
	for _, d := range call.Deeds {
		if d.Lost != "" && !slices.Contains(lost, d.Lost) {
			lost = append(lost, d.Lost)
		}
	}
	return lost
}

// why says in a few words what speaks for an article.
func why(a model.Article, call model.Call, lost []model.Credential, solved map[model.Credential]record.Solved) string {
	for _, d := range call.Deeds {
		if d.Article == a.ID {
			return "mailed in this call"
		}
	}
	if len(lost) == 0 {
		return "for most callers"
	}
	for _, c := range lost {
		if slices.Contains(a.Solves, c) {
			return "for a lost " + string(c)
		}
	}
	n := 0
	for _, c := range lost {
		n += solved[c].Calls[a.ID]
	}
	if n == 1 {
		return "helped in one such call"
	}
	return fmt.Sprintf("helped in %d such calls", n)
}

// solving outcomes say that the caller got what they called for.
var solving = []model.Outcome{model.Told, model.Mailed, model.LoggedIn, model.Referred, model.Explained}

// learn counts the articles of a call that ended well for what was lost in it.
func (a *act) learn(call model.Call) error {
	if !slices.Contains(solving, call.Outcome) {
		return nil
	}
	read, err := loadOr[record.CallArticles](a.rows, record.CallArticlesKey(call.ID))
	if err != nil || len(read.IDs) == 0 {
		return err
	}
	for _, c := range lostIn(call) {
		key := record.SolvedKey(c)
		solved, err := loadOr[record.Solved](a.rows, key)
		if err != nil {
			return err
		}
		if solved.Calls == nil {
			solved.Calls = map[model.ArticleID]int{}
		}
		for _, id := range read.IDs {
			solved.Calls[id]++
		}
		if err := a.put(key, solved); err != nil {
			return err
		}
	}
	return nil
}
