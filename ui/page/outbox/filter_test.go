// This file tries the filter, the orders and the views of the list.
package outbox_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"callin/model"
)

// rows are the names in the list from top to bottom.
func (r *rig) rows() string {
	var names []string
	for _, line := range r.Lines() {
		for _, m := range usual() {
			if strings.HasPrefix(line[min(3, len(line)):], string(m.State)) && strings.Contains(line, m.Address[:7]) {
				names = append(names, string(m.Job))
			}
		}
	}
	return strings.Join(names, " ")
}

func TestFilter(t *testing.T) {
	for typed, want := range map[string]string{
		"KRAMER":      "6",
		"greylisted":  "7",
		"t-4438 gone": "4",
		"refused":     "4",
		"東京":          "7",
		"temporary":   "6",
		"okafor":      "9",
	} {
		t.Run(typed, func(t *testing.T) {
			r := newRig(t, usual(), true)
			r.Resize(160, 30)
			r.Press("/").Type(typed)
			if !r.page.Editing() || r.rows() != want || !r.Has("/ "+typed) {
				t.Errorf("mails %q, want %q:\n%s", r.rows(), want, r.Plain())
			}
		})
	}
}

func TestFilter_escape(t *testing.T) {
	r := newRig(t, usual(), true)
	r.Press("/").Type("sx").Press("esc")
	if !r.Row("queued", "a****r@") || !r.page.Editing() || len(r.desk.did) > 0 {
		t.Fatalf("the first Esc doesn't clear, or letters ran %v:\n%s", r.desk.did, r.Plain())
	}
	if r.Press("esc"); r.page.Editing() || r.stage.Backs != 0 {
		t.Fatal("the second doesn't leave the field")
	}
	if r.Press("esc"); r.stage.Backs != 1 {
		t.Error("the third doesn't go back")
	}
}

// The filter stays while a mail is acted on and while its story is read.
func TestFilter_keep(t *testing.T) {
	r := newRig(t, usual(), true)
	r.Press("/").Type("refused").Press("enter")
	if r.page.Editing() || !r.Has("no such user here") || !r.Has("Story") {
		t.Fatalf("Enter doesn't show the story:\n%s", r.Plain())
	}
	if r.Press("esc"); r.stage.Backs != 0 || !r.Has("/ refused") || r.Row("accepted") {
		t.Fatalf("the filter is gone:\n%s", r.Plain())
	}
	r.Press("esc", "/").Type("lindgren").Press("down", "tab", "s")
	if len(r.desk.did) != 1 || r.page.Editing() {
		t.Errorf("did %v", r.desk.did)
	}
}

func TestFilter_paste(t *testing.T) {
	r := newRig(t, usual(), true)
	r.Press("enter").Paste("xs\n4472")
	if len(r.desk.did) > 0 || r.stage.Asking() != "" || !r.page.Editing() || !r.Has(`No mail has "xs 4472". Esc shows them all.`) {
		t.Errorf("pasted text ran %v:\n%s", r.desk.did, r.Plain())
	}
}

// The mail under the cursor stays when what was looked for is no longer true of
// it, and goes when somebody looks again.
func TestFilter_held(t *testing.T) {
	r := newRig(t, usual(), true)
	r.Press("/").Type("deferred").Press("tab", "s")
	if !r.chosen("sending") {
		t.Fatalf("the row has left from under the cursor:\n%s", r.Plain())
	}
	if r.Press("."); r.Row("sending", "m****g@") || !r.Has(`No mail has "deferred".`) {
		t.Errorf("it stays after the list was brought up to date:\n%s", r.Plain())
	}
	r = newRig(t, usual(), true)
	r.Press("f", "2", "j", "j", "s") // on the way
	mails := usual()
	mails[2].State = model.MailAccepted
	if r.change(mails); !r.chosen("accepted") {
		t.Fatalf("the row has left the view from under the cursor:\n%s", r.Plain())
	}
	if r.Press("j"); r.Row("accepted") || !r.chosen("uncertain") {
		t.Errorf("it stays after the cursor has left:\n%s", r.Plain())
	}
}

// News are told as far as they pass the filter.
func TestFilter_news(t *testing.T) {
	r := newRig(t, usual()[1:], true)
	r.Press("/").Type("northwind").Press("tab")
	r.change(usual())
	if r.Has("press .") {
		t.Errorf("news of what the filter hides:\n%s", r.Plain())
	}
	r.change(append([]model.MailView{mail("10", time.Second, "Zoë", "z@northwind.example")}, usual()...))
	if !r.Has("1 new · press .") {
		t.Errorf("no news:\n%s", r.Plain())
	}
}

func TestOrder(t *testing.T) {
	r := newRig(t, usual(), true)
	r.Resize(160, 30)
	for _, tc := range []struct{ key, want, words string }{
		{"o", "4 0 2 3 7 9 8 6 5 1", "by state"},
		{"O", "1 5 6 8 9 7 3 2 0 4", "by state, backwards"},
		{"O", "4 0 2 3 7 9 8 6 5 1", "by state"},
		{"o", "9 5 6 3 2 8 1 4 0 7", "by who"},
		{"o", "9 8 7 6 5 4 3 2 1 0", "by company"},
		{"o", "9 8 7 6 5 4 3 2 1 0", "by ticket"},
		{"o", "9 8 7 6 5 4 3 2 1 0", ""},
		{"O", "0 1 2 3 4 5 6 7 8 9", "backwards"},
	} {
		if r.Press(tc.key); r.rows() != tc.want || !r.Has(tc.words) || !r.chosen("Ada Okafor") {
			t.Errorf("%s: %s, want %s:\n%s", tc.words, r.rows(), tc.want, r.Plain())
		}
	}
}

// A state that changes doesn't move its row in an order by state.
func TestOrder_still(t *testing.T) {
	r := newRig(t, usual(), true)
	r.Press("o", "g", "j", "j", "j", "j")
	mails := usual()
	mails[0] = mail("9", 5*time.Second, "Ada Okafor", "a****r@lindgren.example", step(time.Second, model.MailRefused, "550 no"))
	lines := r.Lines()
	r.change(mails)
	if !r.Has("the order has changed · press .") || !r.chosen("王小明") || !strings.Contains(r.Lines()[3], lines[3][:20]) {
		t.Fatalf("the list moved:\n%s", r.Plain())
	}
	if r.Press("."); r.Has("press .") || !strings.HasPrefix(r.Lines()[3], "   refused") || !strings.Contains(r.Lines()[3], "a****r@") || !r.chosen("王小明") {
		t.Errorf("not in order:\n%s", r.Plain())
	}
}

func TestViews(t *testing.T) {
	held := mail("10", time.Second, "Hal Held", "h****d@lindgren.example", step(time.Second, model.MailHeld, ""))
	for key, want := range map[string]string{"2": "9 8 7 3", "4": "6", "5": "4 2 0"} {
		r := newRig(t, append([]model.MailView{held}, usual()...), true)
		r.Resize(160, 30)
		if r.Press("f", key); r.rows() != want || r.Has("Hal Held") {
			t.Errorf("view %s: %s, want %s:\n%s", key, r.rows(), want, r.Plain())
		}
		if r.Press("f", "3"); r.rows() != "" || !r.Has("Hal Held") || !r.Has("on the way · Held · 1 held") {
			t.Errorf("held:\n%s", r.Plain())
		}
	}
	r := newRig(t, usual(), true)
	if r.Press("f", "3"); !r.Has("No mail is in this view. f shows another.") {
		t.Error(r.Plain())
	}
}

func TestViews_saved(t *testing.T) {
	r := newRig(t, usual(), true)
	r.Press("f", "2", "o", "O", "/").Type("lind").Press("tab", "f", "s").Type("Theirs").Press("enter")
	want := []model.SavedView{{Name: "Theirs", Spec: "back=1&find=lind&only=away&sort=state"}}
	if diff := cmp.Diff(want, r.desk.prefs.Views["outbox"]); diff != "" {
		t.Error("kept: " + diff)
	}
	if r.Press("f", "1"); r.Has("/ lind") || !r.Has("Old Expired") && !r.Row("expired") {
		t.Errorf("all aren't shown:\n%s", r.Plain())
	}
	if r.Press("f", "6"); !r.Has("/ lind") || !r.Has("on the way, by state, backwards") || r.Row("expired") {
		t.Errorf("it isn't as it was saved:\n%s", r.Plain())
	}
	r.desk.prefs.Views["outbox"][0].Spec = "only=robots&sort=mood"
	if r.Press("f", "6"); !r.Row("expired") || r.Has("by mood") {
		t.Errorf("what isn't known isn't as usual:\n%s", r.Plain())
	}
}
