// This file holds where files are when nobody says (XDG Base Directory
// Specification).
package cli

import (
	"path/filepath"
	"strings"
)

// folder is callin's own below the one that a variable names, or below another
// in the home folder.
func (sh *shell) folder(variable, below string) (string, error) {
	base := sh.variable(variable)
	if !filepath.IsAbs(base) { // the specification has relative ones ignored
		home := sh.variable("HOME")
		if home == "" {
			home = sh.variable("USERPROFILE")
		}
		if home == "" {
			return "", misused("There is no home folder to look in. Name the files with --db and --config, or set HOME.")
		}
		base = filepath.Join(home, below)
	}
	return filepath.Join(base, "callin"), nil
}

// indexFile is where the search index of a store is kept.
func indexFile(store string) string { return store + ".search" }

// path makes a file named in the configuration one that can be opened: ~/ is
// the home folder, and a relative name begins where the configuration is.
func (sh *shell) path(name, beside string) string {
	if rest, ok := strings.CutPrefix(name, "~/"); ok {
		return filepath.Join(sh.variable("HOME"), rest)
	}
	if name == "" || filepath.IsAbs(name) || beside == "" {
		return name
	}
	return filepath.Join(beside, name)
}
