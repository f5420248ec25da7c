package record

// Turns are the places for those who hash at once: a test that fills one waits
// for nobody's argon2.
func (h *Hasher) Turns() chan struct{} { return h.turns }
