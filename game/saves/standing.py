"""Finds where a Place is in the story as it is now: the same block, or what it has become, by names."""

from __future__ import annotations

from dataclasses import replace

from game.engine.library import Library
from game.engine.playthrough import Playthrough
from game.engine.statechart import Block, Statechart
from game.engine.trail import Standing
from game.saves.place import Place, call_of, without_counts, world_at


def enter(library: Library, seed: int, place: Place) -> Playthrough | None:
    """A playthrough that begins at `place`, or None if this version of the story has no such place.

    StoryError if the episode is unsound.
    """
    if place.scene is None and _has(library, place):
        return Playthrough(library, seed, place.episode)
    standing = by_name(place, library)
    return Playthrough(library, seed, place.episode, standing) if standing else None


def by_name(place: Place, library: Library) -> Standing | None:
    """What `place` has become, or None if this version of the story has no such place. StoryError as above."""
    if not _has(library, place):
        return None
    chart = library.chart(place.episode)
    block = _find(chart, place)
    if block is None:
        return None
    world = world_at(replace(place, values=without_counts(place)), library.story, chart)
    return Standing(place.episode, block.id, world)


def _has(library: Library, place: Place) -> bool:
    return any(file.id == place.episode for file in library.story.episodes)


def has_lost_calls(place: Place, library: Library) -> bool:
    """Whether some flow that was called, perhaps long ago, does not know any more where it goes back to."""
    calls = library.chart(place.episode).calls
    return any(key in calls and call_of(text, calls[key]) is None for key, text in place.values.items())


def exactly(place: Place, library: Library) -> Standing | None:
    """Where `place` is in the edition that it was kept of, or None if it is not there."""
    chart = library.chart(place.episode) if _has(library, place) else None
    if chart is None or place.state not in chart.blocks:
        return None
    return Standing(place.episode, place.state, world_at(place, library.story, chart))


def _find(chart: Statechart, place: Place) -> Block | None:
    """The rest of the scene that offers most of the same choices; for an ending, the scene's ending."""
    rests = [block for block in chart.blocks.values() if block.scene == place.scene]
    if not place.choices:
        return next((block for block in rests if block.kind == "end"), None)
    shares = [(len({offer.id for offer in block.offers} & set(place.choices)), block) for block in rests]
    most = max((share for share, _ in shares), default=0)
    return next((block for share, block in shares if share == most), None) if most else None
