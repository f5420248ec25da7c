// This file is "version" and "changes".
package cli

import (
	"fmt"
	"runtime"
	"runtime/debug"
)

type versionCommand struct{}

// Run tells the version that the build knows.
func (*versionCommand) Run(sh *shell) error {
	_, err := fmt.Fprintf(sh.edge.Out, "callin %s (%s, %s/%s)\n", version(), runtime.Version(), runtime.GOOS, runtime.GOARCH)
	return err
}

// version is the module's, or the commit that a working copy was built from.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "of unknown origin"
	}
	if v := info.Main.Version; v != "" && v != "(devel)" {
		return v
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && len(s.Value) >= 12 {
			return "at " + s.Value[:12]
		}
	}
	return "in development"
}

type changesCommand struct{}

// Run prints the changelog.
func (*changesCommand) Run(sh *shell) error {
	_, err := fmt.Fprint(sh.edge.Out, sh.edge.Changes)
	return err
}
