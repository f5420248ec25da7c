package search

// Building a base.

import (
	"bytes"
	"context"
	"errors"
	"iter"
	"math"
	"slices"
	"sync"
)

// errTooMany is met far over ten million people. They are found all the same,
// by looking at each.
var errTooMany = errors.New("too many people for the index to number")

// builder collects what a base is made of.
type builder struct {
	ctx     context.Context
	workers int // goroutines
	base    *base
	heaviness

	words   wordTable
	recs    map[record]uint32
	domains []string   // record -> the domain of the first address, see sameDomain
	recWord [][]uint32 // record -> its words
	rowWord []uint32   // words of all rows, without those of their records
	rowEnd  []uint32   // row -> where its words end in rowWord
	space   []byte
	scratch []byte
	pool    *pool
}

// build makes a base of people, about so many, who must come in the order of
// appendOrder. It returns early when ctx ends.
func build(ctx context.Context, people iter.Seq[*Entry], about, workers int, h heaviness) (*base, error) {
	b := &builder{ctx: ctx, workers: workers, heaviness: h, base: &base{}, words: newWordTable(), recs: map[record]uint32{}}
	for e := range people {
		if b.base.rows%1024 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if b.add(e); b.base.rows == sample {
			b.reserve(about)
		}
		if len(b.base.rowText) > math.MaxUint32-1<<16 || b.base.rows > math.MaxInt32-1<<16 {
			return nil, errTooMany
		}
	}
	b.base.rowAt = append(b.base.rowAt, uint32(len(b.base.rowText)))
	b.keepRecords()
	if len(b.words.at) >= 1<<(32-suffixBits) {
		return nil, errTooMany
	}
	var others sync.WaitGroup
	defer others.Wait()
	aside := others.Go // for what nothing else waits for
	if workers == 1 {
		aside = func(work func()) { work() }
	}
	aside(b.numberPeople)
	rank := b.dictionary()
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	aside(b.listNames)
	b.pool = newPool(b.base, b.heaviness.dense)
	if err := b.postings(rank); err != nil {
		return nil, err
	}
	b.rowWord, b.rowEnd, b.recWord = nil, nil, nil
	if err := b.sortSuffixes(); err != nil {
		return nil, err
	}
	if err := b.findNodes(); err != nil {
		return nil, err
	}
	return b.base, nil
}

// sample is so many rows that the others will be much like them.
const sample = 4096

// reserve makes room for so many rows: growing bit by bit, arrays of this size
// would be copied again and again.
func (b *builder) reserve(rows int) {
	x := b.base
	more := max(rows-x.rows, 0)
	x.rowText = slices.Grow(x.rowText, len(x.rowText)*more/x.rows)
	b.rowWord = slices.Grow(b.rowWord, len(b.rowWord)*more/x.rows)
	for _, numbers := range []*[]uint32{&x.rowAt, &x.rowOf, &b.rowEnd} {
		*numbers = slices.Grow(*numbers, more)
	}
}

// add takes the next row.
func (b *builder) add(e *Entry) {
	x := b.base
	key := e.record()
	rec, known := b.recs[key]
	if !known {
		rec = uint32(len(b.recs))
		b.recs[key] = rec
		b.domains = append(b.domains, "")
		b.recWord = append(b.recWord, b.number(e.sharedWords, nil))
	}
	x.rowOf = append(x.rowOf, rec)
	x.rowAt = append(x.rowAt, uint32(len(x.rowText)))
	if b.domains[rec] == "" {
		b.domains[rec] = domainOf(e.Email)
	}
	x.rowText = encodePerson(x.rowText, e, b.domains[rec])
	b.rowWord = b.number(e.ownWords, b.rowWord)
	b.rowEnd = append(b.rowEnd, uint32(len(b.rowWord)))
	x.rows++
}

// keepRecords encodes the records, whose domains are known only now.
func (b *builder) keepRecords() {
	x := b.base
	order := make([]record, len(b.recs))
	for r, n := range b.recs {
		order[n] = r
	}
	for n, r := range order {
		x.recAt = append(x.recAt, uint32(len(x.recText)))
		x.recText = r.encode(x.recText, b.domains[n])
	}
	x.recAt = append(x.recAt, uint32(len(x.recText)))
	b.recs, b.domains = nil, nil
	for _, text := range []*[]byte{&x.rowText, &x.recText} {
		*text = bytes.Clone(*text) // without the room for more
	}
	for _, numbers := range []*[]uint32{&x.rowAt, &x.rowOf, &x.recAt} {
		*numbers = slices.Clone(*numbers)
	}
}

// number appends the numbers of some words.
func (b *builder) number(words func(dst, scratch []byte) ([]byte, []byte), to []uint32) []uint32 {
	b.space, b.scratch = words(b.space[:0], b.scratch)
	for left := b.space; len(left) > 0; {
		var word []byte
		word, left = nextWord(left)
		to = append(to, b.words.number(word))
	}
	return to
}
