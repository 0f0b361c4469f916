"""Plays at random, with a taste for what was not tried yet, and keeps the first way to everything that shows.

A way is a proof that something can be reached; that something was not met here is no proof of anything.
"""

from __future__ import annotations

from random import Random

from game.engine.trail import Step
from game.workshop.prove.goals import Goal, goal_of
from game.workshop.prove.graph import Arc, Graph, Sight
from game.workshop.prove.walk import Walker, pending_of

LONGEST = 1_000
"""Steps after which a play is given up."""
TASTE = 0.7
"""How often a play takes what was taken least."""


class Plays:
    """Many random plays of one graph."""

    def __init__(self, graph: Graph) -> None:
        self.walker = Walker(graph, pending_of(graph))
        self.found: dict[Goal, tuple[Step, ...]] = {}
        self._taken: dict[tuple[int, Step | None], int] = {}
        self._random = Random(1)

    def run(self, idle: int, most: int) -> None:
        """Play until `idle` steps in a row show nothing new, or `most` are played."""
        waited = played = 0
        while waited < idle and played < most:
            before = len(self.found)
            steps = self._play()
            played += steps
            waited = waited + steps if len(self.found) == before else 0

    def _play(self) -> int:
        """Play once; how many steps that took."""
        trail: list[Step] = []
        seen: list[tuple[int, Sight]] = []
        place = self.walker.begin(seen)
        while True:
            for _, sight in seen:
                self.found.setdefault(goal_of(sight), tuple(trail))
            arcs = list(self.walker.choices(*place))
            if not arcs or len(trail) > LONGEST:
                return len(trail) + 1
            arc = self._pick(place[0], arcs)
            seen = []
            place = self.walker.take(arc, place[1], seen)
            if arc.step:
                trail.append(arc.step)

    def _pick(self, here: int, arcs: list[Arc]) -> Arc:
        if self._random.random() < TASTE:
            least = min(self._taken.get((here, arc.step), 0) for arc in arcs)
            arcs = [arc for arc in arcs if self._taken.get((here, arc.step), 0) == least]
        arc = self._random.choice(arcs)
        self._taken[(here, arc.step)] = self._taken.get((here, arc.step), 0) + 1
        return arc
