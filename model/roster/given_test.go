package roster_test

// Secrets: their form, and that they stay inside.

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"callin/model"
	"callin/model/roster"
)

func TestCheckPHC(t *testing.T) {
	const (
		salt = "c2FsdHNhbHRzYWx0c2FsdA"
		hash = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
	)
	for s, says := range map[string]string{
		phc: "",
		"$argon2id$v=19$m=262144,t=10,p=4$" + salt + "$" + hash:                     "",
		"$argon2id$v=19$m=262145,t=2,p=1$" + salt + "$" + hash:                      "too much",
		"$argon2id$v=19$m=19456,t=11,p=1$" + salt + "$" + hash:                      "too much",
		"$argon2id$v=19$m=19456,t=2,p=5$" + salt + "$" + hash:                       "too much",
		"$argon2id$v=19$m=99999999999999999999,t=2,p=1$" + salt + "$" + hash:        "as numbers",
		"$argon2id$v=19$m=19456,t=0,p=1$" + salt + "$" + hash:                       "as numbers",
		"$argon2id$v=19$m=-8,t=2,p=1$" + salt + "$" + hash:                          "as numbers",
		"$argon2id$v=19$m=+19456,t=2,p=1$" + salt + "$" + hash:                      "as numbers",
		"$argon2id$v=19$t=2,m=19456,p=1$" + salt + "$" + hash:                       "as numbers",
		"$argon2id$v=19$m=19456,t=2,p=1x$" + salt + "$" + hash:                      "as numbers",
		"$argon2id$v=19$m=19456,t=2$" + salt + "$" + hash:                           "m, t and p",
		"$argon2id$v=19$m=8,t=2,p=2$" + salt + "$" + hash:                           "eight times",
		"$argon2i$v=19$m=19456,t=2,p=1$" + salt + "$" + hash:                        "look like",
		"$argon2id$v=16$m=19456,t=2,p=1$" + salt + "$" + hash:                       "look like",
		"$argon2id$m=19456,t=2,p=1$" + salt + "$" + hash:                            "look like",
		"$argon2id$v=19$m=19456,t=2,p=1$c2Fs$" + hash:                               "salt",
		"$argon2id$v=19$m=19456,t=2,p=1$" + strings.Repeat("AAAA", 22) + "$" + hash: "salt",
		"$argon2id$v=19$m=19456,t=2,p=1$" + salt + "==$" + hash:                     "salt",
		"$argon2id$v=19$m=19456,t=2,p=1$" + salt + "$" + hash[:22]:                  "hash",
		"$argon2id$v=19$m=19456,t=2,p=1$" + salt + "$" + hash + "$":                 "look like",
		"$2b$12$abcdefghijklmnopqrstuv":                                             "look like",
		"":                                                                          "look like",
	} {
		got := roster.CheckPHC(s)
		if says == "" && got != "" || !strings.Contains(got, says) {
			t.Errorf("%s: got %q, want %q", s, got, says)
		}
	}
}

// TestSecretsStayInside puts canaries where secrets belong, where they don't,
// and where they are wrong, and looks for them in everything that is told.
func TestSecretsStayInside(t *testing.T) {
	const bird = "canary"
	rows := []cells{
		{"question": "Pet?", "answer": bird, "password": bird, "pin": "1234"},
		{"question": "Pet?", "answer": bird + strings.Repeat("x", 500), "password": bird + "\x00", "pin": bird, "answer_phc": bird},
		{"answer_phc": "$argon2id$" + bird, "password_phc": "$argon2id$v=19$m=1,t=1,p=1$" + bird + "$" + bird, "pin_phc": bird},
		{"role": bird, "status": bird, "client_id": bird, "extension": bird + "\x07", "user_name": bird + " ", "phone": bird, "email": bird, "company_phone": bird},
		{"name": bird + "\x1b", "company": "=" + bird, "question": bird + "\u202e", "answer": bird + "\u200b"},
	}
	text := all + "\n"
	for _, r := range rows {
		text += with(r)
	}
	text += bird + ",\"" + bird + "\"" + bird + "\n" + bird + "," + bird + "\n" + strings.Repeat(bird+",", 40) + "\n" + strings.Repeat(bird, 12000) + "\n"
	f := read(t, text)
	var told bytes.Buffer
	if err := roster.WriteReport(&told, f.Problems); err != nil {
		t.Fatal(err)
	}
	fmt.Fprintf(&told, "%+v %v", f.Problems, roster.NewTally(f).Summary())
	if len(f.Problems) < 20 {
		t.Errorf("only %d problems: the canaries aren't where they should be", len(f.Problems))
	}
	for name, text := range map[string]string{
		"no header":      bird + ",Acme\n",
		"header of one":  bird + ";Acme\n",
		"a person first": "1000001,Acme," + bird + "\n" + all + "\n",
		"open quote":     all + "\n1000001,\"" + bird,
	} {
		_, err := roster.Read(strings.NewReader(text))
		if err == nil {
			t.Errorf("%s: no error", name)
		}
		fmt.Fprintf(&told, "%v %+v %#v %s", err, err, err, model.PublicText(err))
	}
	if strings.Contains(told.String(), bird) {
		t.Errorf("a secret was told:\n%s", told.String())
	}
	var rowsTold string
	for _, a := range read(t, all+"\n"+with(rows[0])).Accounts {
		if got := a.Rows[0].Password.Secret.Reveal() + a.Rows[0].Answer.Secret.Reveal(); got != bird+bird {
			t.Errorf("the secrets are %q", got)
		}
		c, _ := newPlanner(kept()).Plan(nil, a)
		rowsTold += fmt.Sprintf("%v %+v %#v %v", a, a, a, c)
	}
	if strings.Contains(rowsTold, bird) || strings.Contains(rowsTold, "1234") {
		t.Errorf("printing shows a secret:\n%s", rowsTold)
	}
}

// TestPasswordsStayAsTheyAre: no trimming, no cleaning, no quote taken off.
func TestPasswordsStayAsTheyAre(t *testing.T) {
	for _, password := range []string{" spaces ", "'=1", "=1", "pass\u00a0word", "👩‍💻", "日本語のパスワード"} {
		f := read(t, all+"\n"+with(cells{"password": password}))
		if len(f.Problems) != 0 {
			t.Errorf("%q: %v", password, f.Problems)
			continue
		}
		if got := f.Accounts[0].Rows[0].Password.Secret.Reveal(); got != password {
			t.Errorf("got %q, want %q", got, password)
		}
	}
}

// TestAnswersAreCleaned: what nobody can say isn't part of an answer.
func TestAnswersAreCleaned(t *testing.T) {
	f := read(t, all+"\n"+with(cells{"question": "Q?", "answer": " Linden\u200bschule "}))
	got := f.Accounts[0].Rows[0].Answer.Secret.Reveal()
	if got != "Linden¿schule" || model.NormalAnswer(got) != model.NormalAnswer("Lindenschule") {
		t.Errorf("got %q", got)
	}
}
