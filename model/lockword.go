package model

import (
	"fmt"
	"unicode/utf8"
)

// The lock word opens an agent's locked screen: nothing else, and nowhere else.
const (
	MinLockWord = 8  // characters
	MaxLockWord = 64 // characters
	LockTries   = 5  // wrong words in a row; then the session ends
)

// Unlocking is what came of a lock word.
type Unlocking struct {
	Passed    bool
	TriesLeft int // 0: the session has to end
}

// CheckLockWord tells what is wrong with a new lock word, as a sentence, or "".
func CheckLockWord(word Secret) string {
	n := utf8.RuneCountInString(word.Reveal())
	switch {
	case n < MinLockWord:
		return fmt.Sprintf("A lock word has at least %d characters; this one has %d.", MinLockWord, n)
	case n > MaxLockWord:
		return fmt.Sprintf("A lock word has at most %d characters.", MaxLockWord)
	}
	return ""
}
