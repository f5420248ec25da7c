package record

import (
	"time"

	"callin/model"
)

// Credentials are what a person proves or logs in with. They stay between the
// desk and the store: no view holds them.
type Credentials struct {
	Answer    Hash       `json:",omitempty"`
	Password  Hash       `json:",omitempty"`
	PIN       Hash       `json:",omitempty"`
	Temporary *Temporary `json:",omitempty"`
	PINReset  bool       `json:",omitempty"` // somebody else set the PIN: its owner must choose another
	Epoch     uint64     `json:",omitempty"` // moves when portal sessions opened before must end
}

// Temporary is a temporary password, beside the login password that goes on
// working until this one is used.
type Temporary struct {
	Hash    Hash
	Job     model.JobID // the mail that carries it
	Expires time.Time
	Used    time.Time // zero while it still works
}

// Mailings are the times of the mails that a person was sent lately, of those that
// are limited together.
type Mailings struct{ Sent []time.Time }

// LockWord is what an agent's locked screen opens to.
type LockWord struct {
	Hash  Hash
	Wrong int // in a row
}

// Head is the end of a lane of the audit trail.
type Head struct {
	Seq uint64
	Sum []byte
}

// CallArticles are the articles that were read or mailed in a call, each once.
type CallArticles struct{ IDs []model.ArticleID }

// Solved counts for each article in how many calls that ended well it was.
type Solved struct{ Calls map[model.ArticleID]int }

// ArticleUse counts how an article was used on one day.
type ArticleUse struct{ Views, Mails, Yes, No int }
