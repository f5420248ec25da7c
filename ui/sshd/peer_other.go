//go:build !linux && !darwin && !freebsd

package sshd

import "net"

// ownPeer trusts nobody where nothing tells who is at the other end.
func ownPeer(*net.UnixConn) bool { return false }
