"""Fingerprints: of a world, to notice that a replay went another way, and of a scene, to say what an author changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from hashlib import blake2b
from typing import Any

from game.engine.playthrough import Playthrough
from game.language.mark import Mark
from game.language.story import Letters, Scene
from game.saves.place import scene_of


def fingerprint(text: str, size: int) -> str:
    """So many bytes of fingerprint, in hexadecimal digits."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=size).hexdigest()


def digest_of(playthrough: Playthrough) -> str:
    """A fingerprint of where `playthrough` stands and of what its story remembers.

    Only what differs from its start is counted, so that a story which learns to remember more keeps its old saves.
    """
    position, variables = playthrough.position, playthrough.story.variables
    chart = playthrough.library.chart(position.episode)
    parts = [position.episode, scene_of(playthrough)]
    parts += sorted(
        f"{key}={variable.type.show(value)}"
        for (key, variable), value in zip(variables.items(), position.world, strict=False)
        if value != variable.start
    )
    if chart.episode.clock:
        parts.append(f"clock={position.world[chart.slots['clock']]}")
    return fingerprint("\n".join(parts), 6)


def prints_of(scene: Scene) -> str:
    """Two fingerprints of a scene, of its words and of its logic, with a space between."""
    words: list[str] = []
    logic = list(_parts(scene, words))
    return " ".join(fingerprint("\n".join(parts), 4) for parts in (words, logic))


def _parts(value: Any, words: list[str]) -> Iterator[str]:
    """What a value is made of but for its place in a file; the letters go to `words`."""
    if isinstance(value, Mark):
        return
    if isinstance(value, Letters):
        words.append(value.text)
    elif is_dataclass(value):
        yield type(value).__name__
        for field in fields(value):
            yield from _parts(getattr(value, field.name), words)
    elif isinstance(value, tuple | list):
        yield f"[{len(value)}"
        for item in value:
            yield from _parts(item, words)
    elif isinstance(value, dict | frozenset | set):
        yield from _parts(sorted(value.items() if isinstance(value, dict) else value), words)
    else:
        yield repr(value)
