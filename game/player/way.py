"""The places of the present episode that were visited, and the way between them: for the map of each front end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from game.engine.playthrough import Playthrough


@dataclass(slots=True)
class Spot:
    """A place that was visited."""

    place: str
    onward: list[Spot] = field(default_factory=list)
    """Those that were first reached from here, oldest first."""
    across: list[str] = field(default_factory=list)
    """Other places between which and this one somebody went; each pair stands with the one visited later."""
    here: bool = False

    @property
    def leads_here(self) -> bool:
        """Whether one is here, or further on."""
        return self.here or any(spot.leads_here for spot in self.onward)


def way(play: Playthrough) -> Spot | None:
    """Where the episode began, and from there every place that was visited; None if nowhere has a name."""
    visited = _visited(play)
    spots: dict[str, Spot] = {place: Spot(place) for place in visited[:1]}
    gone: set[frozenset[str]] = set()
    for before, place in pairwise(visited):
        if place not in spots:
            spots[place] = Spot(place)
            spots[before].onward.append(spots[place])
        elif frozenset((before, place)) not in gone:
            later, earlier = sorted((before, place), key=list(spots).index, reverse=True)
            spots[later].across.append(earlier)
        gone.add(frozenset((before, place)))
    if visited:
        spots[visited[-1]].here = True
    return spots[visited[0]] if visited else None


def _visited(play: Playthrough) -> list[str]:
    """Where one was in this episode, each time that it changed."""
    places: list[str] = []
    for moment in play.moments:
        if moment.card:
            places = []
        if moment.place and places[-1:] != [moment.place]:
            places.append(moment.place)
    return places


def every(spot: Spot) -> Iterator[Spot]:
    """A place and all that were reached from it, in the order in which they hang together."""
    yield spot
    for each in spot.onward:
        yield from every(each)
