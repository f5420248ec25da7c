package line

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"callin/model"
	"callin/model/desk"
	"callin/ui/kit"
)

// longest is what a line may have; far more than an answer may.
const longest = 64 << 10

// typed is a line, or why there are no more.
type typed struct {
	text string
	err  error
}

// read reads lines until the input ends. It may wait in a read that nobody can
// cut short: then it ends with the input.
func read(ctx context.Context, in io.Reader) <-chan typed {
	lines := make(chan typed)
	go func() {
		r := bufio.NewReaderSize(in, 4096)
		for {
			text, err := one(r)
			select {
			case lines <- typed{text, err}:
			case <-ctx.Done():
				return
			}
			if err != nil {
				return
			}
		}
	}()
	return lines
}

// one reads one line; of an endless one the rest is dropped.
func one(r *bufio.Reader) (string, error) {
	var text []byte
	for {
		part, err := r.ReadSlice('\n')
		if len(text) < longest {
			text = append(text, part...)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case err != nil && len(text) == 0:
			return "", err
		}
		return strings.TrimRight(string(text), "\r\n"), nil
	}
}

// listen tells when something about mails has moved.
func listen(ctx context.Context, s *desk.Session) <-chan struct{} {
	news := make(chan struct{}, 1)
	sub := s.Subscribe()
	go func() {
		defer sub.Close()
		for {
			changes, err := sub.Next(ctx)
			if err != nil {
				return
			}
			if !changes.Mails {
				continue
			}
			select {
			case news <- struct{}{}:
			default:
			}
		}
	}()
	return news
}

// ask asks for a line.
func (t *talk) ask(ctx context.Context, question string) (string, error) {
	t.say("%s", question)
	text, err := t.next(ctx)
	return strings.TrimSpace(model.CleanLine(text)), err
}

// shown says that what askSecret asks for isn't, where that is so.
func (t *talk) shown() string {
	if t.hides {
		return "; it isn't shown"
	}
	return ""
}

// askSecret asks for what isn't shown, where the terminal can do that.
func (t *talk) askSecret(ctx context.Context, question string) (model.Secret, error) {
	t.echo(false)
	defer t.echo(true)
	t.say("%s", question)
	text, err := t.next(ctx)
	return model.NewSecret(text), err
}

// next waits for a line, says meanwhile what becomes of mails, and ends the
// session when nobody types for too long or when it has become too long.
func (t *talk) next(ctx context.Context) (string, error) {
	p := t.s.Policy()
	for {
		now := t.o.Now()
		wait := p.LockAfter - now.Sub(t.last)
		end := ending("Nobody has typed for " + kit.Short(p.LockAfter) + ", so the session ends: lines that were written can't be hidden.")
		if left := p.LongestSession - now.Sub(t.began); left < wait {
			wait, end = left, ending("A session lasts "+kit.Short(p.LongestSession)+" at most, so this one ends.")
		}
		if wait <= 0 {
			return "", end
		}
		timer := time.NewTimer(wait)
		select {
		case line := <-t.lines:
			timer.Stop()
			t.last = t.o.Now()
			t.s.Active()
			if line.err != nil {
				return "", ending("")
			}
			return line.text, nil
		case <-t.news:
			t.tellMails(ctx)
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
			if !errors.Is(context.Cause(ctx), context.Canceled) {
				return "", ending("") // whoever ended it says why
			}
			return "", ending("The desk is closing.")
		}
		timer.Stop()
	}
}

// tellMails says what has become of mails that were sent here.
func (t *talk) tellMails(ctx context.Context) {
	if len(t.mails) == 0 {
		return
	}
	mails, err := t.s.Outbox(ctx)
	if err != nil {
		return // the next change tells
	}
	for _, m := range mails {
		if was, ours := t.mails[m.Job]; ours && was != m.State {
			t.mails[m.Job] = m.State
			t.say("%s", mail(m))
		}
	}
}

// number asks for one of a list: its number, 1 for an empty line when there is
// one, -1 for any other word.
func (t *talk) number(ctx context.Context, question string, most int) (int, error) {
	text, err := t.ask(ctx, question)
	if err != nil {
		return -1, err
	}
	switch {
	case text == "" && most == 0:
		return -1, nil
	case text == "":
		return 1, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 || n > most {
		return -1, nil //nolint:nilerr // another word
	}
	return n, nil
}

// word is something that can be typed.
type word struct {
	name  string   // "hand over"
	also  []string // "e"
	means string   // a sentence without its full stop, for help
}

// choose asks for one of the words and returns its name. Letters are those of
// the screen.
func (t *talk) choose(ctx context.Context, question string, words ...word) (string, error) {
	var names []string
	for _, w := range words {
		names = append(names, w.name)
	}
	for {
		text, err := t.ask(ctx, question+" "+strings.Join(names, ", ")+".")
		if err != nil {
			return "", err
		}
		if text == "help" || text == "?" {
			for _, w := range words {
				t.say("%s (%s): %s.", w.name, strings.Join(w.also, ", "), w.means)
			}
			continue
		}
		for _, w := range words {
			if strings.EqualFold(text, w.name) || slices.Contains(w.also, text) {
				return w.name, nil
			}
		}
		if text != "" {
			t.say("%s", fmt.Sprintf("%q is none of these.", text))
		}
	}
}
