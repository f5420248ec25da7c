package model

import "time"

// A report is named, is about a period or about this moment, and comes as parts
// of rows: the same on the screen, on paper, as CSV and as JSON.

// FiguresName names a report.
type FiguresName string

// The reports.
const (
	FiguresCalls    FiguresName = "calls"
	FiguresHandling FiguresName = "handling"
	FiguresMails    FiguresName = "mails"
	FiguresTickets  FiguresName = "tickets"
	FiguresArticles FiguresName = "articles"
	FiguresEnrolled FiguresName = "enrolment"
	FiguresFailed   FiguresName = "verification"
	FiguresTried    FiguresName = "board"
)

// FiguresKind is what is known of a report before it is read.
type FiguresKind struct {
	Name  FiguresName
	Title string
	About string // a sentence
	Power Power  // what it takes to read it
	Now   bool   // about this moment, not about a period
}

// AllFigures are the reports in the order of the list.
var AllFigures = []FiguresKind{
	{FiguresCalls, "Calls", "How many calls there were, when, what was lost, and how they ended.", PowerRead, false},
	{FiguresHandling, "Handling time", "How long calls took, by way and by agent: from opening to wrap-up, with the time that they were parked.", PowerRead, false},
	{FiguresMails, "Mails", "How soon mails were taken by the next server, and what went wrong with them.", PowerRead, false},
	{FiguresTickets, "Tickets", "The queue at this moment, and what was opened and done in the period.", PowerRead, false},
	{FiguresArticles, "Articles", "Which articles were opened, mailed and found helpful.", PowerRead, false},
	{FiguresEnrolled, "Enrolment", "Who couldn't be helped by telephone or by mail, at this moment.", PowerRead, true},
	{FiguresFailed, "Failed checks", "Verifications that failed, by account, company, number called from and agent.", PowerWatch, false},
	{FiguresTried, "Being tried now", "The accounts at which verifications have failed within the last hour.", PowerWatch, true},
}

// FiguresCalled finds a report by its name.
func FiguresCalled(name FiguresName) (FiguresKind, bool) {
	for _, r := range AllFigures {
		if r.Name == name {
			return r, true
		}
	}
	return FiguresKind{}, false
}

// Figures are a report that was read.
type Figures struct {
	FiguresKind
	Period Period // zero for one about this moment
	At     time.Time
	Parts  []Part
}

// Empty tells whether nothing was counted at all.
func (f Figures) Empty() bool {
	for _, p := range f.Parts {
		for _, row := range p.Rows {
			for _, c := range row.Cells {
				if c.N != 0 || c.Text != "" {
					return false
				}
			}
		}
	}
	return true
}

// Part is one table of a report.
type Part struct {
	Title string
	Note  string // what the numbers mean, where that isn't plain
	Shape Shape
	Heads []string // of the columns; the first is the labels'
	Rows  []Row
}

// Shape is how a part is best drawn.
type Shape string

// The shapes.
const (
	ShapeTable  Shape = "table"
	ShapeBars   Shape = "bars"   // a bar for each row's first number
	ShapeHeat   Shape = "heat"   // each number a field, dark where it is large
	ShapeSeries Shape = "series" // one number a row, in the order of time
)

// Row is a line of a part.
type Row struct {
	Label string
	Cells []Cell
	Alert bool // somebody should look at it
	Whole bool // the others together
}

// Cell is a number of some unit, or a text.
type Cell struct {
	Unit Unit
	N    int64
	Text string
}

// Unit is what a cell's number counts.
type Unit string

// The units.
const (
	UnitText    Unit = "text" // none: the text alone
	UnitCount   Unit = "count"
	UnitSeconds Unit = "seconds"
	UnitPercent Unit = "percent"
	UnitMoment  Unit = "moment" // seconds since 1970, 0 for never
	UnitNone    Unit = "none"   // there is nothing to say
)

// Number is a cell that counts.
func Number(n uint64) Cell { return Cell{Unit: UnitCount, N: int64(n)} } //nolint:gosec // far below the limit

// Seconds is a cell with a duration.
func Seconds(d time.Duration) Cell {
	return Cell{Unit: UnitSeconds, N: int64(d.Round(time.Second) / time.Second)}
}

// Words is a cell with text.
func Words(text string) Cell { return Cell{Unit: UnitText, Text: text} }

// Moment is a cell with a time.
func Moment(at time.Time) Cell {
	if at.IsZero() {
		return Cell{Unit: UnitMoment}
	}
	return Cell{Unit: UnitMoment, N: at.Unix()}
}

// Percent is a cell with a share of a whole; of nothing there is none.
func Percent(part, whole uint64) Cell {
	if whole == 0 {
		return Cell{Unit: UnitNone}
	}
	return Cell{Unit: UnitPercent, N: int64((part*1000/whole + 5) / 10)} //nolint:gosec // at most 100
}
