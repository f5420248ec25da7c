//go:build darwin || freebsd

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
		cred, err := unix.GetsockoptXucred(int(fd), unix.SOL_LOCAL, unix.LOCAL_PEERCRED)
		own = err == nil && cred.Uid == uint32(os.Geteuid())
	})
	return err == nil && own
}
