// The check of a template when it is saved: what can be seen without a letter.
// Templates are a small part of Go's: variables, conditions and the shared
// pieces, so that none can run for ever or say what it must not.

package mail

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"text/template/parse"

	"callin/model"
)

// Problem is what is wrong with a template, for the one who edits it.
type Problem struct {
	Part string // subject, text or html
	Line int    // from 1; 0 when it's about the whole part
	Says string // a sentence
}

func (p Problem) String() string {
	if p.Line == 0 {
		return p.Part + ": " + p.Says
	}
	return p.Part + ", line " + strconv.Itoa(p.Line) + ": " + p.Says
}

// Sizes of a template's parts in bytes: readers cut longer ones.
const (
	maxSubject = 200
	maxText    = 16 << 10
	maxHTML    = 64 << 10
)

// functions that a template may use, of those that Go has.
var functions = []string{"eq", "ne", "and", "or", "not"}

// walker goes through one part of a source.
type walker struct {
	part     string
	source   string
	kind     model.MailKind
	pieces   []string
	problems []Problem
}

func (w *walker) say(at parse.Pos, format string, args ...any) {
	line := 1 + strings.Count(w.source[:min(int(at), len(w.source))], "\n")
	w.problems = append(w.problems, Problem{w.part, line, fmt.Sprintf(format, args...)})
}

// check tells what is wrong with a part. Braces that don't pair end it there.
func (w *walker) check(limit int) {
	if len(w.source) > limit {
		w.problems = append(w.problems, Problem{w.part, 0, fmt.Sprintf("It has %d bytes; %d are allowed.", len(w.source), limit)})
		return
	}
	if clean := model.Clean(w.source); clean != strings.ReplaceAll(w.source, "\r\n", "\n") {
		w.problems = append(w.problems, Problem{w.part, 0, "It holds invisible or control characters. Type them anew."})
	}
	known := map[string]any{}
	for _, f := range functions {
		known[f] = true
	}
	trees, err := parse.Parse(w.part, w.source, "", "", known)
	if err != nil {
		w.problems = append(w.problems, parseProblem(w.part, err))
		return
	}
	for name, tree := range trees {
		if name != w.part {
			w.say(0, "It defines a piece, %q. Only the shared pieces can be used.", name)
		} else {
			w.list(tree.Root, false)
		}
	}
}

// parseProblem makes a sentence of the library's `template: text:3: words`.
func parseProblem(part string, err error) Problem {
	words := strings.TrimPrefix(err.Error(), "template: "+part+":")
	number, rest, found := strings.Cut(words, ": ")
	line, wrong := strconv.Atoi(number)
	if !found || wrong != nil {
		line, rest = 0, words
	}
	if name, found := strings.CutPrefix(rest, "function "); found {
		rest = fmt.Sprintf("there is no function %s; there are %s", strings.TrimSuffix(name, " not defined"), strings.Join(functions, ", "))
	}
	return Problem{part, line, "The braces can't be read: " + model.CleanLine(rest) + "."}
}

func (w *walker) list(l *parse.ListNode, within bool) {
	if l == nil {
		return
	}
	for _, n := range l.Nodes {
		switch n := n.(type) {
		case *parse.TextNode, *parse.CommentNode:
		case *parse.ActionNode:
			w.pipe(n.Pipe, within)
		case *parse.IfNode:
			w.pipe(n.Pipe, within)
			w.list(n.List, within)
			w.list(n.ElseList, within)
		case *parse.WithNode:
			w.pipe(n.Pipe, within)
			w.list(n.List, true)
			w.list(n.ElseList, within)
		case *parse.TemplateNode:
			switch {
			case !slices.Contains(w.pieces, n.Name):
				w.say(n.Pos, "There is no shared piece %q; there are %s.", n.Name, strings.Join(w.pieces, ", "))
			case n.Pipe == nil || n.Pipe.String() != "." && n.Pipe.String() != "$" || within && n.Pipe.String() == ".":
				w.say(n.Pos, "Write {{template %q $}}, with the dollar sign.", n.Name)
			}
		default:
			w.say(n.Position(), "%s isn't used in mails; variables, if, with and the shared pieces are.", n)
		}
	}
}

func (w *walker) pipe(p *parse.PipeNode, within bool) {
	if len(p.Decl) > 0 {
		w.say(p.Pos, "Variables of your own aren't used in mails.")
		return
	}
	for _, command := range p.Cmds {
		for _, arg := range command.Args {
			w.arg(arg, within)
		}
	}
}

func (w *walker) arg(n parse.Node, within bool) {
	switch n := n.(type) {
	case *parse.FieldNode:
		if within {
			w.say(n.Pos, "Inside {{with}} write {{$%s}}, with the dollar sign.", n)
		}
		w.variable(n.Pos, n.Ident)
	case *parse.VariableNode:
		w.variable(n.Pos, n.Ident[1:])
	case *parse.PipeNode:
		w.pipe(n, within)
	case *parse.DotNode:
		if !within {
			w.say(n.Pos, "{{.}} alone means something inside {{with}} only.")
		}
	case *parse.StringNode, *parse.NumberNode, *parse.BoolNode, *parse.IdentifierNode: // the functions were known to the parser
	default:
		w.say(n.Position(), "%s isn't used in mails.", n)
	}
}

func (w *walker) variable(at parse.Pos, path []string) {
	name := strings.Join(path, ".")
	for _, v := range variables {
		if v.Name != name {
			continue
		}
		ours := v.of == nil || slices.Contains(v.of, w.kind)
		switch {
		case ours && v.Secret && w.part == "subject":
			w.say(at, "{{.%s}} is a secret. A subject is shown on locked screens and kept in logs.", name)
		case !ours && v.Secret:
			w.say(at, "{{.%s}} is a secret, and a mail of this kind must carry none.", name)
		case !ours:
			w.say(at, "{{.%s}} isn't known for this kind of mail.", name)
		}
		return
	}
	w.say(at, "There is no variable {{.%s}}.", name)
}

// executing takes the library's words about a template that failed when run.
func executing(part string, err error) Problem {
	for inner := errors.Unwrap(err); inner != nil; inner = errors.Unwrap(err) {
		err = inner
	}
	return Problem{part, 0, "It can't be filled in: " + model.CleanLine(err.Error()) + "."}
}
