// This file is "config show" and "config sample", and what they and the
// configuration's errors know of the settings' names.
package cli

import (
	_ "embed"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"
)

// sample is a configuration file that says the defaults.
//
//go:embed sample.toml
var sample string

type configCommand struct {
	Show   configShow   `cmd:"" help:"List the settings in force and where each comes from."`
	Sample configSample `cmd:"" help:"Print a configuration file to begin with."`
}

type configShow struct{}

// Run lists the settings.
func (*configShow) Run(sh *shell) error {
	if err := sh.settle(); err != nil {
		return err
	}
	s := &sh.settings
	file := s.file
	if file == "" {
		file = "none"
	}
	if _, err := fmt.Fprintf(sh.edge.Out, "# configuration file: %s\n", file); err != nil {
		return err
	}
	for _, e := range entries(s.config) {
		if _, err := fmt.Fprintf(sh.edge.Out, "%-32s = %-44s # %s\n", e.name, e.value, s.from(e.name)); err != nil {
			return err
		}
	}
	return nil
}

type configSample struct{}

// Run prints the sample.
func (*configSample) Run(sh *shell) error {
	_, err := fmt.Fprint(sh.edge.Out, sample)
	return err
}

// entry is one setting as it would stand in the file.
type entry struct{ name, value string }

// entries lists the settings in the order of the configuration's type.
func entries(c config) []entry {
	var list []entry
	walk("", reflect.ValueOf(c), func(name string, v reflect.Value) {
		if v.Kind() == reflect.Bool || v.Kind() == reflect.Int {
			list = append(list, entry{name, fmt.Sprint(v)})
			return
		}
		if b, ok := v.Interface().(bindings); ok {
			flat := b.flat()
			for _, id := range slices.Sorted(maps.Keys(flat)) {
				list = append(list, entry{name + "." + id, bound(flat[id])})
			}
			return
		}
		if own, ok := v.Interface().(texts); ok {
			for _, id := range slices.Sorted(maps.Keys(own)) {
				list = append(list, entry{toml.Key{name, id}.String(), fmt.Sprintf("%q", own[id])})
			}
			return
		}
		list = append(list, entry{name, fmt.Sprintf("%q", fmt.Sprint(v))})
	})
	return list
}

// names lists the settings and the tables that they stand in.
func names(c config) []string {
	var list []string
	seen := map[string]bool{}
	for _, e := range entries(c) {
		for i, r := range e.name + "." {
			if r == '.' && !seen[e.name[:i]] {
				seen[e.name[:i]] = true
				list = append(list, e.name[:i])
			}
		}
	}
	return list
}

// walk visits the leaves of a struct by their dotted TOML names.
func walk(prefix string, v reflect.Value, visit func(string, reflect.Value)) {
	for i := range v.NumField() {
		name := prefix + v.Type().Field(i).Tag.Get("toml")
		if v.Field(i).Kind() == reflect.Struct {
			walk(name+".", v.Field(i), visit)
			continue
		}
		visit(name, v.Field(i))
	}
}

// nearest is the known name that a mistyped one was most likely meant to be, ""
// when none is near.
func nearest(typed string, known []string) string {
	best, least := "", 4 // three letters wrong are another word
	for _, name := range known {
		d := distance(typed, name)
		if strings.HasPrefix(name, typed) {
			d = 1
		}
		if d < least && d < len(typed) {
			best, least = name, d
		}
	}
	return best
}

// distance counts the letters to insert, drop or change (Levenshtein).
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		before := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := before
			if a[i] != b[j] {
				change++
			}
			before, row[j+1] = row[j+1], min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
