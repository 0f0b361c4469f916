"""The two gauges that everybody aboard has, if the story keeps them: how full they are, and the word for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from game.engine.playthrough import Playthrough
from game.language.story import Person
from game.language.types import Range

WORDS = {
    "trust": ("none", "thin", "some", "good", "deep"),
    "strain": ("at rest", "steady", "tight", "frayed", "at the end"),
}
"""What the fifths of each are called."""


@dataclass(frozen=True, slots=True)
class Gauge:
    """How somebody is."""

    name: str
    share: float
    """From 0 to 1."""
    word: str


def gauges_of(play: Playthrough, person: Person) -> Iterator[Gauge]:
    """The gauges that the story keeps for `person`."""
    for name, words in WORDS.items():
        key = f"{name}.{person.id}"
        kind = play.story.type_of(key) if key in play.story.variables else None
        if isinstance(kind, Range):
            share = (int(play.world[key]) - kind.low) / max(1, kind.high - kind.low)
            yield Gauge(name, share, words[min(4, int(share * 5))])


def gauged(play: Playthrough) -> Iterable[Person]:
    """Everybody the story keeps gauges for, those who are in the room first."""
    people = [p for p in play.story.cast.values() if any(f"{name}.{p.id}" in play.story.variables for name in WORDS)]
    return sorted(people, key=lambda person: person.id not in play.moment.present)
