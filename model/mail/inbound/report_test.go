package inbound_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"callin/model"
	"callin/model/mail/inbound"

	"github.com/google/go-cmp/cmp"
)

const (
	job  = "0v9q2m4x7c1d8b5n3g6h"
	anna = "anna.lindqvist@lindgren.example"
)

// sample reads a message as servers really write it. They are kept with plain
// line ends, so that no tool spoils them.
func sample(t testing.TB, name string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", name+".eml"))
	if err != nil {
		t.Fatal(err)
	}
	return strings.ReplaceAll(string(b), "\n", "\r\n")
}

func TestReadReport(t *testing.T) {
	report := func(kind model.ReportKind, status, said string) *model.MailReport {
		return &model.MailReport{Job: job, Kind: kind, Recipient: anna, Status: status, Said: said}
	}
	for name, want := range map[string]*model.MailReport{
		"postfix-failed":    report(model.ReportBounce, "5.1.1", "550 5.1.1 <anna.lindqvist@lindgren.example>: Recipient address rejected: User unknown in local recipient table"),
		"postfix-delayed":   report(model.ReportDelay, "4.4.1", "connect to store.lindgren.example[192.0.2.25]:25: Connection timed out"),
		"postfix-delivered": report(model.ReportDelivered, "2.0.0", "250 2.0.0 Ok: queued as 4Zx1Yc"),
		"exchange-failed":   report(model.ReportBounce, "5.1.10", "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup"),
		"gmail-failed": report(model.ReportBounce, "5.1.1", "550-5.1.1 The email account that you tried to reach does not exist. Please try 550-5.1.1 double-checking the recipient's email address for typos or 550-5.1.1 unnecessary spaces. "+
			"For more information, go to 550 5.1.1  https://support.google.example/mail/?p=NoSuchUser j12si500wms.1 - gsmtp"),
		"exim-failed":           report(model.ReportBounce, "5.0.0", ""),
		"exim-old-failed":       report(model.ReportBounce, "", ""),
		"gmail-away":            report(model.ReportAutoReply, "", "Frånvarande till måndag Re: Your temporary Aptela password (T-1042)"),
		"outlook-away":          report(model.ReportAutoReply, "", "Automatic reply: Your temporary Aptela password (T-1042)"),
		"vacation-away":         report(model.ReportAutoReply, "", "Auto: Your temporary Aptela password (T-1042)"),
		"person-answers":        nil,
		"somebody-elses-bounce": nil,
		"newsletter":            nil,
	} {
		t.Run(name, func(t *testing.T) {
			raw := sample(t, name)
			for _, form := range []string{raw, strings.ReplaceAll(raw, "\r\n", "\n")} {
				got, found := inbound.ReadReport([]byte(form), "aptela.example")
				if found != (want != nil) {
					t.Fatalf("found %v: %+v", found, got)
				}
				if want == nil {
					continue
				}
				if diff := cmp.Diff(*want, got); diff != "" {
					t.Error(diff)
				}
				if strings.Contains(fmt.Sprint(got), "canary") {
					t.Error("the mail's secret came along")
				}
			}
			if _, found := inbound.ReadReport([]byte(raw), "other.test"); found && !strings.HasPrefix(name, "postfix") {
				t.Error("taken for another domain's")
			}
		})
	}
}

// status wraps a delivery status in the least that makes a report.
func status(s string) string {
	return "Content-Type: multipart/report; boundary=b\r\n\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n" +
		strings.ReplaceAll(s, "\n", "\r\n") + "\r\n--b--\r\n"
}

func TestReadStatus(t *testing.T) {
	id := "Original-Envelope-Id: " + job + "\n\n"
	for name, try := range map[string]struct {
		raw  string
		want model.MailReport // Job is filled in; no Kind means ignored
	}{
		"the worst counts": {
			status(id + "Action: delivered\nStatus: 2.0.0\n\nAction: failed\nStatus: 5.2.2\n\nAction: delayed\nStatus: 4.0.0\n"),
			model.MailReport{Kind: model.ReportBounce, Status: "5.2.2"},
		},
		"expanded by a list":  {status(id + "Action: expanded\n"), model.MailReport{Kind: model.ReportDelivered}},
		"an action's comment": {status(id + "Action: failed (mailbox full)\n"), model.MailReport{Kind: model.ReportBounce}},
		"no action":           {status(id + "Status: 5.4.4 (no route)\n"), model.MailReport{Kind: model.ReportBounce, Status: "5.4.4"}},
		"no action, delay":    {status(id + "Status: 4.4.4\n"), model.MailReport{Kind: model.ReportDelay, Status: "4.4.4"}},
		"nothing said":        {status(id + "Final-Recipient: rfc822; a@b.example\n"), model.MailReport{}},
		"an unknown action":   {status(id + "Action: vanished\n"), model.MailReport{}},
		"a strange status":    {status(id + "Action: failed\nStatus: 5.1.1; DROP TABLE\n"), model.MailReport{Kind: model.ReportBounce}},
		"a status too long":   {status(id + "Action: failed\nStatus: 5.1.1111\n"), model.MailReport{Kind: model.ReportBounce}},
		"no job":              {status("Action: failed\n"), model.MailReport{}},
		"a job of another's":  {status("Original-Envelope-Id: a b\n\nAction: failed\n"), model.MailReport{}},
		"a job with a header": {status("Original-Envelope-Id: QQ==.abc\n\nAction: failed\n"), model.MailReport{}},
		"fields said twice":   {status(id + "Action: failed\nStatus: 5.1.1\nStatus: 2.0.0\nAction: delivered\n"), model.MailReport{Kind: model.ReportBounce, Status: "5.1.1"}},
		"an escape": {
			status(id + "Action: failed\nFinal-Recipient: rfc822; \x1b]0;a\x07@b.example\nDiagnostic-Code: smtp; 550 \x1b[2J\u202ex\xff\n"),
			model.MailReport{Kind: model.ReportBounce, Recipient: "¿]0;a¿@b.example", Said: "550 ¿[2J¿x\ufffd"},
		},
		"words without end": {
			status(id + "Action: failed\nDiagnostic-Code: smtp; " + strings.Repeat("ö", 2000) + "\n"),
			model.MailReport{Kind: model.ReportBounce, Said: strings.Repeat("ö", 248) + "…"},
		},
		"folds without end": {
			status(id + "Action: failed\nDiagnostic-Code: smtp; x\n" + strings.Repeat(" y\n", 10000)),
			model.MailReport{Kind: model.ReportBounce, Said: "x" + strings.Repeat(" y", 248) + "…"},
		},
		"international": {
			strings.ReplaceAll(status(id+"Action: failed\nFinal-Recipient: utf-8; änna@lindgren.example\n"), "message/delivery", "message/global-delivery"),
			model.MailReport{Kind: model.ReportBounce, Recipient: "änna@lindgren.example"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			got, found := inbound.ReadReport([]byte(try.raw), "aptela.example")
			if found != (try.want.Kind != "") {
				t.Fatalf("found %v: %+v", found, got)
			}
			if !found {
				return
			}
			try.want.Job = job
			if diff := cmp.Diff(try.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func FuzzReadReport(f *testing.F) {
	files, err := filepath.Glob("testdata/*.eml")
	if err != nil || len(files) < 10 {
		f.Fatal(len(files), "samples", err)
	}
	for _, file := range files {
		f.Add([]byte(sample(f, strings.TrimSuffix(filepath.Base(file), ".eml"))))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		r, found := inbound.ReadReport(raw, "aptela.example")
		if !found {
			return
		}
		if r.Job == "" || r.Kind == "" || len(r.Job) > 50 || len(r.Said) > 500 || len(r.Recipient) > 320 || len(r.Status) > 9 {
			t.Errorf("not bounded: %+v", r)
		}
		for _, s := range []string{string(r.Job), r.Said, r.Recipient, r.Status} {
			if model.CleanLine(s) != s {
				t.Errorf("not clean: %q", s)
			}
		}
	})
}
