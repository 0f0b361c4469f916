"""Players that do as chance says, and lines that tests share."""

from __future__ import annotations

import random
import re
from pathlib import Path

from game.engine.library import Library
from game.saves import Keeper, Shelf

SENTENCE = re.compile(r"[A-Z“][^\n]{8,300}[.)]\Z")
"""One clear sentence: a capital, one line, a full stop."""


def wander(keeper: Keeper, steps: int, seed: int = 0) -> None:
    """Take up to so many steps by chance, choices and readings."""
    chance = random.Random(seed)
    for _ in range(steps):
        playthrough = keeper.playthrough
        if {"rope", "boat"} <= set(playthrough.notes) and not playthrough.readings:
            keeper.pair("rope", "boat")
        elif playthrough.moment.open:
            keeper.choose(chance.choice(playthrough.moment.open).id)


def again(library: Library, folder: Path) -> Keeper:
    """The same shelf, met by a program that was just started."""
    return Keeper(library, Shelf(folder, library.story.id))
