package draft_test

// What the adapters rely on, without a store around it.

import (
	"errors"
	"slices"
	"testing"

	"callin/storage"
	"callin/storage/internal/draft"
)

func TestDraft(t *testing.T) {
	t.Run("keeps the last write of each key, in order of the first", func(t *testing.T) {
		var d draft.Draft
		err := errors.Join(d.Put("b", []byte("1")), d.Put("a", nil), d.Delete("c"), d.Delete("b"), d.Put("c", []byte("2")))
		if err != nil || !slices.Equal(d.Keys(), []string{"b", "a", "c"}) {
			t.Errorf("keys %q, %v", d.Keys(), err)
		}
		rows := d.Rows()
		if !rows[0].Gone || rows[1].Gone || rows[1].Value == nil || string(rows[2].Value) != "2" || rows[2].Gone {
			t.Errorf("rows %+v", rows)
		}
	})
	t.Run("tells deleted from never written", func(t *testing.T) {
		var d draft.Draft
		_ = d.Delete("gone")
		if value, ok := d.Seen("gone"); value != nil || !ok {
			t.Errorf("deleted: %q, %t", value, ok)
		}
		if value, ok := d.Seen("never"); value != nil || ok {
			t.Errorf("never written: %q, %t", value, ok)
		}
	})
	t.Run("remembers the first refusal and drops the row", func(t *testing.T) {
		var d draft.Draft
		first := d.Put("k", make([]byte, storage.MaxValue+1))
		second := d.Delete("")
		if !errors.Is(first, storage.ErrTooLarge) || !errors.Is(second, storage.ErrTooLarge) {
			t.Errorf("refusals: %v, %v", first, second)
		}
		if len(d.Rows()) != 0 || !errors.Is(d.Err(), first) {
			t.Errorf("%d rows, %v", len(d.Rows()), d.Err())
		}
	})
}
