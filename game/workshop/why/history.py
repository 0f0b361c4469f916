"""Which step of a playthrough last changed something."""

from __future__ import annotations

from dataclasses import dataclass

from game.engine.playthrough import Playthrough


@dataclass(frozen=True, slots=True)
class Turn:
    """A step that changed a value."""

    number: int
    """Counted from 1."""
    step: str
    """The id of the choice, or of the reading."""


def last_change(play: Playthrough, key: str) -> Turn | None:
    """The last step after which `key` had another value than before; None if it is as it was at the beginning."""
    walk = Playthrough(play.library, play.seed, play.beginning)
    found, before = None, _value(walk, key)
    for number, step in enumerate(play.trail, 1):
        walk.replay([step])
        after = _value(walk, key)
        if before is not None and after is not None and after != before:
            found = Turn(number, step.id)
        before = after
    return found


def _value(play: Playthrough, key: str) -> int | None:
    """The value of a key where play stands; None in an episode that does not have it."""
    slot = play.library.chart(play.position.episode).slots.get(key)
    return None if slot is None else play.position.world[slot]
