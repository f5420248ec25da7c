package desk_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"callin/model"
	"callin/model/desk"
)

// TestWriteFigures: each number has a line of its own, and what somebody was called
// is no formula to a spreadsheet and no command to a terminal.
func TestWriteFigures(t *testing.T) {
	at := time.Date(2026, 3, 2, 9, 0, 0, 0, time.FixedZone("", 3600))
	f := model.Figures{
		FiguresKind: model.FiguresKind{Name: model.FiguresFailed}, Period: model.PeriodOf(model.Quarter, at),
		Parts: []model.Part{{Title: "By account", Heads: []string{"account", "failed", "share", "last", "took", "who"}, Rows: []model.Row{
			{Label: "=HYPERLINK(\"http://evil\"), Inc.", Cells: []model.Cell{
				model.Number(3), model.Percent(1, 3), model.Moment(at), model.Seconds(90 * time.Second), model.Words("@SUM(A1)\x1b[2J"),
			}},
			{Label: "+17035550199", Cells: []model.Cell{model.Number(0), model.Percent(0, 0), model.Moment(time.Time{}), model.Seconds(0), model.Words("")}},
		}}},
	}
	var b bytes.Buffer
	if err := desk.WriteFigures(&b, f); err != nil {
		t.Fatal(err)
	}
	lines, err := csv.NewReader(&b).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	evil := "'=HYPERLINK(\"http://evil\"), Inc."
	row := func(label, column, value, unit string) []string {
		return []string{"verification", "2026-Q1", "By account", label, column, value, unit}
	}
	want := [][]string{
		{"report", "period", "part", "row", "column", "value", "unit"},
		row(evil, "failed", "3", "count"), row(evil, "share", "33", "percent"), row(evil, "last", "2026-03-02T08:00:00Z", "moment"),
		row(evil, "took", "90", "seconds"), row(evil, "who", "'@SUM(A1)"+model.CleanLine("\x1b")+"[2J", "text"),
		row("'+17035550199", "failed", "0", "count"), row("'+17035550199", "share", "", "none"), row("'+17035550199", "last", "", "moment"),
		row("'+17035550199", "took", "0", "seconds"), row("'+17035550199", "who", "", "text"),
	}
	if diff := cmp.Diff(want, lines); diff != "" {
		t.Error(diff)
	}
	b.Reset()
	if err := desk.WriteFiguresJSON(&b, f); err != nil {
		t.Fatal(err)
	}
	if bytes.ContainsRune(b.Bytes(), '\x1b') {
		t.Error("the JSON commands a terminal")
	}
	var got struct {
		Report, Period, From, Until string
		Parts                       []struct {
			Rows []struct {
				Cells []struct {
					Column, Unit string
					Value        any
				}
			}
		}
	}
	if err := json.Unmarshal(b.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	var values []any
	for _, c := range got.Parts[0].Rows[0].Cells {
		values = append(values, c.Column, c.Value)
	}
	same := []any{"failed", 3.0, "share", 33.0, "last", "2026-03-02T08:00:00Z", "took", 90.0, "who", "@SUM(A1)\x1b[2J"}
	if diff := cmp.Diff(same, values); diff != "" || got.From != "2026-01-01" || got.Until != "2026-03-31" || got.Report != "verification" {
		t.Errorf("%s%+v", diff, got)
	}
}
