package main

// The peers. All get the text as callin folds it, and look for the same terms.

import (
	"database/sql"
	"os"
	"strconv"
	"strings"
	"sync"

	"github.com/blevesearch/bleve/v2"
	_ "github.com/blevesearch/bleve/v2/analysis/analyzer/custom"
	_ "github.com/blevesearch/bleve/v2/analysis/tokenizer/whitespace"
	"github.com/blevesearch/bleve/v2/search/query"
	_ "modernc.org/sqlite"

	"callin/model"
	"callin/model/search"
)

// textOf is all that is searched of a person, folded; numbers also joined.
func textOf(e search.Entry) string {
	number := func(s string) string { return strings.ReplaceAll(search.Fold(s), " ", "") }
	return search.Fold(strings.Join([]string{e.Name, e.Company, e.UserName, e.Email}, " ")) + " " +
		number(e.ClientID) + " " + number(e.Phone) + " " + number(e.CompanyPhone) + " " + e.Extension
}

// termsOf joins the numbers as callin does.
func termsOf(text string) []string {
	var terms []string
	number := false
	for _, t := range strings.Fields(search.Fold(text)) {
		is := strings.Trim(t, "0123456789") == ""
		if is && number {
			terms[len(terms)-1] += t
		} else {
			terms = append(terms, t)
		}
		number = is
	}
	return terms
}

// scan looks at everybody, on two cores.
type scan struct {
	people []model.PersonID
	texts  []string
}

func (s *scan) build(people []search.Entry) error {
	for _, e := range people {
		s.people = append(s.people, e.Person)
		s.texts = append(s.texts, textOf(e))
	}
	return nil
}

func (s *scan) find(text string) (first []model.PersonID, total int, err error) {
	terms := termsOf(text)
	var halves [2][]int
	var group sync.WaitGroup
	for h := range halves {
		group.Go(func() {
			for i := h * len(s.texts) / 2; i < (h+1)*len(s.texts)/2; i++ {
				all := true
				for _, t := range terms {
					all = all && strings.Contains(s.texts[i], t)
				}
				if all {
					halves[h] = append(halves[h], i)
				}
			}
		})
	}
	group.Wait()
	for _, half := range halves {
		for _, i := range half {
			if total++; len(first) < 50 {
				first = append(first, s.people[i])
			}
		}
	}
	return first, total, nil
}

func (*scan) close() error { return nil }

// fts5 is SQLite's full-text search, in memory.
type fts5 struct {
	tokenizer string
	trigram   bool
	db        *sql.DB
	people    []model.PersonID
}

func (f *fts5) build(people []search.Entry) (err error) {
	if f.db, err = sql.Open("sqlite", ":memory:"); err != nil {
		return err
	}
	f.db.SetMaxOpenConns(1)
	if _, err = f.db.Exec(`create virtual table people using fts5(text, tokenize='` + f.tokenizer + `')`); err != nil {
		return err
	}
	tx, err := f.db.Begin()
	if err != nil {
		return err
	}
	insert, err := tx.Prepare(`insert into people(rowid, text) values (?, ?)`)
	if err != nil {
		return err
	}
	for i, e := range people {
		f.people = append(f.people, e.Person)
		if _, err := insert.Exec(i+1, textOf(e)); err != nil {
			return err
		}
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	_, err = f.db.Exec(`insert into people(people) values ('optimize')`)
	return err
}

// where gives the condition. Trigrams know nothing of shorter terms.
func (f *fts5) where(text string) (condition string, args []any) {
	var match, like []string
	for _, t := range termsOf(text) {
		switch {
		case !f.trigram:
			match = append(match, `"`+t+`"*`)
		case len([]rune(t)) >= 3:
			match = append(match, `"`+t+`"`)
		default:
			like = append(like, "text like ?")
			args = append(args, "%"+t+"%")
		}
	}
	if len(match) > 0 {
		like = append(like, "people match ?")
		args = append(args, strings.Join(match, " "))
	}
	return strings.Join(like, " and "), args
}

func (f *fts5) find(text string) (first []model.PersonID, total int, err error) {
	condition, args := f.where(text)
	if condition == "" {
		return nil, 0, nil
	}
	if err := f.db.QueryRow(`select count(*) from people where `+condition, args...).Scan(&total); err != nil {
		return nil, 0, err
	}
	rows, err := f.db.Query(`select rowid from people where `+condition+` limit 50`, args...)
	if err != nil {
		return nil, 0, err
	}
	defer func() { _ = rows.Close() }() // rows.Err tells
	for rows.Next() {
		var id int
		if err := rows.Scan(&id); err != nil {
			return nil, 0, err
		}
		first = append(first, f.people[id-1])
	}
	return first, total, rows.Err()
}

func (f *fts5) close() error { return f.db.Close() }

// bleveIndex is bleve, on disk in a folder of its own.
type bleveIndex struct {
	folder string
	index  bleve.Index
	people []model.PersonID
}

func (b *bleveIndex) build(people []search.Entry) (err error) {
	if b.folder, err = os.MkdirTemp("", "bench-bleve-"); err != nil {
		return err
	}
	mapping := bleve.NewIndexMapping()
	field := bleve.NewTextFieldMapping()
	field.Store, field.IncludeInAll, field.DocValues, field.IncludeTermVectors = false, false, false, false
	field.Analyzer = "web"
	document := bleve.NewDocumentStaticMapping()
	document.AddFieldMappingsAt("text", field)
	mapping.DefaultMapping = document
	if err := mapping.AddCustomAnalyzer("web", map[string]any{"type": "custom", "tokenizer": "whitespace"}); err != nil {
		return err
	}
	if b.index, err = bleve.New(b.folder+"/index", mapping); err != nil {
		return err
	}
	batch := b.index.NewBatch()
	for i, e := range people {
		b.people = append(b.people, e.Person)
		if err := batch.Index(strconv.Itoa(i), map[string]string{"text": textOf(e)}); err != nil {
			return err
		}
		if batch.Size() == 5000 || i == len(people)-1 {
			if err := b.index.Batch(batch); err != nil {
				return err
			}
			batch.Reset()
		}
	}
	return nil
}

func (b *bleveIndex) find(text string) (first []model.PersonID, total int, err error) {
	var all []query.Query
	for _, t := range termsOf(text) {
		prefix := bleve.NewPrefixQuery(t)
		prefix.SetField("text")
		if len(t) < 4 {
			all = append(all, prefix)
			continue
		}
		fuzzy := bleve.NewFuzzyQuery(t)
		fuzzy.SetField("text")
		fuzzy.SetFuzziness(min(2, 1+len(t)/8)) // it takes no more
		all = append(all, bleve.NewDisjunctionQuery(prefix, fuzzy))
	}
	found, err := b.index.Search(bleve.NewSearchRequestOptions(bleve.NewConjunctionQuery(all...), 50, 0, false))
	if err != nil {
		return nil, 0, err
	}
	for _, hit := range found.Hits {
		i, err := strconv.Atoi(hit.ID)
		if err != nil {
			return nil, 0, err
		}
		first = append(first, b.people[i])
	}
	return first, int(found.Total), nil
}

func (b *bleveIndex) close() error {
	_ = b.index.Close() // the folder goes anyway
	return os.RemoveAll(b.folder)
}
