package model

import (
	"fmt"
	"log/slog"
)

// secretMask is what every kind of printing shows of a Secret. Its length says
// nothing about the value's.
const secretMask = "••••••"

// Secret holds what must not leak by accident: a password, an answer, a value
// about to be told. Printing, logging and encoding give a mask; only Reveal
// gives the value, and is easy to search for. The zero Secret is empty. Two
// Secrets are compared by what they reveal, never by ==.
type Secret struct {
	// a pointer, because fmt looks past Format into a Secret that lies in an
	// unexported field or meets a verb it refuses (%p, %w): it then prints an
	// address
	value *string
}

// NewSecret wraps a value.
func NewSecret(value string) Secret { return Secret{&value} }

// Reveal returns the value. Every use of it deserves a look in review.
func (s Secret) Reveal() string {
	if s.value == nil {
		return ""
	}
	return *s.value
}

// Empty tells whether there is nothing to reveal.
func (s Secret) Empty() bool { return s.Reveal() == "" }

// String returns the mask.
func (s Secret) String() string { return secretMask }

// Format keeps every verb of fmt, %#v and %x among them, from reaching inside.
func (s Secret) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte(secretMask)) }

// LogValue is the mask for slog.
func (s Secret) LogValue() slog.Value { return slog.StringValue(secretMask) }

// MarshalText is the mask for JSON, TOML, XML and whatever else encodes text.
func (s Secret) MarshalText() ([]byte, error) { return []byte(secretMask), nil }
