"""Fingerprints: of a world, to notice that a replay went another way, and of a scene, to say what an author changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from hashlib import blake2b
from typing import Any

from game.engine.compiler import SPENT
from game.engine.playthrough import Playthrough
from game.language.story import Letters, Scene
from game.saves.naming import TODAY, Naming
from game.saves.place import scene_of


def fingerprint(text: str, size: int) -> str:
    """So many bytes of fingerprint, in hexadecimal digits."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=size).hexdigest()


def digest_of(playthrough: Playthrough, naming: Naming = TODAY) -> str:
    """A fingerprint of where `playthrough` stands and of what its story remembers, by the names that `naming` gives.

    Only what differs from its start is counted, so that a story which learns to remember more keeps its old saves.
    """
    position, variables = playthrough.position, playthrough.story.variables
    chart = playthrough.library.chart(position.episode)
    parts = [position.episode, naming.scene(scene_of(playthrough))]
    parts += sorted(
        f"{naming.key(key)}={variable.type.show(value)}"
        for (key, variable), value in zip(variables.items(), position.world, strict=False)
        if value != variable.start
    )
    if chart.episode.clock:
        parts.append(f"clock={position.world[chart.slots['clock']]}")
        if chart.episode.clock.begins:
            parts.append(f"spent={position.world[chart.slots[SPENT]]}")
    return fingerprint("\n".join(parts), 6)


def prints_of(scene: Scene) -> str:
    """Two fingerprints of a scene, of its words and of its logic, with a space between."""
    words, logic = _parts(scene)
    return " ".join(fingerprint("\n".join(parts), 4) for parts in (words, logic))


def _parts(scene: Scene) -> tuple[list[str], list[str]]:
    """What a scene is made of, but for its place in a file: the letters, and all the rest."""
    words: list[str] = []
    logic: list[str] = []
    stack: list[Any] = [scene]
    while stack:
        value = stack.pop()
        if isinstance(value, Letters):
            words.append(value.text)
        elif is_dataclass(value):
            kind: Any = type(value)
            logic.append(kind.__name__)
            stack += [getattr(value, name) for name in _names(kind)]
        elif isinstance(value, tuple):
            logic.append(f"[{len(value)}")
            stack += value
        elif isinstance(value, Mapping | frozenset):
            stack += sorted(value.items() if isinstance(value, Mapping) else value)
        else:
            logic.append(repr(value))
    return words, logic


@cache
def _names(kind: Any) -> tuple[str, ...]:
    """The fields of a class that say something; a mark only says where it stands."""
    return tuple(field.name for field in fields(kind) if field.name != "mark")
