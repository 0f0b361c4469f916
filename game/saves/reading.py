"""Reads the file of a saved game that nobody vouches for, of this format or of an older one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import count
from operator import le
from pathlib import Path
from typing import Any

from game.engine.trail import Step
from game.language.names import is_name
from game.saves.disk import read_at_most
from game.saves.error import Damaged, EditedError
from game.saves.fingerprint import DIGITS
from game.saves.format import FORMAT, MAX_STEPS, checksum
from game.saves.migration import OLDEST, migrated
from game.saves.place import Place
from game.saves.present import Present
from game.saves.save import Save
from game.saves.slot import KINDS, Head, Slot
from game.saves.strict import MAX_BYTES, Keys, number_in, parse, parse_vouched, text_in, texts_in
from game.saves.tree import Node

MAX_PLACES = 1_000
MAX_SCENES = 20_000
MAX_VALUES = 20_000
MAX_ALL_VALUES = 200_000
"""In all places together, of which each may repeat those of the one before."""
HEAD_BYTES = 8_192
"""The first two lines are shorter than this."""
_HEAD_LINES = ("kind", "name", "story", "title", "place", "last line", "saved", "mood", "lane", "writer")
_HEAD_NUMBERS = ("episode", "turn", "played", "revision", "order")
LABEL = re.compile(r"[a-z0-9-]{1,60}\Z")
HEXADECIMAL = re.compile(r"[0-9a-f]*+\Z")
_SUMS = re.compile(rb'\{"ulysse save": %d, "checksum": "([0-9a-f]{16})", "head checksum": "([0-9a-f]{16})",\n' % FORMAT)
"""The first line, as `encode` writes it."""
_CHOSEN = re.compile(rb'\n"choices": \{"([^"\\]{1,200})": \["([^"\\]{1,200})"')
"""The scene and the name of the first of the choices."""


def decode(data: bytes, id: str, trusting: bool = False) -> Save:
    """The save in `data`, whose slot is called `id`.

    Damaged if it is none; EditedError if it is one but its checksum does not agree, unless `trusting`.
    """
    top = Keys(migrated(parse(data)), "the file")
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


def read_present(data: bytes, id: str) -> Present | None:
    """Where play stands by a file that was written by `encode` and not changed since; the past is not read.

    None if it was not, or if its last step is not one that is taken again.
    """
    sums, chosen = _SUMS.match(data), _CHOSEN.search(data)
    if len(data) > MAX_BYTES or sums is None or chosen is None:
        return None
    if not _sound(data, (sums[1].decode(), sums[2].decode())):
        return None
    *lines, second, _ = data.split(b"\n", 10)
    try:
        top = parse_vouched(b"{%b}}" % b"\n".join(lines[1:]).rstrip(b","))
        present = _present(Keys(top, "the file"), id, f"{chosen[1].decode()}.{chosen[2].decode()}")
    except (Damaged, UnicodeDecodeError):
        return None
    # The tip's place is second only where the first is of the step before; where it is first, nothing is taken again.
    return present if present and second.startswith(b' "%d": ' % present.tip) else None


def _present(top: Keys, id: str, chosen: str) -> Present | None:
    head, seed = _read_head(top.inner("head"), id), top.number("seed", -(10**17))
    editions, beginning = top.texts("editions", MAX_PLACES), text_in(top.mapping("origin").get("episode"), "“origin”")
    tip, places = top.number("tip", 0, MAX_STEPS), _places(top.mapping("places"), MAX_STEPS)
    if len(places) != 1 or not 0 < head.slot.turn <= tip:
        return None
    (before,) = places.values()
    return Present(head, seed, beginning, editions, tip, head.slot.turn, before, Step("choose", chosen))


def _save(top: Keys, id: str) -> Save:
    head = _read_head(top.inner("head"), id)
    version, seed = top.text("version"), top.number("seed", -(10**17))
    editions, scenes = top.texts("editions", MAX_PLACES), top.mappings("scenes", MAX_SCENES)
    origin = _place(top.mapping("origin"), {})
    nodes = _nodes(top)
    tip = top.number("tip", 0, len(nodes))
    places = _places(top.mapping("places"), len(nodes))
    seams = frozenset(number_in(seam, "a seam", 1, len(nodes)) for seam in top.items("seams", MAX_PLACES))
    top.end()
    if not seams <= places.keys():
        raise Damaged("it has a seam without a place")
    return Save(head, version, seed, origin, places, scenes, nodes, tip, editions, seams)


def _read_head(keys: Keys, id: str) -> Head:
    kind, name, story, title, place, last_line, saved, mood, lane, writer = keys.lines(*_HEAD_LINES)
    episode, turn, played, revision, order = keys.numbers(*_HEAD_NUMBERS)
    keys.end()
    if kind not in KINDS or not is_name(story) or not LABEL.match(lane):
        raise Damaged("its head names no kind, story or playthrough")
    slot = Slot(id, kind, name, story, episode, title, place, last_line, turn, played, saved, mood)
    return Head(slot, lane, revision, writer, order)


def _place(row: Any, before: Mapping[str, str]) -> Place:
    """A place, whose values are `before` but for what it says itself."""
    match row:
        case {"episode": episode, "scene": scene, "state": state, "choices": list(choices), "values": dict(said)}:
            opening = row.get("opening", False) is True
        case _:
            raise Damaged("a place is not made as it should be")
    if len(row) > 5 + ("opening" in row) or len(choices) > MAX_SCENES or len(said) > MAX_VALUES:
        raise Damaged("a place says too much")
    values, texts = {**before, **said}, [*said.values()]
    if None in texts:
        values = {key: text for key, text in values.items() if text is not None}
        texts = [text for text in texts if text is not None]
    texts_in([episode, scene, state, *choices, *said, *texts], "what a place says")
    return Place(episode, scene or None, tuple(choices), values, state, opening)


def _places(rows: Mapping[str, Any], steps: int) -> Mapping[int, Place]:
    if len(rows) > MAX_PLACES or not all(name.isascii() and name.isdigit() and len(name) < 7 for name in rows):
        raise Damaged("“places” names no steps, or too many")
    places: dict[int, Place] = {}
    before: Mapping[str, str] = {}
    room = MAX_ALL_VALUES
    for name, row in rows.items():
        places[int(name)] = place = _place(row, before)
        before, room = place.values, room - len(place.values)
        if room < 0:
            raise Damaged("“places” holds more values than any saved game")
    if places and max(places) > steps:
        raise Damaged("“places” names a step that is not there")
    return places


def _nodes(top: Keys) -> tuple[Node, ...]:
    """The steps, each of which follows on the one before it or on the one that it names."""
    steps = _steps(top)
    ids, digests, parents = _columns(top.items("steps", MAX_STEPS))
    if ids and not (min(ids) >= 0 and max(ids) < len(steps) and min(parents) >= 0 and all(map(le, parents, count()))):
        raise Damaged("a step names what is not there")
    return tuple(map(Node, parents, [steps[id] for id in ids], digests))


def _columns(rows: list[Any]) -> tuple[list[int], list[str], list[int]]:
    """Of every step the number of its id, its digest, and the step before."""
    if not set(map(type, rows)) <= {list} or not set(map(len, rows)) <= {2, 3}:
        raise Damaged("a step is not made as it should be")
    ids, digests = [row[0] for row in rows], [row[1] for row in rows]
    parents = [row[2] if len(row) == 3 else before for before, row in enumerate(rows)]
    if not (set(map(type, ids + parents)) <= {int} and set(map(type, digests)) <= {str}):
        raise Damaged("a step is not made as it should be")
    if not (set(map(len, digests)) <= {DIGITS} and HEXADECIMAL.match("".join(digests))):
        raise Damaged("a step is not made as it should be")
    return ids, digests, parents


def _steps(top: Keys) -> list[Step]:
    """What was done, each once, in the order in which it is numbered."""
    choices, readings = top.lists("choices", MAX_STEPS), top.items("readings", MAX_STEPS)
    ids = [f"{scene}.{name}" for scene, names in choices.items() for name in names]
    texts_in(ids + readings, "a choice or a reading")
    if any("." in scene for scene in choices):
        raise Damaged("a choice is of no scene")
    return [Step("choose", id) for id in ids] + [Step("pair", id) for id in readings]


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
    if not OLDEST <= top.number("ulysse save") <= FORMAT or top.text("head checksum") != checksum(second):
        raise Damaged("its head is not as it was written")
    return _read_head(Keys(parse(b"{" + second.rstrip(b",") + b"}"), "the file").inner("head"), id)
