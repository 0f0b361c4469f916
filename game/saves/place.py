"""A Place: where a playthrough stands, by names alone, so that another version of the story has it too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from game.engine.compiler import BUDGET
from game.engine.playthrough import Playthrough
from game.engine.statechart import Statechart
from game.language.story import Story
from game.language.types import Flag, OneOf, Type
from game.language.value import value


@value
class Place:
    """A rest in a scene, or, without a scene, the beginning of an episode."""

    episode: str
    scene: str | None = None
    choices: tuple[str, ...] = ()
    """The choices that are open there."""
    values: Mapping[str, str] = field(default_factory=dict)
    """Everything that is not as the episode starts it, as an author writes it."""


def place_of(playthrough: Playthrough) -> Place:
    """Where `playthrough` stands."""
    position = playthrough.position
    chart = playthrough.library.chart(position.episode)
    story = playthrough.story
    values = {
        key: _show(_type_of(key, story, chart), position.world[slot])
        for key, slot in chart.slots.items()
        if position.world[slot] != chart.start[slot] and not key.startswith("~")
    }
    return Place(position.episode, scene_of(playthrough), tuple(c.id for c in playthrough.moment.open), values)


def scene_of(playthrough: Playthrough) -> str:
    """The scene in which `playthrough` rests."""
    position = playthrough.position
    return playthrough.library.chart(position.episode).blocks[position.state].scene


def world_at(place: Place, story: Story, chart: Statechart) -> tuple[int, ...]:
    """The values of `place` in `chart`: by name, kept within their types; what is unknown here stays as it starts."""
    world = list(chart.start)
    for key, text in place.values.items():
        if key in chart.slots and not key.startswith("~"):
            slot = chart.slots[key]
            world[slot] = _read(_type_of(key, story, chart), text, chart.start[slot])
    if chart.episode.clock:
        for slot in (chart.slots["clock"], chart.slots[BUDGET]):
            world[slot] = min(world[slot], chart.episode.clock.most)
    for key, members in story.totals.items():
        world[chart.slots[key]] = sum(world[chart.slots[member]] for member in members)
    return tuple(world)


def _type_of(key: str, story: Story, chart: Statechart) -> Type | None:
    """The declared type of what stands under `key`; what the program keeps for itself has none."""
    if key in story.variables:
        return story.variables[key].type
    scene = chart.episode.scenes.get(key.partition("/")[0])
    return next((variable.type for variable in scene.state if variable.key == key), None) if scene else None


def _show(type: Type | None, value: int) -> str:
    return type.show(value) if type else str(value)


def _read(type: Type | None, text: str, start: int) -> int:
    match type:
        case Flag():
            return int(text == "true")
        case OneOf(words):
            return words.index(text) if text in words else start
    try:
        number = int(text)
    except ValueError:
        return start
    low, high = (type.low, type.high) if type else (0, 1_000_000)
    return min(high, max(low, number))
