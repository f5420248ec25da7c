package bolt_test

// Some tests need another process: the test binary itself, with a role.

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"testing"

	"callin/storage"
	"callin/storage/bolt"
)

const roleEnv, pathEnv = "CALLIN_TEST_ROLE", "CALLIN_TEST_STORE"

func TestMain(m *testing.M) {
	roles := map[string]func(*bolt.Store) error{"write": writeForever, "hold": holdOpen}
	role, ok := roles[os.Getenv(roleEnv)]
	if !ok {
		os.Exit(m.Run())
	}
	s, err := bolt.Open(context.Background(), os.Getenv(pathEnv), bolt.Options{Fatal: func(err error) {
		fmt.Println("fatal", err)
		os.Exit(3)
	}})
	if err == nil {
		err = errors.Join(role(s), s.Close())
	}
	if err != nil {
		fmt.Println("error", err)
		os.Exit(1)
	}
	os.Exit(0)
}

// writeForever counts up: each Update writes the count and six rows of its
// number, deletes some old ones, and is acknowledged on a line.
func writeForever(s *bolt.Store) error {
	for {
		var n int
		rev, err := s.Update(context.Background(), func(tx storage.Txn) error {
			value, err := tx.Get("count")
			if err != nil {
				return err
			}
			n, _ = strconv.Atoi(string(value))
			n++
			for part := range 6 {
				if err := tx.Put(rowOf(n, part), make([]byte, 100*part)); err != nil {
					return err
				}
			}
			if err := tx.Delete(rowOf(n-50, 5)); err != nil {
				return err
			}
			return tx.Put("count", []byte(strconv.Itoa(n)))
		})
		if err != nil {
			return err
		}
		fmt.Println(n, rev)
	}
}

func rowOf(n, part int) string { return fmt.Sprintf("row/%06d/%d", max(n, 0), part) }

// holdOpen keeps the store until its input ends.
func holdOpen(*bolt.Store) error {
	fmt.Println("open")
	_, err := io.Copy(io.Discard, os.Stdin)
	return err
}

// child is a process with a role, and the lines that it prints.
type child struct {
	*exec.Cmd
	in    io.Closer
	lines *bufio.Scanner
}

func start(t *testing.T, role, path string) *child {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), roleEnv+"="+role, pathEnv+"="+path)
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return &child{Cmd: cmd, in: in, lines: bufio.NewScanner(out)}
}
