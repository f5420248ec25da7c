// The check of a template's finished HTML: whether its tags hold together, and
// whether a reader can open the mail without anything happening.

package mail

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"callin/model"
)

// activeTags do something by themselves, or fetch something that tells a
// stranger when and where the mail was read.
var activeTags = words(`script iframe frame object embed applet form input button textarea select link base img image picture video audio source svg math template`)

// voidTags have no end.
var voidTags = words(`br hr meta col wbr area`)

// checkHTML tells what is wrong with finished HTML, as a sentence, or "".
func checkHTML(source string) string {
	d := newHTMLDecoder(source)
	style := false // the last tag was
	var open []string
	for {
		token, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			if len(open) > 0 {
				return "<" + open[len(open)-1] + "> isn't closed."
			}
			return ""
		}
		if syntax, ok := errors.AsType[*xml.SyntaxError](err); ok {
			return "The tags can't be read: " + model.CleanLine(syntax.Msg) + ". Attributes are quoted, and & is written &amp;."
		}
		if err != nil {
			return "The tags can't be read."
		}
		if text, ok := token.(xml.CharData); ok && style && fetches(string(text)) {
			return "A style fetches something from elsewhere."
		}
		if end, ok := token.(xml.EndElement); ok && !voidTags[strings.ToLower(end.Name.Local)] {
			if len(open) == 0 || open[len(open)-1] != strings.ToLower(end.Name.Local) {
				return "</" + end.Name.Local + "> ends nothing, or something else that is still open."
			}
			open = open[:len(open)-1]
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		if name := strings.ToLower(start.Name.Local); !voidTags[name] {
			open = append(open, name)
		}
		style = strings.EqualFold(start.Name.Local, "style")
		if activeTags[strings.ToLower(start.Name.Local)] {
			return fmt.Sprintf("<%s> isn't used in mails: it acts, or fetches something from elsewhere.", start.Name.Local)
		}
		if wrong := checkAttributes(start.Attr); wrong != "" {
			return wrong
		}
	}
}

func checkAttributes(all []xml.Attr) string {
	for _, a := range all {
		name, value := strings.ToLower(a.Name.Local), strings.ToLower(a.Value)
		switch {
		case strings.HasPrefix(name, "on"), name == "src", name == "srcset", name == "background", fetches(value):
			return fmt.Sprintf("The attribute %s isn't used in mails: it acts, or fetches something from elsewhere.", a.Name.Local)
		case name == "href" && target("a", []xml.Attr{a}) == "":
			return "A link leads to https://, mailto: or tel: alone."
		case name == "http-equiv":
			return "The attribute http-equiv isn't used in mails."
		}
	}
	return ""
}

// attributes are all values of attributes, one after the other.
func attributes(source string) string {
	d := newHTMLDecoder(source)
	var b strings.Builder
	for {
		token, err := d.RawToken()
		if err != nil {
			return b.String()
		}
		if start, ok := token.(xml.StartElement); ok {
			for _, a := range start.Attr {
				b.WriteString(a.Value + "\n")
			}
		}
	}
}

// fetches tells whether CSS loads something.
func fetches(css string) bool {
	css = strings.ToLower(css)
	return strings.Contains(css, "url(") || strings.Contains(css, "@import") || strings.Contains(css, "\\")
}
