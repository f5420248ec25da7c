package desk_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"callin/model"
	"callin/storage"
)

// TestEnrolled: who couldn't be helped is counted, and an answer that somebody
// had set before; what it is, and who else has it, is nowhere.
func TestEnrolled(t *testing.T) {
	r := newRig(t)
	s := r.session("amy")
	read := func() model.Figures {
		t.Helper()
		f, err := s.Figures(t.Context(), model.FiguresEnrolled, model.Period{})
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	r.until(s, func() bool { return strings.Contains(text(read()), "people\n  no address on file: 2 count") })
	wants(t, read(), "  no security question: 1 count", "Everybody with a log-in: , people\n  no address on file: 2 count", "no address on file: 1 count")
	if strings.Contains(text(read()), "like another") {
		t.Errorf("all answers differ:\n%s", text(read()))
	}
	const head = "client_id,company,name,role,extension,user_name,email,question,answer\n"
	r.importText(head +
		"4440001,Northwind,Nora West,admin,100,n.west,nora@northwind.example,First school?,linden-schule\n" +
		"4440001,Northwind,Nils West,admin,101,n.west2,nils@northwind.example,First school?,Lindenschule.\n")
	r.until(s, func() bool { return strings.Contains(text(read()), "an answer like another: 2 count") })
	r.importText(head + "4440001,Northwind,Nora West,admin,100,n.west,nora@northwind.example,First school?,something else\n")
	r.until(s, func() bool { return strings.Contains(text(read()), "an answer like another: 1 count") })

	// a mail that comes back is the address's, as long as it is on file
	id := r.call(s, "sorensen")
	job, err := s.RequestMail(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	r.mailIn(s, job, model.MailAccepted)
	if err := r.desk.MailReport(t.Context(), model.MailReport{Job: job, Kind: model.ReportBounce, Status: "5.1.1"}); err != nil {
		t.Fatal(err)
	}
	r.until(s, func() bool {
		return strings.Contains(text(read()), "mails come back: 1 count") && strings.Contains(text(read()), "Ben Sørensen: user, Lindgren Pumps, b****n@lindgren.example,")
	})
	r.importText("client_id,company,name,role,extension,user_name,email\n" +
		"4410442,Lindgren Pumps,Ada Okafor,admin,100,a.okafor,ada@lindgren.example\n4410442,Lindgren Pumps,Ben Sørensen,user,101,b.sorensen,ben2@lindgren.example\n")
	r.until(s, func() bool { return !strings.Contains(text(read()), "mails come back") })
	r.entries()
}

// TestEnrolled_marks: the marks of answers are of no person, and hold nothing of an
// answer.
func TestEnrolled_marks(t *testing.T) {
	r := newRig(t)
	marks := 0
	err := r.store.View(t.Context(), func(s storage.Snapshot) error {
		rows, err := s.Scan("alike/", "", 0)
		if err != nil {
			return err
		}
		marks = len(rows)
		for _, row := range rows {
			all := append([]byte(row.Key), row.Value...)
			for _, c := range canaries {
				if bytes.Contains(all, []byte(c)) {
					t.Errorf("%q holds %q", row.Key, c)
				}
			}
			if len(row.Key) != len("alike/")+10 || !bytes.Contains(row.Value, []byte("true")) {
				t.Errorf("%q holds more than that there is one: %q", row.Key, row.Value)
			}
		}
		return nil
	})
	if err != nil || marks != 4 {
		t.Error(marks, "marks of four answers", err)
	}
}

// TestFigures_articles: views and votes of the period, and of no other.
func TestFigures_articles(t *testing.T) {
	r := newRig(t)
	s := r.session("amy")
	shelf, err := s.Articles(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	article := shelf[0].ID
	open := func(times int) {
		t.Helper()
		for range times {
			if _, err := s.ReadArticle(t.Context(), article, ""); err != nil {
				t.Fatal(err)
			}
		}
	}
	read := func(l model.Length) string {
		t.Helper()
		f, err := s.Figures(t.Context(), model.FiguresArticles, model.PeriodOf(l, r.clock.Now()))
		if err != nil {
			t.Fatal(err)
		}
		return text(f)
	}
	open(3)
	r.views(s, article, 3)
	if got := read(model.Day); !strings.Contains(got, shelf[0].Title+": 3 count, 0 count, 0 count") {
		t.Error(got)
	}
	r.clock.add(24 * time.Hour)
	open(2)
	r.views(s, article, 5)
	if got := read(model.Day) + read(model.Year); !strings.Contains(got, "all articles: 2 count") || !strings.Contains(got, "all articles: 5 count") {
		t.Error(got)
	}
}
