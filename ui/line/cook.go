package line

import (
	"bytes"
	"io"
	"sync"
	"unicode/utf8"
)

// Cooked makes lines of what a raw terminal sends, as its own line discipline
// would: it shows what is typed, Backspace and ctrl+u take back, ctrl+c and
// ctrl+d in an empty line end the input. Nothing but text, backspaces and line
// ends go out.
type Cooked struct {
	rw io.ReadWriter

	mu     sync.Mutex // of hidden and of writing
	hidden bool

	line []byte // typed so far
	done []byte // a finished line, not yet read
	seq  int    // 0: text, 1: behind an escape, 2: inside a sequence
	cr   bool   // the last byte was a carriage return
	buf  [256]byte
	err  error
}

// Cook makes a raw terminal one of lines.
func Cook(rw io.ReadWriter) *Cooked { return &Cooked{rw: rw} }

// Echo shows what is typed, or hides it.
func (c *Cooked) Echo(on bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.hidden = !on
}

// Write writes lines as a raw terminal needs them.
func (c *Cooked) Write(b []byte) (int, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, err := c.rw.Write(bytes.ReplaceAll(b, []byte("\n"), []byte("\r\n"))); err != nil {
		return 0, err //nolint:wrapcheck // the terminal's own
	}
	return len(b), nil
}

// Read gives finished lines.
func (c *Cooked) Read(b []byte) (int, error) {
	for len(c.done) == 0 {
		if c.err != nil {
			return 0, c.err
		}
		n, err := c.rw.Read(c.buf[:])
		for _, one := range c.buf[:n] {
			c.take(one)
		}
		if c.err == nil {
			c.err = err
		}
	}
	n := copy(b, c.done)
	c.done = c.done[n:]
	return n, nil
}

// take takes one byte. Escape sequences, of arrows and the like, do nothing.
func (c *Cooked) take(b byte) {
	if c.err != nil {
		return
	}
	was := c.cr
	c.cr = b == '\r'
	switch {
	case b == 0x1b:
		c.seq = 1
	case b < 0x20 || b == 0x7f:
		c.seq = 0 // no sequence holds one
		c.control(b, was)
	case c.seq == 1 && (b == '[' || b == 'O'):
		c.seq = 2
	case c.seq > 0:
		if c.seq == 1 || b >= '@' {
			c.seq = 0
		}
	case len(c.line) < longest:
		c.line = append(c.line, b)
		c.echo(b)
	}
}

// control takes a control character.
func (c *Cooked) control(b byte, behindCR bool) {
	switch {
	case b == '\n' && behindCR:
	case b == '\r', b == '\n':
		c.show("\r\n")
		c.done = append(append(c.done, c.line...), '\n')
		clear(c.line)
		c.line = c.line[:0]
	case b == 0x7f, b == 0x08:
		c.back()
	case b == 0x15: // ctrl+u
		for len(c.line) > 0 {
			c.back()
		}
	case b == 0x03, b == 0x04 && len(c.line) == 0:
		c.err = io.EOF
	}
}

// echo shows a character once all its bytes are there.
func (c *Cooked) echo(b byte) {
	c.mu.Lock()
	hidden := c.hidden
	c.mu.Unlock()
	if hidden {
		return
	}
	i := len(c.line) - 1
	for i > 0 && !utf8.RuneStart(c.line[i]) {
		i--
	}
	if b < utf8.RuneSelf || utf8.Valid(c.line[i:]) {
		c.show(string(c.line[i:]))
	}
}

// back takes the last character back.
func (c *Cooked) back() {
	if len(c.line) == 0 {
		return
	}
	_, n := utf8.DecodeLastRune(c.line)
	c.line = c.line[:len(c.line)-n]
	c.mu.Lock()
	hidden := c.hidden
	c.mu.Unlock()
	if !hidden {
		c.show("\b \b")
	}
}

func (c *Cooked) show(text string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	_, _ = io.WriteString(c.rw, text) // a terminal that is gone says so at the next read
}
