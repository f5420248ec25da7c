package storage

import "fmt"

// Limits, the same for every adapter, so that what works on a laptop works on
// a cluster (etcd: 128 operations a transaction, 1.5 MiB a request by default).
const (
	MaxKey      = 512       // bytes of a key
	MaxValue    = 256 << 10 // bytes of a value
	MaxTxnKeys  = 100       // keys that one Update may put or delete
	MaxPage     = 1000      // rows that one Scan returns
	MaxAttempts = 12        // runs of an Update's function before ErrConflict
)

// CheckKey is how adapters enforce the limits of a key.
func CheckKey(key string) error {
	if key == "" {
		return fmt.Errorf("empty key: %w", ErrTooLarge)
	}
	if len(key) > MaxKey {
		return fmt.Errorf("key of %d bytes, %d allowed: %w", len(key), MaxKey, ErrTooLarge)
	}
	return nil
}

// CheckValue is how adapters enforce the limit of a value.
func CheckValue(value []byte) error {
	if len(value) > MaxValue {
		return fmt.Errorf("value of %d bytes, %d allowed: %w", len(value), MaxValue, ErrTooLarge)
	}
	return nil
}
