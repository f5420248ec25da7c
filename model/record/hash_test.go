package record_test

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"golang.org/x/crypto/argon2"

	"callin/model"
	"callin/model/record"
)

// cheap is what hashing costs in tests: enough memory to see each run of argon2
// in what is allocated.
var cheap = record.Cost{Memory: 1 << 10, Passes: 1, Threads: 1}

func hashed(t *testing.T, h *record.Hasher, value string) record.Hash {
	t.Helper()
	hash, err := h.Hash(t.Context(), rand.Reader, model.NewSecret(value))
	if err != nil {
		t.Fatal(err)
	}
	return hash
}

func TestDefaultCost(t *testing.T) {
	if c := record.DefaultCost; c.Memory < 19<<10 || c.Passes < 2 || c.Threads != 1 {
		t.Errorf("%+v is less than OWASP asks for", c)
	}
}

func TestHasher_Check(t *testing.T) {
	h := record.NewHasher(keys(t, 1), cheap, 1)
	hash := hashed(t, h, "lindenschule")
	if prefix := "$argon2id$v=19$m=1024,t=1,p=1$"; !strings.HasPrefix(string(hash), prefix) || strings.Contains(string(hash), "linden") {
		t.Errorf("%s doesn't begin with %s", hash, prefix)
	}
	if salt, err := base64.RawStdEncoding.DecodeString(strings.Split(string(hash), "$")[4]); len(salt) != 16 || err != nil {
		t.Errorf("a salt of %d bytes, %v", len(salt), err)
	}
	if again := hashed(t, h, "lindenschule"); again == hash {
		t.Error("two hashes have one salt")
	}
	for _, test := range []struct {
		name  string
		by    *record.Hasher
		hash  record.Hash
		value string
		want  bool
	}{
		{"right", h, hash, "lindenschule", true},
		{"wrong", h, hash, "lindenschul", false},
		{"nothing said", h, hash, "", false},
		{"none set", h, "", "lindenschule", false},
		{"none set, nothing said", h, "", "", false},
		{"another master key", record.NewHasher(keys(t, 2), cheap, 1), hash, "lindenschule", false},
		{"the default raised since", record.NewHasher(keys(t, 1), record.Cost{Memory: 2 << 10, Passes: 3, Threads: 2}, 4), hash, "lindenschule", true},
		{"the default raised since, wrong", record.NewHasher(keys(t, 1), record.Cost{Memory: 2 << 10, Passes: 3, Threads: 2}, 4), hash, "x", false},
	} {
		if got, err := test.by.Check(t.Context(), test.hash, model.NewSecret(test.value)); got != test.want || err != nil {
			t.Errorf("%s: %t, %v", test.name, got, err)
		}
	}
}

func TestHasher_Hash_randomness(t *testing.T) {
	h := record.NewHasher(keys(t, 1), cheap, 1)
	if hash, err := h.Hash(t.Context(), strings.NewReader("too short"), model.NewSecret("x")); hash != "" || err == nil {
		t.Errorf("%s, %v", hash, err)
	}
}

// allocated is how many bytes fn takes from the heap.
func allocated(fn func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	fn()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

// TestHasher_Check_work: what an answer costs tells nobody whether it was right,
// or whether there is one at all.
func TestHasher_Check_work(t *testing.T) {
	h := record.NewHasher(keys(t, 1), cheap, 1)
	hash := hashed(t, h, "right")
	for name, check := range map[string]struct {
		hash  record.Hash
		value string
	}{"right": {hash, "right"}, "wrong": {hash, "wrong"}, "none": {"", "right"}} {
		got := allocated(func() {
			if _, err := h.Check(t.Context(), check.hash, model.NewSecret(check.value)); err != nil {
				t.Error(err)
			}
		})
		if one := uint64(cheap.Memory) << 10; got < one || got >= 2*one {
			t.Errorf("%s: %d bytes, and one run of argon2 takes %d", name, got, one)
		}
	}
}

// phc makes a string as another program would, of argon2id's own output.
func phc(c record.Cost, value string, salt []byte, size uint32) string {
	b := base64.RawStdEncoding
	sum := argon2.IDKey([]byte(value), salt, c.Passes, c.Memory, c.Threads, size)
	return fmt.Sprintf("$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s", c.Memory, c.Passes, c.Threads, b.EncodeToString(salt), b.EncodeToString(sum))
}

func TestHasher_Adopt(t *testing.T) {
	h := record.NewHasher(keys(t, 1), cheap, 1)
	foreign := phc(record.Cost{Memory: 64, Passes: 3, Threads: 2}, "biscuit", []byte("12345678"), 32)
	hash, err := h.Adopt(model.NewSecret(foreign))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(string(hash), "$argon2id$v=19$m=64,t=3,p=2$") || string(hash) == foreign {
		t.Errorf("%s from %s", hash, foreign)
	}
	for value, want := range map[string]bool{"biscuit": true, "Biscuit": false, "": false} {
		if got, err := h.Check(t.Context(), hash, model.NewSecret(value)); got != want || err != nil {
			t.Errorf("%q: %t, %v", value, got, err)
		}
	}
	// the foreign string itself, put into the row, opens nothing: it lacks the HMAC
	if got, err := h.Check(t.Context(), record.Hash(foreign), model.NewSecret("biscuit")); got || err != nil {
		t.Errorf("a hash without our key: %t, %v", got, err)
	}
}

func TestHasher_Adopt_hostile(t *testing.T) {
	h := record.NewHasher(keys(t, 1), cheap, 1)
	salt, sum := base64.RawStdEncoding.EncodeToString(make([]byte, 16)), base64.RawStdEncoding.EncodeToString(make([]byte, 32))
	cost := func(c string) string { return "$argon2id$v=19$" + c + "$" + salt + "$" + sum }
	with := func(salt, sum string) string { return "$argon2id$v=19$m=64,t=1,p=1$" + salt + "$" + sum }
	b64 := func(n int) string { return base64.RawStdEncoding.EncodeToString(make([]byte, n)) }
	if _, err := h.Adopt(model.NewSecret(cost("m=262144,t=10,p=4"))); err != nil {
		t.Fatalf("the most that is allowed: %v", err)
	}
	for _, hostile := range []string{
		"", "$", "canary", "$$$$$", "$argon2id$v=19$m=64,t=1,p=1$" + salt, cost("m=64,t=1,p=1") + "$x", "x" + cost("m=64,t=1,p=1"),
		strings.Replace(cost("m=64,t=1,p=1"), "argon2id", "argon2i", 1), strings.Replace(cost("m=64,t=1,p=1"), "v=19", "v=16", 1),
		"$2b$12$canarycanarycanarycanary",
		cost("m=262145,t=1,p=1"), cost("m=4294967295,t=1,p=1"), cost("m=4294967296,t=1,p=1"), cost("m=99999999999999999999,t=1,p=1"),
		cost("m=64,t=11,p=1"), cost("m=64,t=4294967295,p=1"), cost("m=64,t=0,p=1"), cost("m=64,t=1,p=0"), cost("m=64,t=1,p=5"), cost("m=64,t=1,p=257"), cost("m=64,t=1,p=256"),
		cost("m=-1,t=1,p=1"), cost("m=64,t=-1,p=1"), cost("m=64"), cost("m=64,t=1"), cost("t=1,m=64,p=1"), cost(""), cost("m=64,t=1,p=1,keyid=x"), cost("m=64,t=1,p=1 "), cost("m=064,t=1,p=1"), cost("m=+64,t=1,p=1"),
		with(b64(7), sum), with(b64(65), sum), with(b64(1<<20), sum), with("****", sum), with("", sum), with(salt, b64(15)), with(salt, b64(31)), with(salt, b64(33)), with(salt, b64(64)), with(salt, b64(65)), with(salt, "canary!"), with(salt, ""),
	} {
		var hash record.Hash
		var err error
		took := allocated(func() { hash, err = h.Adopt(model.NewSecret(hostile)) })
		if err == nil || hash != "" {
			t.Errorf("%.80s is taken", hostile)
			continue
		}
		if strings.Contains(err.Error(), "canary") || strings.Contains(err.Error(), salt) {
			t.Errorf("%.80s: the error quotes it: %v", hostile, err)
		}
		if took > 4<<20 {
			t.Errorf("%.80s took %d bytes", hostile, took)
		}
		// the same in a row, where sizes of sums other than ours can be read
		took = allocated(func() { _, _ = h.Check(t.Context(), record.Hash(hostile), model.NewSecret("x")) })
		if took > 4<<20 {
			t.Errorf("checking %.80s took %d bytes", hostile, took)
		}
	}
	for _, size := range []int{0, 15, 65} {
		if ok, err := h.Check(t.Context(), record.Hash(with(salt, b64(size))), model.NewSecret("x")); ok || err == nil {
			t.Errorf("a sum of %d bytes is checked against: %v", size, err)
		}
	}
	if ok, err := h.Check(t.Context(), "canary", model.NewSecret("x")); ok || err == nil || strings.Contains(err.Error(), "canary") {
		t.Errorf("a hash that can't be read: %t, %v", ok, err)
	}
}

// TestHasher_turns: no more work at once than there are turns, whoever asks.
func TestHasher_turns(t *testing.T) {
	for _, test := range []struct{ atOnce, want int }{{1, 1}, {2, 2}, {5, 5}, {0, 1}, {-3, 1}} {
		if got := cap(record.NewHasher(keys(t, 1), cheap, test.atOnce).Turns()); got != test.want {
			t.Errorf("%d at once: %d turns", test.atOnce, got)
		}
	}
	k := keys(t, 1)
	ways := map[string]func(*record.Hasher, context.Context) error{
		"hash": func(h *record.Hasher, ctx context.Context) error {
			_, err := h.Hash(ctx, rand.Reader, model.NewSecret("x"))
			return err
		},
		"check": func(h *record.Hasher, ctx context.Context) error {
			_, err := h.Check(ctx, "", model.NewSecret("x"))
			return err
		},
	}
	for name, work := range ways {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				h := record.NewHasher(k, cheap, 2)
				h.Turns() <- struct{}{}
				h.Turns() <- struct{}{}
				ctx, cancel := context.WithCancelCause(t.Context())
				patient, impatient := make(chan error, 1), make(chan error, 1)
				go func() { patient <- work(h, t.Context()) }()
				go func() { impatient <- work(h, ctx) }()
				synctest.Wait()
				if len(patient)+len(impatient) != 0 {
					t.Fatal("worked without a turn")
				}
				cancel(errors.New("hung up"))
				if err := <-impatient; !errors.Is(err, context.Canceled) {
					t.Errorf("cancelled while waiting: %v", err)
				}
				synctest.Wait()
				if len(patient) != 0 || len(h.Turns()) != 2 {
					t.Fatal("who gave up took or gave a turn")
				}
				<-h.Turns()
				if err := <-patient; err != nil {
					t.Errorf("after waiting: %v", err)
				}
				if len(h.Turns()) != 1 {
					t.Errorf("%d turns are taken after the work", len(h.Turns()))
				}
			})
		})
	}
}

// TestHasher_cancelled: who has hung up costs nothing, though turns are free.
func TestHasher_cancelled(t *testing.T) {
	h := record.NewHasher(keys(t, 1), cheap, 8)
	hash := hashed(t, h, "x")
	ctx, cancel := context.WithDeadline(t.Context(), time.Unix(0, 0))
	defer cancel()
	for range 64 { // a choice by chance would show
		if got, err := h.Hash(ctx, rand.Reader, model.NewSecret("x")); got != "" || !errors.Is(err, context.DeadlineExceeded) {
			t.Fatalf("hash: %s, %v", got, err)
		}
		for _, stored := range []record.Hash{hash, ""} {
			if ok, err := h.Check(ctx, stored, model.NewSecret("x")); ok || !errors.Is(err, context.DeadlineExceeded) {
				t.Fatalf("check: %t, %v", ok, err)
			}
		}
	}
}
