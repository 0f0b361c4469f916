"""Looks whether the story can go on from a place: whether an ending, or another episode, can be found from there."""

from __future__ import annotations

from collections import Counter

from game.engine.library import Library
from game.engine.playthrough import NotOffered
from game.saves.place import Place
from game.saves.standing import enter, has_lost_calls

WALKS = 8
STEPS = 300
"""How often, and how far, the search walks on before it gives up: some 2,400 choices, a fraction of a second."""


def goes_on(library: Library, seed: int, place: Place) -> bool:
    """Whether a way out of the episode was found from `place`, always trying what was tried least.

    Where a call was lost, play may stop where it would go back: then every walk must find a way out.
    """
    tried: Counter[str] = Counter()
    walks = (_walk(library, seed, place, tried) for _ in range(WALKS))
    return all(walks) if has_lost_calls(place, library) else any(walks)


def _walk(library: Library, seed: int, place: Place, tried: Counter[str]) -> bool:
    playthrough = enter(library, seed, place)
    if playthrough is None:
        return False
    for _ in range(STEPS):
        moment = playthrough.moment
        if moment.ending is not None or playthrough.position.episode != place.episode:
            return True
        if not moment.open:
            return False
        choice = min(moment.open, key=lambda choice: tried[choice.id])
        tried[choice.id] += 1
        try:
            playthrough.choose(choice.id)
        except NotOffered:
            return False
    return False
