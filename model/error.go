// Package model holds the words of the desk and its pure rules: what an
// account, a person, a call and a ticket are, who may be given what, and when.
// It reads no clock, draws no random numbers and stores nothing; the moment
// and the randomness are handed in.
package model

import "errors"

// Code says what the caller of a failed command can do about it.
type Code string

// The codes, after what can be done.
const (
	Invalid     Code = "invalid"     // correct the input; Field says which
	NotFound    Code = "not_found"   // look for something else
	Conflict    Code = "conflict"    // somebody was faster: read again, decide again
	Forbidden   Code = "forbidden"   // the policy or the role says no
	Unverified  Code = "unverified"  // verify the caller first
	Locked      Code = "locked"      // wait until the time told, or ask a supervisor
	Unavailable Code = "unavailable" // try again later, nothing happened
	Uncertain   Code = "uncertain"   // it may have happened: look before trying again
	Internal    Code = "internal"    // a defect: report it with the log
)

// Error is what the desk answers when it can't do what was asked.
//
// Public is a sentence for the person at the screen: what happened and what to
// do next. It never holds a secret or an answer. Cause is for the log alone.
type Error struct {
	Code   Code
	Field  string // of Invalid: the field's name
	Public string
	Cause  error
}

// Error returns the public text; causes stay out of it, because error strings
// travel to places where a cause must not.
func (e *Error) Error() string { return e.Public }

// Unwrap gives the private cause to errors.Is and errors.As.
func (e *Error) Unwrap() error { return e.Cause }

// Fail makes an Error without a cause.
func Fail(code Code, public string) *Error { return &Error{Code: code, Public: public} }

// FailField makes an Error about one field of the input.
func FailField(field, public string) *Error {
	return &Error{Code: Invalid, Field: field, Public: public}
}

// CodeOf tells the code of any error: Internal when it is not one of ours, ""
// for nil.
func CodeOf(err error) Code {
	if err == nil {
		return ""
	}
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Code
	}
	return Internal
}

// PublicText is the sentence to show for any error. One that isn't ours has
// none that is safe to show. "" for nil.
func PublicText(err error) string {
	if err == nil {
		return ""
	}
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Public
	}
	return "Something went wrong inside callin. Nothing was changed; the log says more."
}
