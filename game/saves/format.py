"""The file of a saved game, line by line; docs/saves.md describes it.

The first line says what the file is and vouches for the rest, the second is all that a shelf shows.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from itertools import chain, count
from operator import itemgetter
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
    rest = ("\n".join([head, *_body(save)]) + "\n").encode()
    first = {"ulysse save": FORMAT, "checksum": checksum(rest), "head checksum": checksum(head.encode())}
    return f"{_json(first)[:-1]},\n".encode() + rest


def checksum(data: bytes) -> str:
    """What notices a flipped bit. It keeps nobody from changing a file and writing a new one."""
    return blake2b(data, digest_size=8).hexdigest()


def _body(save: Save) -> list[str]:
    first = _retaken(save)
    choices, readings = _ids([save.nodes[save.tip - 1], *save.nodes] if first else save.nodes)
    places = {number: save.places[number] for number in (*first, save.tip, *save.places) if number in save.places}
    steps = [*chain.from_iterable(choices.values()), *readings]
    return [
        f'"version": {_json(save.version)},',
        f'"seed": {save.seed},',
        f'"editions": {_json(dict(save.editions))},',
        f'"origin": {_json(_place(save.origin, {}))},',
        f'"tip": {save.tip},',
        f'"places": {{\n{_lines(_places(places))}}},',
        f'"scenes": {_json(dict(save.scenes))},',
        f'"seams": {_json(sorted(save.seams))},',
        f'"choices": {_json({scene: [step.id[len(scene) + 1 :] for step in ids] for scene, ids in choices.items()})},',
        f'"readings": {_json([step.id for step in readings])},',
        f'"steps": [\n{_lines(_steps(save.nodes, dict(zip(steps, count()))))}]}}',
    ]


def _retaken(save: Save) -> tuple[int, ...]:
    """The step before the tip, if the choice that was made there can be made again.

    Its place stands first in the file, before the tip's, which is first in all others; and first of all choices stands
    that one: a game is opened by the one place and the one choice.
    """
    if not save.tip or save.tip in save.seams:
        return ()
    before, step, _ = save.nodes[save.tip - 1]
    return (before,) if step.kind == "choose" and {save.tip, before} <= save.places.keys() else ()


def _ids(nodes: Sequence[Node]) -> tuple[dict[str, list[Step]], list[Step]]:
    """The choices that were taken, by scene, and the readings that were made, each once."""
    choices: defaultdict[str, list[Step]] = defaultdict(list)
    readings: list[Step] = []
    for step in dict.fromkeys(map(itemgetter(1), nodes)):
        if step.kind == "pair":
            readings.append(step)
        else:
            choices[step.id.partition(".")[0]].append(step)
    return choices, readings


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


_json = json.JSONEncoder(ensure_ascii=False).encode
