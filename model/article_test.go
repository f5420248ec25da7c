package model_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"callin/model"
)

func TestVotes_helpful(t *testing.T) {
	for _, tc := range []struct {
		yes, no, percent int
		known            bool
	}{{0, 0, 0, false}, {4, 0, 0, false}, {5, 0, 100, true}, {4, 1, 80, true}, {0, 5, 0, true}, {2, 4, 33, true}, {5, 1, 83, true}} {
		got, known := model.Votes{Yes: tc.yes, No: tc.no}.Helpful()
		if got != tc.percent || known != tc.known {
			t.Errorf("%d yes, %d no: %d %v", tc.yes, tc.no, got, known)
		}
	}
}

func TestSuggest(t *testing.T) {
	shelf := []model.Article{
		{ID: "general", Solves: []model.Credential{model.LoginPassword, model.UserName, model.ClientID}},
		{ID: "phones", Solves: []model.Credential{model.PolycomPassword}},
		{ID: "policy", Internal: true, Solves: []model.Credential{model.LoginPassword, model.ClientID}},
		{ID: "question", Solves: []model.Credential{model.ClientID}},
		{ID: "unrelated"},
		{ID: "rename", Solves: []model.Credential{model.UserName}},
	}
	none := func(model.Credential, model.ArticleID) int { return 0 }
	for _, tc := range []struct {
		name   string
		lost   []model.Credential
		solved func(model.Credential, model.ArticleID) int
		want   []model.ArticleID
	}{
		{"by what was lost", []model.Credential{model.PolycomPassword}, none, []model.ArticleID{"phones"}},
		{"those for agents last", []model.Credential{model.ClientID}, none, []model.ArticleID{"general", "question", "policy"}},
		{"at most three, nothing lost", nil, none, []model.ArticleID{"general", "rename", "question"}},
		{
			"what solved such calls",
			[]model.Credential{model.PolycomPassword},
			func(c model.Credential, id model.ArticleID) int {
				return map[model.ArticleID]int{"unrelated": 20, "rename": 1}[id]
			},
			[]model.ArticleID{"unrelated", "phones", "rename"},
		},
		{
			"what was lost first counts more",
			[]model.Credential{model.UserName, model.PolycomPassword},
			none,
			[]model.ArticleID{"general", "rename", "phones"},
		},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if diff := cmp.Diff(tc.want, model.Suggest(shelf, tc.lost, tc.solved)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestArticleID(t *testing.T) {
	for title, want := range map[string]model.ArticleID{
		"Adding a user": "adding-a-user", "Où est Zoë’s téléphone?": "ou-est-zoe-s-telephone", "電話": "", "  --  ": "",
		strings.Repeat("verylongword ", 20): "verylongword-verylongword-verylongword",
	} {
		id := model.NewArticleID(title)
		if id != want {
			t.Errorf("%q gives %q, want %q", title, id, want)
		}
		if wrong := model.CheckArticleID(id); id != "" && wrong != "" {
			t.Errorf("%q %s", id, wrong)
		}
	}
	for _, bad := range []model.ArticleID{"", "-a", "a-", "A", "a/b", "a b", "ä", model.ArticleID(strings.Repeat("a", 61))} {
		if model.CheckArticleID(bad) == "" {
			t.Errorf("%q is taken", bad)
		}
	}
}

func TestArticleView_concerns(t *testing.T) {
	now := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	for _, tc := range []struct {
		v    model.ArticleView
		want string
	}{
		{model.ArticleView{At: now}, "[]"},
		{model.ArticleView{At: now, Votes: model.Votes{Yes: 3, No: 2}}, "[]"},
		{model.ArticleView{At: now, Votes: model.Votes{Yes: 2, No: 3}}, "[helps few readers]"},
		{model.ArticleView{At: now, Votes: model.Votes{No: 1}}, "[didn't help somebody]"},
		{model.ArticleView{At: now.AddDate(-1, 0, -1)}, "[older than a year]"},
	} {
		if got := fmt.Sprint(tc.v.Concerns(now)); got != tc.want {
			t.Errorf("%+v: %s, want %s", tc.v, got, tc.want)
		}
	}
}

func TestPolicy_countArticle(t *testing.T) {
	p := model.Standard()
	now := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	var sent []time.Time
	var err error
	for i := range p.ArticlesADay {
		if sent, err = p.CountArticle(sent, now.Add(time.Duration(i)*time.Minute)); err != nil {
			t.Fatal(i, err)
		}
	}
	if _, err = p.CountArticle(sent, now.Add(time.Hour)); model.CodeOf(err) != model.Locked {
		t.Errorf("one more than the limit: %v", err)
	}
	if sent, err = p.CountArticle(sent, now.Add(24*time.Hour)); err != nil || len(sent) != p.ArticlesADay {
		t.Errorf("a day later: %d, %v", len(sent), err)
	}
}
