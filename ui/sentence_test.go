// This file looks for keys in sentences: a sentence asks the key map, or somebody
// who has moved a key presses another.
package ui_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"callin/ui"
	"callin/ui/kit"
)

// stale finds a key that is written out: "Press . to", "f shows another", "· l theirs".
var stale = regexp.MustCompile(`(?i:\b(?:press|type) )([^\s%"a])(?:[\s.,]|$)|(?:^|[.·…!;] |\bor )([b-zB-HJ-Z0-9/.+-]) [a-z]+|\bwith ([b-zB-Z])(?:[.,]|$)`)

// fixed are keys that no map moves: the second one of y, and what the map vim is.
var fixed = []string{"then t the ticket number, c the Client ID", "hands that know vi; i goes into a field"}

// TestSentences: no sentence of a page writes a key out, and those that ask the map
// ask about an action that there is, by the key that it has.
func TestSentences(t *testing.T) {
	own := map[string][]string{}
	for _, a := range ui.Actions() {
		own[a.ID] = append(own[a.ID], a.Keys...)
	}
	asked := 0
	for name, file := range sources(t) {
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.ImportSpec:
				return false
			case *ast.BasicLit:
				words := text(n)
				if n.Kind != token.STRING || slices.ContainsFunc(fixed, func(f string) bool { return strings.Contains(words, f) }) {
					return true
				}
				if found := stale.FindString(words); found != "" {
					t.Errorf("%s: %q names the key in %q: ask env.Keys", name, words, found)
				}
			case *ast.CallExpr:
				fn, ok := n.Fun.(*ast.SelectorExpr)
				if !ok || !slices.Contains([]string{"Shown", "Named", "Press", "toDo"}, fn.Sel.Name) || len(n.Args) < 2 {
					return true
				}
				id, key := text(n.Args[0]), text(n.Args[1])
				if !strings.Contains(id, ".") || key == "" {
					return true // put together
				}
				if asked++; !slices.Contains(own[id], key) {
					t.Errorf("%s: %s has the keys %q, not %s", name, id, own[id], key)
				}
			}
			return true
		})
	}
	if asked < 40 {
		t.Errorf("only %d sentences ask: the test sees too little", asked)
	}
}

// sources are the files of what the desk shows. The portal has one key map alone.
func sources(t *testing.T) map[string]*ast.File {
	t.Helper()
	files := map[string]*ast.File{}
	read := func(name string) {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		files[name] = file
	}
	tops, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, folder := range []string{"page", "widget"} {
		err := filepath.WalkDir(folder, func(name string, _ fs.DirEntry, err error) error {
			if err == nil && !strings.Contains(filepath.ToSlash(name), "page/portal/") && strings.HasSuffix(name, ".go") {
				tops = append(tops, name)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range tops {
		if !strings.HasSuffix(name, "_test.go") {
			read(name)
		}
	}
	return files
}

// moved is a key map in which every key that is a letter or a sign is another.
func moved(t *testing.T) (m kit.Keymap, own []string) {
	t.Helper()
	wishes := map[string][]string{}
	next := 'А'
	for _, a := range ui.Actions() {
		if strings.HasPrefix(a.Page, "portal/") {
			continue
		}
		letter, stay := false, []string(nil)
		for _, key := range a.Keys {
			if !kit.Printable(key) || key == "space" {
				stay = append(stay, key)
				continue
			}
			own = append(own, key)
			if !letter {
				letter = true
				stay = append(stay, string(next))
				if next++; next == '\u0482' { // combining marks
					next = '\u048a'
				}
			}
		}
		if letter {
			wishes[a.ID] = stay
		}
	}
	base, _ := ui.Preset("")
	m, refused := ui.Rebind(base, wishes)
	if len(refused) > 0 {
		t.Fatal(refused)
	}
	return m, own
}

// TestSentences_moved walks all pages with every letter moved: none of the old
// ones is shown as a key, or named in a sentence.
func TestSentences_moved(t *testing.T) {
	m, own := moved(t)
	f, _, args := busy(t)
	f.Env.Keys = m
	app := ui.Desk(f.Env, f.session, ui.DeskOptions{HasMail: true, Inbox: quiet{}}).Configure()
	f.app = app
	f.Start(app)
	key := func(id, own string) string { return m.Shown(id, own) }
	look := func(where string) {
		t.Helper()
		for _, size := range [][2]int{{80, 24}, {160, 45}} {
			f.Resize(size[0], size[1])
			f.Env.SetTheme(kit.Dark)
			styled := f.Styled()
			for _, k := range own {
				if strings.Contains(styled, kit.Dark.Key.Of(k)) || strings.Contains(styled, kit.Dark.Key.Of(kit.Fit(k, 6))) {
					t.Errorf("%s shows the key %s:\n%s", where, k, f.Plain())
				}
			}
			f.Env.SetTheme(kit.Mono)
			for _, line := range f.Lines() {
				found := stale.FindStringSubmatch(strings.TrimSpace(line))
				if found != nil && slices.Contains(own, found[1]+found[2]+found[3]) && !strings.ContainsAny(found[2], "0123456789") { // a number of something
					t.Errorf("%s says %q in %q", where, found[0], strings.TrimSpace(line))
				}
			}
		}
	}
	for _, route := range app.Routes() {
		f.Resize(80, 24).Send(kit.OpenMsg{Page: route.ID, Arg: args[route.ID]})
		look(string(route.ID))
		for _, press := range []string{"esc", "tab", "right", "right", "down", "enter"} {
			f.Press(press)
			look(string(route.ID) + " after " + press)
		}
		f.Press("esc", "esc", "esc")
	}
	f.Send(kit.OpenMsg{Page: "call", Arg: args["call"]})
	for _, id := range []string{"call.password", "call.user_name", "call.client_id", "call.pin", "call.sip", "call.polycom", "call.done"} {
		i := slices.IndexFunc(ui.Actions(), func(a ui.Action) bool { return a.ID == id })
		f.Press(key(id, ui.Actions()[i].Keys[0]))
		look(id)
		f.Press("esc")
	}
}
