"""Plays of the shipped story by a player who chooses at random, and the figures that describe them."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

from game.engine.library import Library
from game.engine.moment import Moment
from game.engine.playthrough import Playthrough

WORD = re.compile(r"[\w’'-]+")
MOST_STEPS = 2_000
"""No play is so long; one that is does not end."""


@dataclass(frozen=True)
class Figures:
    """What one play was like."""

    words: int
    decisions: int
    """Menus with two open options or more."""
    gaps: tuple[int, ...]
    """Words between two decisions."""
    options: tuple[int, ...]
    ending: str


def random_play(library: Library, seed: int) -> Playthrough:
    """A play to its end, every choice drawn evenly from those that are open."""
    playthrough, draw = Playthrough(library, seed), random.Random(seed)
    while playthrough.moment.ending is None:
        if not playthrough.moment.open or len(playthrough.trail) > MOST_STEPS:
            raise AssertionError(f"seed {seed} does not end: {playthrough.position.state}")
        playthrough.choose(draw.choice(playthrough.moment.open).id)
    return playthrough


def words_of(moment: Moment) -> int:
    """Words that a moment tells, subtitles included."""
    told = [text for line in moment.text for text in (line.text, line.subtitle or "")]
    return sum(len(WORD.findall(text)) for text in told)


def figures_of(playthrough: Playthrough) -> Figures:
    """The figures of a finished play."""
    gaps, options, since = [], [], 0
    for moment in playthrough.moments:
        since += words_of(moment)
        if len(moment.open) >= 2:
            gaps.append(since)
            options.append(len(moment.open))
            since = 0
    words = sum(map(words_of, playthrough.moments))
    ending = playthrough.moment.ending
    return Figures(words, len(gaps), tuple(gaps), tuple(options), ending.id if ending else "")
