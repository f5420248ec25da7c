package main

// What is exported: in both forms, with the same numbers, and nothing that only a
// verified caller may know.

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"callin/model"
	"callin/model/desk"
	"callin/ui/cli"
)

// TestExport: what a morning at the desk left behind, in both forms, and
// nothing in it that only a verified caller may know.
func TestExport(t *testing.T) {
	kept := filepath.Join(t.TempDir(), "demo")
	if code, _ := atDesk(t, "DEMO", nil, "demo", "--keep", kept, "--accounts", "30"); code != 0 {
		t.Fatal("the demo ended with", code)
	}
	config := filepath.Join(t.TempDir(), "demo.toml")
	write(t, config, "db = \""+kept+"/demo.db\"\nkeys.file = \""+kept+"/demo.key\"\n", 0o600)
	clients := regexp.MustCompile(`(?m)^(\d{7}),`).FindAllStringSubmatch(must(t, "--config", config, "export", "accounts"), -1)
	if len(clients) < 30 {
		t.Fatalf("%d Client IDs to look for", len(clients))
	}
	for what, want := range map[string]struct{ csv, json string }{
		"tickets": {"ticket,kind,state,priority,owner,company,name,text,created,due,closed\r\n", `"state": "open"`},
		"calls":   {"call,ticket,agent,company,name,said,from,state,opened,ended,outcome,checks_passed,checks_failed,done,note\r\n", `"voicemail PIN: portal"`},
		"mails":   {"mail,kind,state,ticket,address,created,due,attempts,server,said\r\n", "[]"},
		"audit":   {"lane,seq,at,agent,verb,text,account,person,call,ticket,mail,command,prev,sum\r\n", `"verb": "refer"`},
	} {
		t.Run(what, func(t *testing.T) {
			table, list := must(t, "--config", config, "export", what), must(t, "--config", config, "export", what, "--format", "json")
			if !strings.HasPrefix(table, want.csv) || !strings.Contains(list, want.json) {
				t.Errorf("%q and\n%s", table[:min(len(table), 200)], list[:min(len(list), 400)])
			}
			var rows []map[string]any
			if err := json.Unmarshal([]byte(list), &rows); err != nil || len(rows) != strings.Count(table, "\r\n")-1 {
				t.Errorf("%d rows in JSON, %d lines of CSV, %v", len(rows), strings.Count(table, "\r\n"), err)
			}
			if what != "mails" && len(rows) < 5 {
				t.Errorf("%d rows: the morning had 5 calls", len(rows))
			}
			for _, id := range clients {
				if strings.Contains(table+list, id[1]) {
					t.Errorf("the Client ID %s is in it", id[1])
				}
			}
		})
	}
}

// TestExport_report: each report comes in both forms with the same numbers, and
// they are those of the morning.
func TestExport_report(t *testing.T) {
	kept := filepath.Join(t.TempDir(), "demo")
	if code, _ := atDesk(t, "DEMO", nil, "demo", "--keep", kept, "--accounts", "30"); code != 0 {
		t.Fatal("the demo ended with", code)
	}
	config := filepath.Join(t.TempDir(), "demo.toml")
	write(t, config, "db = \""+kept+"/demo.db\"\nkeys.file = \""+kept+"/demo.key\"\n", 0o600)
	year := time.Now().Format("2006")
	for _, kind := range model.AllFigures {
		args := []string{"--config", config, "export", "report", string(kind.Name), "--period", year}
		table, text := must(t, args...), must(t, append(args, "--format", "json")...)
		if !strings.HasPrefix(table, "report,period,part,row,column,value,unit\r\n") {
			t.Errorf("%s: %q", kind.Name, table[:min(len(table), 200)])
		}
		var report struct {
			Report, Period string
			Parts          []struct {
				Title string
				Rows  []struct{ Cells []map[string]any }
			}
		}
		if err := json.Unmarshal([]byte(text), &report); err != nil || report.Report != string(kind.Name) {
			t.Fatal(kind.Name, err, text)
		}
		cells := 0
		for _, p := range report.Parts {
			for _, r := range p.Rows {
				cells += len(r.Cells)
			}
		}
		if lines := strings.Count(table, "\r\n") - 1; lines != cells {
			t.Errorf("%s: %d numbers in JSON, %d lines of CSV", kind.Name, cells, lines)
		}
		if kind.Now == (report.Period == year) {
			t.Errorf("%s is about %q", kind.Name, report.Period)
		}
	}
	opened := strings.Count(must(t, "--config", config, "export", "calls", "--format", "json"), `"opened": "`+year+"-")
	calls := must(t, "--config", config, "export", "report", "calls", "--period", year)
	if opened < 5 || !strings.Contains(calls, fmt.Sprintf("calls,%s,Calls,opened,calls,%d,count\r\n", year, opened)) || !strings.Contains(calls, ",By outcome,unsolved,calls,5,count\r\n") {
		t.Errorf("%d calls, and\n%s", opened, calls)
	}
	for _, wrong := range [][]string{{"weather"}, {"calls", "--period", "yesterday"}, {"calls", "--period", "2026-13"}} {
		if code, _, said := shell(t, nil, append([]string{"--config", config, "export", "report"}, wrong...)...); code != 2 || !strings.Contains(said, wrong[len(wrong)-1]) {
			t.Errorf("%v: exit %d, %q", wrong, code, said)
		}
	}
}

// TestExport_formula: what somebody on the phone said is no formula to a
// spreadsheet, and no command to a terminal.
func TestExport_formula(t *testing.T) {
	home := t.TempDir()
	config, db := filepath.Join(home, "config.toml"), filepath.Join(home, "callin.db")
	write(t, config, "db = \"callin.db\"\n", 0o600)
	write(t, filepath.Join(home, "callin.key"), base64.StdEncoding.EncodeToString(make([]byte, 32)), 0o600)
	opened, err := open(t.Context(), cli.Opening{
		File: db, Key: func() ([]byte, error) { return make([]byte, 32), nil }, From: "Aptela Support <support@aptela.example>",
		Policy: model.Standard(), Provider: model.DefaultProvider(), Now: time.Now,
	})
	if err != nil {
		t.Fatal(err)
	}
	_, err = opened.Desk.FirstManager(t.Context(), "amy")
	agent, err2 := opened.Desk.SignIn(t.Context(), "amy")
	if err := errors.Join(err, err2); err != nil {
		t.Fatal(err)
	}
	call, err := agent.OpenCall(t.Context(), "", "=HYPERLINK(1)")
	if err == nil {
		err = agent.EndCall(t.Context(), call, model.WrapUp{Outcome: model.Unsolved, Note: "@SUM(1) \x1b[31m"})
	}
	if err := errors.Join(err, opened.Close()); err != nil {
		t.Fatal(err)
	}
	calls, tickets := must(t, "--config", config, "export", "calls"), must(t, "--config", config, "export", "tickets")
	if !strings.Contains(calls, ",'=HYPERLINK(1),") || !strings.Contains(calls, ",'@SUM(1) ") || !strings.Contains(tickets, ",'=HYPERLINK(1),") {
		t.Errorf("%q\n%q", calls, tickets)
	}
	if got := desk.Cell("=1\x1b[31m"); !strings.HasPrefix(got, "'=1") || strings.Contains(calls+got, "\x1b") {
		t.Errorf("%q and %q", got, calls)
	}
}
