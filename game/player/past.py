"""What the player did, in words: for the timelines of the front ends and the book."""

from __future__ import annotations

from game.engine.moment import Moment
from game.engine.playthrough import Playthrough
from game.language.value import value


@value
class Past:
    """One thing that was done, and where."""

    number: int
    """Counted from 1, the oldest."""
    words: str
    episode: int
    place: str


def past(play: Playthrough) -> list[Past]:
    """Everything that was done, oldest first."""
    return [
        Past(number, _words(play, before, step.id), before.episode, before.place)
        for number, (before, step) in enumerate(zip(play.moments, play.trail, strict=False), 1)
    ]


def _words(play: Playthrough, before: Moment, id: str) -> str:
    reading = play.story.readings.get(id)
    return label_of(before, id) or (reading.text if reading else id)


def label_of(moment: Moment, id: str) -> str:
    """The words of a choice that was offered; empty if it was not."""
    return next((choice.label for choice in moment.choices if choice.id == id), "")
