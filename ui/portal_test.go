// This file plays customers at the portal, on the keyboard, at a whole desk with
// an agent beside them.
package ui_test

import (
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"callin/model"
	"callin/ui"
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
	f.courier.answer = func(mail model.Mail) (model.Receipt, error) {
		m.mu.Lock()
		defer m.mu.Unlock()
		m.sent = append(m.sent, mail)
		return model.Receipt{Server: "mx.lindgren.example:25", Said: "2.0.0 queued as 7F3A"}, nil
	}
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
