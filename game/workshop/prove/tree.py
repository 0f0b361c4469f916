"""Decision trees of conditions and changes, found by calling them with values that are asked for one at a time.

A condition is a function that was compiled from what its author wrote; which slots it reads, in which order and with
what result, shows when it is called. So the tree is of the very function that is played.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

Writes = tuple[tuple[int, int], ...]
"""Slots and the values that they get."""


class Domains(Protocol):
    """The values that each slot can have, in order."""

    def __getitem__(self, slot: int, /) -> Sequence[int]: ...


MOST_LEAVES = 4_000
"""A tree with more calls than that is cut, and what is behind the cut counts as unknown."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """A leaf that could be anything."""


UNKNOWN = Unknown()


@dataclass(frozen=True, slots=True)
class Split:
    """A slot is asked for, and its values lead to different subtrees."""

    slot: int
    ways: tuple[tuple[tuple[int, ...], Tree], ...]


Leaf = bool | Writes | Unknown
Tree = Split | Leaf


class _Asks(Exception):
    def __init__(self, slot: int) -> None:
        self.slot = slot


class Probe:
    """Values of which some are known; whoever reads another one is interrupted."""

    def __init__(self, known: dict[int, int], place: Callable[[int], int]) -> None:
        self.known, self.place = known, place
        self.written: dict[int, int] = {}

    def __getitem__(self, local: int) -> int:
        slot = self.place(local)
        if slot in self.written:
            return self.written[slot]
        if slot not in self.known:
            raise _Asks(slot)
        return self.known[slot]

    def __setitem__(self, local: int, value: int) -> None:
        self.written[self.place(local)] = value


def grow(call: Callable[[Probe], Leaf], place: Callable[[int], int], domains: Domains) -> Tree:
    """The tree of `call`, which is given a Probe; `place` turns its slots into those of `domains`."""
    left = MOST_LEAVES

    def branch(known: dict[int, int]) -> Tree:
        nonlocal left
        left -= 1
        if left < 0:
            return UNKNOWN
        try:
            return call(Probe(known, place))
        except _Asks as asks:
            slot = asks.slot
        ways: dict[Tree, list[int]] = {}
        for value in domains[slot]:
            ways.setdefault(branch({**known, slot: value}), []).append(value)
        if len(ways) == 1:
            return next(iter(ways))
        return Split(slot, tuple((tuple(values), tree) for tree, values in ways.items()))

    return branch({})


def leaves(tree: Tree) -> Iterator[Leaf]:
    """Every leaf of a tree."""
    if isinstance(tree, Split):
        for _, below in tree.ways:
            yield from leaves(below)
    else:
        yield tree


def slots_of(tree: Tree) -> frozenset[int]:
    """Every slot that decides something in a tree."""
    if not isinstance(tree, Split):
        return frozenset()
    return frozenset({tree.slot}).union(*(slots_of(below) for _, below in tree.ways))
