"""The file of a saved game, line by line; docs/saves.md describes it.

The first line says what the file is and vouches for the rest, the second is all that a shelf shows.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from typing import Any

from game.engine.trail import Step
from game.saves.place import Place
from game.saves.save import Save
from game.saves.slot import Head
from game.saves.tree import Node

FORMAT = 2
"""The format's version. A file with a higher one is from a newer game, and is left alone."""
MAX_STEPS = 50_000


def encode(save: Save) -> bytes:
    """The whole file."""
    head = f'"head": {_json(_head(save.head))},'
    rest = "\n".join([head, *_body(save)]) + "\n"
    first = {"ulysse save": FORMAT, "checksum": checksum(rest.encode()), "head checksum": checksum(head.encode())}
    return f"{_json(first)[:-1]},\n{rest}".encode()


def checksum(data: bytes) -> str:
    """What notices a flipped bit. It keeps nobody from changing a file and writing a new one."""
    return blake2b(data, digest_size=8).hexdigest()


def _body(save: Save) -> list[str]:
    choices, readings = _ids(save.nodes)
    steps = [Step("choose", f"{scene}.{name}") for scene, names in choices.items() for name in names]
    steps += [Step("pair", id) for id in readings]
    return [
        f'"version": {_json(save.version)},',
        f'"seed": {save.seed},',
        f'"editions": {_json(dict(save.editions))},',
        f'"origin": {_json(_place(save.origin, {}))},',
        f'"scenes": {_json(_by_episode(save.scenes))},',
        f'"places": {{\n{_lines(_places(save.places))}}},',
        f'"seams": {_json(sorted(save.seams))},',
        f'"tip": {save.tip},',
        f'"choices": {_json(choices)},',
        f'"readings": {_json(readings)},',
        f'"steps": [\n{_lines(_steps(save.nodes, {step: number for number, step in enumerate(steps)}))}]}}',
    ]


def _ids(nodes: tuple[Node, ...]) -> tuple[dict[str, list[str]], list[str]]:
    """The choices that were taken, by scene, and the readings that were made, each once."""
    choices: dict[str, list[str]] = {}
    readings: list[str] = []
    for step in dict.fromkeys(node.step for node in nodes):
        if step.kind == "pair":
            readings.append(step.id)
        else:
            scene, _, name = step.id.partition(".")
            choices.setdefault(scene, []).append(name)
    return choices, readings


def _by_episode(scenes: Mapping[str, str]) -> dict[str, dict[str, str]]:
    grouped: dict[str, dict[str, str]] = {}
    for key, logic in scenes.items():
        episode, _, scene = key.partition(".")
        grouped.setdefault(episode, {})[scene] = logic
    return grouped


def _lines(rows: Iterable[str]) -> str:
    text = ",\n".join(rows)
    return f"{text}\n" if text else ""


def _steps(nodes: tuple[Node, ...], numbers: Mapping[Step, int]) -> Iterator[str]:
    """A row for each step: the number of its id, its digest, and its parent if that is not the row before."""
    for number, (parent, step, digest) in enumerate(nodes):
        after = "" if parent == number else f",{parent}"
        yield f'[{numbers[step]},"{digest}"{after}]'


def _places(places: Mapping[int, Place]) -> Iterator[str]:
    before: Mapping[str, str] = {}
    for number, place in places.items():
        yield f" {_json(str(number))}: {_json(_place(place, before))}"
        before = place.values


def _head(head: Head) -> dict[str, Any]:
    slot = head.slot
    return {
        "kind": slot.kind,
        "name": slot.name,
        "story": slot.story,
        "episode": slot.episode,
        "title": slot.episode_title,
        "place": slot.place,
        "last line": slot.last_line,
        "turn": slot.turn,
        "played": slot.played,
        "saved": slot.saved,
        "mood": slot.mood,
        "lane": head.lane,
        "revision": head.revision,
        "writer": head.writer,
        "order": head.order,
    }


def _place(place: Place, before: Mapping[str, str]) -> dict[str, Any]:
    """A place, of whose values those are written that differ from `before`; null is as the episode starts it."""
    values: dict[str, str | None] = {key: text for key, text in place.values.items() if before.get(key) != text}
    values.update((key, None) for key in before if key not in place.values)
    row = {"episode": place.episode, "scene": place.scene or "", "state": place.state, "choices": list(place.choices)}
    return {**row, "values": dict(sorted(values.items())), **({"opening": True} if place.opening else {})}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
