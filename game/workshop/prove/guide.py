"""Searches for a replay among real states, drawn toward the goal by distances in projections.

Of states that no projection tells apart, each is gone on from one step of distance later than the one before: where a
promise does not hold, it holds for none of them, and the search turns to other ways (Xie and others 2014).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush

from game.engine.trail import Step
from game.workshop.prove.distance import Distance
from game.workshop.prove.graph import Sight
from game.workshop.prove.promise import Promise
from game.workshop.prove.search import Key, Keys
from game.workshop.prove.walk import Place, Walker

MOST_ASKED = 100
"""States of which it is asked why they come no nearer."""
Trail = tuple["Trail", Step] | None


@dataclass
class Guide:
    """One search."""

    walker: Walker
    keys: Keys
    distances: Sequence[Distance]
    exhausted: bool = False
    """Every state that could lead to the goal, within the steps that were given, was gone on from, and none did."""
    expanded: int = 0
    """States that were gone on from."""
    blamed: list[dict[int, float]] = field(default_factory=list)
    """For each projection the slots that broke its promises, and how often."""

    def __post_init__(self) -> None:
        spots = [(number, sight) for number, sights in self.walker.pending.items() for sight in sights]
        self._promises = [Promise(distance, spots) for distance in self.distances]
        self.blamed = [{} for _ in self.distances]
        self._asked = 0

    def run(self, expansions: int, within: int | None = None) -> tuple[Step, ...] | None:
        """The steps to the goal, if they are found; with `within`, only if they are no more than that."""
        seen: list[tuple[int, Sight]] = []
        place = self.walker.begin(seen)
        if seen:
            return ()
        heap: list[tuple[int, int, int, int, int, Key, Trail]] = []
        known = {self.keys.key(place): 0}
        alike: Counter[tuple[int, ...]] = Counter()
        first = self._far(place)
        if first is not None:
            heap.append((first[1], 0, 0, 0, first[1], self.keys.key(place), None))
        count = 0
        while heap and self.expanded < expansions:
            _, _, _, done, far, key, trail = heappop(heap)
            place = self.keys.place(key)
            self.expanded += 1
            nearer = False
            for arc in self.walker.choices(*place):
                seen = []
                following = self.walker.take(arc, place[1], seen)
                assert arc.step is not None
                if seen and (within is None or done + 1 <= within):
                    return _steps((trail, arc.step))
                key = self.keys.key(following)
                distance = self._far(following)
                if distance is None or (key in known and (within is None or known[key] <= done + 1)):
                    continue
                if within is not None and done + 1 + max(1, distance[0]) > within:
                    continue
                nearer |= distance[1] < far
                known[key] = done + 1
                count += 1
                seen_as = self._seen_as(following)
                late = distance[1] + alike[seen_as]
                alike[seen_as] += 1
                heappush(heap, (late, -done - 1, count, done + 1, distance[1], key, (trail, arc.step)))
            if not nearer:
                self._blame(place)
        self.exhausted = not heap
        return None

    def _far(self, place: Place) -> tuple[int, int] | None:
        """The largest distance, which no way is shorter than, and their sum, which tells more."""
        most = total = 0
        for distance in self.distances:
            far = distance.of(place)
            if far is None:
                return None
            most, total = max(most, far), total + far
        return most, total

    def _seen_as(self, place: Place) -> tuple[int, ...]:
        """What the projections tell of a place."""
        return place[0], *(distance.bit(place) for distance in self.distances)

    def _blame(self, place: Place) -> None:
        """Count what breaks the promises of the projections."""
        self._asked += 1
        for promise, blamed in zip(self._promises if self._asked <= MOST_ASKED else (), self.blamed, strict=False):
            weight = 1 / (1 + (promise.distance.of(place) or 0))
            for slots in promise.broken(place):
                for slot in slots:
                    blamed[slot] = blamed.get(slot, 0) + weight / len(slots)


def _steps(trail: Trail) -> tuple[Step, ...]:
    found = []
    while trail is not None:
        trail, step = trail
        found.append(step)
    return tuple(reversed(found))
