package main

// Hostile text in every field that a screen shows, past every check at the way
// in: whoever can write into the store still can't reach a terminal through it.

import (
	"context"
	"encoding/base64"
	"fmt"
	"os"
	"strings"
	"time"

	"callin/model"
	"callin/model/desk"
	"callin/model/record"
	"callin/storage"
	"callin/storage/bolt"
	tty "callin/ui/uitest/terminal"
)

// corpus are payloads that a store can hold: commands to terminals, controls of
// all kinds, and characters that hide, turn or climb.
func corpus() []string {
	var all []string
	add := func(format string, args ...any) { all = append(all, "<"+fmt.Sprintf(format, args...)+">") }
	for _, c := range commands {
		add("%s", strings.ToValidUTF8(c, "?"))
	}
	for c := range rune(0x20) {
		add("C0 %c", c)
	}
	for c := rune(0x7f); c < 0xa0; c++ {
		add("C1 %c[31m", c)
	}
	for final := 'A'; final <= 'z'; final++ {
		add("\x1b[1;2%c", final)
		add("\x1b[?9%c", final)
	}
	for _, osc := range []int{0, 1, 2, 4, 7, 8, 9, 10, 11, 12, 52, 104, 133, 777, 1337} {
		add("\x1b]%d;x;owned\a", osc)
		add("\x1b]%d;?\x1b\\", osc)
	}
	for _, s := range []string{"P", "_", "^", "X", "k"} {
		add("\x1b%sowned\x1b\\", s)
	}
	for _, r := range []rune{
		0xad, 0x34f, 0x61c, 0x115f, 0x180e, 0x200b, 0x200c, 0x200d, 0x200e, 0x200f, 0x2028, 0x2029, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e,
		0x2060, 0x2066, 0x2067, 0x2068, 0x2069, 0x206a, 0xfe0f, 0xfeff, 0xfff9, 0xfffc, 0xe0001, 0xe0041, 0xf0000, 0x10ffff,
	} {
		add("hid%cden", r)
	}
	for _, s := range []string{
		"👩‍👩‍👧‍👦", "👍🏽", "🇳🇴", "☺️", "e" + strings.Repeat("\u0301", 200), "東京ポンプ株式会社", "نص عربي", "ｆｕｌｌ", "\u1100\u1161\u11a8",
		strings.Repeat("long ", 500), strings.Repeat("W", 3000), "a\r\nb\tc\vd\fe", "\b\b\b\b", " ", "\u00a0", "%s%n%x", "\\x1b[2J", "=1+1", "\x1b", "\x1b[",
	} {
		add("%s", s)
	}
	return all
}

// shown are the fields of rows whose text comes from people or from other
// machines.
var shown = map[string]bool{
	"Name": true, "Company": true, "Question": true, "Said": true, "Text": true, "Note": true, "Server": true, "Phone": true, "Extension": true,
	"Subject": true, "HTML": true, "Why": true, "Owner": true, "By": true, "Title": true, "Category": true, "Words": true, "From": true, "Tags": true,
}

// spoiler puts payloads, one after the other, into what rows show.
type spoiler struct {
	payloads []string
	used     int
}

func (s *spoiler) spoil(field string, v any) any {
	switch v := v.(type) {
	case map[string]any:
		for name := range v {
			v[name] = s.spoil(name, v[name])
		}
	case []any:
		for i := range v {
			v[i] = s.spoil(field, v[i])
		}
	case string:
		if shown[field] && v != "" {
			s.used++
			return s.payloads[s.used%len(s.payloads)]
		}
	}
	return v
}

// work does a bit of everything, so that there is something to spoil.
func (p *place) work(ctx context.Context, d *desk.Desk, user model.AgentName) {
	p.Helper()
	must := func(err error) {
		p.Helper()
		if err != nil {
			p.Fatal(err)
		}
	}
	_, err := d.FirstManager(ctx, user)
	must(err)
	s, err := d.SignIn(ctx, user)
	must(err)
	found, err := s.Search(ctx, "100")
	must(err)
	for i, m := range found.Matches {
		id, err := s.OpenCall(ctx, m.Person, "")
		must(err)
		v, err := s.Call(ctx, id)
		must(err)
		must(s.NoteTicket(ctx, v.Ticket.Number, "a note"))
		switch i % 4 {
		case 0:
			_, _ = s.RequestMail(ctx, id) // not everybody has an address
			must(s.EndCall(ctx, id, model.WrapUp{Outcome: model.Unsolved, Note: "a note"}))
		case 1:
			must(s.HandOver(ctx, id, "a note"))
		case 2:
			must(s.ParkCall(ctx, id))
		case 3:
			must(s.EndCall(ctx, id, model.WrapUp{Outcome: model.Unsolved, Note: "a note"}))
		}
	}
	_, err = s.OpenCall(ctx, "", "somebody")
	must(err)
	must(s.ParkOpen(ctx))
	must(s.Prefer(ctx, func(p *model.Preferences) {
		p.Views = map[string][]model.SavedView{"queue": {{Name: "mine"}}, "accounts": {{Name: "mine"}}}
	}))
	t, _, err := s.Template(ctx, model.MailRequest)
	must(err)
	must(s.SaveTemplate(ctx, t))
	articles, err := s.Articles(ctx)
	must(err)
	edit, err := s.EditArticle(ctx, articles[0].ID)
	must(err)
	_, err = s.PublishArticle(ctx, edit)
	must(err)
}

// spoil opens the place's store and spoils every row that a screen shows.
func (p *place) spoil(user model.AgentName) int {
	p.Helper()
	ctx, cancel := context.WithTimeout(p.Context(), time.Minute)
	defer cancel()
	text, err := os.ReadFile(p.home.File("data/callin/callin.key"))
	if err != nil {
		p.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(text)), "\n")
	master, err := base64.StdEncoding.DecodeString(strings.TrimSpace(lines[len(lines)-1]))
	if err != nil {
		p.Fatal(err)
	}
	store, err := bolt.Open(ctx, p.home.File("data/callin/callin.db"), bolt.Options{})
	if err != nil {
		p.Fatal(err)
	}
	defer func() { _ = store.Close() }()
	d, err := desk.New(desk.Deps{
		Store: store, Now: time.Now, Rand: machine().Rand, Policy: model.Standard(), Provider: model.DefaultProvider(),
		From: "Aptela Support <support@aptela.example>", Key: master,
	})
	if err != nil {
		p.Fatal(err)
	}
	p.work(ctx, d, user)
	d.Close()
	keys, err := record.NewKeys(master)
	if err != nil {
		p.Fatal(err)
	}
	s := spoiler{payloads: corpus()}
	for _, prefix := range []string{"person/", "account/", "ticket/", "call/", "job/", "template/", "article/", "preferences/", "of/"} {
		rows := map[string][]byte{}
		err := store.View(ctx, func(snap storage.Snapshot) error {
			for after := ""; ; {
				items, err := snap.Scan(prefix, after, storage.MaxPage)
				for _, item := range items {
					rows[item.Key] = append([]byte(nil), item.Value...)
					after = item.Key
				}
				if err != nil || len(items) < storage.MaxPage {
					return err
				}
			}
		})
		if err != nil {
			p.Fatal(err)
		}
		for key, row := range rows {
			var noun any
			if err := keys.Decode(key, row, &noun); err != nil {
				p.Fatal(key, err)
			}
			row, err := keys.Encode(key, s.spoil("", noun))
			if err != nil {
				p.Fatal(err)
			}
			if _, err := store.Update(ctx, func(txn storage.Txn) error { return txn.Put(key, row) }); err != nil {
				p.Fatal(key, err)
			}
		}
	}
	return s.used
}

func (p *place) spoilt() {
	if n := len(corpus()); n < 200 {
		p.Fatalf("%d payloads", n)
	}
	user, err := userName()
	if err != nil {
		p.Fatal(err)
	}
	if n := p.spoil(model.AgentName(user)); n < 2*len(corpus()) {
		p.Fatalf("%d fields were spoilt", n)
	}
	for _, args := range [][]string{{"--theme", "dark"}, {"--ascii", "--theme", "mono"}} {
		x := tty.Start(p.T, tty.Program{File: p.program, Args: args, Home: p.home, Width: 120, Height: 36})
		p.terminals = append(p.terminals, x)
		for _, width := range []int{120, 80, 200} {
			x.Resize(width, 36).Await("Next caller", "live", "FIELD").Press("esc").Await("KEYS")
			for _, screen := range []string{"2", "3", "4", "5", "6", "7"} {
				x.Press(screen).AwaitThat("a screen", func(s tty.Screen) bool { return s.Has("KEYS") && !s.Has("loading") })
				p.walk(x)
			}
			x.Press("1")
		}
		x.Await("FIELD").Type("00000").Await("people match").Press("down", "down", "enter") // whoever it is
		x.AwaitThat("a call", func(s tty.Screen) bool { return !s.Has("Next caller") }).Press("c", "?").Await("Help: ")
		x.Press("esc").AwaitGone("Help: ")
		p.leave(x)
	}
	p.clean()
	if !p.terminals[0].EverShown("owned") {
		p.Error("nothing hostile was ever on the screen")
	}
}

// walk goes through the rows of a screen and opens one.
func (p *place) walk(x *tty.Terminal) {
	p.Helper()
	for range 8 {
		x.Press("pgdown", "down")
	}
	x.Press("l", "home", "down", "right")
	x.Press("?").Await("Help: ").Press("esc").AwaitGone("Help: ")
}
