package reports_test

import (
	"testing"

	"callin/model"
	"callin/ui/kit"
	"callin/ui/page/reports"
	"callin/ui/uitest"
)

// BenchmarkView draws the page at 160×45 with a year in it. To reach: 0.5 ms, 200
// allocations.
func BenchmarkView(b *testing.B) {
	d := uitest.New(b)
	d.Env.SetRole(model.RoleSupervisor)
	d.Env.SetTheme(kit.Dark)
	p := reports.New(d.Env, &fake{}, reports.Sheets{CSV: csv, JSON: csv}, uitest.NewFeed())
	d.Page(p)
	d.Resize(160, 45).Press("tab", "tab", "tab", "tab")
	b.ReportAllocs()
	for b.Loop() {
		p.View()
	}
}
