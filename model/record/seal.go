package record

import (
	"fmt"
	"io"

	"golang.org/x/crypto/chacha20poly1305"

	"callin/model"
)

// Seal encrypts the bytes of a row with a key of its own, which is wrapped by
// the store's (XChaCha20-Poly1305 twice, draft-irtf-cfrg-xchacha-03). Both are
// bound to the row's key and the format, so that a sealed row opens nowhere
// else. What drops the row drops its key.
func (k *Keys) Seal(r model.Rand, key string, plain []byte) ([]byte, error) {
	draw := make([]byte, chacha20poly1305.KeySize+2*chacha20poly1305.NonceSizeX)
	if _, err := io.ReadFull(r, draw); err != nil {
		return nil, fmt.Errorf("drawing a key for %s: %w", key, err)
	}
	own, nonces := draw[:chacha20poly1305.KeySize], draw[chacha20poly1305.KeySize:]
	outer, inner := nonces[:chacha20poly1305.NonceSizeX], nonces[chacha20poly1305.NonceSizeX:]
	wrap, err := chacha20poly1305.NewX(k.wrap)
	if err != nil {
		return nil, fmt.Errorf("sealing %s: %w", key, err)
	}
	body, err := chacha20poly1305.NewX(own)
	if err != nil {
		return nil, fmt.Errorf("sealing %s: %w", key, err)
	}
	sealed := append([]byte{version}, outer...)
	sealed = wrap.Seal(sealed, outer, own, bound(version, key))
	sealed = append(sealed, inner...)
	sealed = body.Seal(sealed, inner, plain, bound(version, key))
	clear(own)
	return sealed, nil
}

// bound is what a sealed row is bound to.
func bound(format byte, key string) []byte { return append([]byte{format}, key...) }

// wrapped is the length of a wrapped key.
const wrapped = chacha20poly1305.KeySize + chacha20poly1305.Overhead

// Open decrypts what Seal made for the same row. The error is ErrForged when it
// was made for another, changed, or with another key. Every format begins with
// the wrapped key, so that a newer one can be told from a forged one.
func (k *Keys) Open(key string, sealed []byte) ([]byte, error) {
	const n = chacha20poly1305.NonceSizeX
	if len(sealed) < 1+n+wrapped+n+chacha20poly1305.Overhead {
		return nil, fmt.Errorf("%s: %w", key, ErrForged)
	}
	outer, rest := sealed[1:1+n], sealed[1+n:]
	wrap, err := chacha20poly1305.NewX(k.wrap)
	if err != nil {
		return nil, fmt.Errorf("opening %s: %w", key, err)
	}
	own, err := wrap.Open(nil, outer, rest[:wrapped], bound(sealed[0], key))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", key, ErrForged)
	}
	if sealed[0] != version {
		return nil, newer(key, sealed[0])
	}
	body, err := chacha20poly1305.NewX(own)
	if err != nil {
		return nil, fmt.Errorf("opening %s: %w", key, err)
	}
	plain, err := body.Open(nil, rest[wrapped:wrapped+n], rest[wrapped+n:], bound(version, key))
	clear(own)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", key, ErrForged)
	}
	return plain, nil
}
