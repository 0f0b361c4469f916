"""What is told of a walk when it is over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from game.engine.moment import Line
from game.engine.playthrough import Playthrough
from game.language.count import count
from game.language.story import Person
from game.language.value import value
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
        *_not_taken(play),
        f"{found} of {count(len(play.story.endings), 'ending')} found in all your games.",
    )


@value
class Left:
    """Somebody, and how the story left them."""

    person: Person
    told: tuple[Line, ...]
    """What became of them, in the words of the story; empty if it does not tell."""
    gauges: str
    """What it kept of them, on a line; empty if it kept nothing."""


def left(play: Playthrough) -> tuple[Left, ...]:
    """Everybody of whom the ending tells what became of them, then all others for whom the story keeps gauges."""
    told: dict[str, list[Line]] = {}
    for line in play.moment.ending.fates if play.moment.ending else ():
        told.setdefault(line.speaker or "", []).append(line)
    people = dict.fromkeys([*told, *(person.id for person in gauged(play))])
    return tuple(_left(play, play.story.cast[id], tuple(told.get(id, ()))) for id in people)


def _left(play: Playthrough, person: Person, told: tuple[Line, ...]) -> Left:
    return Left(person, told, "; ".join(f"{gauge.name} {gauge.brief}" for gauge in gauges_of(play, person)))


def _not_taken(play: Playthrough) -> Iterator[str]:
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
