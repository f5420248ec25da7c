package mem

// The rows as a treap that is never changed: a write makes new nodes from the
// root down to its row and shares the rest, so each root is a snapshot for as
// long as somebody holds it. Its shape follows from the keys alone.

import (
	"hash/maphash"

	"callin/storage"
)

var seed = maphash.MakeSeed()

type node struct {
	key         string
	value       []byte // never nil, never changed
	rev         storage.Rev
	weight      uint64 // no child weighs more: that keeps the tree shallow
	left, right *node
}

// leaf makes a node for with.
func leaf(key string, value []byte, rev storage.Rev) *node {
	return &node{key: key, value: value, rev: rev, weight: maphash.String(seed, key)}
}

func (n *node) find(key string) *node {
	for n != nil && n.key != key {
		if key < n.key {
			n = n.left
		} else {
			n = n.right
		}
	}
	return n
}

// rev is when the row was last put; 0 when there is none.
func (n *node) revision(key string) storage.Rev {
	if found := n.find(key); found != nil {
		return found.rev
	}
	return 0
}

// with returns a tree that holds the leaf, which becomes part of it.
func (n *node) with(leaf *node) *node {
	if n == nil {
		return leaf
	}
	if leaf.key == n.key {
		leaf.left, leaf.right = n.left, n.right
		return leaf
	}
	top := *n
	if leaf.key < n.key {
		top.left = n.left.with(leaf)
		if up := top.left; up.weight > top.weight { // up is new: it may be changed
			top.left, up.right = up.right, &top
			return up
		}
		return &top
	}
	top.right = n.right.with(leaf)
	if up := top.right; up.weight > top.weight {
		top.right, up.left = up.left, &top
		return up
	}
	return &top
}

// without returns a tree that doesn't hold the key.
func (n *node) without(key string) *node {
	if n == nil {
		return nil
	}
	if key == n.key {
		return join(n.left, n.right)
	}
	top := *n
	if key < n.key {
		top.left = n.left.without(key)
	} else {
		top.right = n.right.without(key)
	}
	return &top
}

// join makes one tree of two, all of whose keys are ordered a before b.
func join(a, b *node) *node {
	if a == nil {
		return b
	}
	if b == nil {
		return a
	}
	if a.weight > b.weight {
		top := *a
		top.right = join(a.right, b)
		return &top
	}
	top := *b
	top.left = join(a, b.left)
	return &top
}

// each visits the rows from a key on, in order, while visit returns true.
func (n *node) each(from string, visit func(*node) bool) bool {
	if n == nil {
		return true
	}
	if from < n.key && !n.left.each(from, visit) {
		return false
	}
	if from <= n.key && !visit(n) {
		return false
	}
	return n.right.each(from, visit)
}
