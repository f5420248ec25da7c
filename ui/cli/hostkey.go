// This file keeps the SSH host key: a file at a known place. Clients know the
// desk by it, so one that is there is never replaced, and one that can't be used
// is said (SECURITY.md 18).
package cli

import (
	"crypto/ed25519"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"

	"golang.org/x/crypto/ssh"

	"callin/model"
)

// hostKeyFile is where the host key is.
func (s *settings) hostKeyFile() string {
	if s.SSH.HostKey != "" {
		return s.SSH.HostKey
	}
	return filepath.Join(filepath.Dir(s.DB), "callin.hostkey")
}

// hostKey reads the host key, and makes it when there is none, which it tells.
func (sh *shell) hostKey(name string) (ssh.Signer, error) {
	key, err := readHostKey(name)
	if !errors.Is(err, fs.ErrNotExist) {
		return key, err
	}
	if err := sh.makeHostKey(name); err != nil {
		return nil, err
	}
	if key, err = readHostKey(name); err != nil {
		return nil, err
	}
	_, err = fmt.Fprintf(sh.edge.Err, "There was no host key, so one was made: %s\n", model.CleanLine(name))
	return key, err
}

func readHostKey(name string) (ssh.Signer, error) {
	data, err := readPrivate(name, "The host key")
	if err != nil {
		return nil, err
	}
	defer clear(data)
	key, err := ssh.ParsePrivateKey(data)
	if _, locked := errors.AsType[*ssh.PassphraseMissingError](err); locked {
		return nil, failed("The host key %s has a passphrase, which nobody is there to type. Name one without, with --host-key.", model.CleanLine(name))
	}
	if err != nil {
		return nil, failed("The host key %s isn't a private SSH key, or it is damaged; it was left as it is. Bring a copy of it back, or name another with --host-key.", model.CleanLine(name))
	}
	if t := key.PublicKey().Type(); t == "ssh-dss" {
		return nil, failed("The host key %s is of a type that clients no longer trust (%s). Name another with --host-key.", model.CleanLine(name), t)
	}
	return key, nil
}

// makeHostKey makes one. If somebody else makes it at this moment, theirs stays.
func (sh *shell) makeHostKey(name string) error {
	block, _, err := sh.newKey("callin host key")
	if err != nil {
		return err
	}
	err = makeFolder(filepath.Dir(name))
	if err == nil {
		err = publish(name, pem.EncodeToMemory(block))
	}
	if err != nil && !errors.Is(err, fs.ErrExist) {
		return &problem{exit: exitFailed, cause: err, text: fmt.Sprintf(
			"The host key %s can't be made: %s. See that its folder can be written to, or name another with --host-key.", model.CleanLine(name), reason(err))}
	}
	return nil
}

// newKey draws an SSH key.
func (sh *shell) newKey(comment string) (*pem.Block, ssh.Signer, error) {
	_, private, err := ed25519.GenerateKey(sh.edge.Rand)
	if err != nil {
		return nil, nil, fmt.Errorf("drawing a key: %w", err)
	}
	block, err := ssh.MarshalPrivateKey(private, comment)
	if err != nil {
		return nil, nil, fmt.Errorf("writing a key: %w", err)
	}
	signer, err := ssh.NewSignerFromKey(private)
	return block, signer, err
}
