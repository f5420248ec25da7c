// This file compares screens with recorded ones. go test -update records them.
package uitest

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"github.com/google/go-cmp/cmp"

	"callin/ui/kit"
)

var update = flag.Bool("update", false, "record the screens in testdata anew")

// Golden compares the screen at 80×24 and at 120×40 with testdata/NAME.80x24.txt
// and testdata/NAME.120x40.txt, and leaves the window at the size that it had.
func (d *Driver) Golden(name string) *Driver {
	d.t.Helper()
	w, h := d.w, d.h
	for _, size := range [][2]int{{80, 24}, {120, 40}} {
		d.Resize(size[0], size[1])
		d.golden(fmt.Sprintf("%s.%dx%d.txt", name, size[0], size[1]), d.Plain()+"\n")
	}
	return d.Resize(w, h)
}

// GoldenAt compares the screen at other sizes, as text and as it is drawn with ASCII
// alone.
func (d *Driver) GoldenAt(name string, sizes ...[2]int) *Driver {
	d.t.Helper()
	w, h := d.w, d.h
	for _, size := range sizes {
		d.Resize(size[0], size[1])
		file := fmt.Sprintf("%s.%dx%d", name, size[0], size[1])
		d.golden(file+".txt", d.Plain()+"\n")
		d.golden(file+".ascii.txt", kit.Plain(d.Plain())+"\n")
	}
	return d.Resize(w, h)
}

// GoldenStyled compares the screen as it is, styles and all.
func (d *Driver) GoldenStyled(name string) *Driver {
	d.t.Helper()
	d.golden(name+".ansi", d.Styled()+"\n")
	return d
}

// Recorded compares a text with testdata/NAME.
func (d *Driver) Recorded(name, got string) {
	d.t.Helper()
	d.golden(name, got)
}

func (d *Driver) golden(name, got string) {
	d.t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			d.t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			d.t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		d.t.Fatalf("%v (go test -update records it)", err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		d.t.Errorf("%s (-want +got):\n%s", path, diff)
	}
}
