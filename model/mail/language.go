// A language: the pieces that its templates share, and the words that the
// program itself puts into them.
//
// Another language is another folder below templates, named by its tag: words.txt
// and the two frames, and the kinds that have been translated. It takes no code;
// for a kind that it lacks English stands in. The tests take every folder.

package mail

import (
	"embed"
	"fmt"
	htmltemplate "html/template"
	"io/fs"
	"path"
	"strings"
	texttemplate "text/template"
)

//go:embed templates
var templateFiles embed.FS

// English is what a mail is written in when there are no templates in the
// language that was asked for.
const English = "en"

// frame is the pair of files with the pieces that kinds share; it's no kind.
const frame = "frame"

type language struct {
	tag      string // BCP 47, in lower case
	words    map[string]string
	weekdays []string // Sunday first, as in package time
	months   []string
	text     *texttemplate.Template // the pieces
	html     *htmltemplate.Template
}

func readLanguage(tag string) (*language, error) {
	l := &language{tag: tag, words: map[string]string{}}
	dir := path.Join("templates", tag)
	raw, err := fs.ReadFile(templateFiles, path.Join(dir, "words.txt"))
	if err != nil {
		return nil, fmt.Errorf("reading the words of the language %q: %w", tag, err)
	}
	for line := range strings.Lines(string(raw)) {
		if key, words, found := strings.Cut(strings.TrimSpace(line), ": "); found && !strings.HasPrefix(key, "#") {
			l.words[key] = words
		}
	}
	l.weekdays, l.months = strings.Split(l.words["weekdays"], ", "), strings.Split(l.words["months"], ", ")
	if len(l.weekdays) != 7 || len(l.months) != 12 || l.words["moment"] == "" {
		return nil, fmt.Errorf("the language %q lacks weekdays, months or the form of a moment", tag)
	}
	l.text, err = texttemplate.New(frame).Option("missingkey=error").ParseFS(templateFiles, path.Join(dir, frame+".txt"))
	if err == nil {
		l.html, err = htmltemplate.New(frame).Option("missingkey=error").ParseFS(templateFiles, path.Join(dir, frame+".html"))
	}
	if err != nil {
		return nil, fmt.Errorf("reading what the templates of the language %q share: %w", tag, err)
	}
	return l, nil
}

// languageChain is where to look for a language's templates, best first:
// sv-SE is sv-se, then sv, then English.
func languageChain(tag string) []string {
	tag = strings.ToLower(strings.ReplaceAll(tag, "_", "-"))
	var chain []string
	for tag != "" {
		chain = append(chain, tag)
		cut := strings.LastIndex(tag, "-")
		tag = tag[:max(cut, 0)]
	}
	return append(chain, English)
}
