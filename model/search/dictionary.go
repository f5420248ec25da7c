package search

// Building the dictionary of a base: its tokens, and who has them.

import "slices"

// dictionary puts the words in order, and tells the token of each.
func (b *builder) dictionary() (rank []uint32) {
	x, n := b.base, len(b.words.at)
	order := make([]keyed, n)
	for i := range order {
		order[i] = keyed{key8(b.words.word(uint32(i))), uint32(i)}
	}
	sortKeyed(order, b.workers, func(i, j uint32) int {
		return slices.Compare(b.words.word(i), b.words.word(j))
	})
	rank = make([]uint32, n)
	x.tokText = make([]byte, 0, len(b.words.text))
	x.tokAt = make([]uint32, 0, n+1)
	for i, o := range order {
		word := b.words.word(o.at)
		rank[o.at] = uint32(i)
		x.tokAt = append(x.tokAt, uint32(len(x.tokText)))
		x.tokText = append(x.tokText, word...)
	}
	x.tokAt = append(x.tokAt, uint32(len(x.tokText)))
	b.words = wordTable{}
	return rank
}

// eachWord calls yield with every word of every row in the order of rows, once
// each, as the token that it has become.
func (b *builder) eachWord(rank []uint32, yield func(row, token uint32)) {
	last := make([]uint32, len(rank)) // token -> row after the one it was last in
	from := uint32(0)
	for row := range uint32(b.base.rows) {
		end := b.rowEnd[row]
		for _, words := range [...][]uint32{b.rowWord[from:end], b.recWord[b.base.rowOf[row]]} {
			for _, w := range words {
				if t := rank[w]; last[t] != row+1 {
					last[t] = row + 1
					yield(row, t)
				}
			}
		}
		from = end
	}
}

// postings makes the list of rows of every token.
func (b *builder) postings(rank []uint32) error {
	x := b.base
	ends := make([]uint64, len(rank)+1) // of each token's rows among all
	b.eachWord(rank, func(_, t uint32) { ends[t+1]++ })
	for t := range rank {
		ends[t+1] += ends[t]
	}
	all := make([]uint32, ends[len(rank)])
	next := slices.Clone(ends)
	b.eachWord(rank, func(row, t uint32) {
		all[next[t]] = row
		next[t]++
	})
	x.tokRows = make([]uint32, len(rank))
	for t := range x.tokRows {
		rows := all[ends[t]:ends[t+1]]
		if len(rows) == 1 {
			x.tokRows[t] = single | rows[0]
			continue
		}
		x.tokRows[t] = uint32(len(x.lists))
		x.lists = b.pool.keep(x.lists, rows)
		if len(x.lists) >= single {
			return errTooMany
		}
	}
	return b.ctx.Err()
}

// numberPeople makes the table that people are found in by their ids.
func (b *builder) numberPeople() {
	x := b.base
	var space [128]byte
	type hashed struct{ hash, row uint32 }
	all := make([]hashed, x.rows)
	for i := range all {
		all[i] = hashed{personHash(x.appendPerson(space[:0], uint32(i))), uint32(i)}
	}
	slices.SortFunc(all, func(a, b hashed) int {
		return compare64(uint64(a.hash)<<32|uint64(a.row), uint64(b.hash)<<32|uint64(b.row))
	})
	x.byPerson = make([]uint32, x.rows)
	for i, h := range all {
		x.byPerson[i] = h.row
	}
}
