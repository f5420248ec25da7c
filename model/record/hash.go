package record

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"strings"

	"golang.org/x/crypto/argon2"

	"callin/model"
)

// Cost is what hashing one answer or password takes (RFC 9106).
type Cost struct {
	Memory  uint32 // KiB
	Passes  uint32
	Threads uint8
}

// DefaultCost is the least that OWASP's Password Storage cheat sheet allows for
// argon2id, and about 37 ms of one core.
var DefaultCost = Cost{Memory: 19 << 10, Passes: 2, Threads: 1}

const (
	saltSize = 16
	hashSize = 32
	// the most that a hash from elsewhere may ask of this machine
	maxMemory  = 256 << 10
	maxPasses  = 10
	maxThreads = 4
)

// Hash is a hashed answer, password or PIN in the PHC string format, its last
// field not argon2id's output but an HMAC of it under a key that isn't in the
// store: without that key the rows don't even allow guessing. "" is none.
type Hash string

// Hasher makes and checks hashes, few at a time, so that a flood of answers
// can't take the machine's memory.
type Hasher struct {
	keys  *Keys
	cost  Cost
	turns chan struct{}
	decoy Hash
}

// NewHasher makes a Hasher that works on at most `atOnce` values at a time.
func NewHasher(keys *Keys, cost Cost, atOnce int) *Hasher {
	h := &Hasher{keys: keys, cost: cost, turns: make(chan struct{}, max(atOnce, 1))}
	salt := make([]byte, saltSize)
	h.decoy = h.write(cost, salt, make([]byte, hashSize))
	return h
}

// Hash hashes a value with a fresh salt.
//
// Errors: ctx.Err() while waiting for a turn; the random source's.
func (h *Hasher) Hash(ctx context.Context, r model.Rand, value model.Secret) (Hash, error) {
	salt := make([]byte, saltSize)
	if _, err := io.ReadFull(r, salt); err != nil {
		return "", fmt.Errorf("drawing a salt: %w", err)
	}
	raw, err := h.argon(ctx, value.Reveal(), h.cost, salt, hashSize)
	if err != nil {
		return "", err
	}
	return h.write(h.cost, salt, h.peppered(raw)), nil
}

// Check tells whether a value is the hashed one. For the empty Hash it takes as
// long and says no, so that nobody can tell from outside that there is none.
//
// Errors: ctx.Err() while waiting for a turn; a hash that can't be read.
func (h *Hasher) Check(ctx context.Context, hash Hash, value model.Secret) (bool, error) {
	real := hash
	if hash == "" {
		real = h.decoy
	}
	cost, salt, want, err := parse(string(real))
	if err != nil {
		return false, err
	}
	raw, err := h.argon(ctx, value.Reveal(), cost, salt, uint32(len(want)))
	if err != nil {
		return false, err
	}
	same := subtle.ConstantTimeCompare(h.peppered(raw), want) == 1
	return same && hash != "", nil
}

// Adopt takes an argon2id PHC string made elsewhere, without our HMAC, and
// gives the hash to store.
func (h *Hasher) Adopt(phc model.Secret) (Hash, error) {
	cost, salt, raw, err := parse(phc.Reveal())
	if err != nil {
		return "", err
	}
	if len(raw) != hashSize {
		return "", fmt.Errorf("the hash must have %d bytes", hashSize)
	}
	return h.write(cost, salt, h.peppered(raw)), nil
}

// Alike is a mark by which an answer in its normal form is known again, whoever
// gave it: a few bytes of a MAC under a key of its own. The desk keeps marks, but
// not whose they are nor how often they came, so that a mark is of no more use to
// a thief, even with the key, than guessing that somebody somewhere has an answer.
func (k *Keys) Alike(normal model.Secret) string {
	m := hmac.New(sha256.New, k.alike)
	m.Write([]byte(normal.Reveal()))
	return hex.EncodeToString(m.Sum(nil)[:alikeSize])
}

// alikeSize makes two answers out of a million meet by chance once in a million.
const alikeSize = 5

func (h *Hasher) argon(ctx context.Context, value string, c Cost, salt []byte, size uint32) ([]byte, error) {
	if err := ctx.Err(); err != nil { // select would choose by chance
		return nil, err
	}
	select {
	case h.turns <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	defer func() { <-h.turns }()
	return argon2.IDKey([]byte(value), salt, c.Passes, c.Memory, c.Threads, size), nil
}

func (h *Hasher) peppered(raw []byte) []byte {
	m := hmac.New(sha256.New, h.keys.pepper)
	m.Write(raw)
	return m.Sum(nil)
}

func (h *Hasher) write(c Cost, salt, sum []byte) Hash {
	b := base64.RawStdEncoding
	return Hash(fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version,
		c.Memory, c.Passes, c.Threads, b.EncodeToString(salt), b.EncodeToString(sum)))
}

// parse reads a PHC string. Its errors never quote it.
func parse(phc string) (c Cost, salt, sum []byte, err error) {
	parts := strings.Split(phc, "$")
	if len(parts) != 6 || parts[0] != "" || parts[1] != "argon2id" || parts[2] != fmt.Sprintf("v=%d", argon2.Version) {
		return c, nil, nil, fmt.Errorf("not an argon2id PHC string of version %d", argon2.Version)
	}
	if n, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &c.Memory, &c.Passes, &c.Threads); n != 3 || err != nil {
		return c, nil, nil, fmt.Errorf("argon2id PHC string without m, t and p")
	}
	if parts[3] != fmt.Sprintf("m=%d,t=%d,p=%d", c.Memory, c.Passes, c.Threads) { // Sscanf ignores what follows
		return c, nil, nil, fmt.Errorf("argon2id PHC string with more than m, t and p")
	}
	if c.Memory > maxMemory || c.Passes == 0 || c.Passes > maxPasses || c.Threads == 0 || c.Threads > maxThreads {
		return c, nil, nil, fmt.Errorf("argon2id PHC string asks for too much (at most m=%d, t=%d, p=%d)",
			maxMemory, maxPasses, maxThreads)
	}
	if salt, err = base64.RawStdEncoding.DecodeString(parts[4]); err != nil || len(salt) < 8 || len(salt) > 64 {
		return c, nil, nil, fmt.Errorf("argon2id PHC string with a bad salt")
	}
	if sum, err = base64.RawStdEncoding.DecodeString(parts[5]); err != nil || len(sum) < 16 || len(sum) > 64 {
		return c, nil, nil, fmt.Errorf("argon2id PHC string with a bad hash")
	}
	return c, salt, sum, nil
}
