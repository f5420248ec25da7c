// A template of the provider's own: checked in full when it is saved, so that
// none can fail, or leak, when a caller waits for the mail.

package mail

import (
	"fmt"
	"slices"
	"strings"
	texttemplate "text/template"
	"unicode/utf8"

	"callin/model"
)

// maxReadable is how many characters a line of the text part may have in a
// reader that doesn't wrap (RFC 5322, 2.1.1).
const maxReadable = 78

// ParseTemplate checks a template and makes it ready. Either there are problems,
// all that were found, or there is a Template.
func ParseTemplate(s Source) (*Template, []Problem) {
	words, err := newLibrary()
	if err != nil {
		return nil, []Problem{{"text", 0, "The built-in templates can't be read: " + err.Error() + "."}}
	}
	if !slices.Contains(model.MailKinds(), s.Kind) {
		return nil, []Problem{{"text", 0, fmt.Sprintf("There is no kind of mail %q.", s.Kind)}}
	}
	var in *language
	for _, tag := range slices.Backward(languageChain(s.Language)) {
		if l, found := words.languages[tag]; found {
			in = l // the last one found is the best
		}
	}
	if s.Language != in.tag { // the pieces are another language's, the mail is not
		own := *in
		own.tag = strings.ToLower(s.Language)
		in = &own
	}
	problems := slices.Concat(
		examine("subject", s.Subject, s.Kind, nil, maxSubject),
		examine("text", s.Text, s.Kind, names(in.text), maxText),
		examine("html", s.HTML, s.Kind, htmlNames(in), maxHTML),
	)
	if len(problems) > 0 {
		return nil, problems
	}
	t, err := compile(s, in)
	if err != nil {
		return nil, []Problem{{"html", 0, "It can't be read: " + model.CleanLine(err.Error()) + "."}}
	}
	if problems := t.try(); len(problems) > 0 {
		return nil, problems
	}
	return t, nil
}

func examine(part, source string, kind model.MailKind, pieces []string, limit int) []Problem {
	w := walker{part: part, source: source, kind: kind, pieces: pieces}
	w.check(limit)
	if part == "subject" && strings.ContainsAny(strings.TrimSpace(source), "\r\n") {
		w.say(0, "A subject has one line.")
	}
	return w.problems
}

func names(t *texttemplate.Template) []string {
	var all []string
	for _, piece := range t.Templates() {
		if name := piece.Name(); !strings.HasPrefix(name, frame) {
			all = append(all, name)
		}
	}
	slices.Sort(all)
	return all
}

func htmlNames(in *language) []string {
	var all []string
	for _, piece := range in.html.Templates() {
		if name := piece.Name(); !strings.HasPrefix(name, frame) {
			all = append(all, name)
		}
	}
	slices.Sort(all)
	return all
}

// try fills in a full letter and a sparse one, and looks at what readers would
// see.
func (t *Template) try() []Problem {
	p := model.DefaultProvider()
	for _, l := range []Letter{Sample(t.source.Kind, sampleTime), sparse(t.source.Kind, sampleTime)} {
		w, err := t.render(p, l)
		if err != nil {
			part := "html"
			for _, other := range []string{"subject", "text"} {
				if strings.Contains(err.Error(), "writing its "+other) {
					part = other
				}
			}
			return []Problem{executing(part, err)}
		}
		if problems := inspect(w, l, p); len(problems) > 0 {
			return problems
		}
	}
	return nil
}

func inspect(w Words, l Letter, p model.Provider) []Problem {
	var found []Problem
	say := func(part, format string, args ...any) {
		found = append(found, Problem{part, 0, fmt.Sprintf(format, args...)})
	}
	if w.Subject == "" {
		say("subject", "It is empty.")
	}
	for part, content := range map[string]string{"text": w.Text, "html": w.HTML} {
		if !strings.Contains(content, p.Contact) {
			say(part, "It must always say where to write: {{.Contact}}.")
		}
		secret := view{letter: l}.carried()
		if secret != "" && !strings.Contains(content, secret) {
			say(part, "It must always carry the secret that the mail is sent for.")
		}
		if secret != "" && part == "html" && strings.Contains(attributes(content), secret) {
			say(part, "The secret stands inside a tag, from where it could be sent elsewhere.")
		}
	}
	for line := range strings.SplitSeq(w.Text, "\n") {
		if n := utf8.RuneCountInString(line); n > maxReadable {
			say("text", "A line has %d characters, more than the %d that every reader shows: %.40s …", n, maxReadable, line)
		}
	}
	if wrong := checkHTML(w.HTML); wrong != "" {
		say("html", "%s", wrong)
	}
	slices.SortFunc(found, func(a, b Problem) int { return strings.Compare(a.Part+a.Says, b.Part+b.Says) })
	return found
}
