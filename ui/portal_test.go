// This file plays customers at the portal, on the keyboard, at a whole desk with
// an agent beside them.
package ui_test

import (
	"fmt"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"callin/model"
	"callin/model/roster"
	"callin/ui"
	"callin/ui/kit"
	"callin/ui/uitest"
)

// visit is a customer's terminal at the same desk.
type visit struct {
	*uitest.Driver
	f *floor
}

func (f *floor) visit(origin string) *visit {
	v := &visit{Driver: uitest.New(f.t), f: f}
	v.Start(ui.Portal(v.Env, f.desk.Portal(origin), ui.PortalOptions{}))
	return v
}

func (v *visit) press(keys ...string) *visit {
	for _, k := range keys {
		if text, ok := strings.CutPrefix(k, `"`); ok {
			v.Type(text)
			continue
		}
		v.Press(k)
	}
	return v
}

// held compares the screen with the recorded one.
func (v *visit) held(name string) *visit {
	v.f.t.Helper()
	v.Golden(name)
	return v
}

func (v *visit) sees(texts ...string) *visit {
	v.f.t.Helper()
	for _, text := range texts {
		v.Await("the screen to show "+text, func() bool {
			return strings.Contains(strings.Join(strings.Fields(v.Plain()), " "), text)
		})
	}
	return v
}

// mailbox keeps what the courier takes.
type mailbox struct {
	mu   sync.Mutex
	sent []model.Mail
}

func (f *floor) mailbox() *mailbox {
	m := &mailbox{}
	f.courier.answers(func(mail model.Mail) (model.Receipt, error) {
		m.mu.Lock()
		defer m.mu.Unlock()
		m.sent = append(m.sent, mail)
		return model.Receipt{Server: "mx.lindgren.example:25", Said: "2.0.0 queued as 7F3A"}, nil
	})
	return m
}

var temporary = regexp.MustCompile(`[a-hjkmnp-z2-9]{5}(-[a-hjkmnp-z2-9]{5}){3}`)

// password is the temporary password in the last mail to an address, "" when
// there is none.
func (m *mailbox) password(to string) string {
	m.mu.Lock()
	defer m.mu.Unlock()
	for i := len(m.sent) - 1; i >= 0; i-- {
		if m.sent[i].To == to {
			if found := temporary.Find(m.sent[i].Body); found != nil {
				return string(found)
			}
		}
	}
	return ""
}

const chosen = "seven green kettles sing"

// TestPortal_password is the row of the mission's table that says self-service,
// with an agent looking on.
func TestPortal_password(t *testing.T) {
	f := newFloor(t)
	box := f.mailbox()
	v := f.visit("203.0.113.7:4022")
	v.sees("Aptela portal", "Client ID", "[ Log in ]", "[ Forgot your password ]")
	v.press("tab", "tab", "tab", "tab", "enter").sees("Password Request")
	v.press(`"ben@lindgren.example`, "enter").sees("a mail with a temporary password is on its way", "look in the spam folder")
	var password string
	f.until(func() bool { password = box.password("ben@lindgren.example"); return password != "" })
	f.Resize(80, 40)
	f.press("esc", "5", "G")

	v.press("esc").sees("[ Log in ]")
	v.press(`"4410442`, "enter", `"b.sorensen`, "enter").Paste(password)
	if v.Has(password) {
		t.Fatal("the password is on the screen")
	}
	v.press("enter").sees("Choose a new password", "Ben Sørensen · Lindgren Pumps")
	f.press("enter").sees("the person has logged in with the password in it")
	v.press(`"too short`, "enter", `"too short`, "enter").sees("needs at least 15 characters")
	v.press(`"`+chosen, "enter", `"`+chosen, "enter").sees("Your new password is in force.", "b.sorensen")
	f.sees("the person has chosen a new password")

	v.press("x", "y").sees("You have logged out.", "[ Log in ]")
	v.press(`"4410442`, "enter", `"b.sorensen`, "enter", `"`+password, "enter").sees("don't go together")
	v.press(`"`+chosen, "enter").sees("ben@lindgren.example")
	v.Advance(11 * time.Minute)
	v.sees("You were logged out: no key was pressed for 10 minutes.")
}

// TestPortal_hasty: Enter on a log-in page that isn't filled in asks for what is
// missing, and is no try; after wrong ones the form still helps.
func TestPortal_hasty(t *testing.T) {
	f := furnished(t)
	box := f.mailbox()
	v := f.visit("203.0.113.7:4022")
	for range 12 {
		v.press("enter", "enter", "enter").sees("Type your company's Client ID")
	}
	v.press(`"4410442`, "enter", "enter", "enter").sees("Type your user name").press(`"b.sorensen`, "enter", "enter").sees("Type your password")
	for range 3 {
		v.press(`"not this one`, "enter").sees("don't go together")
	}
	v.press(`"`+benWords, "enter").sees("Nobody is let in here until", "but with a temporary password")
	v.press("tab", "tab", "enter", `"ben@lindgren.example`, "enter").sees("on its way")
	var password string
	f.until(func() bool { password = box.password("ben@lindgren.example"); return password != "" })
	f.sees("Mail for Ben Sørensen accepted")
	v.press("esc", `"4410442`, "enter", `"b.sorensen`, "enter", `"`+password, "enter").sees("Choose a new password")
}

// TestPortal_call: an agent who has sent the mail sees each step of the caller's
// on the page of the call.
func TestPortal_call(t *testing.T) {
	f := newFloor(t)
	box := f.mailbox()
	f.Resize(99, 40) // one pane
	f.press(`"sorens`, "enter", "p", "r").sees("mail accepted")
	var password string
	f.until(func() bool { password = box.password("ben@lindgren.example"); return password != "" })
	v := f.visit("203.0.113.7:4022")
	v.press(`"4410442`, "enter", `"b.sorensen`, "enter", `"`+password, "enter").sees("Choose a new password")
	f.press("esc").sees("logged in 10:42:00")
	v.press(`"`+chosen, "enter", `"`+chosen, "enter").sees("b.sorensen")
	f.sees("logged in 10:42:00, and chose a new password")
	f.press("d").sees("mailed, and the caller says that it works").press("enter").sees("Next caller")
	if c := f.lastCall(); c.Call.Outcome != model.LoggedIn || c.Ticket.State != model.TicketClosed {
		t.Error(c.Call.Outcome, c.Ticket.State)
	}
}

const (
	adaWords = "purple ladders hum at dawn"
	benWords = "nine wooden boats adrift"
)

// furnished gives two of the customers passwords.
func furnished(t *testing.T) *floor {
	f := newFloor(t)
	file, err := roster.Read(strings.NewReader("client_id,company,name,role,extension,user_name,email,question,password\n" +
		"4410442,Lindgren Pumps,Ada Okafor,admin,100,a.okafor,ada@lindgren.example,Name of your first school?," + adaWords + "\n" +
		"4410442,Lindgren Pumps,Ben Sørensen,user,101,b.sorensen,ben@lindgren.example,," + benWords + "\n"))
	if err != nil {
		t.Fatal(err)
	}
	if _, problems, err := f.desk.Operator("test").Import(t.Context(), file, false, nil); err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	return f
}

// in is a customer who has logged in.
func (f *floor) in(userName, password string) *visit {
	f.t.Helper()
	v := f.visit("203.0.113.9:4022")
	return v.press(`"4410442`, "enter", `"`+userName, "enter", `"`+password, "enter").sees("User name")
}

// TestPortal_pages looks at every page.
func TestPortal_pages(t *testing.T) {
	f := furnished(t)
	box := f.mailbox()
	v := f.visit("203.0.113.9:4022")
	v.held("portal-login")
	v.press(`"4410442`, "enter", `"a.okafor`, "enter", `"not this one`).held("portal-login-typed")
	v.press("enter").sees("don't go together").held("portal-login-wrong")
	v.press("tab", "tab", "enter").held("portal-request")
	v.press(`"ada`, "enter").sees("has no @").press("esc", `"nobody@lindgren.example`, "enter").sees("on its way").held("portal-request-sent")
	v.press("esc", `"4410442`, "enter", `"a.okafor`, "enter", `"`+adaWords, "enter").sees("Client ID").held("portal-home")
	for _, theme := range []*kit.Theme{kit.Dark, kit.Light} {
		v.Env.SetTheme(theme)
		v.GoldenStyled("portal-home-" + theme.Name)
	}
	v.Env.SetTheme(kit.Mono)
	v.press("p").sees("Change your login password").held("portal-password").press("esc")
	v.press("v").sees("Change your voicemail PIN").press(`"1234`, "enter", `"1234`, "enter").sees("row of digits").held("portal-pin").press("esc")
	v.press("m").sees("Change your e-mail address").held("portal-address").press("esc")
	v.press("s").sees("Security question").held("portal-question").press("esc")
	v.press("w").sees("4 people").held("portal-people")
	v.press("j", "enter").sees("b.sorensen (never changes)").held("portal-person")
	v.press("d").sees("call history, voicemail and faxes").held("portal-delete").press("n")
	v.press("e").sees("must be free").held("portal-extension").press("esc")
	v.press("v").sees("Exactly four digits").held("portal-resetpin").press("esc", "esc")
	v.press("a").sees("Add somebody").held("portal-add").press("esc", "esc")
	v.press("S").sees("Enter shows them").held("portal-secrets").press("esc")
	v.press("t").sees("No account change ticket yet").press("a").sees("goes to the desk's queue").held("portal-change")
	v.press(`"Please point 703 555 0190 at extension 104`, "enter").sees("is open").sees("waits for an agent").held("portal-changes").press("esc")
	v.press("i").sees("forgot").held("portal-articles").press("enter").sees("lines 1–").held("portal-article").press("esc", "esc")
	v.press("ctrl+p").held("portal-palette").press("esc")
	for _, size := range [][2]int{{60, 16}, {160, 45}} {
		v.Resize(size[0], size[1])
		shape(t, v.Styled(), size[0], size[1])
	}
	if box.password("ada@lindgren.example") != "" {
		t.Error("a password was mailed that nobody asked for")
	}
}

// TestPortal_change: a change that an admin has asked for is closed, with the
// outcome filled in, by the agent who has made it.
func TestPortal_change(t *testing.T) {
	f := furnished(t)
	v := f.in("a.okafor", adaWords).press("t", "a", `"Please point 703 555 0190 at extension 104`, "enter").sees("waits for an agent")
	f.press("esc", "2").sees("Ada Okafor").press("t").sees("I'm calling about the change", "Asked")
	f.press("d").sees("> explained said, or a change made; the ticket closes").press("enter")
	v.sees("done")
	if q, err := f.session.Queue(t.Context()); err != nil || len(q) != 0 {
		t.Errorf("%v: the queue has %+v", err, q)
	}
}

// TestPortal_articles: a customer searches what customers may read.
func TestPortal_articles(t *testing.T) {
	f := furnished(t)
	v := f.in("b.sorensen", benWords).press("i").sees("9 articles")
	v.press("/", `"polycm`).sees("near", "Resetting a Polycom").held("portal-articles-found")
	v.press("enter").sees("hold", "0004F").press("esc").sees("> polycm")
	v.press("esc", `"which way for which caller`).sees("near") // the one of that name is for agents
	if v.Has("Which way for which caller") {
		t.Fatalf("an article for agents is found:\n%s", v.Plain())
	}
	v.press("esc", `"qqqq`).sees("No article says that.").press("enter").sees("No article says that.")
	v.press("esc").sees("9 articles").press("esc", "esc").sees("b.sorensen")
	v.press("i").Paste("voicemail pin")
	v.sees("say that").press("esc", "esc", "esc").sees("b.sorensen")
}

// saying is the body of the last mail to an address that has a text in it, with
// its soft line breaks undone; "" when there is none.
func (m *mailbox) saying(to, text string) string {
	m.mu.Lock()
	defer m.mu.Unlock()
	for i := len(m.sent) - 1; i >= 0; i-- {
		body := strings.ReplaceAll(string(m.sent[i].Body), "=\r\n", "")
		if m.sent[i].To == to && strings.Contains(body, text) {
			return body
		}
	}
	return ""
}

// TestPortal_admin plays what an account's admin does for its people.
func TestPortal_admin(t *testing.T) {
	t.Run("adds a user, who is mailed all that a log-in takes", func(t *testing.T) {
		f := furnished(t)
		box := f.mailbox()
		v := f.in("a.okafor", adaWords).press("w", "a")
		v.press(`"Eve Lund`, "enter", "enter", `"130`, "enter", `"e.lund`, "enter", `"eve@lindgren.example`, "enter").sees("Eve Lund was added.", "5 people")
		f.until(func() bool {
			return box.password("eve@lindgren.example") != "" && box.saying("ada@lindgren.example", "e.lund") != ""
		})
		welcome := box.saying("eve@lindgren.example", "e.lund")
		for _, want := range []string{"4410442", "e.lund"} {
			if !strings.Contains(welcome, want) {
				t.Errorf("the welcome lacks %s", want)
			}
		}
		if temporary.MatchString(box.saying("ada@lindgren.example", "e.lund")) {
			t.Error("the admin's copy has the password")
		}
		e := f.visit("198.51.100.7:1")
		e.press(`"4410442`, "enter", `"e.lund`, "enter", `"`+box.password("eve@lindgren.example"), "enter").sees("Choose a new password")
		e.press(`"`+chosen, "enter", `"`+chosen, "enter").sees("eve@lindgren.example")
		for _, foreign := range []string{"People", "SIP and FTP", "Account change", "Security question", "Client ID"} {
			if e.Has(foreign) {
				t.Errorf("a user sees %q", foreign)
			}
		}
		if e.press("w", "S", "t", "s"); !e.Has("e.lund") || e.Has("Only your account") {
			t.Errorf("an admin's key does something:\n%s", e.Plain())
		}
	})
	t.Run("hands a password over to somebody without an address", func(t *testing.T) {
		f := furnished(t)
		v := f.in("a.okafor", adaWords).press("w", "j", "j", "enter").sees("c.nomail")
		v.press("p").sees("There is no address on file.").press("t", "y").sees("to hand over yourself:")
		password := string(temporary.Find([]byte(v.Plain())))
		if v.Advance(time.Minute); v.Has(password) || password == "" {
			t.Fatalf("still shown after a minute:\n%s", v.Plain())
		}
		f.visit("198.51.100.7:1").press(`"4410442`, "enter", `"c.nomail`, "enter", `"`+password, "enter").sees("Choose a new password")
	})
	t.Run("resets a PIN, which its owner must replace", func(t *testing.T) {
		f := furnished(t)
		v := f.in("a.okafor", adaWords).press("w", "j", "enter").sees("b.sorensen")
		v.press("v", `"8391`, "enter").sees("The PIN of Ben Sørensen is set.")
		b := f.visit("198.51.100.7:1")
		b.press(`"4410442`, "enter", `"b.sorensen`, "enter", `"`+benWords, "enter").sees("Choose a new voicemail PIN")
		b.press(`"8391`, "enter", `"8391`, "enter").sees("That is the PIN already.")
		b.press(`"7204`, "enter", `"7204`, "enter").sees("Your new voicemail PIN is in force.", "b.sorensen")
	})
	t.Run("deletes somebody and creates them again, by another user name", func(t *testing.T) {
		f := furnished(t)
		b := f.in("b.sorensen", benWords)
		v := f.in("a.okafor", adaWords).press("w", "j", "enter").sees("b.sorensen")
		v.press("e", `"100`, "enter").sees("Extension 100 is somebody's already.").press("esc", `"140`, "enter").sees("has the extension 140 now")
		v.press("d", "enter").sees("b.sorensen").press("d", "y").sees("Create Ben Sørensen again")
		b.Advance(time.Minute)
		b.sees("Your log-in isn't there any more.", "[ Log in ]")
		v.press("tab", "tab", "tab", `"ben.s`, "tab", "enter").sees("Ben Sørensen was added.", "ben.s", "140")
	})
	t.Run("asks for a change, which an agent finds in the queue", func(t *testing.T) {
		f := furnished(t)
		f.press("esc", "2")
		v := f.in("a.okafor", adaWords).press("t", "a", `"Point 0190 at 104`, "enter").sees("waits for an agent")
		f.sees("Ada Okafor", "Point 0190 at 104").press("enter").sees("Lindgren Pumps", "Point 0190 at 104", "about the change to your account that you asked us for")
		v.sees("an agent is at it")
	})
	t.Run("reads the SIP password for a minute", func(t *testing.T) {
		f := furnished(t)
		v := f.in("a.okafor", adaWords).press("S", "enter").sees("SIP password")
		sip := string(temporary.Find([]byte(v.Plain())))
		if v.Advance(time.Minute); v.Has(sip) || sip == "" {
			t.Fatal("still shown")
		}
		if v.press("enter").sees(sip); !v.press("esc").sees("Client ID").press("S").Has("Enter shows them") {
			t.Fatal("shown on coming back")
		}
	})
}

// TestPortal_address confirms an address by the code that is mailed to it.
func TestPortal_address(t *testing.T) {
	f := furnished(t)
	box := f.mailbox()
	v := f.in("b.sorensen", benWords).press("m", `"ben@new.example`, "enter", `"not mine at all`, "enter").sees("That isn't your password.")
	v.press(`"`+benWords, "enter").sees("Type the code", "ben@new.example")
	var code string
	f.until(func() bool {
		code = regexp.MustCompile(`[0-9]{4} [0-9]{4}`).FindString(box.saying("ben@new.example", "type this code"))
		return code != ""
	})
	v.press(`"0000 0000`, "enter").sees("That isn't the code")
	v.press(`"`+code, "enter").sees("Your new address is on file.", "ben@new.example")
	f.until(func() bool {
		return box.saying("ben@lindgren.example", "address on file was changed") != "" && box.saying("ada@lindgren.example", "address on file was changed") != ""
	})
}

// TestPortal_alike: what somebody sees who is refused, or who has sent the
// Password Request form, is the same to the byte for those who exist and those
// who don't.
func TestPortal_alike(t *testing.T) {
	frames := map[string][]string{}
	for i, who := range [][3]string{
		{"4410442", "a.okafor", "ada@lindgren.example"},
		{"4410442", "n.nobody", "eva@lindgren.example"},
		{"9999999", "a.okafor", "ada@lindgren.invalid"},
		{"4430001", "kit.late", "kit@xyclosed.example"},
	} {
		f := furnished(t)
		v := f.visit("203.0.113.9:1")
		see := func(step string) {
			frame := v.Styled()
			for n, typed := range who {
				frame = strings.ReplaceAll(frame, typed, fmt.Sprint("typed ", n))
			}
			frames[step] = append(frames[step], frame)
			if i > 0 && frame != frames[step][0] {
				t.Errorf("%s differs for %v:\n%s", step, who, v.Plain())
			}
		}
		v.press(`"`+who[0], "enter", `"`+who[1], "enter")
		for n := range 4 { // the last is a pause
			v.press(`"not the password`, "enter").sees("[ Log in ]")
			see(fmt.Sprint("failed try ", n))
		}
		v.press("tab", "tab", "enter", `"`+who[2], "enter").sees("on its way")
		see("request")
	}
}

// TestPortal_closed: there is no way from the portal to a page of the desk.
func TestPortal_closed(t *testing.T) {
	f := furnished(t)
	v := f.in("a.okafor", adaWords)
	for _, id := range []kit.PageID{"ready", "call", "queue", "accounts", "person", "outbox", "templates", "staff", "audit", "reports", "articles", "inbox"} {
		if v.Send(kit.OpenMsg{Page: id}); !v.Has("There is no page") {
			t.Errorf("%s opens:\n%s", id, v.Plain())
		}
	}
	for _, key := range []string{"1", "2", "3", "4", "5", "6", "7", "8", "9"} {
		if v.press(key); !v.Has("a.okafor") {
			t.Errorf("%s leads away:\n%s", key, v.Plain())
		}
	}
	v.press("ctrl+p")
	for _, desk := range []string{"Queue", "Outbox", "caller", "take the most urgent"} {
		if v.Has(desk) {
			t.Errorf("the palette offers %q", desk)
		}
	}
}

// TestPortal_shape: any text, typed or pasted, on any page, in any window.
func TestPortal_shape(t *testing.T) {
	f := furnished(t)
	v := f.in("a.okafor", adaWords)
	pages := []kit.PageID{"portal.password", "portal.pin", "portal.address", "portal.question", "portal.people", "portal.add", "portal.secrets", "portal.changes", "portal.change", "portal.articles"}
	rapid.Check(t, func(t *rapid.T) {
		v.Send(kit.OpenMsg{Page: rapid.SampledFrom(pages).Draw(t, "page")})
		for range rapid.IntRange(0, 6).Draw(t, "steps") {
			if rapid.Bool().Draw(t, "paste") {
				v.Paste(rapid.SampledFrom(hostile).Draw(t, "text"))
			}
			v.Press(rapid.SampledFrom([]string{"tab", "down", "up", "shift+tab", "ctrl+r", "left", "right", "backspace", "x", "9"}).Draw(t, "key"))
		}
		w, h := rapid.IntRange(40, 200).Draw(t, "w"), rapid.IntRange(10, 60).Draw(t, "h")
		v.Resize(w, h)
		shape(t, v.Styled(), w, h)
		v.Resize(80, 24).Press("esc", "esc", "esc", "esc", "esc", "esc", "esc", "n")
	})
}
