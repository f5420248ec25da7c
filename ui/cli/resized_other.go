//go:build !unix

package cli

import "os"

// resized never tells anything: there is no signal for it here.
func resized() (changed <-chan os.Signal, stop func()) { return nil, func() {} }
