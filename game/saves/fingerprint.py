"""Fingerprints: of a world, to notice that a replay went another way, and of a scene, to say what an author changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from hashlib import blake2b
from typing import Any

from game.engine.compiler import SPENT
from game.engine.playthrough import Playthrough
from game.language.story import Scene
from game.language.text import Letters
from game.saves.naming import TODAY, Naming, namings
from game.saves.place import scene_of

DIGITS = 8
"""Of a step's digest: of four thousand million steps that lead elsewhere, one goes unnoticed until the next."""


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
    return fingerprint("\n".join(parts), 6)[:DIGITS]


def agrees(playthrough: Playthrough, digest: str) -> bool:
    """Whether `playthrough` stands where a step with that digest led, by the names of any version of its story."""
    return digest_of(playthrough) == digest or any(
        digest_of(playthrough, naming) == digest for naming in namings(playthrough.story) if naming.changes
    )


def logic_of(scene: Scene) -> str:
    """A fingerprint of all that a scene is made of, but for its words and its place in a file."""
    parts: list[str] = []
    stack: list[Any] = [scene]
    while stack:
        value = stack.pop()
        if isinstance(value, Letters):
            continue
        if is_dataclass(value):
            kind: Any = type(value)
            parts.append(kind.__name__)
            stack += [getattr(value, name) for name in _names(kind)]
        elif isinstance(value, tuple):
            parts.append(f"[{len(value)}")
            stack += value
        elif isinstance(value, Mapping | frozenset):
            stack += sorted(value.items() if isinstance(value, Mapping) else value)
        else:
            parts.append(repr(value))
    return fingerprint("\n".join(parts), 4)


@cache
def _names(kind: Any) -> tuple[str, ...]:
    """The fields of a class that say something; a mark only says where it stands."""
    return tuple(field.name for field in fields(kind) if field.name != "mark")
