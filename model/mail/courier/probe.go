// Looking at the mail route without sending anything.

package courier

import (
	"context"
	"crypto/tls"
	"strings"

	"callin/model"
)

// Probe connects anew, as Send would, and tells in short lines what it found:
// the server, its TLS, whether it took our AUTH, what it offers. No line holds
// a secret; words of the server's are cleaned. The lines come with an error
// too, as far as it got. Errors: as of Send, deferred alone.
func (c *Courier) Probe(ctx context.Context) ([]string, error) {
	lines := []string{"server " + c.cfg.Server + ", tls = " + c.cfg.TLS + ", hello " + c.cfg.Hello}
	if err := c.pool.enter(ctx); err != nil {
		return lines, &model.MailError{Fate: model.FateDeferred, Said: describe(err), Cause: err}
	}
	defer c.pool.leave()
	s, failed := c.connect(ctx)
	if failed != nil {
		return lines, failed
	}
	defer s.quit()
	stop := s.wire.follow(ctx)
	defer stop()
	if s.tls != nil {
		lines = append(lines, tls.VersionName(s.tls.Version)+", certificate good until "+
			s.tls.PeerCertificates[0].NotAfter.UTC().Format("2 January 2006"))
	}
	if c.cfg.User != "" {
		lines = append(lines, "signed in as "+model.CleanLine(c.cfg.User)+", AUTH "+s.auth)
	}
	var offers []string
	for _, name := range []string{"SIZE", "8BITMIME", "SMTPUTF8", "DSN"} {
		if offered, with := s.client.Extension(name); offered {
			offers = append(offers, model.CleanLine(name+" "+with))
		}
	}
	return append(lines, "offers "+strings.Join(offers, ", ")), nil
}
