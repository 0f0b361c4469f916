"""A story seen through some of its slots: what is reached there is never less than what is really reached.

Conditions on other slots count as both true and false. So what is not reached in a projection is impossible; with
every slot that matters in it, a projection is exact.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import partial
from heapq import heappop, heappush
from math import prod

from game.workshop.prove.bits import Shifts, Space, image, origin
from game.workshop.prove.facts import Facts
from game.workshop.prove.graph import Arc, Clauses, Condition, Known
from game.workshop.prove.ranks import FEW, Truth, truth

UNCHECKED = 1 << 26
"""Bits, some 8 MB, after which it is asked whether there is memory for more."""
MOST_TICKS = 256
"""Nodes after which that is asked however few bits they have."""
Rings = list[dict[int, int]]
"""For each number of steps, the nodes and the valuations there that are so far away."""


@dataclass(frozen=True, slots=True)
class Way:
    """An arc in a projection."""

    may: int
    """Where it can be open."""
    sure: int
    """Where it must be open."""
    rounds: tuple[Shifts, ...]
    target: int
    drops: tuple[int, ...]
    """Slots that matter no more."""
    step: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """A node in a projection."""

    rounds: tuple[Shifts, ...]
    ways: tuple[Way, ...]


class Projection:
    """The graph over some slots."""

    def __init__(self, facts: Facts, slots: Iterable[int]) -> None:
        facts.check()
        self.facts, self.graph = facts, facts.graph
        wanted = frozenset(slots)
        self.space = Space(sorted(wanted, key=lambda slot: len(facts.domains[slot])), facts.domains)
        self.slots = wanted
        self._passages: dict[int, Passage] = {}
        self._masks: dict[int, Truth] = {}
        self._ticks, self._every = 0, max(1, min(MOST_TICKS, UNCHECKED // self.space.size))

    def _tick(self) -> None:
        self._ticks += 1
        if self._ticks % self._every == 0:
            self.facts.check()

    # What conditions and nodes are here ----------------------------------------------------------------------

    def may(self, condition: Condition, wanted: bool) -> int:
        """Where a condition can be as wanted."""
        key = id(condition)
        if key not in self._masks:
            self._masks[key] = self._truth(condition)
        return self._masks[key][0 if wanted else 1]

    def _truth(self, condition: Condition) -> Truth:
        space = self.space
        if self.slots.isdisjoint(condition.reads):
            return space.full, space.full
        if condition.whole is not None and self._cases(condition) > FEW:
            return truth(condition.whole, self._part, partial(self._ages, condition.known), space.full)
        tree = self.facts.tree(condition)
        return space.may(tree, True), space.may(tree, False)

    def _cases(self, condition: Condition) -> int:
        known, domains = condition.known, self.facts.domains
        return prod(len(known.get(slot) or domains[slot]) for slot in condition.reads)

    def _part(self, condition: Condition) -> Truth:
        return self.may(condition, True), self.may(condition, False)

    def _ages(self, known: Known, slot: int) -> Iterable[tuple[int, int]]:
        for age in known.get(slot) or self.facts.domains[slot]:
            yield age, self.space.has(slot, age) if slot in self.slots else self.space.full

    def where(self, clauses: Clauses) -> int:
        """Where some clauses can hold."""
        mask = self.space.full
        for clause in clauses:
            some = 0
            for condition, wanted in clause:
                some |= self.may(condition, wanted)
            mask &= some
        return mask

    def passage(self, number: int) -> Passage:
        """A node in this projection."""
        if number not in self._passages:
            touched = self.facts.touched[number]
            self._passages[number] = self._plain(number) if touched.isdisjoint(self.slots) else self._passage(number)
        return self._passages[number]

    def _plain(self, number: int) -> Passage:
        """A node at which nothing concerns the slots of this projection."""
        full = self.space.full
        arcs = self.graph.nodes[number].arcs
        ways = [Way(full, 0 if a.conditions else full, (), a.target, (), a.step is not None) for a in arcs]
        return Passage((), tuple(ways))

    def _passage(self, number: int) -> Passage:
        node = self.graph.nodes[number]
        rounds: list[Shifts] = []
        for act, needed in zip(node.acts, self.facts.needed(number), strict=True):
            rounds += self.space.shifts(act, needed, self.facts.domains)
        return Passage(tuple(rounds), tuple(self._ways(number)))

    def _ways(self, number: int) -> Iterable[Way]:
        shut = self.space.full
        for arc, dropped in zip(self.graph.nodes[number].arcs, self.facts.dropped[number], strict=True):
            may = sure = self.space.full
            some_false = 0
            for condition in arc.conditions:
                may &= self.may(condition, True)
                some_false |= self.may(condition, False)
            sure &= ~some_false
            drops = tuple(sorted(dropped & self.slots))
            yield self._way(arc, self.space.same(may & shut), self.space.same(sure), drops)
            if arc.step is None:
                shut &= some_false

    def _way(self, arc: Arc, may: int, sure: int, drops: tuple[int, ...]) -> Way:
        rounds: list[Shifts] = []
        for act in arc.acts:
            rounds += self.space.shifts(act, self.facts.live[arc.target], self.facts.domains)
        return Way(may, sure, tuple(rounds), arc.target, drops, arc.step is not None)

    # Forward -------------------------------------------------------------------------------------------------

    def forward(self, kept: Sequence[bool], ahead: Set[int]) -> list[int]:
        """The valuations that can arrive at each kept node of those `ahead`, which all that leads to them is among."""
        order = self.facts.order
        reached, pending = [0] * len(kept), [0] * len(kept)
        heap: list[tuple[int, int]] = []
        for here, bits, later in self._beginnings(ahead):
            if later:
                pending[here] = bits
                heap.append((order[here], here))
            elif kept[here]:
                reached[here] = bits
        heap.sort()
        while heap:
            here = heappop(heap)[1]
            bits, pending[here] = pending[here] & ~reached[here], 0
            if not bits:
                continue
            if kept[here]:
                reached[here] |= bits
            for _, target, moved in self.onward(here, bits):
                fresh = moved & ~reached[target]
                if fresh & ~pending[target] and target in ahead:
                    if not pending[target]:
                        heappush(heap, (order[target], target))
                    pending[target] |= fresh
            self._tick()
        return reached

    def _beginnings(self, ahead: Set[int]) -> Iterable[tuple[int, int, bool]]:
        """The nodes before which nothing touches these slots, and what arrives there.

        True for those with which what touches them begins.
        """
        facts = self.facts
        later = facts.behind(node for slot in self.slots for node in facts.touching.get(slot, ()))
        for number in ahead & facts.reached:
            if number not in later:
                yield number, self._start(number), False
            elif number == self.graph.beginning or any(
                source in facts.reached and source not in later for source, _ in facts.before[number]
            ):
                yield number, self._start(number), True

    def _start(self, number: int) -> int:
        """The valuation at a node before which nothing was changed, as a set."""
        bits = 1 << self.space.bit(self.graph.start)
        for slot in self.slots - self.facts.live[number]:
            bits = self.space.forget(bits, slot)
        return bits

    def onward(self, here: int, bits: int) -> Iterable[tuple[int, int, int]]:
        """The arcs of a node that can be open, by number, where they lead to and with which valuations."""
        passage = self.passage(here)
        bits = image(passage.rounds, bits)
        for number, way in enumerate(passage.ways):
            moved = bits & way.may
            if moved:
                yield number, way.target, self.along(way, moved)

    def along(self, way: Way, bits: int) -> int:
        """The valuations on arriving along a way."""
        bits = image(way.rounds, bits)
        for slot in way.drops:
            bits = self.space.forget(bits, slot)
        return bits

    # Backward ------------------------------------------------------------------------------------------------

    def arriving(self, number: int, bits: int) -> int:
        """The valuations on arriving at a node that can be among `bits` once its changes are made."""
        return origin(self.passage(number).rounds, bits)

    def back(self, way: Way, bits: int) -> int:
        """The valuations that a way can take to these."""
        for slot in way.drops:
            bits = self.space.remember(bits, slot)
        return origin(way.rounds, bits)

    def rings(self, goal: Mapping[int, int], reached: Sequence[int]) -> Rings:
        """How many steps each reached valuation is away from a goal, going backward from it."""
        seen = [0] * len(reached)
        rings: Rings = []
        ring = dict(goal)
        while ring:
            rings.append({})
            ring = self._ring(ring, seen, reached, rings[-1])
        return rings

    def _ring(
        self, ring: dict[int, int], seen: list[int], reached: Sequence[int], here: dict[int, int]
    ) -> dict[int, int]:
        """Adds everything as far away as `ring` to `here`; what is one step further."""
        further: dict[int, int] = {}
        heap = [(-self.facts.order[number], number) for number in ring]
        heap.sort()
        while heap:
            self._tick()
            number = heappop(heap)[1]
            bits = ring.pop(number, 0) & ~seen[number]
            if self.facts.kept[number]:
                bits &= reached[number]
            if not bits:
                continue
            seen[number] |= bits
            if self.graph.nodes[number].rest:
                here[number] = here.get(number, 0) | bits
            for source, index in self.facts.before[number]:
                way = self.passage(source).ways[index]
                found = self.arriving(source, self.back(way, bits) & way.may) & ~seen[source]
                if not found:
                    continue
                if way.step:
                    further[source] = further.get(source, 0) | found
                else:
                    if source not in ring:
                        heappush(heap, (-self.facts.order[source], source))
                    ring[source] = ring.get(source, 0) | found
        return further


def fits(facts: Facts, slots: Iterable[int]) -> int:
    """How many valuations some slots have."""
    size = 1
    for slot in slots:
        size *= len(facts.domains[slot])
    return size
