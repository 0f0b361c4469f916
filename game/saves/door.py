"""A Door: begins a playthrough at a Place instead of at the beginning.

Play enters through a Library whose one episode has a door in it; afterwards it goes on in the real one.
"""

from __future__ import annotations

from dataclasses import replace

from transitions import Machine

from game.engine.library import Library
from game.engine.machine import build_machine
from game.engine.playthrough import Playthrough
from game.engine.statechart import Block, Branches, Changes, Statechart, StepOp
from game.saves.place import Place, world_at


class Door(Library):
    """A library in which an episode begins in one of its blocks."""

    def __init__(self, library: Library, chart: Statechart) -> None:
        super().__init__(library.story)
        self._library = library
        self._door = chart
        bare = {id: replace(block, edges=(), offers=()) for id, block in chart.blocks.items()}
        self._entrance = build_machine(replace(chart, blocks=bare))

    def chart(self, episode: str) -> Statechart:
        """The chart with the door in it, or any other of the library."""
        return self._door if episode == self._door.episode.id else self._library.chart(episode)

    def machine(self, episode: str) -> Machine:
        """A machine that enters and goes no further, or any other of the library."""
        return self._entrance if episode == self._door.episode.id else self._library.machine(episode)


def enter(library: Library, seed: int, place: Place) -> Playthrough | None:
    """A playthrough that stands at `place`, or None if this version of the story has no such place.

    StoryError if the episode is unsound.
    """
    if place.episode not in {file.id for file in library.story.episodes}:
        return None
    if place.scene is None:
        return Playthrough(library, seed, place.episode)
    chart = library.chart(place.episode)
    block = _find(chart, place)
    if block is None:
        return None
    first, told = chart.episode.first, replace(block, steps=_only_told(block.steps))
    world = world_at(place, library.story, chart)
    door = replace(chart, start=world, entries={first: block.id}, blocks={block.id: told})
    playthrough = Playthrough(Door(library, door), seed, place.episode)
    playthrough.library = library
    return playthrough


def _find(chart: Statechart, place: Place) -> Block | None:
    """The rest of the scene that offers most of the same choices; for an ending, the scene's ending."""
    if place.scene is None or f"{place.scene}#return" in chart.slots:
        return None  # who called the scene is kept by number, which means nothing in another version
    rests = [block for block in chart.blocks.values() if block.scene == place.scene]
    if not place.choices:
        return next((block for block in rests if block.kind == "end"), None)
    shares = [(len({offer.id for offer in block.offers} & set(place.choices)), block) for block in rests]
    most = max((share for share, _ in shares), default=0)
    return next((block for share, block in shares if share == most), None) if most else None


def _only_told(steps: tuple[StepOp, ...]) -> tuple[StepOp, ...]:
    """What a block tells, without what it changes: that was done when the place was reached."""
    told: list[StepOp] = []
    for step in steps:
        if isinstance(step, Branches):
            told.append(replace(step, ways=tuple((guard, _only_told(inner)) for guard, inner in step.ways)))
        elif not isinstance(step, Changes):
            told.append(step)
    return tuple(told)
