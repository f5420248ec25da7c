// This file says how current the page is.
package live

import "callin/ui/kit"

// Started tells whether there was a reading.
func (s *Source[T]) Started() bool { return s.started }

// Deaf tells that changes are no longer heard of.
func (s *Source[T]) Deaf() bool { return s.deaf }

// Current tells that the newest reading is how things are.
func (s *Source[T]) Current() bool { return s.started && s.failed == "" && !s.deaf }

// Forget begins anew, for a page that shows something else from now on.
func (s *Source[T]) Forget() { s.started, s.failed = false, "" }

// Pending tells whether a reading is under way.
func (s *Source[T]) Pending() bool { return s.read.Pending() }

// Loading is what to show for the waiting.
func (s *Source[T]) Loading() string { return s.read.Loading() }

// Notice says what is wrong with rows that are shown, "" when nothing is.
func (s *Source[T]) Notice(t *kit.Theme) string {
	switch {
	case s.failed != "" && s.started:
		return t.Danger.Of("Not up to date: " + s.failed + s.press(" to try again."))
	case s.deaf:
		return t.Warn.Of("Changes no longer arrive by themselves." + s.press(" to read again."))
	}
	return ""
}

// Empty says why there are no rows yet, given what they are ("The queue"); none
// is what to say when there was a reading and it had none.
func (s *Source[T]) Empty(what, none string) string {
	switch {
	case s.started:
		return none
	case s.failed != "":
		return what + " can't be read. " + s.failed + s.press(" to try again.")
	}
	return s.Loading()
}

// press asks for the action that reads again.
func (s *Source[T]) press(why string) string {
	if s.Again == "" {
		return ""
	}
	return " " + kit.Capital(s.env.Keys.Press(s.Again, ".")) + why
}
