// This file is the doctor's look at the SSH door.
package cli

import (
	"errors"
	"io/fs"

	"golang.org/x/crypto/ssh"
)

// examineDoor looks at the host key, by which clients know the desk. Its
// fingerprint is what somebody compares who connects for the first time.
func (sh *shell) examineDoor(f *findings) {
	if sh.settings.DB == "" && sh.settings.SSH.HostKey == "" {
		return
	}
	name := sh.settings.hostKeyFile()
	key, err := readHostKey(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		f.add("host key", levelOK, "There is none yet. \"callin serve\" makes %s at its first start.", name)
	case err != nil:
		f.add("host key", levelError, "%s", err)
	default:
		f.add("host key", levelOK, "%s is its owner's alone. Its fingerprint is %s.", name, ssh.FingerprintSHA256(key.PublicKey()))
	}
}
