// The templates: which there are, which one a letter gets, and how its words
// come out of it.

package mail

import (
	"bytes"
	"fmt"
	htmltemplate "html/template"
	"io/fs"
	"maps"
	"path"
	"strings"
	texttemplate "text/template"

	"callin/model"
)

// Source is a template as people edit it.
type Source struct {
	Kind     model.MailKind
	Language string // such as en or sv
	Subject  string // one line
	Text     string
	HTML     string
}

// Template is a Source that can be used. Its methods may be called from
// several goroutines at once.
type Template struct {
	source        Source
	language      *language
	subject, text *texttemplate.Template
	html          *htmltemplate.Template
}

// Source is what the template was made of.
func (t *Template) Source() Source { return t.source }

type shelf struct {
	kind     model.MailKind
	language string
}

// library holds the templates of all kinds and languages.
type library struct {
	languages map[string]*language
	templates map[shelf]*Template
}

// Builtin is the template that callin comes with, to begin editing from. It
// tells false for a kind or a language that it has none for.
func Builtin(kind model.MailKind, tag string) (Source, bool) {
	if strings.ContainsAny(tag+string(kind), "./") || kind == frame || kind == "words" {
		return Source{}, false
	}
	text, err := fs.ReadFile(templateFiles, path.Join("templates", tag, string(kind)+".txt"))
	if err != nil {
		return Source{}, false
	}
	html, err := fs.ReadFile(templateFiles, path.Join("templates", tag, string(kind)+".html"))
	if err != nil {
		return Source{}, false
	}
	first, rest, _ := strings.Cut(string(text), "\n\n")
	subject, found := strings.CutPrefix(first, "Subject: ")
	return Source{Kind: kind, Language: tag, Subject: subject, Text: rest, HTML: string(html)}, found
}

// newLibrary reads every built-in template.
func newLibrary() (*library, error) {
	b := &library{languages: map[string]*language{}, templates: map[shelf]*Template{}}
	folders, err := fs.ReadDir(templateFiles, "templates")
	if err != nil {
		return nil, fmt.Errorf("listing the languages of mails: %w", err)
	}
	for _, folder := range folders {
		tag := folder.Name()
		if b.languages[tag], err = readLanguage(tag); err != nil {
			return nil, err
		}
		for _, kind := range model.MailKinds() {
			source, found := Builtin(kind, tag)
			if !found {
				continue // English stands in
			}
			t, err := compile(source, b.languages[tag])
			if err != nil {
				return nil, fmt.Errorf("reading the %s template of %q: %w", tag, kind, err)
			}
			b.templates[shelf{kind, tag}] = t
		}
	}
	return b, nil
}

// with gives a library in which these stand in front of the others.
func (b *library) with(templates []*Template) *library {
	changed := &library{languages: b.languages, templates: maps.Clone(b.templates)}
	for _, t := range templates {
		changed.templates[shelf{t.source.Kind, strings.ToLower(t.source.Language)}] = t
	}
	return changed
}

func (b *library) find(kind model.MailKind, tag string) (*Template, error) {
	for _, try := range languageChain(tag) {
		if t, found := b.templates[shelf{kind, try}]; found {
			return t, nil
		}
	}
	return nil, fmt.Errorf("there are no templates for it")
}

// compile reads a source. Each template gets copies of its own of the shared
// pieces, so that two can't overwrite each other's.
func compile(s Source, in *language) (*Template, error) {
	t := &Template{source: s, language: in}
	pieces, err := in.text.Clone()
	if err != nil {
		return nil, fmt.Errorf("copying the shared pieces: %w", err)
	}
	if t.subject, err = pieces.New("subject").Parse(s.Subject); err != nil {
		return nil, err
	}
	if t.text, err = pieces.New("text").Parse(s.Text); err != nil {
		return nil, err
	}
	rich, err := in.html.Clone()
	if err != nil {
		return nil, fmt.Errorf("copying the shared pieces: %w", err)
	}
	if t.html, err = rich.New("html").Parse(s.HTML); err != nil {
		return nil, err
	}
	return t, nil
}

// Words are what a reader sees of a mail.
type Words struct{ Subject, Text, HTML string }

func (t *Template) render(p model.Provider, l Letter) (Words, error) {
	var subject, text, html bytes.Buffer
	plain := newView(p, l, t.language, false)
	if err := t.subject.Execute(&subject, plain); err != nil {
		return Words{}, fmt.Errorf("writing its subject: %w", err)
	}
	if err := t.text.Execute(&text, plain); err != nil {
		return Words{}, fmt.Errorf("writing its text: %w", err)
	}
	if err := t.html.Execute(&html, newView(p, l, t.language, true)); err != nil {
		return Words{}, fmt.Errorf("writing its HTML: %w", err)
	}
	return Words{
		Subject: model.CleanLine(subject.String()),
		Text:    strings.TrimSpace(text.String()) + "\n",
		HTML:    strings.TrimSpace(html.String()) + "\n",
	}, nil
}
