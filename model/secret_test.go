package model_test

import (
	"bytes"
	"encoding/gob"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"callin/model"
)

// canary is looked for in whatever prints a Secret, and its bytes in hex and in
// decimal with it.
const canary = "zq7-canary"

func leaks(printed string) bool {
	low := strings.ToLower(printed)
	return strings.Contains(low, canary) || strings.Contains(low, "zq7") ||
		strings.Contains(low, fmt.Sprintf("%x", canary)) || strings.Contains(printed, "122 113 55") ||
		strings.Contains(low, "0x7a, 0x71")
}

func TestSecret_Reveal(t *testing.T) {
	s := model.NewSecret(canary)
	if s.Reveal() != canary || s.Empty() || (model.Secret{}).Reveal() != "" {
		t.Error("a secret must reveal what it was made of")
	}
	if !(model.Secret{}).Empty() || !model.NewSecret("").Empty() {
		t.Error("nothing is empty")
	}
	if s.String() != (model.Secret{}).String() || s.String() != model.NewSecret(strings.Repeat("x", 99)).String() {
		t.Error("the mask tells secrets apart")
	}
}

// holder has the secret where fmt calls no methods: in an unexported field.
type holder struct {
	secret  model.Secret
	pointer *model.Secret
	list    []model.Secret
	named   map[string]model.Secret
	any     any
}

func TestSecret_fmt(t *testing.T) {
	s := model.NewSecret(canary)
	type open struct {
		Secret  model.Secret
		Pointer *model.Secret
	}
	type embedding struct{ model.Secret }
	h := holder{s, &s, []model.Secret{s}, map[string]model.Secret{"a": s}, s}
	values := []any{
		s, &s,
		[]model.Secret{s},
		[1]model.Secret{s},
		map[string]model.Secret{"a": s},
		map[model.Secret]int{s: 1},
		open{s, &s},
		&open{s, &s},
		embedding{s},
		h, &h,
		[]holder{h},
		map[int]*holder{1: &h},
		model.Question{Text: "?"},
	}
	verbs := []string{
		"%v", "%+v", "%#v", "%s", "%q", "%#q", "%x", "%X", "% x", "%#x", "%d", "%o", "%b", "%c", "%U", "%e", "%g", "%t", "%p", "%T", "%w", "%z", "%9v", "%-9s", "%.2s",
	}
	none, width := "no verb at all", "%*d" // as mistakes leave them
	for _, value := range values {
		for _, verb := range verbs {
			for _, printed := range []string{
				fmt.Sprintf(verb, value),
				fmt.Errorf(verb, value).Error(),
				fmt.Sprintf(none, value), //nolint:staticcheck // the mistake is what is tried
				fmt.Sprintf(width, value, 1),
				fmt.Sprint(value), fmt.Sprintln(value),
			} {
				if leaks(printed) {
					t.Errorf("%T with %s prints %s", value, verb, printed)
				}
			}
		}
	}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
		if got := fmt.Sprintf(verb, s); got != s.String() {
			t.Errorf("%s prints %q, not the mask", verb, got)
		}
	}
}

func TestSecret_encoding(t *testing.T) {
	s := model.NewSecret(canary)
	type row struct {
		Answer  model.Secret
		Pointer *model.Secret
		hidden  model.Secret
	}
	r := row{s, &s, s}
	for name, encode := range map[string]func(any) ([]byte, error){
		"json": json.Marshal,
		"xml":  func(v any) ([]byte, error) { return xml.Marshal(v) },
		"gob": func(v any) ([]byte, error) {
			var b bytes.Buffer
			err := gob.NewEncoder(&b).Encode(v)
			return b.Bytes(), err
		},
	} {
		for _, value := range []any{s, &s, r, &r, []model.Secret{s}, map[string]any{"a": s}} {
			out, err := encode(value) // refusing is as good
			if leaks(string(out)) || err != nil && leaks(err.Error()) {
				t.Errorf("%s of %T: %s %v", name, value, out, err)
			}
		}
	}
	out, err := json.Marshal(map[model.Secret]row{s: r})
	if err != nil || leaks(string(out)) || strings.Count(string(out), s.String()) != 3 {
		t.Errorf("%s %v", out, err)
	}
	if r.hidden.Empty() {
		t.Error("encoding emptied the secret")
	}
}

func TestSecret_slog(t *testing.T) {
	s := model.NewSecret(canary)
	var out bytes.Buffer
	for _, handler := range []slog.Handler{slog.NewTextHandler(&out, nil), slog.NewJSONHandler(&out, nil)} {
		log := slog.New(handler).With("with", s)
		log.Info("said", "secret", s, "pointer", &s, "list", []model.Secret{s}, slog.Group("group", "in", s),
			"holder", holder{secret: s, any: s}, "open", struct{ Answer model.Secret }{s}, slog.Any("any", any(s)))
		log.Error(s.String(), "error", fmt.Errorf("wrong answer %v: %w", s, errors.New("no")))
	}
	if leaks(out.String()) {
		t.Errorf("logged:\n%s", out.String())
	}
	if n := strings.Count(out.String(), s.String()); n < 12 {
		t.Errorf("%d masks, and the log should show where a secret was:\n%s", n, out.String())
	}
}

func TestSecret_errors(t *testing.T) {
	s := model.NewSecret(canary)
	cause := fmt.Errorf("checking %v: %+v", s, holder{secret: s})
	err := error(&model.Error{Code: model.Internal, Public: "Try again.", Cause: cause})
	for _, verb := range []string{"%v", "%+v", "%s", "%q"} {
		if got := fmt.Sprintf(verb, errors.Join(err, cause)); leaks(got) {
			t.Errorf("%s: %s", verb, got)
		}
	}
}
