"""A Place: where a playthrough stands, by names alone, so that another version of the story has it too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from game.engine.compiler import BUDGET
from game.engine.library import Library
from game.engine.playthrough import Playthrough
from game.engine.statechart import Statechart
from game.engine.trail import Position
from game.language.story import Story
from game.language.types import Range, Type
from game.language.value import value

COUNTS = "~"
"""What the keys begin with that count how often a text was shown; they mean nothing in another edition."""
_OWN = Range(0, 1_000_000)
"""The type of what the program keeps for itself."""


@value
class Place:
    """A rest in a scene, or, without a scene, the beginning of an episode."""

    episode: str
    scene: str | None = None
    choices: tuple[str, ...] = ()
    """The choices that are open there."""
    values: Mapping[str, str] = field(default_factory=dict)
    """Everything that is not as the episode starts it, as an author writes it."""
    state: str = ""
    """The block of its edition of the episode."""
    opening: bool = False
    """An episode begins here."""


def place_of(playthrough: Playthrough) -> Place:
    """Where `playthrough` stands."""
    return place_at(playthrough.position, playthrough.library)


def place_at(position: Position, library: Library) -> Place:
    """The place of a position."""
    chart, moment = library.chart(position.episode), position.moment
    values = {
        key: _show(key, position.world[slot], library.story, chart)
        for key, slot in chart.slots.items()
        if position.world[slot] != chart.start[slot]
    }
    scene, choices = chart.blocks[position.state].scene, tuple(choice.id for choice in moment.open)
    return Place(position.episode, scene, choices, values, position.state, moment.card is not None)


def scene_of(playthrough: Playthrough) -> str:
    """The scene in which `playthrough` rests."""
    position = playthrough.position
    return playthrough.library.chart(position.episode).blocks[position.state].scene


def world_at(place: Place, story: Story, chart: Statechart) -> tuple[int, ...]:
    """The values of `place` in `chart`: by name, kept within their types; what is unknown here stays as it starts."""
    world = list(chart.start)
    for key, text in place.values.items():
        slot = chart.slots.get(key)
        if slot is not None:
            world[slot] = _read(key, text, chart.start[slot], story, chart)
    if chart.episode.clock:
        for slot in (chart.slots["clock"], chart.slots[BUDGET]):
            world[slot] = min(world[slot], chart.episode.clock.most)
    for key, members in story.totals.items():
        world[chart.slots[key]] = sum(world[chart.slots[member]] for member in members)
    return tuple(world)


def without_counts(place: Place) -> Mapping[str, str]:
    """The values of `place` that mean something in another edition."""
    return {key: text for key, text in place.values.items() if not key.startswith(COUNTS)}


def call_of(text: str, calls: tuple[str, ...]) -> int | None:
    """The number of the call that `text` names, or None if there is none now. Format 1 knew but its number then."""
    if text in calls:
        return calls.index(text) + 1
    return 1 if text == "1" and len(calls) == 1 else None


def _type_of(key: str, story: Story, chart: Statechart) -> Type:
    """The declared type of what stands under `key`; what the program keeps for itself is a number."""
    if key in story.variables:
        return story.variables[key].type
    scene = chart.episode.scenes.get(key.partition("/")[0])
    return next((variable.type for variable in scene.state if variable.key == key), _OWN) if scene else _OWN


def _show(key: str, value: int, story: Story, chart: Statechart) -> str:
    if key in chart.calls:
        return chart.calls[key][value - 1]
    return _type_of(key, story, chart).show(value)


def _read(key: str, text: str, start: int, story: Story, chart: Statechart) -> int:
    if key in chart.calls:
        return call_of(text, chart.calls[key]) or 0
    return _type_of(key, story, chart).read(text, start)
