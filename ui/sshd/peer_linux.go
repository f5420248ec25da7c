package sshd

import (
	"net"
	"os"

	"golang.org/x/sys/unix"
)

// ownPeer tells whether the process at the other end of a control socket is the
// same user's.
func ownPeer(c *net.UnixConn) bool {
	raw, err := c.SyscallConn()
	if err != nil {
		return false
	}
	own := false
	err = raw.Control(func(fd uintptr) {
		cred, err := unix.GetsockoptUcred(int(fd), unix.SOL_SOCKET, unix.SO_PEERCRED) //nolint:gosec // a file descriptor fits
		own = err == nil && cred.Uid == uint32(os.Geteuid())                          //nolint:gosec // a user's number fits
	})
	return err == nil && own
}
