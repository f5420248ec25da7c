// This file makes the table of actions from the pages' own code, and tries what
// is done with it.
package ui_test

import (
	"flag"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"callin/ui"
	"callin/ui/kit"
)

// TestActions: the table has every action that a page's code names, as it is
// there. With -update it is made anew.
func TestActions(t *testing.T) {
	want := "# page, step, id, keys, while typing, words, help: go test ./ui -run TestActions -update\n" + table(t)
	if flag.Lookup("update").Value.String() == "true" {
		if err := os.WriteFile("actions.tsv", []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	got, err := os.ReadFile("actions.tsv")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(got), want); diff != "" {
		t.Errorf("actions have changed; go test ./ui -run 'TestActions|TestReadme_keys' -update writes the table and README anew (-had +has):\n%s", diff)
	}
}

// table collects the actions: what works everywhere, then page by page as the
// header has them.
func table(t *testing.T) string {
	t.Helper()
	f, app, args := busy(t)
	var b strings.Builder
	seen := map[string]bool{}
	line := func(page, step string, one kit.Binding) {
		if seen[page+one.ID] || one.ID == "" {
			return
		}
		seen[page+one.ID] = true
		field := ""
		if one.InField {
			field = "field"
		}
		b.WriteString(strings.Join([]string{page, step, one.ID, strings.Join(one.Keys, " "), field, one.Words, one.Help}, "\t") + "\n")
	}
	for _, one := range app.Globals() {
		line(ui.Everywhere, "", one)
	}
	read := map[string]bool{}
	for _, r := range app.Routes() {
		folder := filepath.Join("page", string(r.ID))
		if r.ID == "ready" || !exists(folder) {
			folder = filepath.Join("page", strings.ToLower(string(r.ID)))
		}
		title := title(r)
		f.Send(kit.OpenMsg{Page: r.ID, Arg: args[r.ID]})
		literals := literals(t, folder)
		for _, one := range literals {
			line(title, one.step, one.Binding)
		}
		for _, one := range app.Front().Bindings() { // those that the code puts together from parts
			line(title, "", one)
		}
		read[folder] = true
	}
	for _, folder := range pageFolders(t) { // pages that another program has, or none yet
		if !read[folder] {
			for _, one := range literals(t, folder) {
				line(strings.TrimPrefix(filepath.ToSlash(folder), "page/"), one.step, one.Binding)
			}
		}
	}
	return b.String()
}

// title names a page of the table: "Call" is both the first page and a call.
func title(r ui.Route) string {
	if r.ID == "ready" {
		return "Next caller"
	}
	return r.Title
}

func exists(folder string) bool {
	_, err := os.Stat(folder)
	return err == nil
}

// pageFolders are all folders below page with code in them.
func pageFolders(t *testing.T) []string {
	t.Helper()
	folders := map[string]bool{}
	err := filepath.WalkDir("page", func(name string, d fs.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go") {
			folders[filepath.Dir(name)] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return slices.Sorted(maps.Keys(folders))
}

// literal is a binding as the code has it.
type literal struct {
	kit.Binding
	step string // the type whose method has it, "" for the page itself
}

// literals finds the bindings written in a folder. What isn't a constant there
// stays empty: whoever puts a binding's ID together shows it in a fresh page.
func literals(t *testing.T, folder string) []literal {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(folder, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	var found []literal
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			step := receiver(d)
			ast.Inspect(d, func(n ast.Node) bool {
				if lit, ok := n.(*ast.CompositeLit); ok {
					if b := binding(lit); b.ID != "" {
						found = append(found, literal{b, step})
					}
				}
				return true
			})
		}
	}
	return found
}

// receiver is the type of a method that isn't the page.
func receiver(d ast.Decl) string {
	fn, ok := d.(*ast.FuncDecl)
	if !ok || fn.Recv == nil {
		return ""
	}
	of := fn.Recv.List[0].Type
	if star, ok := of.(*ast.StarExpr); ok {
		of = star.X
	}
	if id, ok := of.(*ast.Ident); ok && id.Name != "Page" {
		return id.Name
	}
	return ""
}

// binding reads a literal with an ID and words.
func binding(lit *ast.CompositeLit) kit.Binding {
	var b kit.Binding
	worded := false
	for _, e := range lit.Elts {
		kv, ok := e.(*ast.KeyValueExpr)
		if !ok {
			return kit.Binding{}
		}
		name, _ := kv.Key.(*ast.Ident)
		if name == nil {
			return kit.Binding{}
		}
		switch name.Name {
		case "ID":
			b.ID = text(kv.Value)
		case "Words":
			b.Words, worded = text(kv.Value), true
		case "Help":
			b.Help = text(kv.Value)
		case "InField":
			id, _ := kv.Value.(*ast.Ident)
			b.InField = id != nil && id.Name == "true"
		case "Keys":
			if list, ok := kv.Value.(*ast.CompositeLit); ok {
				for _, k := range list.Elts {
					b.Keys = append(b.Keys, text(k))
				}
			}
		}
	}
	if !worded || !strings.Contains(b.ID, ".") {
		return kit.Binding{}
	}
	if b.Words == "" {
		_, b.Words, _ = strings.Cut(b.ID, ".")
		b.Words = strings.ReplaceAll(b.Words, "_", " ")
	}
	return b
}

// text is a constant string, also one put together of several.
func text(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.BasicLit:
		s, err := strconv.Unquote(e.Value)
		if err != nil {
			return ""
		}
		return s
	case *ast.BinaryExpr:
		return text(e.X) + text(e.Y)
	}
	return ""
}
