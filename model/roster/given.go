package roster

// Secrets in a row. They are never cleaned, never quoted, and wrapped as soon
// as the cell is read.

import (
	"encoding/base64"
	"strconv"
	"strings"
	"unicode"

	"callin/model"
)

// secret reads what is given plain or hashed.
func (c *check) secret(plain, hashed column) Given {
	switch {
	case c.cells[plain] != "" && c.cells[hashed] != "":
		c.fail(hashed, columns[plain].noun+" is given twice: leave "+plain.String()+" or "+hashed.String()+" empty")
	case c.cells[hashed] != "":
		cell, ok := c.cell(hashed)
		if !ok {
			return Given{}
		}
		if reason := CheckPHC(cell); reason != "" {
			c.fail(hashed, columns[hashed].noun+" "+reason)
			return Given{}
		}
		return Given{model.NewSecret(strings.Clone(cell)), true}
	case c.cells[plain] != "":
		return Given{Secret: c.plain(plain)}
	}
	return Given{}
}

func (c *check) plain(col column) model.Secret {
	if col == colPassword { // every character counts, the spaces around it too
		cell := c.cells[col]
		switch {
		case !c.sound(col, cell):
			return model.Secret{}
		case strings.ContainsFunc(cell, unicode.IsControl):
			c.fail(col, columns[col].noun+" holds a control character, which nobody can type")
			return model.Secret{}
		}
		return model.NewSecret(strings.Clone(cell))
	}
	cell, ok := c.cell(col)
	switch {
	case !ok:
		return model.Secret{}
	case col == colPIN && model.CheckPIN(cell) != "":
		c.fail(col, columns[col].noun+" "+model.CheckPIN(cell))
	case col == colAnswer && model.NormalAnswer(cell) == "":
		c.fail(col, columns[col].noun+" has no letter or digit")
	case len(cell) > model.MaxAnswer:
		c.fail(col, columns[col].noun+" is too long")
	case col == colAnswer && model.CleanLine(cell) != cell:
		c.note(col, cleanedReason)
		return model.NewSecret(model.CleanLine(cell))
	default:
		return model.NewSecret(strings.Clone(cell))
	}
	return model.Secret{}
}

// The most that a hash from a file may ask of the machine that checks it, and
// the sizes that the desk can keep.
const (
	maxMemory  = 256 << 10 // KiB
	maxPasses  = 10
	maxThreads = 4
	minSalt    = 8
	maxSalt    = 64
	hashSize   = 32
)

// CheckPHC tells what is wrong with an argon2id PHC string, in words that fit
// after "the string …", or "". The words never quote it.
func CheckPHC(s string) string {
	parts := strings.Split(s, "$")
	if len(parts) != 6 || parts[0] != "" || parts[1] != "argon2id" || parts[2] != "v=19" {
		return "must look like $argon2id$v=19$m=…,t=…,p=…$salt$hash"
	}
	cost := strings.Split(parts[3], ",")
	if len(cost) != 3 {
		return "must say m, t and p, in this order"
	}
	m, okM := costOf(cost[0], "m=")
	t, okT := costOf(cost[1], "t=")
	p, okP := costOf(cost[2], "p=")
	switch {
	case !okM || !okT || !okP:
		return "must say m, t and p, in this order, as numbers"
	case m > maxMemory || t > maxPasses || p > maxThreads:
		return "asks for too much: at most m=262144, t=10, p=4"
	case m < 8*p:
		return "must have an m of at least eight times p"
	}
	salt, err := base64.RawStdEncoding.Strict().DecodeString(parts[4])
	if err != nil || len(salt) < minSalt || len(salt) > maxSalt {
		return "must have a salt of 8 to 64 bytes in base64 without padding"
	}
	hash, err := base64.RawStdEncoding.Strict().DecodeString(parts[5])
	if err != nil || len(hash) != hashSize {
		return "must have a hash of 32 bytes in base64 without padding"
	}
	return ""
}

// costOf reads one number of a PHC string: no sign, no leading zero.
func costOf(s, name string) (int, bool) {
	digits, found := strings.CutPrefix(s, name)
	n, err := strconv.Atoi(digits)
	return n, found && err == nil && n > 0 && strconv.Itoa(n) == digits
}
