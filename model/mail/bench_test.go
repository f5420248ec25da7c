package mail_test

import (
	"testing"

	"callin/model"
	"callin/model/mail"
)

// BenchmarkCompose tells what words and form cost, and what signatures add.
func BenchmarkCompose(b *testing.B) {
	for name, keys := range map[string][]*mail.Signer{
		"unsigned": nil,
		"RSA":      {signer(b, "desk1", rsaKey())},
		"Ed25519":  {signer(b, "desk2", edKey(1))},
	} {
		b.Run(name, func(b *testing.B) {
			c, err := mail.NewComposer(model.DefaultProvider(), "support@aptela.example", mail.SignedBy(keys...))
			if err != nil {
				b.Fatal(err)
			}
			l := letter(model.MailRequest)
			for b.Loop() {
				if _, err := c.Compose(l); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
