package call

import (
	"context"

	"callin/model"
)

// Prover tells and mails against a proof P. The page is generic in it: it can
// pass one on, but neither name its type, nor look into it, nor make one.
type Prover[P any] interface {
	Prove(ctx context.Context, id model.CallID, lost model.Credential) (P, error)
	Tell(ctx context.Context, proof P) (model.Secret, error)
	MailTold(ctx context.Context, proof P) (model.JobID, error)
	SendTemporary(ctx context.Context, proof P) (model.JobID, error)
}

// proven are the things that are done against a proof, each with the proving
// before it, so that no proof lies about in the page.
type proven struct {
	tell func(ctx context.Context, id model.CallID, lost model.Credential) (model.Secret, error)
	mail func(ctx context.Context, id model.CallID, lost model.Credential) (model.JobID, error) // what was told
	send func(ctx context.Context, id model.CallID) (model.JobID, error)
	// check asks for a proof and drops it: is the caller verified?
	check func(ctx context.Context, id model.CallID, lost model.Credential) error
}

func against[P any](prover Prover[P]) proven {
	return proven{
		tell: func(ctx context.Context, id model.CallID, lost model.Credential) (model.Secret, error) {
			proof, err := prover.Prove(ctx, id, lost)
			if err != nil {
				return model.Secret{}, err
			}
			return prover.Tell(ctx, proof)
		},
		mail: func(ctx context.Context, id model.CallID, lost model.Credential) (model.JobID, error) {
			proof, err := prover.Prove(ctx, id, lost)
			if err != nil {
				return "", err
			}
			return prover.MailTold(ctx, proof)
		},
		send: func(ctx context.Context, id model.CallID) (model.JobID, error) {
			proof, err := prover.Prove(ctx, id, model.LoginPassword)
			if err != nil {
				return "", err
			}
			return prover.SendTemporary(ctx, proof)
		},
		check: func(ctx context.Context, id model.CallID, lost model.Credential) error {
			_, err := prover.Prove(ctx, id, lost)
			return err
		},
	}
}
