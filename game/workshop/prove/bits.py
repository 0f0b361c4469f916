"""Sets of valuations as whole numbers: one bit for each way to give some slots their values.

A condition is a mask, a change is a few shifts, and Python's own integers do the rest at memory speed. The idea is
that of explicit bit-state sets (Holzmann 1998), but with a place of its own for every valuation, so nothing collides.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from game.workshop.prove.graph import Change_
from game.workshop.prove.tree import UNKNOWN, Domains, Split, Tree

Shifts = tuple[tuple[int, int], ...]
"""How far, and which bits; of one change, each bit goes along every shift whose mask it is in."""


class Space:
    """Some slots with their domains, and where each valuation has its bit."""

    def __init__(self, slots: Sequence[int], domains: Domains) -> None:
        self.slots = tuple(slots)
        self.domains = {slot: tuple(domains[slot]) for slot in self.slots}
        self.strides: dict[int, int] = {}
        self.size = 1
        for slot in self.slots:
            self.strides[slot] = self.size
            self.size *= len(self.domains[slot])
        self.full = (1 << self.size) - 1
        self._index = {slot: {value: n for n, value in enumerate(self.domains[slot])} for slot in self.slots}
        self._has: dict[tuple[int, int], int] = {}
        self._may: dict[tuple[Tree, bool], int] = {}
        self._shifts: dict[tuple[Tree, frozenset[int]], Shifts] = {}
        self._same: dict[int, int] = {}

    def has(self, slot: int, value: int) -> int:
        """The valuations in which a slot has a value; none if it never has."""
        index = self._index[slot].get(value)
        return 0 if index is None else self._at(slot, index)

    def _at(self, slot: int, index: int) -> int:
        if (slot, index) not in self._has:
            stride, count = self.strides[slot], len(self.domains[slot])
            mask = ((1 << stride) - 1) << stride * index
            width = stride * count
            while width < self.size:
                mask |= mask << width
                width *= 2
            self._has[(slot, index)] = mask & self.full
        return self._has[(slot, index)]

    def among(self, slot: int, values: Sequence[int]) -> int:
        """The valuations in which a slot has one of some values."""
        mask = 0
        for value in values:
            mask |= self.has(slot, value)
        return mask

    def bit(self, values: Sequence[int]) -> int:
        """Which bit stands for the values of the whole story; only this space's slots count."""
        return sum(self._index[slot][values[slot]] * self.strides[slot] for slot in self.slots)

    def values(self, bit: int) -> dict[int, int]:
        """The valuation that a bit stands for."""
        return {slot: self.domains[slot][bit // self.strides[slot] % len(self.domains[slot])] for slot in self.slots}

    def may(self, tree: Tree, wanted: bool) -> int:
        """The valuations in which a condition can be as wanted, whatever the other slots are."""
        if isinstance(tree, bool):
            return self.full if tree == wanted else 0
        if not isinstance(tree, Split):
            return self.full
        key = (tree, wanted)
        if key not in self._may:
            self._may[key] = self.same(self._split(tree, wanted))
        return self._may[key]

    def same(self, mask: int) -> int:
        """The one copy that is kept of a mask."""
        return self._same.setdefault(mask, mask)

    def _split(self, tree: Split, wanted: bool) -> int:
        mask = 0
        for values, below in tree.ways:
            inner = self.may(below, wanted)
            mask |= inner & self.among(tree.slot, values) if tree.slot in self.strides and inner else inner
        return mask

    def forget(self, bits: int, slot: int) -> int:
        """The same valuations with a slot at its first value."""
        kept = bits & self._at(slot, 0)
        for index in range(1, len(self.domains[slot])):
            kept |= (bits & self._at(slot, index)) >> self.strides[slot] * index
        return kept

    def remember(self, bits: int, slot: int) -> int:
        """The valuations that `forget` takes into these."""
        kept = bits & self._at(slot, 0)
        found = kept
        for index in range(1, len(self.domains[slot])):
            found |= kept << self.strides[slot] * index
        return found

    def shifts(self, act: Change_, needed: frozenset[int], domains: Domains) -> tuple[Shifts, ...]:
        """What a change does to the needed slots of this space, as rounds of shifts made one after the other."""
        written = [slot for slot in act.writes if slot in self.strides and slot in needed]
        if not written:
            return ()
        tree = act.tree(domains)
        if isinstance(tree, tuple):
            rounds = [((slot, value),) for slot, value in tree if slot in written]
            return tuple(self._gather(leaf, frozenset(slot for slot, _ in leaf)) for leaf in rounds)
        return (self._gather(tree, frozenset(written)),)

    def _gather(self, tree: Tree, written: frozenset[int]) -> Shifts:
        key = (tree, written)
        if key not in self._shifts:
            found: dict[int, int] = {}
            self._walk(tree, self.full, {}, written, found)
            self._shifts[key] = tuple((shift, self.same(mask)) for shift, mask in found.items() if mask)
        return self._shifts[key]

    def _walk(
        self,
        tree: Tree,
        mask: int,
        path: dict[int, Sequence[int]],
        written: frozenset[int],
        found: dict[int, int],
    ) -> None:
        if isinstance(tree, Split):
            for values, below in tree.ways:
                inner = mask & self.among(tree.slot, values) if tree.slot in self.strides else mask
                if inner:
                    self._walk(below, inner, {**path, tree.slot: values}, written, found)
            return
        for shift, bits in self._moves(tree, path, written):
            found[shift] = found.get(shift, 0) | mask & bits

    def _moves(self, leaf: Tree, path: dict[int, Sequence[int]], written: frozenset[int]) -> list[tuple[int, int]]:
        """The shifts of one leaf: every old value of what it writes goes to every new one."""
        if leaf == UNKNOWN:
            news = {slot: self.domains[slot] for slot in written}
        else:
            assert isinstance(leaf, tuple)
            news = {slot: (value,) for slot, value in leaf if slot in written}
        moves = [(0, self.full)]
        for slot, values in news.items():
            olds = path.get(slot, self.domains[slot])
            moves = [
                (shift + step, mask & bits)
                for (shift, mask), (step, bits) in product(moves, self._single(slot, olds, values))
            ]
        return moves

    def _single(self, slot: int, olds: Sequence[int], news: Sequence[int]) -> list[tuple[int, int]]:
        index, stride = self._index[slot], self.strides[slot]
        return [
            ((index[new] - index[old]) * stride, self.has(slot, old))
            for old, new in product(olds, news)
            if old in index and new in index
        ]


def image(rounds: Sequence[Shifts], bits: int) -> int:
    """Where some valuations go."""
    for shifts in rounds:
        moved = 0
        for shift, mask in shifts:
            part = bits & mask
            if part:
                moved |= part << shift if shift >= 0 else part >> -shift
        bits = moved
    return bits


def origin(rounds: Sequence[Shifts], bits: int) -> int:
    """Which valuations can go to these."""
    for shifts in reversed(rounds):
        found = 0
        for shift, mask in shifts:
            found |= (bits >> shift if shift >= 0 else bits << -shift) & mask
        bits = found
    return bits
