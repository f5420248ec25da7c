package knowledge

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"callin/model"
)

// An article's file is lines of "key: value" between two lines of three
// hyphens, and Markdown below:
//
//	---
//	id: add-user
//	title: Adding a user
//	category: People and extensions
//	tags: new user, welcome mail
//	audience: public
//	solves: login password
//	related: user-name-change
//	date: 2026-02-16
//	revision: 1
//	---
//	Account administrators add users in the portal.

const fence = "---"

// day is how dates are written.
const day = time.DateOnly

// front are the keys in the order in which they are written.
var front = []struct {
	key   string
	read  func(a *model.Article, value string) (wrong string)
	write func(a model.Article) string
}{
	{"id", func(a *model.Article, v string) string {
		a.ID = model.ArticleID(v)
		return model.CheckArticleID(a.ID)
	}, func(a model.Article) string { return string(a.ID) }},
	{"title", func(a *model.Article, v string) string {
		a.Title = v
		return there(v)
	}, func(a model.Article) string { return a.Title }},
	{"category", func(a *model.Article, v string) string {
		a.Category = v
		return there(v)
	}, func(a model.Article) string { return a.Category }},
	{"tags", func(a *model.Article, v string) string {
		a.Tags = List(v)
		return ""
	}, func(a model.Article) string { return strings.Join(a.Tags, ", ") }},
	{"audience", func(a *model.Article, v string) string {
		a.Internal = v == "internal"
		if v != "internal" && v != "public" {
			return "must be public or internal"
		}
		return ""
	}, audience},
	{"solves", readSolves, func(a model.Article) string {
		return strings.Join(strs(a.Solves), ", ")
	}},
	{"related", readRelated, func(a model.Article) string { return strings.Join(strs(a.Related), ", ") }},
	{"date", func(a *model.Article, v string) string {
		at, err := time.Parse(day, v)
		if err != nil || at.Year() < 1 {
			return "must be a date such as 2026-02-16"
		}
		a.At = at
		return ""
	}, func(a model.Article) string { return a.At.Format(day) }},
	{"revision", func(a *model.Article, v string) string {
		n, err := strconv.Atoi(v)
		if err != nil || n < 1 {
			return "must be a number from 1"
		}
		a.Revision = n
		return ""
	}, func(a model.Article) string { return strconv.Itoa(a.Revision) }},
}

func there(v string) string {
	if v == "" {
		return "is empty"
	}
	return ""
}

func audience(a model.Article) string {
	if a.Internal {
		return "internal"
	}
	return "public"
}

func readSolves(a *model.Article, v string) string {
	for _, name := range List(v) {
		c := model.Credential(name)
		if !slices.Contains(model.Credentials, c) {
			return fmt.Sprintf("names %q, which is nothing that people lose", name)
		}
		a.Solves = append(a.Solves, c)
	}
	return ""
}

func readRelated(a *model.Article, v string) string {
	for _, name := range List(v) {
		id := model.ArticleID(name)
		if wrong := model.CheckArticleID(id); wrong != "" {
			return wrong
		}
		a.Related = append(a.Related, id)
	}
	return ""
}

// List reads names with commas between them. Each comes once.
func List(v string) []string {
	var all []string
	for name := range strings.SplitSeq(v, ",") {
		if name = model.CleanLine(name); name != "" && !slices.Contains(all, name) {
			all = append(all, name)
		}
	}
	return all
}

func strs[T ~string](all []T) []string {
	out := make([]string, len(all))
	for i, s := range all {
		out[i] = string(s)
	}
	return out
}

// Parse reads an article, and says what is wrong with it, a sentence each.
func Parse(source string) (model.Article, []string) {
	var a model.Article
	var problems []string
	source = Clean(source)
	head, body, ok := cutFront(source)
	if !ok {
		return a, []string{"The article doesn't begin with lines between two lines of ---."}
	}
	seen := map[string]bool{}
	for line := range strings.SplitSeq(head, "\n") {
		key, value, _ := strings.Cut(line, ":")
		key, value = model.CleanLine(key), model.CleanLine(value)
		if key == "" && value == "" {
			continue
		}
		problems = append(problems, readKey(&a, key, value, seen)...)
	}
	for _, must := range []string{"id", "title", "category", "audience", "date", "revision"} {
		if !seen[must] {
			problems = append(problems, fmt.Sprintf("There is no %s.", must))
		}
	}
	a.Text = body
	return a, problems
}

func readKey(a *model.Article, key, value string, seen map[string]bool) []string {
	if seen[key] {
		return []string{fmt.Sprintf("There are two lines with %s.", key)}
	}
	seen[key] = true
	for _, f := range front {
		if f.key != key {
			continue
		}
		if wrong := f.read(a, value); wrong != "" {
			return []string{fmt.Sprintf("The %s %s.", key, wrong)}
		}
		return nil
	}
	return []string{fmt.Sprintf("%q is no line that an article has.", key)}
}

func cutFront(source string) (head, body string, ok bool) {
	rest, ok := strings.CutPrefix(source, fence+"\n")
	if !ok {
		return "", "", false
	}
	if body, ok := strings.CutPrefix(rest, fence+"\n"); ok {
		return "", body, true
	}
	return strings.Cut(rest, "\n"+fence+"\n")
}

// Source writes an article as Parse reads it.
func Source(a model.Article) string {
	var b strings.Builder
	b.WriteString(fence + "\n")
	for _, f := range front {
		if v := f.write(a); v != "" {
			b.WriteString(f.key + ": " + v + "\n")
		}
	}
	b.WriteString(fence + "\n" + a.Text)
	return b.String()
}

// tabWidth is what a tab in Markdown counts for (CommonMark, 2.2).
const tabWidth = 4

// Clean is model.Clean for Markdown: tabs, which mean something in it, become
// the spaces that they stand for.
func Clean(s string) string {
	if strings.ContainsRune(s, '\t') {
		s = expand(strings.ReplaceAll(s, "\r\n", "\n"))
	}
	return model.Clean(s)
}

func expand(s string) string {
	var b strings.Builder
	column := 0
	for _, r := range s {
		switch r {
		case '\t':
			n := tabWidth - column%tabWidth
			b.WriteString(strings.Repeat(" ", n))
			column += n
			continue
		case '\n':
			column = -1
		}
		b.WriteRune(r)
		column++
	}
	return b.String()
}
