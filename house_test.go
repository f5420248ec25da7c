package main

// The house rules as failing tests: who may import whom, which folders and files
// there are, and what happens only at the edge. ARCHITECTURE's list, in docs/,
// is the same list.

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// may lists, for each folder, what of callin its code may import. A trailing
// /* stands for everything below. Of several entries that fit a folder the
// longest counts.
var may = map[string][]string{
	".":                  {"ui/cli", "model", "model/desk", "model/mail/courier", "model/mail/inbound", "storage", "storage/bolt", "storage/etcd"},
	"storage":            {},
	"storage/bolt":       {"storage", "storage/internal/*"},
	"storage/mem":        {"storage", "storage/internal/*"},
	"storage/etcd":       {"storage", "storage/internal/*"},
	"storage/storetest":  {"storage"},
	"storage/internal/*": {"storage"},
	"model":              {},
	"model/search":       {"model"},
	"model/knowledge":    {"model"},
	"model/roster":       {"model"},
	"model/mail":         {"model"},
	"model/mail/*":       {"model", "model/mail"},
	"model/record":       {"model", "storage"},
	"model/desk":         {"model", "model/record", "model/search", "model/knowledge", "model/roster", "model/mail", "storage"},
	"ui/kit":             {"model"},
	"ui/line":            {"model", "model/desk", "ui/kit"},
	"ui/widget/*":        {"model", "ui/kit", "ui/widget/*"},
	"ui/page/*":          {"model", "ui/kit", "ui/widget/*"},
	"ui/uitest":          {"model", "ui/kit"},
	"ui/uitest/terminal": {},
	"ui":                 {"model", "model/desk", "ui/kit", "ui/widget/*", "ui/page/*"},
	"ui/sshd":            {"ui", "ui/kit", "model", "model/desk", "ui/line"},
	"ui/cli":             {"ui", "ui/kit", "model", "model/desk", "ui/sshd", "ui/line"},
}

// only names the folders that may import a library, by its path's beginning.
var only = map[string][]string{
	"go.etcd.io/bbolt":                {"storage/bolt"},
	"go.etcd.io/etcd":                 {"storage/etcd"},
	"github.com/emersion/go-smtp":     {"model/mail/courier", "model/mail/inbound"},
	"crypto/rand":                     {"."},
	"charm.land/lipgloss/v2/compat":   {},
	"github.com/yuin/goldmark":        {"model/knowledge", "ui/widget/markdown"},
	"charm.land/":                     {"ui*"},
	"github.com/charmbracelet/":       {"ui*"},
	"github.com/alecthomas/kong":      {"ui/cli"},
	"github.com/BurntSushi/toml":      {"ui/cli"},
	"github.com/rogpeppe/go-internal": {},
	"github.com/google/go-cmp":        {"ui/uitest"},
	"pgregory.net/rapid":              {"storage/storetest"},
	"testing":                         {"storage/storetest", "ui/uitest*", "model/mail/mailtest"},
}

// top is everything that the project's first level holds.
var top = []string{
	".ci", ".git", ".gitignore", ".golangci.yml", "CHANGELOG.md", "LICENSE", "README.md", "docs", "e2e_postfix_test.go",
	"e2e_test.go", "go.mod", "go.sum", "house_test.go", "export_test.go", "mail_back_test.go", "mail_test.go", "main.go", "main_test.go", "model", "packaging", "serve_test.go", "storage",
	"terminal_bench_test.go", "terminal_calls_test.go", "terminal_corpus_test.go", "terminal_hostile_test.go", "terminal_keyboard_test.go", "terminal_kill_test.go", "terminal_mail_test.go", "terminal_plain_test.go", "terminal_test.go", "terminal_wire_test.go", "testdata", "ui",
}

type source struct {
	dir  string
	path string
	file *ast.File
}

// sources parses every file that goes into the program.
func sources(t *testing.T, fset *token.FileSet) []source {
	t.Helper()
	var found []source
	err := filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == "testdata" || d.Name() == "bench" || strings.HasPrefix(d.Name(), ".") && name != "."):
			return filepath.SkipDir
		case !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go"):
			return nil
		}
		file, err := parser.ParseFile(fset, name, nil, parser.SkipObjectResolution)
		found = append(found, source{filepath.ToSlash(filepath.Dir(name)), name, file})
		return err
	})
	if err != nil || len(found) < 50 {
		t.Fatal(len(found), "files", err)
	}
	return found
}

func TestHouse_imports(t *testing.T) {
	for _, s := range sources(t, token.NewFileSet()) {
		allowed, known := longest(may, s.dir)
		if !known {
			t.Errorf("%s: the house has no folder %s", s.path, s.dir)
			continue
		}
		for _, spec := range s.file.Imports {
			imported := strings.Trim(spec.Path.Value, `"`)
			if own, ours := strings.CutPrefix(imported, "callin/"); ours && !slices.ContainsFunc(allowed, fits(own)) {
				t.Errorf("%s imports %s; it may import %v", s.path, imported, allowed)
			}
			for library, dirs := range only {
				if strings.HasPrefix(imported, library) && !slices.ContainsFunc(dirs, fits(s.dir)) {
					t.Errorf("%s imports %s; only %v may", s.path, imported, dirs)
				}
			}
			if strings.HasPrefix(s.dir, "model") && s.dir == "model" && strings.Contains(imported, ".") && !strings.HasPrefix(imported, "golang.org/x/") {
				t.Errorf("%s imports %s; model has the standard library and golang.org/x alone", s.path, imported)
			}
		}
	}
}

// fits tells whether a pattern covers a folder.
func fits(dir string) func(string) bool {
	return func(pattern string) bool {
		if prefix, ok := strings.CutSuffix(pattern, "*"); ok {
			return strings.HasPrefix(dir+"/", prefix) || strings.HasPrefix(dir, prefix)
		}
		return pattern == dir
	}
}

func longest(rules map[string][]string, dir string) (allowed []string, known bool) {
	best := ""
	for _, pattern := range slices.Sorted(maps.Keys(rules)) {
		if fits(dir)(pattern) && len(pattern) >= len(best) {
			best, allowed, known = pattern, rules[pattern], true
		}
	}
	return allowed, known
}

// edge lists what only some folders may name, as package.Name.
var edge = map[string][]string{
	"time.Now":        {"."},
	"time.Since":      {"."},
	"time.Until":      {"."},
	"os.Stdout":       {".", "ui/cli"},
	"os.Stderr":       {".", "ui/cli"},
	"os.Getenv":       {".", "ui/cli"},
	"os.Environ":      {".", "ui/cli"},
	"os.Exit":         {"."},
	"fmt.Print":       {},
	"fmt.Println":     {},
	"fmt.Printf":      {},
	"log.Print":       {},
	"log.Printf":      {},
	"log.Fatal":       {},
	"slog.Default":    {},
	"slog.SetDefault": {},
	"bbolt.NoSync":    {},
}

func TestHouse_edge(t *testing.T) {
	fset := token.NewFileSet()
	for _, s := range sources(t, fset) {
		ast.Inspect(s.file, func(n ast.Node) bool {
			sel, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			if pkg, ok := sel.X.(*ast.Ident); ok {
				name := pkg.Name + "." + sel.Sel.Name
				if dirs, listed := edge[name]; listed && !slices.ContainsFunc(dirs, fits(s.dir)) {
					t.Errorf("%s names %s; only %v may", fset.Position(sel.Pos()), name, dirs)
				}
			}
			if sel.Sel.Name == "Update" && s.dir == "model/desk" && isStore(sel.X) && path.Base(s.path) != "apply.go" {
				t.Errorf("%s writes to the store; only apply may", fset.Position(sel.Pos()))
			}
			return true
		})
	}
}

// isStore tells whether an expression is a field called store.
func isStore(e ast.Expr) bool {
	sel, ok := e.(*ast.SelectorExpr)
	return ok && sel.Sel.Name == "store"
}

func TestHouse_layout(t *testing.T) {
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !slices.Contains(top, e.Name()) {
			t.Errorf("%s doesn't belong on the first level", e.Name())
		}
	}
	for _, s := range sources(t, token.NewFileSet()) {
		for _, bad := range []string{"util", "utils", "common", "helper", "helpers", "manager", "misc"} {
			if strings.TrimSuffix(path.Base(s.path), ".go") == bad || s.file.Name.Name == bad {
				t.Errorf("%s: %q says nothing about what is in it", s.path, bad)
			}
		}
	}
}

// TestHouse_globals: one process serves many terminals, so the screen's package
// variables are tables that nobody changes.
func TestHouse_globals(t *testing.T) {
	fset := token.NewFileSet()
	global := map[string]map[string]bool{}
	all := sources(t, fset)
	for _, s := range all {
		if !strings.HasPrefix(s.dir, "ui") {
			continue
		}
		for _, d := range s.file.Decls {
			gen, ok := d.(*ast.GenDecl)
			if !ok || gen.Tok != token.VAR {
				continue
			}
			for _, spec := range gen.Specs {
				for _, name := range spec.(*ast.ValueSpec).Names { //nolint:forcetypeassert // var holds nothing else
					if global[s.dir] == nil {
						global[s.dir] = map[string]bool{}
					}
					global[s.dir][name.Name] = true
				}
			}
		}
	}
	for _, s := range all {
		ast.Inspect(s.file, func(n ast.Node) bool {
			assign, ok := n.(*ast.AssignStmt)
			if !ok || assign.Tok == token.DEFINE {
				return true
			}
			for _, left := range assign.Lhs {
				if id := root(left); id != nil && global[s.dir][id.Name] && !shadowed(s.file, id) {
					t.Errorf("%s changes the package variable %s", fset.Position(assign.Pos()), id.Name)
				}
			}
			return true
		})
	}
}

// root is the variable at the beginning of an expression such as v[i].f.
func root(e ast.Expr) *ast.Ident {
	for {
		switch x := e.(type) {
		case *ast.Ident:
			return x
		case *ast.IndexExpr:
			e = x.X
		case *ast.SelectorExpr:
			e = x.X
		case *ast.StarExpr:
			e = x.X
		default:
			return nil
		}
	}
}

// shadowed tells whether a function around the identifier declares the same
// name itself.
func shadowed(file *ast.File, id *ast.Ident) bool {
	found := false
	for _, d := range file.Decls {
		fn, ok := d.(*ast.FuncDecl)
		if !ok || id.Pos() < fn.Pos() || id.Pos() > fn.End() {
			continue
		}
		ast.Inspect(fn, func(n ast.Node) bool {
			switch x := n.(type) {
			case *ast.Field:
				for _, name := range x.Names {
					found = found || name.Name == id.Name
				}
			case *ast.AssignStmt:
				for _, l := range x.Lhs {
					if l, ok := l.(*ast.Ident); ok && x.Tok == token.DEFINE {
						found = found || l.Name == id.Name
					}
				}
			case *ast.ValueSpec:
				for _, name := range x.Names {
					found = found || name.Name == id.Name
				}
			case *ast.RangeStmt:
				for _, l := range []ast.Expr{x.Key, x.Value} {
					if l, ok := l.(*ast.Ident); ok {
						found = found || l.Name == id.Name
					}
				}
			}
			return true
		})
	}
	return found
}

func Example_fits() {
	fmt.Println(fits("ui/page/call")("ui/page/*"), fits("ui")("ui*"), fits("model/desk")("model"))
	// Output: true true false
}
