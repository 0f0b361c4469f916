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
    """Where play stood before its last step, and that step; or where it stands, if that is not taken again."""

    head: Head
    seed: int
    beginning: str
    """The episode in which the playthrough began."""
    editions: Mapping[str, str]
    tip: int
    turn: int
    """How many steps lead there."""
    before: Place
    """Where the last step was taken; where play stands, if it is not taken again."""
    step: Step | None
    """The last step, if it is taken again."""


def present_of(save: Save) -> Present | None:
    """The present of a whole save; None if it stands at its origin, or does not know the place that it takes."""
    path = [ORIGIN, *save.path]
    sewn = save.tip in save.seams
    before = save.places.get(save.tip if sewn else path[-2]) if save.tip else None
    if before is None:
        return None
    step = None if sewn else save.nodes[save.tip - 1].step
    return Present(save.head, save.seed, save.origin.episode, save.editions, save.tip, len(path) - 1, before, step)
