package sshd

// This file counts who stands before the door and who is inside. It is asked
// before a byte of the handshake is spent.

import (
	"net"
	"net/netip"
	"sync"
	"time"

	"charm.land/ssh"

	"callin/model"
)

type door struct {
	limits Limits
	now    model.Clock

	mu     sync.Mutex
	all    int
	guests int
	from   map[string]*address
}

// address is what is known of one.
type address struct {
	conns, waiting, guests int
	failed                 int
	since                  time.Time // of the first of them
}

// A failure is remembered for a minute, and at most so many addresses are.
const (
	forget       = time.Minute
	maxAddresses = 20000
)

func newDoor(l Limits, now model.Clock) *door {
	return &door{limits: l, now: now, from: map[string]*address{}}
}

// visitor is a connection, counted until it is closed.
type visitor struct {
	net.Conn
	door    *door
	name    string // of the address; "" for the control socket
	local   bool
	start   *time.Timer // hangs up on somebody who logs in and asks for nothing
	leave   sync.Once
	session sync.Once

	// guarded by the door's mu
	waiting, guest, gone bool
}

type visitorKey struct{}

// enter is asked about every connection; nil closes it.
func (s *Server) enter(ctx ssh.Context, c net.Conn) net.Conn {
	v := &visitor{Conn: c, door: s.door}
	if unix, ok := c.(*net.UnixConn); ok {
		if s.o.Local == nil || !ownPeer(unix) {
			s.log.Warn("somebody else's process was sent away from the control socket")
			return nil
		}
		v.local = true
	} else {
		v.name = addressName(c.RemoteAddr())
	}
	if !s.door.enter(v) {
		return nil
	}
	ctx.SetValue(visitorKey{}, v)
	return v
}

func visitorOf(ctx ssh.Context) *visitor {
	v, _ := ctx.Value(visitorKey{}).(*visitor)
	return v
}

// addressName is what connections are counted by.
func addressName(a net.Addr) string {
	tcp, ok := a.(*net.TCPAddr)
	if !ok {
		return a.String()
	}
	ip, ok := netip.AddrFromSlice(tcp.IP)
	if !ok {
		return tcp.IP.String()
	}
	if ip = ip.Unmap(); ip.Is4() {
		return ip.String()
	}
	prefix, err := ip.Prefix(64)
	if err != nil {
		return ip.String()
	}
	return prefix.String()
}

func (d *door) enter(v *visitor) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	a := d.address(v.name)
	switch {
	case v.local: // its owner could end the program as well
	case d.all >= d.limits.All, a.conns >= d.limits.Address, a.waiting >= d.limits.Waiting, a.failed >= d.limits.Failed:
		d.tidy(v.name)
		return false
	}
	d.all++
	a.conns++
	a.waiting++
	v.waiting = true
	return true
}

// address finds or makes what is known of one. The caller holds mu.
func (d *door) address(name string) *address {
	a := d.from[name]
	if a == nil {
		if len(d.from) >= maxAddresses {
			for other := range d.from {
				d.tidy(other)
			}
		}
		a = &address{}
		d.from[name] = a
	}
	if a.failed > 0 && d.now().Sub(a.since) >= forget {
		a.failed = 0
	}
	return a
}

// tidy forgets an address of which there is nothing to know.
func (d *door) tidy(name string) {
	a := d.from[name]
	if a != nil && a.conns == 0 && (a.failed == 0 || d.now().Sub(a.since) >= forget) {
		delete(d.from, name)
	}
}

// admitted notes that somebody has authenticated, and hangs up when no shell
// follows. It tells whether there is room for them.
func (v *visitor) admitted(guest bool) bool {
	d := v.door
	d.mu.Lock()
	defer d.mu.Unlock()
	if v.gone || !v.waiting {
		return false
	}
	a := d.from[v.name]
	if guest && (d.guests >= d.limits.Guests || a.guests >= d.limits.Guest) {
		return false
	}
	v.waiting = false
	a.waiting--
	if guest {
		v.guest = true
		d.guests++
		a.guests++
	}
	v.start = time.AfterFunc(d.limits.Start, func() { _ = v.Close() })
	return true
}

// started notes that a shell has begun.
func (v *visitor) started() {
	v.door.mu.Lock()
	defer v.door.mu.Unlock()
	if v.start != nil {
		v.start.Stop()
	}
}

// Close ends the connection and stops counting it.
func (v *visitor) Close() error {
	v.leave.Do(func() {
		d := v.door
		d.mu.Lock()
		defer d.mu.Unlock()
		v.gone = true
		if v.start != nil {
			v.start.Stop()
		}
		a := d.from[v.name]
		d.all--
		a.conns--
		if v.waiting { // and so nobody has proved who they are
			a.waiting--
			d.failed(a)
		}
		if v.guest {
			d.guests--
			a.guests--
		}
		d.tidy(v.name)
	})
	return v.Conn.Close()
}

// failed counts a connection that came to nothing. The caller holds mu.
func (d *door) failed(a *address) {
	if a.failed == 0 {
		a.since = d.now()
	}
	a.failed++
}
