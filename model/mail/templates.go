// The templates: which there are, and how a letter's words come out of them.

package mail

import (
	"bytes"
	"embed"
	"fmt"
	htmltemplate "html/template"
	"io/fs"
	"strings"
	texttemplate "text/template"

	"callin/model"
)

//go:embed templates
var templateFiles embed.FS

// frame is the pair of files with the pieces that kinds share; it's no kind.
const frame = "frame"

type templates map[model.MailKind]pair

type pair struct {
	text *texttemplate.Template // also defines "subject"
	html *htmltemplate.Template
}

// parseTemplates reads every pair. Each kind gets copies of its own of the
// shared pieces, so that two kinds can't overwrite each other's.
func parseTemplates() (templates, error) {
	names, err := fs.Glob(templateFiles, "templates/*.txt")
	if err != nil {
		return nil, fmt.Errorf("listing the mail templates: %w", err)
	}
	all := templates{}
	for _, name := range names {
		kind := strings.TrimSuffix(strings.TrimPrefix(name, "templates/"), ".txt")
		if kind == frame {
			continue
		}
		var p pair
		p.text, err = texttemplate.New(kind+".txt").Option("missingkey=error").
			ParseFS(templateFiles, "templates/frame.txt", name)
		if err == nil {
			p.html, err = htmltemplate.New(kind+".html").Option("missingkey=error").
				ParseFS(templateFiles, "templates/frame.html", "templates/"+kind+".html")
		}
		if err != nil {
			return nil, fmt.Errorf("reading the templates of %q: %w", kind, err)
		}
		if p.text.Lookup("subject") == nil {
			return nil, fmt.Errorf("the template %s doesn't define a subject", name)
		}
		all[model.MailKind(kind)] = p
	}
	return all, nil
}

func (t templates) render(kind model.MailKind, v view) (subject, text, html string, err error) {
	p, known := t[kind]
	if !known {
		return "", "", "", fmt.Errorf("there are no templates for it")
	}
	var s, plain, rich bytes.Buffer
	if err := p.text.ExecuteTemplate(&s, "subject", v); err != nil {
		return "", "", "", fmt.Errorf("writing its subject: %w", err)
	}
	if err := p.text.Execute(&plain, v); err != nil {
		return "", "", "", fmt.Errorf("writing its text: %w", err)
	}
	if err := p.html.Execute(&rich, v); err != nil {
		return "", "", "", fmt.Errorf("writing its HTML: %w", err)
	}
	return model.CleanLine(s.String()), strings.TrimSpace(plain.String()) + "\n", strings.TrimSpace(rich.String()) + "\n", nil
}
