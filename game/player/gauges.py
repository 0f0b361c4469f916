"""What the story has drawn of its state, sorted for the front ends: of each person, and of nobody."""

from __future__ import annotations

from game.engine.gauge import Gauge
from game.engine.playthrough import Playthrough
from game.language.story import Person


def gauges_of(play: Playthrough, person: Person | None = None) -> list[Gauge]:
    """The gauges of `person`, or those that are nobody's."""
    return [gauge for gauge in play.gauges if gauge.person == (person.id if person else None)]


def gauged(play: Playthrough) -> list[Person]:
    """Everybody the story keeps gauges for, those who are in the room first."""
    kept = {gauge.person for gauge in play.gauges}
    people = [person for person in play.story.cast.values() if person.id in kept]
    return sorted(people, key=lambda person: person.id not in play.moment.present)


def aboard(play: Playthrough) -> list[Person]:
    """Everybody who is in the room, then all others whom the story keeps gauges for."""
    here = [person for person in play.story.cast.values() if person.id in play.moment.present]
    return [*here, *(person for person in gauged(play) if person not in here)]


def families_of(play: Playthrough) -> dict[str, list[Gauge]]:
    """The curves that everybody of a family has, by their title."""
    found: dict[str, list[Gauge]] = {}
    for gauge in play.gauges:
        if gauge.person and gauge.kind == "curve":
            found.setdefault(gauge.title, []).append(gauge)
    return found
