// This file tries input that a line has torn.
package kit_test

import (
	"io"
	"strings"
	"testing"

	"callin/ui/kit"
)

// scraps gives one at a time, as they arrive.
type scraps []string

func (p *scraps) Read(b []byte) (int, error) {
	if len(*p) == 0 {
		return 0, io.EOF
	}
	n := copy(b, (*p)[0])
	if (*p)[0] = (*p)[0][n:]; (*p)[0] == "" {
		*p = (*p)[1:]
	}
	return n, nil
}

func TestWhole(t *testing.T) {
	for name, text := range map[string]string{
		"a paste":        "a\x1b[200~text\x1b[A with \x1b keys\x1b[201~b",
		"keys":           "x\x1b[A\x1b[1;5C\x1bOP\x1b[97;5u\x1b",
		"two pastes":     "\x1b[200~a\x1b[201~\x1b[200~b\x1b[201~",
		"never ended":    "\x1b[200~a\x1b[20",
		"an answer":      "\x1b]11;rgb:0000/0000/0000\x07\x1b[?2026;2$y",
		"letters":        "Grüße, 東京",
		"too long to be": "\x1b[" + strings.Repeat("1;", 100) + "m",
	} {
		for at := range len(text) {
			p := scraps{text[:at], text[at:]}
			if at == 0 {
				p = p[1:]
			}
			w, all := kit.NewWhole(&p), ""
			for {
				b := make([]byte, 300)
				n, err := w.Read(b)
				all += string(b[:n])
				if err != nil {
					break
				}
				for _, half := range []string{"\x1b[", "\x1b[2", "\x1b[20", "\x1b[201", "\x1b[1;5", "\x1b[97"} {
					if strings.HasSuffix(string(b[:n]), half) {
						t.Errorf("%s, torn at %d: half a sequence came: %q", name, at, b[:n])
					}
				}
				if pasting := strings.LastIndex(all, "\x1b[200~") > strings.LastIndex(all, "\x1b[201~"); pasting && strings.HasSuffix(all, "\x1b") {
					t.Errorf("%s, torn at %d: half an end came: %q", name, at, b[:n])
				}
			}
			if all != text {
				t.Errorf("%s, torn at %d: %q became %q", name, at, text, all)
			}
		}
	}
}

// TestWhole_escape: the key is there at once, and not in a paste.
func TestWhole_escape(t *testing.T) {
	b := make([]byte, 10)
	if n, err := kit.NewWhole(&scraps{"\x1b"}).Read(b); n != 1 || err != nil {
		t.Errorf("%d, %v", n, err)
	}
	w := kit.NewWhole(&scraps{"\x1b[200~", "\x1b", "[201~"})
	for _, want := range []int{6, 0, 6} {
		if n, err := w.Read(b); n != want || err != nil {
			t.Errorf("%d, %v, want %d", n, err, want)
		}
	}
	small := kit.NewWhole(&scraps{"\x1b[2", "0", "0~x"})
	all := ""
	for range 12 {
		n, err := small.Read(b[:2])
		all += string(b[:n])
		if err != nil {
			break
		}
	}
	if all != "\x1b[200~x" {
		t.Errorf("by two bytes: %q", all)
	}
}
