"""What is told of a walk when it is over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from game.engine.playthrough import Playthrough
from game.language.story import Person
from game.player.gauges import gauged, gauges_of
from game.saves import Shelf

MOST_PLACES = 6
"""Places that are named among those where ways were left; the others are counted."""


def walked(play: Playthrough, shelf: Shelf) -> tuple[str, ...]:
    """How much was decided and noted, what was not taken and where, and which endings are known; a line each."""
    decided = (count(len(play.trail), "decision"), count(len(play.notes), "note"), count(len(play.readings), "reading"))
    found = len(shelf.found.endings & set(play.story.endings))
    return (
        f"{', '.join(decided)}.",
        *_left(play),
        f"{found} of {count(len(play.story.endings), 'ending')} found in all your games.",
    )


def fates(play: Playthrough) -> tuple[tuple[Person, str], ...]:
    """Everybody the story keeps gauges for, and how it left them."""
    return tuple(
        (person, ", ".join(f"{gauge.name} {gauge.brief}" for gauge in gauges_of(play, person)))
        for person in gauged(play)
    )


def _left(play: Playthrough) -> Iterator[str]:
    """The choices that were open and never taken, by where they were; not what they were."""
    taken = {step.id for step in play.trail}
    left = {(moment.episode, choice.id): moment.place for moment in play.moments for choice in moment.open}
    places = Counter(place.partition(", ")[0] for (_, id), place in left.items() if id not in taken)
    if not places:
        yield "No choice was left."
        return
    named = [f"{place or 'elsewhere'} {number}" for place, number in places.most_common(MOST_PLACES)]
    others = len(places) - len(named)
    more = f", and {count(others, 'other place')}" if others else ""
    yield f"{count(places.total(), 'choice')} not taken: {', '.join(named)}{more}."


def count(number: int, noun: str) -> str:
    """So many of something, in words."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
