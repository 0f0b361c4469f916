"""Plays at random, with a taste for what was not tried yet, and keeps the first way to everything that shows.

A way is a proof that something can be reached; that something was not met here is no proof of anything.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from game.engine.trail import Step
from game.workshop.prove.goals import Goal, goal_of
from game.workshop.prove.graph import Arc, Graph, Sight
from game.workshop.prove.walk import Place, Walker, pending_of

LONGEST = 1_000
"""Steps after which a play is given up."""
TASTE = 0.7
"""How often a play takes what was taken least."""


AGAIN = 0.5
"""How often a play goes on from where something showed for the first time, rather than from the beginning."""


class Plays:
    """Many random plays of one graph."""

    def __init__(self, graph: Graph, check: Callable[[], None] = lambda: None) -> None:
        """`check` is called before each play; it may raise."""
        self.check = check
        self.walker = Walker(graph, pending_of(graph))
        self.found: dict[Goal, tuple[Step, ...]] = {}
        self._finds: list[tuple[Place, list[Step]]] = []
        """Where something showed for the first time, and the way to it."""
        self._taken: dict[tuple[int, Step | None], int] = {}
        self._random = Random(1)

    def run(self, idle: int, most: int) -> None:
        """Play until everything was shown, `idle` steps in a row show nothing new, or `most` are played."""
        waited = played = 0
        while self.walker.pending and waited < idle and played < most:
            self.check()
            before = len(self.found)
            steps = self._play()
            played += steps
            waited = waited + steps if len(self.found) == before else 0

    def _play(self) -> int:
        """Play once; how many steps that took."""
        trail: list[Step] = []
        seen: list[tuple[int, Sight]] = []
        if self._finds and self._random.random() < AGAIN:
            place, way = self._random.choice(self._finds)
            trail += way
        else:
            place = self.walker.begin(seen)
        begun = len(trail)
        while True:
            self._note(seen, place, trail)
            arcs = list(self.walker.choices(*place))
            if not arcs or len(trail) > LONGEST:
                return len(trail) - begun + 1
            arc = self._pick(place[0], arcs)
            seen = []
            place = self.walker.take(arc, place[1], seen)
            if arc.step:
                trail.append(arc.step)

    def _note(self, seen: list[tuple[int, Sight]], place: Place, trail: list[Step]) -> None:
        fresh = {goal for _, sight in seen if (goal := goal_of(sight)) not in self.found}
        if fresh:
            self._finds.append((place, list(trail)))
            self.found.update((goal, tuple(trail)) for goal in fresh)

    def _pick(self, here: int, arcs: list[Arc]) -> Arc:
        if self._random.random() < TASTE:
            least = min(self._taken.get((here, arc.step), 0) for arc in arcs)
            arcs = [arc for arc in arcs if self._taken.get((here, arc.step), 0) == least]
        arc = self._random.choice(arcs)
        self._taken[(here, arc.step)] = self._taken.get((here, arc.step), 0) + 1
        return arc
