package line_test

import (
	"bytes"
	"io"
	"strings"
	"testing"

	"callin/ui/line"
)

// wire is a raw terminal in the hands of a test.
type wire struct {
	io.Reader
	bytes.Buffer
}

func (w *wire) Read(b []byte) (int, error) { return w.Reader.Read(b) }

func TestCook(t *testing.T) {
	for _, tc := range []struct{ name, typed, lines, shown string }{
		{"a line", "ada\r", "ada\n", "ada\r\n"},
		{"both line ends are one", "ada\r\nben\n", "ada\nben\n", "ada\r\nben\r\n"},
		{"backspace", "adx\x7fa\r", "ada\n", "adx\b \ba\r\n"},
		{"nothing to take back", "\x7f\x08a\r", "a\n", "a\r\n"},
		{"a wide letter is one", "aé\x7fb\r", "ab\n", "aé\b \bb\r\n"},
		{"all of it", "ab\x15c\r", "c\n", "ab\b \b\b \bc\r\n"},
		{"arrows do nothing", "a\x1b[Ab\x1bOPc\x1b[1;5Dd\r", "abcd\n", "abcd\r\n"},
		{"other keys neither", "a\tb\x01\x1b\x0c\r", "ab\n", "ab\r\n"},
		{"ctrl+c ends", "a\rb\x03c\r", "a\n", "a\r\nb"},
		{"ctrl+d ends in an empty line", "a\x04b\r\x04c\r", "ab\n", "ab\r\n"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			w := &wire{Reader: slowly{strings.NewReader(tc.typed)}}
			got, err := io.ReadAll(line.Cook(w))
			if string(got) != tc.lines || err != nil || w.String() != tc.shown {
				t.Errorf("lines %q, %v, shown %q", got, err, w.String())
			}
		})
	}
	t.Run("hidden", func(t *testing.T) {
		w := &wire{Reader: strings.NewReader("secretx\x7f\x15geheim\r")}
		c := line.Cook(w)
		c.Echo(false)
		if got, err := io.ReadAll(c); string(got) != "geheim\n" || err != nil || w.String() != "\r\n" {
			t.Errorf("lines %q, %v, shown %q", got, err, w.String())
		}
	})
	t.Run("endless", func(t *testing.T) {
		w := &wire{Reader: strings.NewReader(strings.Repeat("x", 1<<20) + "\r")}
		if got, err := io.ReadAll(line.Cook(w)); len(got) > 70_000 || err != nil {
			t.Errorf("%d bytes, %v", len(got), err)
		}
	})
	t.Run("what is said", func(t *testing.T) {
		w := &wire{}
		if n, err := line.Cook(w).Write([]byte("a\nb\n")); n != 4 || err != nil || w.String() != "a\r\nb\r\n" {
			t.Errorf("%d, %v, %q", n, err, w.String())
		}
	})
}

// slowly reads a byte at a time, as somebody types.
type slowly struct{ r io.Reader }

func (o slowly) Read(b []byte) (int, error) { return o.r.Read(b[:min(len(b), 1)]) }
