package model_test

import (
	"slices"
	"testing"

	"callin/model"
)

func TestMailKind_Secret(t *testing.T) {
	secret := []model.MailKind{model.MailTemporary, model.MailRequest, model.MailNewUser, model.MailCode, model.MailAddressCode}
	for _, kind := range append(model.MailKinds(), "", "letter") {
		if got := kind.Secret(); got != slices.Contains(secret, kind) {
			t.Errorf("%q: secret is %t", kind, got)
		}
	}
	for _, kind := range secret {
		if !slices.Contains(model.MailKinds(), kind) {
			t.Errorf("%s isn't listed", kind)
		}
	}
}
