//go:build !race

package terminal

// race tells that the test runs under the race detector.
const race = false
