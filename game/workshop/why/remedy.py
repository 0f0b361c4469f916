"""What in a story would make a comparison hold: the effects that set it so, the choices that count as taken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from game.language.expression import Compare, Name
from game.language.item import Option
from game.language.mark import Mark
from game.language.step import Assign, Effect
from game.language.story import Episode, Story
from game.workshop.nodes import nodes_in
from game.workshop.why.condition import Failing, could_become, shown


@dataclass(frozen=True, slots=True)
class Remedy:
    """Something that would help."""

    what: str
    mark: Mark | None


def remedies(story: Story, episodes: Mapping[str, Episode], here: str, lack: Failing) -> Iterator[Remedy]:
    """What would help in the episode `here` or, for what a whole story remembers, in any."""
    if lack.key.startswith("read."):
        reading = story.readings[lack.key.removeprefix("read.")]
        yield Remedy(f"put together {' and '.join(sorted(reading.of))}", None)
        return
    if lack.key.startswith("@"):
        yield from _taken(episodes[here], lack)
        return
    order = [here, *(id for id in episodes if id != here)] if lack.key in story.variables else [here]
    for id in order:
        yield from _set_in(episodes[id], lack)


def _taken(episode: Episode, lack: Failing) -> Iterator[Remedy]:
    if isinstance(lack.test, Name):
        scene, _, choice = shown(lack.key).rpartition(".")
        options = nodes_in(episode.scenes[scene].flow, Option) if scene else ()
        mark = next((option.mark for option in options if option.name == choice), None)
        yield Remedy(f"take {shown(lack.key)}" if scene else f"enter {choice}", mark)


def _set_in(episode: Episode, lack: Failing) -> Iterator[Remedy]:
    for scene in episode.scenes.values():
        inside: dict[Mark, str] = {}
        for option in nodes_in(scene.flow, Option):
            inside |= {effect.mark: option.name for effect in nodes_in(option.flow, Effect)}
        for effect in nodes_in(scene.flow, Effect):
            if _helps(effect, lack):
                where = f"{scene.name}.{inside[effect.mark]}" if effect.mark in inside else scene.name
                yield Remedy(f"{where}: {_spelt(effect)}", effect.mark)


def _helps(effect: Effect, lack: Failing) -> bool:
    change = effect.change
    if not isinstance(change, Assign) or change.variable.key != lack.key:
        return False
    if isinstance(change.value, Name):
        return True
    if change.op == "=":
        return could_become(lack.test, change.value, change.variable.type)
    amount = change.value if change.op == "+=" else -change.value
    return _direction(lack) == 0 or amount * _direction(lack) > 0


def _direction(lack: Failing) -> int:
    """1 where more is needed, -1 where less, 0 where either may help."""
    match lack.test:
        case Compare(">" | ">=", _, _):
            return 1
        case Compare("<" | "<=", _, _):
            return -1
        case Compare("==", _, int(wanted)):
            return 1 if wanted > int(lack.value) else -1
    return 0


def _spelt(effect: Effect) -> str:
    change = effect.change
    assert isinstance(change, Assign)
    if change.variable.key.startswith("noted."):
        return f"note {change.variable.key.removeprefix('noted.')}"
    value = shown(change.value.key) if isinstance(change.value, Name) else _literal(change, change.value)
    return f"{shown(change.variable.key)} {change.op} {value}"


def _literal(change: Assign, value: int) -> str:
    return change.variable.type.show(value) if change.op == "=" else str(value)
