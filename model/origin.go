package model

import (
	"net"
	"net/netip"
	"strings"
)

// Origin is where a connection comes from, as far as limits are counted for it:
// an IPv4 address, or the first 64 bits of an IPv6 one, of which the rest is
// anybody's to choose (RFC 4291, 2.5.4). What is no address, such as a local
// socket, counts as one place.
func Origin(address string) string {
	if host, _, err := net.SplitHostPort(address); err == nil {
		address = host
	}
	address, _, _ = strings.Cut(strings.Trim(address, "[]"), "%")
	ip, err := netip.ParseAddr(address)
	if err != nil {
		return "local"
	}
	ip = ip.Unmap()
	if ip.Is4() {
		return ip.String()
	}
	prefix, err := ip.Prefix(64)
	if err != nil {
		return "local"
	}
	return prefix.String()
}
