"""The file of a saved game, line by line; docs/saves.md describes it.

The first line says what the file is and vouches for the rest, the second is all that a shelf shows.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Any

from game.language.names import is_name
from game.saves.disk import read_at_most
from game.saves.error import Damaged, EditedError
from game.saves.place import Place
from game.saves.save import Save
from game.saves.slot import KINDS, Head, Slot
from game.saves.strict import MAX_BYTES, Keys, list_in, number_in, parse, text_in
from game.saves.tree import Node

FORMAT = 1
"""The format's version. A file with a higher one is from a newer game, and is left alone."""
MAX_STEPS = 50_000
MAX_PLACES = 1_000
MAX_SCENES = 20_000
MAX_VALUES = 20_000
HEAD_BYTES = 8_192
"""The first two lines are shorter than this."""
STEP_KINDS = ("choose", "pair")
LABEL = re.compile(r"[a-z0-9-]{1,60}\Z")


# Writing -------------------------------------------------------------------------------------------------------


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
    places = [f" {_json(str(number))}: {_json(_place(place))}" for number, place in save.places.items()]
    return [
        f'"version": {_json(save.version)},',
        f'"seed": {save.seed},',
        f'"origin": {_json(_place(save.origin))},',
        f'"scenes": {_json(dict(save.scenes))},',
        f'"places": {{\n{_lines(places)}}},',
        f'"tip": {save.tip},',
        f'"steps": [\n{_lines([f" {node.row}" for node in save.nodes])}]}}',
    ]


def _lines(rows: list[str]) -> str:
    return ",\n".join(rows) + "\n" if rows else ""


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


def _place(place: Place) -> dict[str, Any]:
    return {
        "episode": place.episode,
        "scene": place.scene or "",
        "choices": list(place.choices),
        "values": dict(place.values),
    }


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


# Reading -------------------------------------------------------------------------------------------------------


def decode(data: bytes, id: str, trusting: bool = False) -> Save:
    """The save in `data`, whose slot is called `id`.

    Damaged if it is none; EditedError if it is one but its checksum does not agree, unless `trusting`.
    """
    top = Keys(parse(data), "the file")
    version = top.number("ulysse save", 0)
    if version > FORMAT:
        raise Damaged("it was saved by a newer version of the game")
    if version < FORMAT:
        raise Damaged("it has no known format")
    sums = top.text("checksum"), top.text("head checksum")
    save = _save(top, id)
    if not trusting and not _sound(data, sums):
        raise EditedError("it was changed outside the game")
    return save


def _sound(data: bytes, sums: tuple[str, str]) -> bool:
    rest = data.partition(b"\n")[2]
    return sums == (checksum(rest), checksum(rest.partition(b"\n")[0]))


def _save(top: Keys, id: str) -> Save:
    head = _read_head(top.inner("head"), id)
    version, seed = top.text("version"), top.number("seed", -(10**17))
    origin = _read_place(top.inner("origin"))
    scenes = top.texts("scenes", MAX_SCENES)
    tip = top.number("tip", 0, MAX_STEPS)
    nodes = tuple(_node(row, number) for number, row in enumerate(top.items("steps", MAX_STEPS), 1))
    places = _places(top.inner("places"), len(nodes))
    top.end()
    if tip > len(nodes):
        raise Damaged("it stands after a step that it does not have")
    return Save(head, version, seed, origin, places, scenes, nodes, tip)


def _read_head(keys: Keys, id: str) -> Head:
    slot = Slot(
        id,
        keys.text("kind"),
        keys.text("name"),
        keys.text("story"),
        keys.number("episode"),
        keys.text("title"),
        keys.text("place"),
        keys.text("last line"),
        keys.number("turn"),
        keys.number("played"),
        keys.text("saved"),
        keys.text("mood"),
    )
    head = Head(slot, keys.text("lane"), keys.number("revision"), keys.text("writer"), keys.number("order"))
    keys.end()
    if slot.kind not in KINDS or not is_name(slot.story) or not LABEL.match(head.lane):
        raise Damaged("its head names no kind, story or playthrough")
    return head


def _read_place(keys: Keys) -> Place:
    episode, scene = keys.text("episode"), keys.text("scene")
    choices = tuple(text_in(id, "a choice") for id in keys.items("choices", MAX_SCENES))
    place = Place(episode, scene or None, choices, keys.texts("values", MAX_VALUES))
    keys.end()
    return place


def _places(keys: Keys, steps: int) -> Mapping[int, Place]:
    names = keys.names()
    if len(names) > MAX_PLACES or not all(name.isascii() and name.isdigit() and len(name) < 7 for name in names):
        raise Damaged("“places” names no steps, or too many")
    places = {int(name): _read_place(keys.inner(name)) for name in names}
    if places and max(places) > steps:
        raise Damaged("“places” names a step that is not there")
    return places


def _node(row: Any, number: int) -> Node:
    parts = list_in(row, "a step", 4)
    if len(parts) != 4 or parts[1] not in STEP_KINDS:
        raise Damaged("a step is not made as it should be")
    parent = number_in(parts[0], "a step’s parent", 0, number - 1)
    return Node(parent, parts[1], text_in(parts[2], "a step"), text_in(parts[3], "a step"))


def read_head(path: Path, id: str) -> Head:
    """What the shelf shows of the file at `path`, from its first two lines.

    Damaged if it cannot be told; OSError if the file cannot be read.
    """
    lines = read_at_most(path, HEAD_BYTES).split(b"\n", 2)
    if len(lines) == 3:
        first, second, _ = lines
        try:
            return _quick_head(first, second, id)
        except Damaged:
            pass
    return decode(read_at_most(path, MAX_BYTES + 1), id, trusting=True).head


def _quick_head(first: bytes, second: bytes, id: str) -> Head:
    top = Keys(parse(first.rstrip(b",") + b"}"), "the file")
    if top.number("ulysse save") != FORMAT or top.text("head checksum") != checksum(second):
        raise Damaged("its head is not as it was written")
    return _read_head(Keys(parse(b"{" + second.rstrip(b",") + b"}"), "the file").inner("head"), id)
