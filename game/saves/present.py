"""The Present of a saved game: what it takes to play on. `loading` begins with it, and leaves the past for later."""

from __future__ import annotations

from collections.abc import Mapping

from game.engine.trail import Step
from game.language.value import value
from game.saves.place import Place
from game.saves.save import Save
from game.saves.slot import Head
from game.saves.tree import ORIGIN


@value
class Present:
    """Where play stands, and the step that led there."""

    head: Head
    seed: int
    beginning: str
    """The episode in which the playthrough began."""
    editions: Mapping[str, str]
    tip: int
    turn: int
    """How many steps lead there."""
    place: Place
    before: Place
    """Where the last step was taken; `place` itself if it is not taken again."""
    step: Step | None
    """The last step, if it is taken again."""


def present_of(save: Save) -> Present | None:
    """The present of a whole save; None if it stands at its origin, or does not know the places that it takes."""
    path = [ORIGIN, *save.path]
    place = save.places.get(path[-1])
    sewn = save.tip in save.seams
    before = place if sewn else save.places.get(path[-2]) if save.tip else None
    if place is None or before is None:
        return None
    step = None if sewn else save.nodes[save.tip - 1].step
    beginning, turn = save.origin.episode, len(path) - 1
    return Present(save.head, save.seed, beginning, save.editions, save.tip, turn, place, before, step)
