package model

import "time"

// Doing is what somebody does with a ticket. It is advice, never a lock.
type Doing string

// What somebody can be doing.
const (
	Viewing Doing = "viewing"
	Editing Doing = "editing" // writing a note, or the fields
	Away    Doing = "away"    // no key for some minutes
)

// AwayAfter is how long without a key somebody counts as there.
const AwayAfter = 3 * time.Minute

// Presence is somebody at a ticket.
type Presence struct {
	Agent AgentName
	Doing Doing
}
