// Package courier hands mails to the next server by SMTP. It alone imports
// go-smtp's client.
//
// It decides what became of each mail and nothing else: when to try again is
// the desk's affair. It keeps no mail, logs nothing, and never sets the
// library's debug writer, through which passwords would pass.
package courier

import (
	"context"

	"callin/model"
)

// Courier is a model.Courier for one server. It keeps a few connections open
// between mails.
type Courier struct {
	cfg  Config
	pool *pool
}

var _ model.Courier = (*Courier)(nil)

// New makes a Courier; it doesn't connect yet. The error is a sentence for the
// operator, about the configuration.
func New(cfg Config) (*Courier, error) {
	if err := cfg.check(); err != nil {
		return nil, err
	}
	return &Courier{cfg: cfg, pool: newPool(cfg.Limits)}, nil
}

// Send hands the mail over, as model.Courier says. It waits for a connection
// when all are busy. Until the server asks for the message (354), ctx bounds
// it, besides the limits; from then on ctx is no longer heeded, because the
// answer is worth more than the wait, and the limits alone count: Write for
// each 4 KiB and Final. So a lease on the mail must last for ctx's time and
// those together. A kept connection that turns out dead is replaced once.
//
// Errors, always a *model.MailError:
//   - deferred: no connection, no TLS, no AUTH, a 4xx, a server that went
//     silent or away before the end of the message; also any 5xx before MAIL
//     and the replies to MAIL that ask for TLS or AUTH (530, 534, 535, 538), for
//     those are about our configuration and not about this mail;
//   - refused: any other 5xx (RFC 5321, 4.2.1), an address or a message that
//     can't be put on the wire, or that this server can't take (RFC 6531, 6152);
//   - uncertain: the end of the message was sent and no proper answer came.
func (c *Courier) Send(ctx context.Context, m model.Mail) (model.Receipt, error) {
	receipt, failed := c.send(ctx, m)
	if failed != nil {
		return model.Receipt{}, failed
	}
	return receipt, nil
}

func (c *Courier) send(ctx context.Context, m model.Mail) (model.Receipt, *model.MailError) {
	if wrong := checkMail(m); wrong != "" {
		return model.Receipt{}, &model.MailError{Fate: model.FateRefused, Said: wrong}
	}
	if err := c.pool.enter(ctx); err != nil {
		return model.Receipt{}, &model.MailError{Fate: model.FateDeferred, Said: describe(err), Cause: err}
	}
	defer c.pool.leave()

	if kept := c.pool.take(); kept != nil {
		said, f := kept.send(ctx, m)
		if f == nil || !f.stale() || ctx.Err() != nil {
			return c.finish(kept, said, f)
		}
		kept.drop() // it had died in our sleep: nothing was said about this mail
	}
	fresh, failed := c.connect(ctx)
	if failed != nil {
		return model.Receipt{}, failed
	}
	said, f := fresh.send(ctx, m)
	return c.finish(fresh, said, f)
}

func (c *Courier) finish(s *session, said string, f *failure) (model.Receipt, *model.MailError) {
	if f == nil {
		c.pool.park(s)
		return model.Receipt{Server: s.server, Said: bounded(said)}, nil
	}
	failed := s.judge(f)
	if f.harmless() {
		c.pool.park(s)
	} else {
		s.drop()
	}
	return model.Receipt{}, failed
}

// Close ends the kept connections, politely and soon. Mails under way go on,
// and close their connections when done; later ones are deferred.
func (c *Courier) Close() error {
	c.pool.close()
	return nil
}
