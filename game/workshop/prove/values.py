"""Which values each slot can have on arriving at each node, every slot looked at for itself.

One pass over the whole story: forward data flow (Kildall 1973) on sets of values, where a condition lets through only
the values with which it can be as wanted. That alone decides most conditions: so a mark that says whether a choice was
taken, at a menu that play comes to only once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from heapq import heappop, heappush
from math import prod

from game.workshop.prove.facts import Facts
from game.workshop.prove.fields import Fields
from game.workshop.prove.graph import Arc, Change_, Condition, Enter
from game.workshop.prove.ranks import FEW, Ages, truth
from game.workshop.prove.tree import UNKNOWN, Split, Tree


class Values:
    """The values at each node of a graph."""

    def __init__(self, facts: Facts) -> None:
        self.facts, self.graph = facts, facts.graph
        self.fields = Fields(facts.domains)
        self.arriving: list[int | None] = [None] * len(self.graph.nodes)
        """The sets of values on arriving at each node; None where play never comes."""
        self.met = 0
        """Every value that occurs anywhere, also one that a further change overwrites at once."""
        self._live = [self.fields.mask(slots) for slots in facts.live]
        self._refined: dict[tuple[int, int, bool], int | None] = {}
        self._changed: dict[tuple[int, int], int] = {}
        self._masks: dict[int, int] = {}
        self._run()

    @property
    def domains(self) -> list[tuple[int, ...]]:
        """The values that each slot has anywhere."""
        return [self.fields.of(self.met, slot) for slot in range(len(self.graph.start))]

    def _run(self) -> None:
        order, beginning = self.facts.order, self.graph.beginning
        start = 0
        for slot, value in enumerate(self.graph.start):
            start |= self.fields.put(slot, (value,))
        self.met = start
        self.arriving[beginning] = start & self._live[beginning]
        heap, waiting = [(order[beginning], beginning)], {beginning}
        while heap:
            here = heappop(heap)[1]
            waiting.discard(here)
            self.facts.check()
            for target, sets in self._onward(here):
                known = self.arriving[target]
                grown = sets if known is None else known | sets
                if known != grown:
                    self.arriving[target] = grown
                    if target not in waiting:
                        waiting.add(target)
                        heappush(heap, (order[target], target))

    def _onward(self, here: int) -> Iterable[tuple[int, int]]:
        sets = self.after(here)
        for arc, taken, _ in self.arcs(here, sets):
            yield arc.target, self._made(taken, arc.acts, [self.facts.live[arc.target]] * len(arc.acts), arc.target)

    def _made(self, sets: int, acts: Sequence[Change_], needed: Sequence[frozenset[int]], target: int) -> int:
        for act, slots in zip(acts, needed, strict=True):
            sets = self.change(act, sets, slots)
            self.met |= sets
        return sets & self._live[target]

    # One node ------------------------------------------------------------------------------------------------

    def after(self, here: int) -> int:
        """The values once the changes of a node that play comes to are made."""
        sets = self.arriving[here]
        assert sets is not None
        self.met |= sets
        for act, needed in zip(self.graph.nodes[here].acts, self.facts.needed(here), strict=True):
            sets = self.change(act, sets, needed)
            self.met |= sets
        return sets

    def arcs(self, here: int, sets: int) -> Iterable[tuple[Arc, int, list[Condition]]]:
        """The arcs that can be taken, the values with which they are, and their conditions that can also fail."""
        for arc in self.graph.nodes[here].arcs:
            taken, open_ = self.hold(arc.conditions, sets)
            if taken is None:
                continue
            yield arc, taken, open_
            if arc.step is None:
                shut = self.refine(open_[0], sets, False) if len(open_) == 1 else sets
                if not open_ or shut is None:
                    return
                sets = shut

    def hold(self, conditions: Iterable[Condition], sets: int) -> tuple[int | None, list[Condition]]:
        """The values with which all conditions hold, None for none; and those conditions that can also fail."""
        doubtful = []
        for condition in conditions:
            if self.refine(condition, sets, False) is not None:
                doubtful.append(condition)
            found = self.refine(condition, sets, True)
            if found is None:
                return None, doubtful
            sets = found
        return sets, doubtful

    # Conditions ----------------------------------------------------------------------------------------------

    def mask(self, part: Condition | Change_) -> int:
        """The fields that a condition or a change touches."""
        if id(part) not in self._masks:
            slots = part.reads if isinstance(part, Condition) else (*part.reads, *part.writes)
            self._masks[id(part)] = self.fields.mask(slots)
        return self._masks[id(part)]

    def refine(self, condition: Condition, sets: int, wanted: bool) -> int | None:
        """The values with which a condition can be as wanted; None if it cannot."""
        mask = self.mask(condition)
        key = (id(condition), sets & mask, wanted)
        if key not in self._refined:
            self._refined[key] = self._refine(condition, sets & mask, wanted)
        found = self._refined[key]
        return None if found is None else sets & ~mask | found

    def _refine(self, condition: Condition, sets: int, wanted: bool) -> int | None:
        if condition.whole is not None and prod(len(self.fields.of(sets, slot)) for slot in condition.reads) > FEW:
            can, cannot = truth(condition.whole, lambda part: self._truth(part, sets), self._ages(sets), 1)
            return sets if (can if wanted else cannot) else None
        return self._paths(condition.tree(Now(self.fields, sets)), sets, wanted)

    def _truth(self, condition: Condition, sets: int) -> tuple[int, int]:
        can, cannot = (self.refine(condition, sets, wanted) is not None for wanted in (True, False))
        return int(can), int(cannot)

    def _ages(self, sets: int) -> Ages:
        return lambda slot: [(age, 1) for age in self.fields.of(sets, slot)]

    def _paths(self, tree: Tree, sets: int, wanted: bool) -> int | None:
        """What is left of some values along the paths of a tree that end as wanted."""
        if not isinstance(tree, Split):
            return sets if tree is UNKNOWN or tree == wanted else None
        found: int | None = None
        for values, below in tree.ways:
            field = self.fields.put(tree.slot, values) & sets
            part = self._paths(below, sets & ~self.fields.full[tree.slot] | field, wanted) if field else None
            if part is not None:
                found = part if found is None else found | part
        return found

    # Changes -------------------------------------------------------------------------------------------------

    def change(self, act: Change_, sets: int, needed: frozenset[int]) -> int:
        """The values after a change, of the slots that are needed after it."""
        if needed.isdisjoint(act.writes):
            return sets
        mask = self.mask(act)
        key = (id(act), sets & mask)
        if key not in self._changed:
            self._changed[key] = self._change(act, sets & mask)
        return sets & ~mask | self._changed[key]

    def _change(self, act: Change_, sets: int) -> int:
        if isinstance(act, Enter):
            return sum(self.fields.put(slot, (value,)) for slot, value in act.fresh)
        return self._ends(act.tree(Now(self.fields, sets)), sets, act.writes)

    def _ends(self, tree: Tree, sets: int, writes: Sequence[int]) -> int:
        """The values at the leaves of the tree of a change."""
        if isinstance(tree, Split):
            found = 0
            for values, below in tree.ways:
                field = self.fields.put(tree.slot, values) & sets
                if field:
                    found |= self._ends(below, sets & ~self.fields.full[tree.slot] | field, writes)
            return found
        if tree is UNKNOWN:
            return sets | self.fields.mask(writes)
        assert isinstance(tree, tuple)
        for slot, value in tree:
            sets = sets & ~self.fields.full[slot] | self.fields.put(slot, (value,))
        return sets


class Now:
    """The values of each slot in some sets."""

    def __init__(self, fields: Fields, sets: int) -> None:
        self.fields, self.sets = fields, sets

    def __getitem__(self, slot: int) -> tuple[int, ...]:
        return self.fields.of(self.sets, slot)
