// This file is the doctor's look at the store, its key and the audit trail.
package cli

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"

	"callin/model/desk"
)

// permissions of a file or folder; ok is false where they say nothing.
func permissions(name string) (mode fs.FileMode, ok bool) {
	info, err := os.Stat(name)
	if err != nil || runtime.GOOS == "windows" {
		return 0, false
	}
	return info.Mode().Perm(), true
}

func (sh *shell) examineStore(ctx context.Context, f *findings) {
	s := &sh.settings
	if s.DB == "" {
		f.add("store", levelError, "There is no home folder to keep the store in. Name one with --db.")
		return
	}
	_, err := os.Stat(s.DB)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		f.add("store", levelWarn, "There is no store %s yet. Start callin or import accounts to make it.", s.DB)
		return
	case err != nil:
		f.add("store", levelError, "The store %s can't be looked at: %s. See that its folder can be entered.", s.DB, reason(err))
		return
	}
	examinePlace(f, s.DB)
	key, err := readKey(s.keyFile())
	clear(key)
	f.found("key file", err, "%s is there, whole, and its owner's alone.", s.keyFile())
	if err == nil {
		sh.examineInside(ctx, f)
	}
}

// examinePlace looks at who else may touch the store: the file is 0600 and its
// folder 0700 when callin makes them.
func examinePlace(f *findings, file string) {
	folder := filepath.Dir(file)
	mode, ok := permissions(folder)
	switch {
	case ok && mode&0o022 != 0:
		f.add("store folder", levelError, "Others on this machine can put files into %s (its mode is %04o), and so another store in place of yours. Give it to its owner alone: chmod 700 %[1]s", folder, mode)
	case ok && mode&0o077 != 0:
		f.add("store folder", levelWarn, "Others on this machine can look into %s (its mode is %04o). Better: chmod 700 %[1]s", folder, mode)
	default:
		f.add("store folder", levelOK, "%s is its owner's alone.", folder)
	}
	if mode, ok := permissions(file); ok && mode&0o077 != 0 {
		f.add("store file", levelError, "Others on this machine can read %s (its mode is %04o). Give it to its owner alone: chmod 600 %[1]s", file, mode)
		return
	}
	f.add("store file", levelOK, "%s is its owner's alone.", file)
	if mode, ok := permissions(indexFile(file)); ok && mode&0o077 != 0 {
		f.add("search index", levelError, "Others on this machine can read %s (its mode is %04o), in which names, addresses and Client IDs stand. Delete it: it is made again.", indexFile(file), mode)
	}
}

// examineInside opens the store. While somebody else has it open it tells what
// can't be looked at.
func (sh *shell) examineInside(ctx context.Context, f *findings) {
	o, err := sh.opening(needs{})
	if err != nil {
		f.add("store", levelError, "%s", err)
		return
	}
	o.Key = func() ([]byte, error) { return readKey(sh.settings.keyFile()) }
	var opened Opened
	if sh.hosted == nil {
		opened, err = sh.edge.Open(ctx, o)
	} else {
		opened, err = sh.open(ctx, needs{})
	}
	switch {
	case desk.InUse(err):
		f.add("store", levelWarn, "It is in use by another callin, so this can't be looked at now: whether the file is whole, whether the key is its own, the audit trail. Leave that callin and ask again.")
		return
	case err != nil:
		f.add("store", levelError, "%s", err)
		return
	}
	f.add("store", levelOK, "%s opens.", o.File)
	operator := opened.Desk.Operator(sh.user())
	err = operator.CheckKey(ctx)
	f.found("key", err, "It is this store's.")
	if err == nil {
		examineTrail(ctx, f, operator)
	}
	if err := opened.Close(); err != nil {
		f.add("store", levelError, "It can't be closed: %s. Look after the disk.", err)
	}
}

func examineTrail(ctx context.Context, f *findings, o *desk.Operator) {
	trail, err := o.VerifyAudit(ctx)
	switch {
	case err != nil:
		f.add("audit trail", levelError, "%s", err)
	case len(trail.Broken) > 0:
		f.add("audit trail", levelError, "It is broken in %s, the first: %s. Keep the store as it is, and compare it with a backup.",
			count(len(trail.Broken), "place", "places"), trail.Broken[0])
	default:
		f.add("audit trail", levelOK, "It is whole: %s. Only a head that was kept elsewhere shows whether its end was cut off: callin audit head.",
			count(trail.Entries, "entry", "entries"))
	}
}
