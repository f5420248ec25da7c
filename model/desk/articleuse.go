package desk

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"callin/model"
	"callin/model/record"
)

// uses counts how often articles are opened. Nobody who opens one waits for the
// count, nor is kept from reading when the store can't write; the views of all
// readers that come while one Update runs share the next, and its audit entry.
// So a view costs next to nothing under load, and none is lost or counted twice
// when the desk closes. What kill -9 can take is the views of the last moment.
type uses struct {
	mu      sync.Mutex
	pending []viewed
	wake    chan struct{}
}

// viewed is one article opened once.
type viewed struct {
	article model.ArticleID
	day     string
	call    model.CallID // "" outside of calls
	agent   model.AgentName
}

func newUses() *uses { return &uses{wake: make(chan struct{}, 1)} }

// maxViewed bounds what waits while the store can't be written.
const maxViewed = 100_000

// viewsAtOnce is how many views one transaction counts: each takes three rows
// at the most.
const viewsAtOnce = 30

func (u *uses) add(v viewed) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if len(u.pending) < maxViewed {
		u.pending = append(u.pending, v)
	}
	select {
	case u.wake <- struct{}{}:
	default:
	}
}

// next are the views that wait longest.
func (u *uses) next() []viewed {
	u.mu.Lock()
	defer u.mu.Unlock()
	return slices.Clone(u.pending[:min(len(u.pending), viewsAtOnce)])
}

// done takes the first n off.
func (u *uses) done(n int) {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.pending = slices.Delete(u.pending, 0, n)
}

// countViews counts until ctx ends, and then what is left.
func (d *Desk) countViews(ctx context.Context) {
	for ctx.Err() == nil {
		select {
		case <-d.uses.wake:
		case <-ctx.Done():
		}
		for d.countSome(context.WithoutCancel(ctx)) {
		}
		if len(d.uses.next()) > 0 && ctx.Err() == nil {
			select { // the store can't be written: leave it alone for a while
			case <-time.After(storeWait):
				d.uses.nudge()
			case <-ctx.Done():
				d.countSome(context.WithoutCancel(ctx))
			}
		}
	}
}

func (u *uses) nudge() {
	select {
	case u.wake <- struct{}{}:
	default:
	}
}

// countTime bounds one try.
const countTime = 10 * time.Second

// countSome counts the views that wait longest, and tells whether to go on.
func (d *Desk) countSome(ctx context.Context) bool {
	views := d.uses.next()
	if len(views) == 0 {
		return false
	}
	ctx, cancel := context.WithTimeout(ctx, countTime)
	defer cancel()
	err := d.apply(ctx, machine("articles@"+d.lane), model.VerbArticleRead, func(a *act) error { return a.countViews(views) })
	if err != nil {
		d.log.WarnContext(ctx, "views of articles can't be counted", "views", len(views), "error", err)
	}
	if err != nil && model.CodeOf(err) != model.Uncertain { // what may have been counted isn't counted again
		return false
	}
	d.uses.done(len(views))
	return true
}

func (a *act) countViews(views []viewed) error {
	total := map[model.ArticleID]int{}
	days := map[string]int{}
	read := map[model.CallID][]viewed{}
	for _, v := range views {
		total[v.article]++
		days[record.ArticleUseKey(v.day, v.article)]++
		if v.call != "" {
			read[v.call] = append(read[v.call], v)
		}
	}
	a.entry.Text = fmt.Sprintf("views of articles: %d", len(views))
	for id, n := range total {
		key := record.ArticleViewsKey(id)
		was, err := loadOr[int](a.rows, key)
		if err != nil {
			return err
		}
		if err := a.put(key, was+n); err != nil {
			return err
		}
	}
	for key, n := range days {
		if err := a.countUse(key, func(u *record.ArticleUse) { u.Views += n }); err != nil {
			return err
		}
	}
	for id, views := range read {
		if err := a.noteRead(id, views); err != nil {
			return err
		}
	}
	return nil
}

func (a *act) countUse(key string, count func(*record.ArticleUse)) error {
	use, err := loadOr[record.ArticleUse](a.rows, key)
	if err != nil {
		return err
	}
	count(&use)
	return a.put(key, use)
}

func (a *act) countToday(id model.ArticleID, count func(*record.ArticleUse)) error {
	return a.countUse(record.ArticleUseKey(dayOf(a.now), id), count)
}

func dayOf(t time.Time) string { return t.Format(time.DateOnly) }

// noteRead keeps which articles were read in a call, as long as it lasts.
func (a *act) noteRead(id model.CallID, views []viewed) error {
	call, err := load[model.Call](a.rows, record.CallKey(id))
	if err != nil || call == nil || call.State == model.CallEnded {
		return err
	}
	var ids []model.ArticleID
	for _, v := range views {
		if v.agent == call.Agent {
			ids = append(ids, v.article)
		}
	}
	return a.noteArticles(id, ids...)
}

// maxCallArticles is more than anybody reads while somebody waits.
const maxCallArticles = 20

func (a *act) noteArticles(call model.CallID, ids ...model.ArticleID) error {
	key := record.CallArticlesKey(call)
	had, err := loadOr[record.CallArticles](a.rows, key)
	if err != nil {
		return err
	}
	n := len(had.IDs)
	for _, id := range ids {
		if !slices.Contains(had.IDs, id) && len(had.IDs) < maxCallArticles {
			had.IDs = append(had.IDs, id)
		}
	}
	if len(had.IDs) == n {
		return nil
	}
	return a.put(key, had)
}

// viewed notes that an article was opened.
func (d *Desk) viewed(id model.ArticleID, call model.CallID, agent model.AgentName) {
	d.uses.add(viewed{article: id, day: dayOf(d.now()), call: call, agent: agent})
}

// ArticleUse tells how articles were used, a row for each day and article, from
// the day of one moment up to the day of another.
func (s *Session) ArticleUse(ctx context.Context, from, to time.Time) ([]model.ArticleUse, error) {
	var all []model.ArticleUse
	err := s.read(ctx, func(r rows) error {
		all = nil
		st := s.desk.shelf.at.Load()
		zone := s.desk.now().Location()
		first, last := dayOf(from.In(zone)), dayOf(to.In(zone))
		return each(r, record.ArticleUses, func(key string, u *record.ArticleUse) (bool, error) {
			day, id, ok := cutDay(key)
			if ok && day >= first && day <= last {
				a, _ := st.find(id)
				all = append(all, model.ArticleUse{
					Article: id, Title: a.Title, Day: day, Views: u.Views, Mails: u.Mails, Votes: model.Votes{Yes: u.Yes, No: u.No},
				})
			}
			return day <= last, nil
		})
	})
	return all, err
}

func cutDay(key string) (day string, id model.ArticleID, ok bool) {
	rest := key[len(record.ArticleUses):]
	if len(rest) < len(time.DateOnly)+1 {
		return "", "", false
	}
	return rest[:len(time.DateOnly)], model.ArticleID(rest[len(time.DateOnly)+1:]), true
}
