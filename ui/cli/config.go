// This file is the configuration file: its keys, and the reading of it. A key
// that callin doesn't know is an error, because a mistyped one would silently
// leave the default in force.
package cli

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/BurntSushi/toml"

	"callin/model"
	"callin/ui"
)

// config is what the file may say. The manual's table of keys and the output
// of "config show" follow it.
type config struct {
	DB    string `toml:"db"`
	Store string `toml:"store"`
	Theme string `toml:"theme"`
	ASCII bool   `toml:"ascii"`
	Plain bool   `toml:"plain"`
	Log   string `toml:"log"`

	Provider struct {
		Name    string `toml:"name"`
		Portal  string `toml:"portal"`
		Contact string `toml:"contact"`
		Colour  string `toml:"colour"`
	} `toml:"provider"`
	SMTP struct {
		Server       string `toml:"server"`
		TLS          string `toml:"tls"`
		User         string `toml:"user"`
		PasswordFile string `toml:"password_file"`
		From         string `toml:"from"`
		Hello        string `toml:"hello"`
		CAFile       string `toml:"ca_file"`
		DKIM         dkim   `toml:"dkim"`
		DKIM2        dkim   `toml:"dkim2"`
	} `toml:"smtp"`
	Bounces struct {
		Listen  string `toml:"listen"`
		LMTP    bool   `toml:"lmtp"`
		Address string `toml:"address"`
	} `toml:"bounces"`
	Policy struct {
		Profile       string `toml:"profile"`
		TemporaryLife span   `toml:"temporary_password_life"`
		AnswerTries   int    `toml:"answer_tries"`
	} `toml:"policy"`
	Session struct {
		LockAfter span `toml:"lock_after"`
		Longest   span `toml:"longest"`
	} `toml:"session"`
	SSH struct {
		Listen  string `toml:"listen"`
		HostKey string `toml:"host_key"`
	} `toml:"ssh"`
	Keys struct {
		File string `toml:"file"`
	} `toml:"keys"`
	Texts    texts    `toml:"texts"`
	Bindings bindings `toml:"bindings"`
}

// texts are the provider's own for notes, by their names.
type texts map[string]string

// provider is who runs the telephone service.
func (c *config) provider() model.Provider {
	p := model.Provider{Name: c.Provider.Name, Portal: c.Provider.Portal, Contact: c.Provider.Contact, Colour: c.Provider.Colour}
	for _, name := range slices.Sorted(maps.Keys(c.Texts)) {
		p.Texts = append(p.Texts, model.CannedText{Name: name, Text: c.Texts[name]})
	}
	return p
}

// dkim is a key that mails are signed with.
type dkim struct {
	Domain   string `toml:"domain"`
	Selector string `toml:"selector"`
	KeyFile  string `toml:"key_file"`
}

// defaults are the settings of a desk without a configuration file.
func defaults() config {
	var c config
	provider, policy := model.DefaultProvider(), model.Standard()
	c.Theme = "auto"
	c.Provider.Name, c.Provider.Portal, c.Provider.Contact = provider.Name, provider.Portal, provider.Contact
	c.Provider.Colour = provider.Colour
	c.SMTP.TLS, c.SMTP.From = "starttls", "Aptela Support <support@aptela.example>"
	c.Policy.Profile, c.Policy.TemporaryLife, c.Policy.AnswerTries = policy.Profile, span(policy.TemporaryLife), policy.Tries
	c.Session.LockAfter, c.Session.Longest = span(policy.LockAfter), span(policy.LongestSession)
	c.SSH.Listen = ":2222"
	c.Bindings = bindings{preset: ui.Presets()[0]}
	return c
}

// span is a length of time, written as 24h or 5m.
type span time.Duration

// UnmarshalText reads a span.
func (s *span) UnmarshalText(text []byte) error {
	d, err := time.ParseDuration(string(text))
	if err != nil {
		return errors.New("write a time such as 24h, 5m or 90s")
	}
	*s = span(d)
	return nil
}

// String leaves out the parts that are zero: 24h and not 24h0m0s.
func (s span) String() string {
	text := time.Duration(s).String()
	for _, tail := range []struct{ long, short string }{{"m0s", "m"}, {"h0m", "h"}} {
		if rest, ok := strings.CutSuffix(text, tail.long); ok {
			text = rest + tail.short
		}
	}
	return text
}

// read decodes the file over the defaults and returns the line of each key that
// it holds.
func (c *config) read(name string, data []byte) (map[string]int, error) {
	meta, err := toml.NewDecoder(bytes.NewReader(data)).Decode(c)
	if err != nil {
		return nil, unreadable(name, err)
	}
	unknown := slices.DeleteFunc(meta.Undecoded(), func(key toml.Key) bool { return key[0] == "bindings" }) // checked by themselves
	if len(unknown) > 0 {
		return nil, unknownKey(name, lineOf(data, unknown[0]), unknown[0].String())
	}
	lines := map[string]int{}
	for _, key := range meta.Keys() {
		name := key.String()
		if key[0] == "bindings" {
			name = bindingName(key)
		}
		lines[name] = lineOf(data, key)
	}
	return lines, nil
}

func unreadable(name string, err error) error {
	if at, ok := errors.AsType[toml.ParseError](err); ok {
		what := at.Message
		if at.LastKey != "" {
			what = at.LastKey + ": " + what
		}
		return misused("%s, line %d can't be read: %s. Correct that line; \"callin config sample\" shows the form.", name, at.Position.Line, what)
	}
	return misused("%s can't be read: %s. \"callin config sample\" shows the form.", name, strings.TrimPrefix(err.Error(), "toml: "))
}

func unknownKey(name string, line int, key string) error {
	what := fmt.Sprintf("%s, line %d: there is no setting %s.", name, line, key)
	if close := nearest(key, names(defaults())); close != "" {
		return misused("%s Did you mean %s?", what, close)
	}
	return misused("%s Take it out; \"callin config sample\" lists the settings.", what)
}

// lineOf finds the line of a key. The library tells a position only with an
// error, so it is made to meet one just there.
func lineOf(data []byte, key toml.Key) int {
	shape := reflect.TypeFor[stop]()
	for _, part := range slices.Backward(key) {
		shape = reflect.StructOf([]reflect.StructField{{
			Name: "Part", Type: shape, Tag: reflect.StructTag("toml:" + strconv.Quote(part)),
		}})
	}
	_, err := toml.NewDecoder(bytes.NewReader(data)).Decode(reflect.New(shape).Interface())
	at, _ := errors.AsType[toml.ParseError](err)
	return at.Position.Line
}

type stop struct{}

// UnmarshalTOML fails, see lineOf.
func (*stop) UnmarshalTOML(any) error { return errors.New("here") }
