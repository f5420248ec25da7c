// This file tries the story of one mail.
package outbox_test

import (
	"fmt"
	"testing"
	"time"

	"callin/model"
)

func TestStory(t *testing.T) {
	r := newRig(t, usual(), true)
	r.at(2).Press("enter")
	for _, want := range []string{
		"m****g@東京ポンプ.example", "王小明, Lindgren Pumps", "password request", "mx.lindgren.example",
		"10:41:00           queued", "10:41:01     +1 s  sending", "10:41:04     +3 s  deferred",
		"450 4.7.1 greylisted, try again in 30 seconds", "4 s from queued to deferred",
		"It is tried again at 10:42:35. s tries at once.",
	} {
		if !r.Has(want) {
			t.Errorf("no %q in\n%s", want, r.Plain())
		}
	}
	r.Press("s")
	if len(r.desk.did) != 1 || r.desk.did[0] != "again 7" {
		t.Errorf("s in the story did %v", r.desk.did)
	}
	for _, key := range []string{"enter", "esc"} {
		if r.Press(key); !r.chosen("王小明") || r.stage.Backs != 0 {
			t.Errorf("%s doesn't lead back to the list:\n%s", key, r.Plain())
		}
		r.Press("enter")
	}
}

func TestStory_spam_folder(t *testing.T) {
	r := newRig(t, usual(), true)
	if r.at(3).Press("enter"); !r.Has("! Nobody has logged in with it yet. Ask about the spam folder.") || !r.Has("until 11:37, 55 min more") {
		t.Error(r.Plain())
	}
}

// A mail that the server put off again and again has a long story.
func TestStory_long(t *testing.T) {
	m := usual()[2]
	for i := range 36 {
		m.Steps = append(m.Steps, model.MailStep{At: m.Created.Add(time.Duration(i+1) * time.Minute), State: model.MailDeferred, Said: fmt.Sprint("450 try ", i)})
	}
	r := newRig(t, []model.MailView{m}, true)
	r.Resize(120, 30)
	if !r.Has("… Enter shows it all") {
		t.Errorf("the pane doesn't say that it is cut:\n%s", r.Plain())
	}
	r.Resize(80, 19).Press("enter")
	if !r.Has("lines 1–18 of") || r.Has("450 try 35") {
		t.Fatalf("it doesn't say that there is more:\n%s", r.Plain())
	}
	r.Press("j", "j", "k")
	if !r.Has("lines 2–19 of") {
		t.Errorf("j and k don't scroll:\n%s", r.Plain())
	}
	r.Press("G", "j", "j")
	if !r.Has("450 try 35") || !r.Has("from queued to") {
		t.Errorf("G doesn't reach the end:\n%s", r.Plain())
	}
	if r.Press("k"); r.Has("from queued to") {
		t.Errorf("the end holds on to the keys pressed there:\n%s", r.Plain())
	}
	if r.Press("g"); !r.Has("lines 1–18 of") {
		t.Errorf("g doesn't lead to the top:\n%s", r.Plain())
	}
	if r.Resize(80, 100); r.Has("lines 1–") {
		t.Error("all of it is in sight, and it says that there is more")
	}
}

// The story of the mail that is read stays, whatever comes meanwhile.
func TestStory_stays(t *testing.T) {
	r := newRig(t, usual()[2:], true)
	r.Press("enter")
	r.change(usual())
	if !r.Has("王小明, Lindgren Pumps") {
		t.Errorf("another mail is shown:\n%s", r.Plain())
	}
	r.Press(".", "esc")
	if !r.chosen("王小明") || !r.Has("Ada Okafor") {
		t.Errorf("back in the list:\n%s", r.Plain())
	}
}

// A notice carries nothing that could be good for a while, or be taken back.
func TestStory_notice(t *testing.T) {
	m := usual()[4]
	m.Kind = model.MailChanged
	r := newRig(t, []model.MailView{m}, true)
	if r.Press("enter"); !r.Has("notice of change") || r.Has("good until") {
		t.Error(r.Plain())
	}
	if r.Press("x"); r.stage.Asking() != "" || r.stage.LastSaid() != "There is nothing in this mail that could be taken back: it opens nothing." {
		t.Errorf("x asks %q, says %q", r.stage.Asking(), r.stage.LastSaid())
	}
}

// TestStory_reader: that the caller has logged in is the latest there is to say,
// and doesn't count as time on the way.
func TestStory_reader(t *testing.T) {
	m := mail("5", 20*time.Minute, "Ben Sørensen", "b****n@lindgren.example", step(3*time.Second, model.MailAccepted, "250 Ok"),
		step(10*time.Minute, model.MailAccepted, model.SaidLoggedIn), step(11*time.Minute, model.MailAccepted, model.SaidChosen))
	r := newRig(t, []model.MailView{m}, true)
	if !r.Has("logged in 10:33") {
		t.Errorf("the list doesn't say it:\n%s", r.Plain())
	}
	if r.Press("enter"); !r.Has(model.SaidChosen) || !r.Has("3 s from queued to accepted") {
		t.Errorf("the story doesn't:\n%s", r.Plain())
	}
}
