"""Plays of the shipped story by a player who chooses at random."""

from __future__ import annotations

import random

from game.engine.library import Library
from game.engine.playthrough import Playthrough

MOST_STEPS = 3_000
"""No play is so long; one that is does not end."""


def random_play(library: Library, seed: int, episode: str | None = None) -> Playthrough:
    """A play to its end, from the beginning of the story or of `episode`, every open choice as likely as another."""
    playthrough, draw = Playthrough(library, seed, episode), random.Random(seed)
    while playthrough.moment.ending is None:
        if not playthrough.moment.open or len(playthrough.trail) > MOST_STEPS:
            raise AssertionError(f"seed {seed} does not end: {playthrough.position.state}")
        playthrough.choose(draw.choice(playthrough.moment.open).id)
    return playthrough
