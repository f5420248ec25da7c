// This file prints and saves for whoever sits at this machine: with lp, and into
// the folder in which callin was started.
package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"callin/model"
)

// paper is kit.Paper.
type paper struct {
	folder string
	lp     string // the program that takes text to print
}

// paper is this machine's, unless there is no folder to save into.
func (sh *shell) paper() (paper, bool) {
	folder, err := os.Getwd()
	if err != nil {
		sh.log.Warn("there is no folder to save files into", "error", err)
		return paper{}, false
	}
	return paper{folder: folder, lp: "lp"}, true
}

// Save writes a file of the agent's own. What is half written is taken away.
func (p paper) Save(_ context.Context, name string, body []byte, replace bool) (string, error) {
	name = fileName(name)
	path := filepath.Join(p.folder, name)
	flags := os.O_WRONLY | os.O_CREATE | os.O_EXCL
	if replace {
		path += ".new" // the old one stays until the new one is whole
		flags = os.O_WRONLY | os.O_CREATE | os.O_TRUNC
	}
	file, err := os.OpenFile(path, flags, 0o600)
	switch {
	case errors.Is(err, fs.ErrExist) && !replace:
		return path, &model.Error{Code: model.Conflict, Cause: err, Public: "There is a file " + path + " already."}
	case err != nil:
		return path, unsaved(path, err)
	}
	_, err = file.Write(body)
	if err = errors.Join(err, file.Close()); err != nil {
		return path, unsaved(path, errors.Join(err, os.Remove(path)))
	}
	if !replace {
		return path, nil
	}
	whole := strings.TrimSuffix(path, ".new")
	if err := os.Rename(path, whole); err != nil {
		return whole, unsaved(whole, errors.Join(err, os.Remove(path)))
	}
	return whole, nil
}

// fileName leaves of a name what is one on every system, and no way into another
// folder.
func fileName(name string) string {
	name = strings.Map(func(r rune) rune {
		if r < ' ' || strings.ContainsRune(`/\:*?"<>|`, r) {
			return '-'
		}
		return r
	}, model.CleanLine(name))
	return strings.TrimLeft(name, ". -")
}

func unsaved(path string, err error) error {
	return &model.Error{Code: model.Unavailable, Cause: err, Public: fmt.Sprintf(
		"The file %s can't be written: %s. Start callin in a folder that can be written to.", path, model.CleanLine(reason(err)))}
}

// Print pipes the text into lp.
func (p paper) Print(ctx context.Context, title, text string) (string, error) {
	command := exec.CommandContext(ctx, p.lp, "-t", fileName(title)) //nolint:gosec // the program is ours to choose, the title a word of the desk's
	command.Stdin = strings.NewReader(text)
	var out, wrong bytes.Buffer
	command.Stdout, command.Stderr = &out, &wrong
	err := command.Run()
	switch {
	case errors.Is(err, exec.ErrNotFound), errors.Is(err, fs.ErrNotExist):
		return "", &model.Error{Code: model.Unavailable, Cause: err, Public: "This machine has no program lp to print with. Save it as a file instead."}
	case err != nil:
		return "", &model.Error{Code: model.Unavailable, Cause: err, Public: "It can't be printed: " + firstLine(wrong.String(), err.Error()) + ". Save it as a file instead."}
	}
	return firstLine(out.String(), "it is on its way to the printer"), nil
}

// firstLine is the first line of a program's words, cut to what fits on a screen.
func firstLine(words, otherwise string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(words), "\n")
	line = strings.TrimRight(model.CleanLine(line), ". ")
	if line == "" {
		return otherwise
	}
	const most = 160
	if r := []rune(line); len(r) > most {
		line = string(r[:most]) + "…"
	}
	return line
}
