// This file keeps the master key: a file apart from the store, so that neither
// a stolen store nor a backup of one opens anything (SECURITY.md 30). It is
// made together with a new store and never for an old one, which would only
// hide that the right key is lost.
package cli

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"

	"callin/model"
)

const (
	keySize   = 32
	keyHeader = "# The key of the callin store beside it. Without this file the store opens to nobody:\n" +
		"# keep a copy apart from the store's backups, and let nobody else read it.\n"
)

// keyFile is where the key of a store is.
func (s *settings) keyFile() string {
	if s.Keys.File != "" {
		return s.Keys.File
	}
	return filepath.Join(filepath.Dir(s.DB), "callin.key")
}

// readKey reads the key.
func readKey(name string) ([]byte, error) {
	data, err := readPrivate(name, "The key file")
	if errors.Is(err, fs.ErrNotExist) {
		return nil, &problem{exit: exitFailed, cause: err, text: fmt.Sprintf(
			"The store's key is missing: there is no %s. Bring the file back from where it is kept, or say where it is with file below [keys] in the configuration.", model.CleanLine(name))}
	}
	if err != nil {
		return nil, err
	}
	var text []byte
	for line := range bytes.Lines(data) {
		if line = bytes.TrimSpace(line); len(line) > 0 && line[0] != '#' {
			text = append(text, line...)
		}
	}
	key, err := base64.StdEncoding.DecodeString(string(text))
	if err != nil || len(key) != keySize {
		return nil, failed("The key file %s is damaged: it must hold %d bytes in base64. Bring back a copy of it.", model.CleanLine(name), keySize)
	}
	return key, nil
}

// makeKey makes the key of a store that is about to be made. One that is there
// already stays: somebody else may be making the same store at this moment.
func makeKey(name string, random io.Reader) error {
	key := make([]byte, keySize)
	if _, err := io.ReadFull(random, key); err != nil {
		return fmt.Errorf("drawing a key: %w", err)
	}
	text := keyHeader + base64.StdEncoding.EncodeToString(key) + "\n"
	err := makeFolder(filepath.Dir(name))
	if err == nil {
		err = publish(name, []byte(text))
	}
	if err != nil && !errors.Is(err, fs.ErrExist) {
		return &problem{exit: exitFailed, cause: err, text: fmt.Sprintf(
			"The key file %s can't be made: %s. See that its folder can be written to, or name another store with --db.", model.CleanLine(name), reason(err))}
	}
	return nil
}

// publish makes a file that is there whole or not at all, and never replaces
// one.
func publish(name string, data []byte) error {
	folder := filepath.Dir(name)
	temp, err := os.CreateTemp(folder, ".callin.key-*") // mode 0600
	if err != nil {
		return err
	}
	defer os.Remove(temp.Name()) //nolint:errcheck // after the link it is a second name of the key
	_, err = temp.Write(data)
	if err := errors.Join(err, temp.Sync(), temp.Close()); err != nil {
		return err
	}
	err = os.Link(temp.Name(), name)
	if _, gone := os.Lstat(name); err != nil && errors.Is(gone, fs.ErrNotExist) {
		err = os.Rename(temp.Name(), name) // a file system without links
	}
	if err != nil {
		return err
	}
	return syncFolder(folder)
}

// makeFolder makes the folder and those above it, for the owner only.
func makeFolder(path string) error {
	if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	above := filepath.Dir(path)
	if err := makeFolder(above); err != nil {
		return err
	}
	if err := os.Mkdir(path, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return syncFolder(above)
}

// syncFolder makes the names in a folder durable.
func syncFolder(path string) error {
	if runtime.GOOS == "windows" {
		return nil // it can't be done there
	}
	folder, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}

// readPrivate reads a file that holds a secret, and refuses one that others on
// this machine can read.
func readPrivate(name, what string) ([]byte, error) {
	info, err := os.Stat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, err
	case err == nil && info.IsDir():
		return nil, failed("%s %s is a folder. Name a file.", what, model.CleanLine(name))
	case err == nil && runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0:
		return nil, failed("%s %s can be read by others on this machine (its mode is %04o). Give it to its owner alone: chmod 600 %[2]s",
			what, model.CleanLine(name), info.Mode().Perm())
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, failed("%s %s can't be read: %s. See who owns it.", what, model.CleanLine(name), reason(err))
	}
	return data, nil
}
