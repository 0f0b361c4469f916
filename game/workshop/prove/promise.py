"""Why a real state comes no nearer to a goal: what breaks the promise of a projection that it could.

From a state that is so many steps away, a projection promises a way on which it is one step less. Followed with real
values, such a way breaks at the first condition that does not hold, or where play goes another way by itself. Where the
projection follows all that decides this, the fault is with the changes before, which it knew too little to foresee.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from game.workshop.prove.distance import Distance
from game.workshop.prove.graph import Arc, Change_, Sight
from game.workshop.prove.projection import Projection
from game.workshop.prove.walk import Place, holds, is_open

Path = tuple[tuple[int, int], ...]
"""Nodes, and which of its arcs is taken at each."""
MOST = 200
"""Nodes that are looked at for one promise."""


class Promise:
    """The promises of one projection about one goal."""

    def __init__(self, distance: Distance, spots: Sequence[tuple[int, Sight]]) -> None:
        self.distance, self.spots = distance, spots
        self.projection: Projection = distance.projection
        self.graph = distance.projection.graph

    def broken(self, place: Place) -> Iterator[frozenset[int]]:
        """For each promise that does not hold, the slots that break it."""
        here, values = place
        far = self.distance.of(place)
        if far == 0:
            yield from self._unseen(here, values)
        if not far:
            return
        shut: list[frozenset[int]] = []
        gone = False
        for path in self._promises(place, far):
            broken = list(self._follow(path, values, far - 1))
            if is_open(self.graph.nodes[here].arcs[path[0][1]], values):
                gone = True
                yield from broken
            else:
                shut += broken
        if not gone:
            yield from shut

    def _promises(self, place: Place, far: int) -> Iterator[Path]:
        """The ways from a place that are promised to lead nearer."""
        here, bits = place[0], self.distance.bits(place)
        for number, way in enumerate(self.projection.passage(here).ways):
            if bits & way.may:
                path = self._promised(way.target, self.projection.along(way, bits & way.may), far - 1)
                if path is not None:
                    yield (here, number), *path

    def _promised(self, node: int, bits: int, far: int) -> Path | None:
        """A way from a node, on which play goes by itself, to where it is only so far."""
        todo: list[tuple[int, int, Path]] = [(node, bits, ())]
        seen: dict[int, int] = {}
        while todo and len(seen) < MOST:
            node, bits, path = todo.pop()
            if self.distance.ring(far).get(node, 0) & bits:
                return path
            if self.graph.nodes[node].rest or bits & ~seen.get(node, 0) == 0:
                continue
            seen[node] = seen.get(node, 0) | bits
            for number, target, moved in self.projection.onward(node, bits):
                todo.append((target, moved, (*path, (node, number))))
        return None

    def _follow(self, path: Path, values: list[int], far: int) -> Iterator[frozenset[int]]:
        """What breaks a way to where it is only so far first; nothing if it can be gone."""
        unforeseen: frozenset[int] = frozenset()
        for node, number in path:
            arc = self.graph.nodes[node].arcs[number]
            values = _run(self.graph.nodes[node].acts, values)
            unforeseen |= self._unforeseen((*self.graph.nodes[node].acts, *arc.acts))
            broken = self._shut(arc, values)
            if not broken and arc.step is None:
                broken = self._preempted(self.graph.nodes[node].arcs[:number], values)
            if broken:
                yield unforeseen if broken <= self.projection.slots else broken
                return
            values = _run(arc.acts, values)
        if not self.distance.ring(far).get(arc.target, 0) & self.distance.bits((arc.target, values)):
            yield unforeseen
        yield from self._unseen(arc.target, values)

    def _unforeseen(self, acts: Iterable[Change_]) -> frozenset[int]:
        """What the projection does not follow, though changes of what it follows depend on it."""
        followed = self.projection.slots
        return frozenset(slot for act in acts if followed.intersection(act.writes) for slot in act.reads) - followed

    def _shut(self, arc: Arc, values: list[int]) -> frozenset[int]:
        """What the narrowest of the conditions that keep an arc shut reads."""
        shut = [condition for condition in arc.conditions if not condition.guard.test(values)]
        return frozenset(min(shut, key=lambda condition: len(condition.reads)).reads) if shut else frozenset()

    def _preempted(self, arcs: Sequence[Arc], values: list[int]) -> frozenset[int]:
        """What the first open one of some arcs reads."""
        for arc in arcs:
            if all(condition.guard.test(values) for condition in arc.conditions):
                return frozenset(slot for condition in arc.conditions for slot in condition.reads)
        return frozenset()

    def _unseen(self, node: int, values: list[int]) -> Iterator[frozenset[int]]:
        """What keeps the goal from showing at a node."""
        for number, sight in self.spots:
            if number == node:
                now = _run(self.graph.nodes[node].acts, values) if sight.late else values
                failing = [clause for clause in sight.clauses if not holds((clause,), now)]
                yield from (frozenset(slot for c, _ in clause for slot in c.reads) for clause in failing)


def _run(acts: Sequence[Change_], values: list[int]) -> list[int]:
    values = list(values)
    for act in acts:
        values = act.run(values)
    return values
