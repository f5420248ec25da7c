package search_test

import (
	"bufio"
	"bytes"
	"flag"
	"io"
	"os"
	"strings"
	"testing"

	"callin/model/search"
)

var (
	exportTo     = flag.String("export", "", "write the invented people into this file, for the bench folder")
	exportPeople = flag.Int("people", 100, "how many")
)

// TestExport writes the population as the bench folder reads it.
func TestExport(t *testing.T) {
	var buf bytes.Buffer
	if err := writePeople(&buf, 50); err != nil {
		t.Fatal(err)
	}
	if n := bytes.Count(buf.Bytes(), []byte("\n")); n != 50 {
		t.Errorf("%d lines", n)
	}
	if *exportTo == "" {
		return
	}
	f, err := os.Create(*exportTo)
	if err != nil {
		t.Fatal(err)
	}
	w := bufio.NewWriter(f)
	if err := writePeople(w, *exportPeople); err != nil {
		t.Fatal(err)
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
}

func writePeople(w io.Writer, n int) error {
	for e := range population(n, 1) {
		if _, err := io.WriteString(w, line(e)); err != nil {
			return err
		}
	}
	return nil
}

func line(e search.Entry) string {
	return strings.Join([]string{
		string(e.Person), e.ClientID, e.Company, string(e.Status), e.Name, string(e.Role),
		e.Extension, e.UserName, e.Email, e.Phone, e.CompanyPhone,
	}, "\t") + "\n"
}
