// The HTML of an article, cut down to what any mail reader shows well and what
// can do no harm: articles are edited by many hands. Nothing of the source is
// passed on; what is understood of it is written anew.

package mail

import (
	"encoding/xml"
	"errors"
	htmltemplate "html/template"
	"io"
	"slices"
	"strings"

	"callin/model"
)

// plainTags are kept, without their attributes but for a link's target. What
// else there is goes, and its text stays.
var plainTags = words(`p br hr h1 h2 h3 h4 ul ol li b strong i em code pre kbd blockquote a table thead tbody tr th td`)

// silentTags go with all that is in them.
var silentTags = words(`script style template iframe object noscript title textarea select svg math head`)

func words(list string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(list) {
		set[w] = true
	}
	return set
}

// richBody gives an article's HTML, balanced and harmless. Without any, or when
// it can't be understood, the plain text becomes paragraphs.
func richBody(source, text string) htmltemplate.HTML {
	if strings.TrimSpace(source) != "" {
		if plain, err := plainHTML(model.Clean(source)); err == nil {
			return htmltemplate.HTML(plain) // plain tags and escaped text alone
		}
	}
	var b strings.Builder
	for paragraph := range strings.SplitSeq(strings.TrimSpace(text), "\n\n") {
		b.WriteString("<p>" + strings.ReplaceAll(htmltemplate.HTMLEscapeString(paragraph), "\n", "<br>") + "</p>\n")
	}
	return htmltemplate.HTML(b.String())
}

func newHTMLDecoder(source string) *xml.Decoder {
	d := xml.NewDecoder(strings.NewReader(source))
	d.Entity = xml.HTMLEntity
	return d
}

// plainHTML writes the plain tags of a source, each with its end.
func plainHTML(source string) (string, error) {
	d := newHTMLDecoder(source)
	d.Strict = false
	var w plainWriter
	for {
		token, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			w.end(0)
			return w.String(), nil
		}
		if err != nil {
			return "", err
		}
		switch t := token.(type) {
		case xml.StartElement:
			w.start(t)
		case xml.EndElement:
			for i := range slices.Backward(w.open) {
				if w.open[i].name == strings.ToLower(t.Name.Local) { // else it ends nothing
					w.end(i)
					break
				}
			}
		case xml.CharData:
			if w.silent == 0 {
				w.WriteString(htmltemplate.HTMLEscapeString(model.Clean(string(t))))
			}
		}
	}
}

// target writes a link's, when it leads to a page, a mail or a telephone.
func target(name string, attributes []xml.Attr) string {
	for _, a := range attributes {
		if name != "a" || !strings.EqualFold(a.Name.Local, "href") {
			continue
		}
		for _, scheme := range []string{"https://", "http://", "mailto:", "tel:"} {
			if strings.HasPrefix(strings.ToLower(a.Value), scheme) {
				return ` href="` + htmltemplate.HTMLEscapeString(model.CleanLine(a.Value)) + `"`
			}
		}
	}
	return ""
}

type plainWriter struct {
	strings.Builder
	open   []openTag
	silent int // how many open tags hide their contents
}

type openTag struct {
	name string
	kept bool
}

func (w *plainWriter) start(t xml.StartElement) {
	tag := openTag{name: strings.ToLower(t.Name.Local)}
	tag.kept = w.silent == 0 && t.Name.Space == "" && plainTags[tag.name]
	if silentTags[tag.name] {
		w.silent++
	}
	if tag.kept {
		w.WriteString("<" + tag.name + target(tag.name, t.Attr) + ">")
	}
	if tag.name != "br" && tag.name != "hr" {
		w.open = append(w.open, tag)
	}
}

// end closes every tag from the nth on.
func (w *plainWriter) end(n int) {
	for _, tag := range slices.Backward(w.open[n:]) {
		if tag.kept {
			w.WriteString("</" + tag.name + ">")
		}
		if silentTags[tag.name] {
			w.silent--
		}
	}
	w.open = w.open[:n]
}
