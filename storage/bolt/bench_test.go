package bolt_test

// What the adapter costs on top of bbolt.

import (
	"fmt"
	"path/filepath"
	"testing"

	"go.etcd.io/bbolt"

	"callin/storage"
	"callin/storage/bolt"
)

const benchKeys = 8 // rows of a usual command: call, counters, audit entry …

// BenchmarkUpdate compares an Update with bbolt writing the same rows; ours
// may take 1.2 times as long.
func BenchmarkUpdate(b *testing.B) {
	value := make([]byte, 200)
	b.Run("callin", func(b *testing.B) {
		s := open(b, filepath.Join(b.TempDir(), "callin.db"), bolt.Options{})
		for n := 0; b.Loop(); n++ {
			_, err := s.Update(b.Context(), func(tx storage.Txn) error {
				for i := range benchKeys {
					if err := tx.Put(benchKey(n, i), value); err != nil {
						return err
					}
				}
				return nil
			})
			if err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("bbolt", func(b *testing.B) {
		db := bare(b)
		for n := 0; b.Loop(); n++ {
			err := db.Update(func(tx *bbolt.Tx) error {
				rows := tx.Bucket([]byte("rows"))
				for i := range benchKeys {
					if err := rows.Put([]byte(benchKey(n, i)), value); err != nil {
						return err
					}
				}
				return nil
			})
			if err != nil {
				b.Fatal(err)
			}
		}
	})
}

// BenchmarkGet reads one row in a View of its own.
func BenchmarkGet(b *testing.B) {
	s := open(b, filepath.Join(b.TempDir(), "callin.db"), bolt.Options{})
	fill(b, s, 10_000)
	for b.Loop() {
		err := s.View(b.Context(), func(v storage.Snapshot) error {
			_, err := v.Get(benchKey(500, 3))
			return err
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkOpen opens and closes a store of 100,000 rows.
func BenchmarkOpen(b *testing.B) {
	path := filepath.Join(b.TempDir(), "callin.db")
	s := open(b, path, bolt.Options{})
	fill(b, s, 100_000)
	if err := s.Close(); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		s, err := bolt.Open(b.Context(), path, bolt.Options{})
		if err != nil {
			b.Fatal(err)
		}
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

func benchKey(n, i int) string { return fmt.Sprintf("row/%09d/%d", n, i) }

func fill(b *testing.B, s *bolt.Store, rows int) {
	b.Helper()
	value := make([]byte, 200)
	for n := range rows / storage.MaxTxnKeys {
		_, err := s.Update(b.Context(), func(tx storage.Txn) error {
			for i := range storage.MaxTxnKeys {
				if err := tx.Put(benchKey(n, i), value); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}

// bare is bbolt alone, with the settings that the store uses.
func bare(b *testing.B) *bbolt.DB {
	b.Helper()
	db, err := bbolt.Open(filepath.Join(b.TempDir(), "bare.db"), 0o600, &bbolt.Options{InitialMmapSize: 1 << 30, NoStatistics: true})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = db.Close() })
	err = db.Update(func(tx *bbolt.Tx) error {
		_, err := tx.CreateBucket([]byte("rows"))
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	return db
}
