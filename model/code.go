package model

import (
	"fmt"
	"strings"
)

// Purpose is what a one-time code is for. A code made for one purpose opens
// nothing else.
type Purpose string

// The purposes of one-time codes.
const (
	PurposeAddress Purpose = "address" // to prove that an address is one's own, in the portal
	PurposeCall    Purpose = "call"    // to be read back to an agent
)

// codeDigits is the length of a one-time code (SECURITY 10).
const codeDigits = 8

// NewCode draws a one-time code of eight digits, each as likely as any other.
func NewCode(r Rand) (Secret, error) {
	digits, draw := make([]byte, 0, codeDigits), make([]byte, 1)
	for len(digits) < codeDigits {
		if _, err := r.Read(draw); err != nil {
			return Secret{}, fmt.Errorf("drawing a code: %w", err)
		}
		if draw[0] < 250 { // 250 is a multiple of ten: the rest is drawn again
			digits = append(digits, '0'+draw[0]%10)
		}
	}
	return NewSecret(string(digits)), nil
}

// GroupCode writes a code as it is read aloud and mailed: 1234 5678.
func GroupCode(code Secret) string {
	s := code.Reveal()
	if len(s) != codeDigits {
		return s
	}
	return s[:codeDigits/2] + " " + s[codeDigits/2:]
}

// NormalCode is what was typed as a code, without the blanks and dashes between
// its groups, and what is wrong with it, or "".
func NormalCode(typed Secret) (code Secret, wrong string) {
	s := strings.NewReplacer(" ", "", "-", "", "\u00a0", "").Replace(typed.Reveal())
	if !digits(s) || len(s) != codeDigits {
		return Secret{}, fmt.Sprintf("has %d digits", codeDigits)
	}
	return NewSecret(s), ""
}
