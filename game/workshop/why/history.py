"""Which step of a playthrough last changed something."""

from __future__ import annotations

from dataclasses import dataclass

from game.engine.playthrough import Playthrough
from game.engine.trail import Past, Position


@dataclass(frozen=True, slots=True)
class Turn:
    """A step that changed a value."""

    number: int
    """Counted from 1."""
    step: str
    """The id of the choice, or of the reading."""


def last_change(play: Playthrough, key: str) -> Turn | None:
    """The last step after which `key` had another value than before; None if it is as it was at the beginning."""
    found, before = None, None
    for number, led in enumerate(play.past):
        after = _value(play, led, key)
        if number and before is not None and after is not None and after != before:
            found = Turn(number, play.trail[number - 1].id)
        before = after
    return found


def _value(play: Playthrough, led: Past, key: str) -> int | None:
    """The value of a key where play stood; None in an episode that does not have it, or if it is not known any more."""
    if not isinstance(led, Position):
        return None
    slot = play.library.chart(led.episode).slots.get(key)
    return None if slot is None else led.world[slot]
