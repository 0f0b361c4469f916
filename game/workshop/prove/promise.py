"""Why a real state comes no nearer to a goal: what breaks the promise of a projection that it could.

From a state that is so many steps away, a projection promises a way on which it is one step less. Followed with real
values, such a way breaks at the first condition that does not hold, or where play goes another way by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from game.workshop.prove.distance import Distance
from game.workshop.prove.graph import Arc, Change_, Sight
from game.workshop.prove.projection import Projection
from game.workshop.prove.walk import Place, holds

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
        bits = self.distance.bits(place)
        for number, way in enumerate(self.projection.passage(here).ways):
            if bits & way.may:
                path = self._promised(way.target, self.projection.along(way, bits & way.may), far - 1)
                if path is not None:
                    yield from self._follow(((here, number), *path), values)

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

    def _follow(self, path: Path, values: list[int]) -> Iterator[frozenset[int]]:
        """What breaks a way first; nothing if it can be gone."""
        for node, number in path:
            values = _run(self.graph.nodes[node].acts, values)
            arc = self.graph.nodes[node].arcs[number]
            broken = self._shut(arc, values)
            if not broken and arc.step is None:
                broken = self._preempted(self.graph.nodes[node].arcs[:number], values)
            if broken:
                yield broken
                return
            values = _run(arc.acts, values)
        last, number = path[-1]
        yield from self._unseen(self.graph.nodes[last].arcs[number].target, values)

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
