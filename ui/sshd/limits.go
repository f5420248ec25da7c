package sshd

import "time"

// Limits are what the door allows (SECURITY.md 24). An address is an IPv4
// address or the /64 of an IPv6 one, which one customer has to himself.
type Limits struct {
	Handshake time.Duration // for the whole handshake with authentication
	Start     time.Duration // from there to the shell
	Stall     time.Duration // for a client that doesn't take what it is sent

	All     int // connections in all
	Address int // of them from one address
	Waiting int // not authenticated yet, from one address
	Guests  int // customers in all; a guest has shown no key
	Guest   int // of them from one address
	Failed  int // connections a minute that failed to authenticate, from one address
}

// usual limits: a call centre of a few hundred behind one address fits in, and a
// flood from one address doesn't.
var usual = Limits{
	Handshake: 10 * time.Second, Start: 10 * time.Second, Stall: 15 * time.Second,
	All: 2000, Address: 1200, Waiting: 32, Guests: 400, Guest: 20, Failed: 30,
}

func (l Limits) orUsual() Limits {
	for _, f := range []struct {
		is    *time.Duration
		usual time.Duration
	}{{&l.Handshake, usual.Handshake}, {&l.Start, usual.Start}, {&l.Stall, usual.Stall}} {
		if *f.is == 0 {
			*f.is = f.usual
		}
	}
	for _, f := range []struct {
		is    *int
		usual int
	}{
		{&l.All, usual.All},
		{&l.Address, usual.Address},
		{&l.Waiting, usual.Waiting},
		{&l.Guests, usual.Guests},
		{&l.Guest, usual.Guest},
		{&l.Failed, usual.Failed},
	} {
		if *f.is == 0 {
			*f.is = f.usual
		}
	}
	return l
}

// What one connection may send before its shell, and what a window may measure.
const (
	maxAsked     = 64       // requests
	maxAskedSize = 64 << 10 // bytes in them
	maxEnviron   = 16       // values taken
	maxWidth     = 500      // columns
	maxHeight    = 200      // lines
	maxCells     = 80_000   // of both: the renderer keeps 224 bytes for each
	authTries    = 3
)
