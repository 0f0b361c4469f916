"""Looks for the shortest way, once any is known: for one that has a step less, until none has.

Only what the projections do not show to be too far away is looked at, so that where nothing is left no way is shorter
(Hansen and Zhou 2007). Where too much is left, the projections grow by what breaks their promises.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from game.engine.trail import Step
from game.workshop.prove.distance import Distance
from game.workshop.prove.guide import Guide
from game.workshop.prove.quest import Groups, Quest, Spots

AT_ONCE = 2_000
"""States that are gone on from before the projections grow."""
MORE = 1.25
"""How many times as many it is from then on."""


@dataclass
class Shortest:
    """The shortest way that is known to a goal, and how short a way can be."""

    quest: Quest
    spots: Spots
    replay: tuple[Step, ...]
    groups: Groups
    """The slots of the projections to begin with."""
    tell: Callable[[Shortest], object]
    """Told whenever more is known."""
    least: int = 0
    """No way has fewer steps."""
    _distances: dict[frozenset[int], Distance] = field(default_factory=dict)

    @property
    def known(self) -> bool:
        """Whether no way is shorter."""
        return self.least >= len(self.replay)

    def run(self, expansions: int) -> None:
        """Look until no way is shorter, or that many states were gone on from."""
        at_once = float(AT_ONCE)
        self._measure()
        self.tell(self)
        while not self.known and expansions > 0:
            guide = Guide(self.quest.walker(self.spots), self.quest.keys, list(self._distances.values()))
            shorter = guide.run(min(expansions, int(at_once)), len(self.replay) - 1)
            expansions -= guide.expanded
            if shorter is not None:
                self.replay = shorter
            elif guide.exhausted:
                self.least = len(self.replay)
            else:
                at_once = at_once * MORE if self._grow(guide) else expansions
            self.tell(self)

    def _grow(self, guide: Guide) -> bool:
        """Take in what broke promises; whether there was anything to take in."""
        grown = self.quest.grow(list(self.groups), guide.blamed, self.spots)
        if grown is None:
            return False
        self.groups = tuple(dict.fromkeys(grown))
        self._measure()
        return True

    def _measure(self) -> None:
        """The distances in every projection, and the largest from the beginning."""
        known, self._distances = self._distances, {}
        for group in self.groups:
            distance = known.get(group) or self.quest.distance(group, self.spots)
            assert distance is not None, "what was reached cannot be impossible"
            self._distances[group] = distance
        place = self.quest.walker(self.spots).begin([])
        self.least = max(self.least, *(distance.of(place) or 0 for distance in self._distances.values()))
