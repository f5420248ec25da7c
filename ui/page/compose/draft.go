// This file holds the words that are being written, and where they wait while no
// page shows them.
package compose

import (
	"slices"
	"strings"

	"callin/model"
	"callin/ui/widget/editor"
)

// The parts, in the order of Tab.
const (
	title = iota
	category
	tags
	related
	lost
	body
	parts
)

// partNames are the parts' on the screen, from the fullest.
var partNames = [parts][]string{
	{"Title"}, {"Category", "Cat."}, {"Tags"}, {"Related", "Rel."}, {"Lost"}, {"Text"},
}

// words are the parts, and whom they are for.
type words struct {
	parts    [parts]string
	internal bool
}

// Sizes of the parts in bytes. They only bound what a session holds: how long a
// part may be, the desk says.
const (
	mostLine = 1 << 10
	mostText = 2 * model.MaxArticleText
)

// draft is what somebody writes.
type draft struct {
	id       model.ArticleID
	parts    [parts]*editor.Editor
	internal bool
	part     int               // the one that is shown
	base     model.ArticleEdit // what it was begun from
	was      words             // the words of base
	loaded   bool              // there are words
}

func newDraft(id model.ArticleID) *draft {
	d := &draft{id: id, part: body}
	for i := range d.parts {
		d.parts[i] = editor.Line(mostLine)
	}
	d.parts[body] = editor.New(mostText)
	return d
}

// words are as they stand now.
func (d *draft) words() words {
	w := words{internal: d.internal}
	for i, p := range d.parts {
		w.parts[i] = p.Value()
	}
	return w
}

// dirty tells whether anything isn't saved.
func (d *draft) dirty() bool { return d.loaded && d.words() != d.was }

// adopt begins anew with an article.
func (d *draft) adopt(e model.ArticleEdit) {
	d.rebase(e)
	d.set(d.was)
}

// set makes the words others. Parts that are the same keep their caret.
func (d *draft) set(w words) {
	d.internal = w.internal
	for i, p := range d.parts {
		if p.Value() != w.parts[i] {
			p.Set(w.parts[i])
		}
	}
}

// rebase keeps the words, which are to stand in place of these from now on.
func (d *draft) rebase(e model.ArticleEdit) { d.base, d.was, d.loaded = e, wordsOf(e.Article), true }

// wordsOf are an article's as an editor would have them, so that only what
// somebody has typed counts as a change.
func wordsOf(a model.Article) words {
	w := words{internal: a.Internal}
	for i, s := range []string{a.Title, a.Category, strings.Join(a.Tags, ", "), join(a.Related), join(a.Solves), a.Text} {
		w.parts[i] = model.Clean(s)
		if i != body {
			w.parts[i] = strings.ReplaceAll(w.parts[i], "\n", " ")
		}
	}
	return w
}

// edit is the draft as the desk takes it.
func (d *draft) edit() model.ArticleEdit {
	e, w := d.base, d.words()
	e.ID, e.Internal = d.id, w.internal
	e.Title, e.Category, e.Text = strings.TrimSpace(w.parts[title]), strings.TrimSpace(w.parts[category]), w.parts[body]
	e.Tags, e.Related, e.Solves = split[string](w.parts[tags]), split[model.ArticleID](w.parts[related]), split[model.Credential](w.parts[lost])
	return e
}

// name is the article in a sentence.
func (d *draft) name() string {
	if t := model.CleanLine(d.parts[title].Value()); t != "" {
		return `"` + t + `"`
	}
	return "without a title"
}

func join[T ~string](all []T) string {
	var b strings.Builder
	for i, s := range all {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(string(s))
	}
	return b.String()
}

// split reads names with commas between them, each once. Links may be written as
// they are copied.
func split[T ~string](s string) []T {
	var all []T
	for name := range strings.SplitSeq(s, ",") {
		name = strings.TrimPrefix(strings.TrimSpace(name), model.ArticleLink)
		if name != "" && !slices.Contains(all, T(name)) {
			all = append(all, T(name))
		}
	}
	return all
}

// Bench is what the pages of one session share: words that were typed and not
// saved, so that closing a page loses none. It is used by the screen's goroutine
// alone.
type Bench struct{ drafts map[model.ArticleID]*draft }

// NewBench makes an empty one.
func NewBench() *Bench { return &Bench{drafts: map[model.ArticleID]*draft{}} }

func (b *Bench) take(id model.ArticleID) *draft {
	if d := b.drafts[id]; d != nil {
		delete(b.drafts, id)
		return d
	}
	return newDraft(id)
}

func (b *Bench) put(d *draft) {
	if d.dirty() {
		b.drafts[d.id] = d
	}
}
