package model_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"callin/model"
)

func TestError(t *testing.T) {
	cause := errors.New("disk 0x3f on fire")
	ours := &model.Error{Code: model.Unavailable, Public: "Try again in a minute.", Cause: cause}
	const unknown = "Something went wrong inside callin. Nothing was changed; the log says more."
	for _, test := range []struct {
		name   string
		err    error
		code   model.Code
		public string
	}{
		{"none", nil, "", ""},
		{"ours", ours, model.Unavailable, "Try again in a minute."},
		{"wrapped", fmt.Errorf("applying: %w", fmt.Errorf("storing: %w", ours)), model.Unavailable, "Try again in a minute."},
		{"joined", errors.Join(io.EOF, ours), model.Unavailable, "Try again in a minute."},
		{"made by Fail", model.Fail(model.Locked, "Wait."), model.Locked, "Wait."},
		{"made by FailField", model.FailField("name", "Too long."), model.Invalid, "Too long."},
		{"not ours", cause, model.Internal, unknown},
		{"cancelled", context.Canceled, model.Internal, unknown},
		{"ours within another of ours", &model.Error{Code: model.Conflict, Public: "Look again.", Cause: ours}, model.Conflict, "Look again."},
	} {
		if got := model.CodeOf(test.err); got != test.code {
			t.Errorf("%s: code %q, want %q", test.name, got, test.code)
		}
		if got := model.PublicText(test.err); got != test.public {
			t.Errorf("%s: %q, want %q", test.name, got, test.public)
		}
	}
	if !errors.Is(ours, cause) || strings.Contains(fmt.Sprintf("%v %s", ours, ours), "disk") {
		t.Error("the cause must be found by errors.Is and shown to nobody")
	}
	if f := model.FailField("name", "Too long."); f.Field != "name" || f.Error() != "Too long." {
		t.Errorf("%+v", f)
	}
}

func TestMailError(t *testing.T) {
	cause := io.ErrUnexpectedEOF
	refused := &model.MailError{Fate: model.FateRefused, Reply: 550, Said: "no such user\r\n\x1b]0;owned\a", Cause: cause}
	if got := refused.Error(); got != "mail refused: 550 no such user ¿]0;owned¿" || !errors.Is(refused, cause) {
		t.Errorf("%q", got)
	}
	lost := &model.MailError{Fate: model.FateUncertain, Said: "line\x00lost"}
	if got := lost.Error(); got != "mail uncertain: line¿lost" {
		t.Errorf("%q", got)
	}
}
