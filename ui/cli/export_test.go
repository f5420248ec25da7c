package cli

// What tests look at besides Run.

import (
	"time"

	"callin/model"
	"callin/ui/kit"
)

var (
	MakeKey   = makeKey
	ReadKey   = readKey
	AgentName = agentName
	Progress  = progress
	Nearest   = nearest
)

// ReadConfig reads a configuration over the defaults, and lists what it says.
func ReadConfig(data []byte) (said []string, lines map[string]int, err error) {
	c := defaults()
	lines, err = c.read("config.toml", data)
	for _, e := range entries(c) {
		said = append(said, e.name+" = "+e.value)
	}
	return said, lines, err
}

// MovedClock is a clock that begins at a time, and how to set it.
func MovedClock(real model.Clock, at time.Time) (now model.Clock, set func(time.Time)) {
	c := &movedClock{real: real, zone: at.Location()}
	c.set(at)
	return c.Now, c.set
}

// NewPaper is the paper of a machine with a folder and a program to print with.
func NewPaper(folder, lp string) kit.Paper { return paper{folder: folder, lp: lp} }

// MailCounts is mailCounts.
var MailCounts = mailCounts
