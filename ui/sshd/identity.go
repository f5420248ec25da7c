package sshd

// This file settles who somebody is. A key that is merely offered says nothing:
// what counts is what the protocol library attached to the connection when a
// signature had been checked, and who holds that key is looked up again then.

import (
	"context"
	"errors"
	"net"
	"strings"
	"time"

	"charm.land/ssh"
	gossh "golang.org/x/crypto/ssh"

	"callin/model"
	"callin/model/desk"
)

// The extensions of a connection's permissions that say who it is.
const (
	byKey   = "callin-key"   // the fingerprint of the key that authenticated
	byGuest = "callin-guest" // a customer
	byLocal = "callin-local" // the control socket's owner
)

// lookUp bounds a look at the staff during a handshake.
const lookUp = 5 * time.Second

var errStranger = errors.New("not on the staff")

// config is a connection's: which algorithms, and who may come.
func (s *Server) config(ctx ssh.Context) *gossh.ServerConfig {
	v := visitorOf(ctx)
	c := &gossh.ServerConfig{
		MaxAuthTries:            authTries,
		PublicKeyAuthAlgorithms: withoutSHA1(gossh.SupportedAlgorithms().PublicKeyAuths),
		NoClientAuth:            true, // for those alone whom the callback takes
		NoClientAuthCallback: func(c gossh.ConnMetadata) (*gossh.Permissions, error) {
			switch {
			case v.local:
				return as(byLocal, "yes"), nil
			case s.o.Portal != nil && c.User() == PortalUser:
				return as(byGuest, "yes"), nil
			}
			return nil, errStranger
		},
		PublicKeyCallback: func(c gossh.ConnMetadata, key gossh.PublicKey) (*gossh.Permissions, error) {
			if v.local || c.User() == PortalUser {
				return nil, errStranger
			}
			return s.offered(key)
		},
		AuthLogCallback: func(c gossh.ConnMetadata, method string, err error) {
			if err == nil && !v.admitted(method == "none" && !v.local) {
				s.log.Warn("there is no room for more customers", "from", v.name)
				_ = v.Close()
			}
		},
	}
	algorithms := gossh.SupportedAlgorithms()
	c.KeyExchanges = withoutSHA1(algorithms.KeyExchanges)
	c.Ciphers, c.MACs = algorithms.Ciphers, withoutSHA1(algorithms.MACs)
	return c
}

func as(name, value string) *gossh.Permissions {
	return &gossh.Permissions{Extensions: map[string]string{name: value}}
}

// offered is asked about a key that somebody may or may not have.
func (s *Server) offered(key gossh.PublicKey) (*gossh.Permissions, error) {
	ctx, cancel := context.WithTimeout(s.ctx, lookUp)
	defer cancel()
	fingerprint := gossh.FingerprintSHA256(key)
	holder, err := s.o.Desk.KeyHolder(ctx, fingerprint)
	switch {
	case err != nil:
		return nil, err
	case holder == "":
		return nil, errStranger
	}
	return as(byKey, fingerprint), nil
}

// failed is told of connections that never got through the handshake.
func (s *Server) failed(c net.Conn, err error) {
	s.log.Info("nobody came in", "from", c.RemoteAddr().String(), "why", model.CleanLine(err.Error()))
}

// person is who authenticated on a connection.
type person struct {
	fingerprint string // of the staff key
	guest       bool
	local       bool
}

// who reads it from what the handshake left behind.
func who(ctx ssh.Context) person {
	conn, ok := ctx.Value(ssh.ContextKeyConn).(*gossh.ServerConn)
	if !ok || conn.Permissions == nil {
		return person{}
	}
	e := conn.Permissions.Extensions
	return person{fingerprint: e[byKey], guest: e[byGuest] != "", local: e[byLocal] != ""}
}

// signIn starts the session of somebody on the staff.
func (s *Server) signIn(ctx context.Context, p person, from string) (*desk.Session, error) {
	if p.local {
		return s.o.Local(ctx)
	}
	return s.o.Desk.SignInByKey(ctx, p.fingerprint, from)
}

// withoutSHA1 leaves out every algorithm that still uses it.
func withoutSHA1(names []string) []string {
	var kept []string
	for _, n := range names {
		if n == gossh.KeyAlgoRSA || n == "ssh-dss" || strings.HasSuffix(n, "sha1") || strings.Contains(n, "sha1-") {
			continue // ssh-rsa and ssh-dss sign with SHA-1
		}
		kept = append(kept, n)
	}
	return kept
}

// noSHA1 has an RSA host key sign with SHA-2 alone.
func noSHA1(key gossh.Signer) gossh.Signer {
	signer, ok := key.(gossh.AlgorithmSigner)
	if !ok || key.PublicKey().Type() != gossh.KeyAlgoRSA {
		return key
	}
	only, err := gossh.NewSignerWithAlgorithms(signer, []string{gossh.KeyAlgoRSASHA256, gossh.KeyAlgoRSASHA512})
	if err != nil {
		return key
	}
	return only
}
