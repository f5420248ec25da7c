package desk_test

import (
	"fmt"
	"testing"

	"callin/model"
	"callin/storage"
)

func TestAudit_page(t *testing.T) {
	r := newRig(t)
	amy := r.session("amy")
	id := r.call(amy, "okafor")
	r.pass(amy, id)
	for i := range 600 { // more than one step
		r.session("amy")
		if i == 10 {
			r.staff("bob")
		}
	}
	page, err := amy.Audit(t.Context(), "", 20)
	if err != nil || len(page.Rows) != 20 || !page.More || page.Entries < 600 {
		t.Fatal(len(page.Rows), page.More, page.Entries, err)
	}
	for i, row := range page.Rows {
		if row.Agent != "amy" || row.Verb != model.VerbSignIn || i > 0 && row.Seq > page.Rows[i-1].Seq {
			t.Fatalf("%+v", row)
		}
	}
	page, err = amy.Audit(t.Context(), "PASSED verify", 20)
	if err != nil || len(page.Rows) != 1 || page.More || page.Rows[0].Name != "Ada Okafor" || page.Rows[0].Company != "Lindgren Pumps" {
		t.Fatal(page, err)
	}
	page, err = amy.Audit(t.Context(), "bob agent", 20)
	if err != nil || len(page.Rows) != 1 || page.Rows[0].Verb != model.VerbStaff {
		t.Fatal(page, err)
	}
	if page, err = amy.Audit(t.Context(), "nothing has these words", 20); err != nil || len(page.Rows) != 0 || page.More {
		t.Fatal(page, err)
	}
	if page, err = amy.Audit(t.Context(), "", 5000); err != nil || len(page.Rows) != page.Entries || page.More {
		t.Fatal(len(page.Rows), page.Entries, err)
	}
}

func TestAudit_verify(t *testing.T) {
	r := newRig(t)
	amy := r.session("amy")
	v, err := amy.VerifyAudit(t.Context())
	if err != nil || v.Lanes != 1 || v.Entries == 0 || len(v.Broken) != 0 {
		t.Fatal(v, err)
	}
	if _, err := r.store.Update(t.Context(), func(txn storage.Txn) error {
		return txn.Delete(fmt.Sprintf("audit/main/%016x", 2))
	}); err != nil {
		t.Fatal(err)
	}
	if v, err = amy.VerifyAudit(t.Context()); err != nil || len(v.Broken) == 0 {
		t.Fatal("nobody would notice", v, err)
	}
}
