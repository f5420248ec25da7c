// This file holds the words that are being written, and where they wait while
// no page shows them.
package template

import (
	"strings"

	"callin/model"
	"callin/ui/widget/editor"
	"callin/ui/widget/nouns"
)

// words are the three parts of a mail.
type words [3]string

// The parts, in the order of Tab.
const (
	subject = iota
	text
	html
)

// Sizes of the parts in bytes. They only bound what a session holds: how long a
// part may be in a mail, the desk says when it checks.
const (
	mostSubject = 1 << 10
	mostText    = 128 << 10
)

// parts are the words with their carets.
type parts [3]*editor.Editor

func newParts() parts {
	return parts{editor.Line(mostSubject), editor.New(mostText), editor.New(mostText)}
}

// set makes the words others. Parts that are the same keep their caret.
func (ps parts) set(w words) {
	for i, p := range ps {
		if p.Value() != w[i] {
			p.Set(w[i])
		}
	}
}

func (ps parts) words() words { return words{ps[0].Value(), ps[1].Value(), ps[2].Value()} }

// wordsOf are a template's as an editor would have them, so that only what
// somebody has typed counts as a change.
func wordsOf(t model.MailTemplate) words {
	return words{strings.ReplaceAll(model.Clean(t.Subject), "\n", " "), model.Clean(t.Text), model.Clean(t.HTML)}
}

// draft is what somebody writes.
type draft struct {
	parts  parts
	part   int                // the one that is shown
	base   model.MailTemplate // what it was begun from
	was    words              // the words of base
	loaded bool               // there are words
}

// dirty tells whether anything isn't saved.
func (d *draft) dirty() bool { return d.loaded && d.parts.words() != d.was }

// adopt begins anew with a template.
func (d *draft) adopt(t model.MailTemplate) {
	d.rebase(t)
	d.parts.set(d.was)
}

// rebase keeps the words, which are to stand in place of these from now on.
func (d *draft) rebase(t model.MailTemplate) { d.base, d.was, d.loaded = t, wordsOf(t), true }

// template is the draft as the desk takes it.
func (d *draft) template() model.MailTemplate {
	t, w := d.base, d.parts.words()
	t.Subject, t.Text, t.HTML = w[subject], w[text], w[html]
	return t
}

// Bench is what the pages of one session share: words that were typed and not
// saved, so that closing a page loses none; where tests went; and that the desk
// has said no to this agent. It is used by the screen's goroutine alone.
type Bench struct {
	drafts  map[model.MailKind]*draft
	address string
	refused string
}

// NewBench makes an empty one.
func NewBench() *Bench { return &Bench{drafts: map[model.MailKind]*draft{}} }

// Unsaved tells whether words of the kind wait on the bench.
func (b *Bench) Unsaved(kind model.MailKind) bool { return b.drafts[kind] != nil }

// Refused is why this agent may not edit templates, "" as far as is known.
func (b *Bench) Refused() string { return b.refused }

func (b *Bench) take(kind model.MailKind) *draft {
	if d := b.drafts[kind]; d != nil {
		delete(b.drafts, kind)
		return d
	}
	return &draft{parts: newParts(), part: text}
}

func (b *Bench) put(kind model.MailKind, d *draft) {
	if d.dirty() {
		b.drafts[kind] = d
	}
}

// name is a kind of mail in a sentence.
func name(kind model.MailKind) string { return model.CleanLine(nouns.MailKind(kind)) }
