"""Files that rot, end too early, or were made to do harm: one sentence each, and the shelf opens."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.engine.library import Library
from game.saves import Keeper, SaveError, Shelf
from game.saves.error import Damaged, EditedError
from game.saves.format import encode
from game.saves.reading import decode
from game.saves.save import Save
from game.saves.strict import MAX_BYTES, MAX_DIGITS, parse
from tests.saves.players import SENTENCE, again, wander


@pytest.fixture
def data(keeper: Keeper) -> Iterator[bytes]:
    wander(keeper, 6, 3)
    slot = keeper.shelf.newest()
    assert slot is not None
    yield keeper.shelf.path(slot).read_bytes()
    keeper.close()


def test_every_truncation_is_noticed(data: bytes) -> None:
    for length in range(len(data) - 1):
        with pytest.raises(SaveError):
            decode(data[:length], "x")


def test_every_flipped_bit_is_noticed(data: bytes) -> None:
    for index in range(len(data)):
        for bit in range(8):
            flipped = bytearray(data)
            flipped[index] ^= 1 << bit
            with pytest.raises(SaveError):
                decode(bytes(flipped), "x")


def test_whatever_bit_is_flipped_the_game_opens_from_its_copy(library: Library, data: bytes, tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "other", "tale")
    shelf.folder.mkdir(parents=True)
    slot = decode(data, "auto-x").head.slot
    turn = slot.turn
    path = shelf.path(slot)
    path.with_suffix(".bak").write_bytes(data)
    for index in range(0, len(data), 3):
        flipped = bytearray(data)
        flipped[index] ^= 1 << index % 8
        path.write_bytes(flipped)
        opened = shelf.recover(slot, library)
        assert opened.playthrough.turn == turn, index
        assert opened.notice is not None


def test_what_a_flipped_bit_lets_through_is_still_a_save(data: bytes) -> None:
    for index in range(0, len(data), 3):
        flipped = bytearray(data)
        flipped[index] ^= 1 << random.Random(index).randrange(8)
        try:
            save = decode(bytes(flipped), "x", trusting=True)
        except Damaged:
            continue
        assert decode(encode(save), "x") == save


@pytest.mark.parametrize("backed", [True, False])
def test_a_shelf_of_broken_files_opens(library: Library, data: bytes, tmp_path: Path, backed: bool) -> None:
    folder = tmp_path / "other" / "tale"
    folder.mkdir(parents=True)
    id = f"auto-{decode(data, 'x').head.lane}"
    chance = random.Random(1)
    for number in range(60):
        flipped = bytearray(data)
        flipped[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        broken = bytes(flipped) if number % 2 else data[: chance.randrange(len(data) - 1)]
        (folder / f"{id}.json").write_bytes(broken)
        if backed:
            (folder / f"{id}.bak").write_bytes(data)
        keeper = again(library, folder.parent)
        moment = keeper.resume()
        assert moment is not None or not backed
        assert moment is None or moment.turn <= 6
        assert keeper.notice is None or SENTENCE.match(keeper.notice)
        if moment is not None and moment.open:
            keeper.choose(moment.open[0].id)
            assert keeper.notice is None
            keeper.close()
            for slot in keeper.shelf.slots():
                if slot.id != id:
                    keeper.shelf.path(slot).unlink()
                    keeper.shelf.path(slot).with_suffix(".bak").unlink()
        assert (folder / f"{id}.json").read_bytes() == broken


def test_the_next_newest_game_opens_when_the_newest_cannot(library: Library, keeper: Keeper, tmp_path: Path) -> None:
    keeper.choose("sand.look_for_shells")
    keeper.begin()
    keeper.choose("sand.look_for_shells")
    keeper.choose("sand.look_for_shells")
    keeper.close()
    newest = keeper.shelf.newest()
    assert newest is not None
    path = keeper.shelf.path(newest)
    path.write_bytes(path.read_bytes()[:-90])
    path.with_suffix(".bak").unlink()
    other = again(library, tmp_path)
    moment = other.resume()
    assert moment is not None
    assert moment.turn == 1
    assert other.notice is not None
    assert "cannot be opened" in other.notice
    assert path.exists()


def test_a_file_edited_by_hand_opens_when_asked_twice(library: Library, keeper: Keeper, tmp_path: Path) -> None:
    keeper.choose("sand.look_for_shells")
    slot = keeper.save("Evening")
    keeper.close()
    path = keeper.shelf.path(slot)
    path.write_text(path.read_text().replace('"Evening"', '"Night"'))
    other = again(library, tmp_path)
    with pytest.raises(EditedError) as refused:
        other.load("Night")
    assert SENTENCE.match(str(refused.value))
    assert other.load("Night").turn == 1


def _edit(data: bytes, **changes: Any) -> bytes:
    places = {} if "steps" in changes else json.loads(data)["places"]
    return json.dumps({**json.loads(data), "places": places, **changes}).encode()


HUGE = 10**30
WRONG = [
    {"tip": 99},
    {"tip": -1},
    {"tip": True},
    {"tip": HUGE},
    {"tip": "1"},
    {"seed": 1.5},
    {"seed": HUGE},
    {"steps": {}},
    {"steps": [[0, "choose", "sand.go_on", "x"]] * 60_000},
    {"steps": [[1, "choose", "sand.go_on", "x"]], "tip": 1},
    {"steps": [[0, "exec", "import os", "x"]], "tip": 1},
    {"steps": [[0, "choose", "a" * 500, "x"]], "tip": 1},
    {"steps": [[0, "choose", "\x1b[2J", "x"]], "tip": 1},
    {"places": {"../x": {}}},
    {"places": {"²": {}}},
    {"origin": None},
    {"origin": {"episode": "shore", "scene": "", "choices": [], "values": {"wet": True}}},
    {"head": {}},
    {"ulysse save": 3},
    {"ulysse save": 0},
    {"__class__": "os.system"},
    {"version": "\ud800"},
]


@pytest.mark.parametrize("changes", WRONG, ids=lambda changes: str(changes)[:50])
def test_what_is_not_a_save_is_refused(data: bytes, changes: dict[str, Any]) -> None:
    with pytest.raises(Damaged):
        decode(_edit(data, **changes), "x", trusting=True)


def test_a_newer_format_is_named_and_kept(library: Library, keeper: Keeper, shelf: Shelf) -> None:
    slot = keeper.save("Evening")
    shelf.flush()
    path = shelf.path(slot)
    newer = path.read_bytes().replace(b'"ulysse save": 2', b'"ulysse save": 3')
    for file in (path, path.with_suffix(".bak")):
        file.write_bytes(newer)
    with pytest.raises(SaveError, match=r"newer version of the game; its file is kept\."):
        shelf.open(slot, library)
    assert path.read_bytes() == newer


@pytest.mark.parametrize(
    "bomb",
    [
        b'"' + b'\\"' * 1_000_000,
        b"[" * 200_000,
        b'{"a":' * 100_000,
        b'{"ulysse save": ' + b"9" * 100_000 + b"}",
        b'{"ulysse save": 1e999}',
        b'{"ulysse save": NaN}',
        b'{"ulysse save": 1, "ulysse save": 1}',
        b"[]," * 1_000_000,
        b'"' + b"\\" * 1_000_000,
        b"\x00" * 1_000,
        b"\xff\xfe{}",
        b"",
    ],
    ids=lambda bomb: f"{bomb[:12]!r}",
)
def test_bombs_are_refused_before_they_are_read(bomb: bytes) -> None:
    with pytest.raises(Damaged):
        decode(bomb, "x", trusting=True)


def test_a_number_of_many_digits_is_refused(data: bytes) -> None:
    decode(_edit(data, seed=10**MAX_DIGITS), "x", trusting=True)
    with pytest.raises(Damaged, match="seed"):
        decode(_edit(data, seed=10**MAX_DIGITS + 1), "x", trusting=True)
    with pytest.raises(Damaged):
        parse(b"[" + b"1" * 5_000 + b"]")


def test_depth_and_count_are_limited() -> None:
    with pytest.raises(Damaged, match="nested deeper than"):
        parse(b"[" * 100_000 + b"]" * 100_000)
    parse(b"[" + b'"[",' * 130_000 + b"{}]")
    with pytest.raises(Damaged, match="holds more than"):
        parse(b"[" + b"{}," * 130_000 + b"{}]")


@pytest.mark.parametrize("text", ["\x00", "\n", "\x1b", "\x7f", "\x85", "\x9f", "\ud800", "\\\n", "a\udfffb"])
@pytest.mark.parametrize("escaped", [True, False])
def test_a_control_character_is_refused_wherever_it_stands(text: str, escaped: bool) -> None:
    for value in (text, [text], {text: 1}, {"a": [{"b": text}]}):
        with pytest.raises(Damaged):
            parse(json.dumps(value, ensure_ascii=escaped).encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize("text", ["\\", '"', "/", "\\n", "\\u0000", '\\"', "«\xa0·\xa0»", "é", "\U0001f680", "\u202f"])
@pytest.mark.parametrize("escaped", [True, False])
def test_other_characters_are_read_however_they_are_written(text: str, escaped: bool) -> None:
    assert parse(json.dumps({text: [text]}, ensure_ascii=escaped).encode()) == {text: [text]}


@pytest.mark.parametrize("nested", [0, 9, 900])
def test_nothing_is_nested_where_a_text_is_expected(data: bytes, nested: int) -> None:
    with pytest.raises(Damaged):
        decode(_edit(data, version=json.loads("[" * nested + "1" + "]" * nested)), "x", trusting=True)


def test_a_key_that_stands_twice_is_refused(data: bytes) -> None:
    decode(data.replace(b'"seed": 7', b'"seed": 8'), "x", trusting=True)
    with pytest.raises(Damaged):
        decode(data.replace(b'"seed": 7', b'"seed": 7, "seed": 7'), "x", trusting=True)


def test_a_hundred_megabytes_are_not_read(shelf: Shelf) -> None:
    shelf.folder.mkdir()
    with (shelf.folder / "auto-x.json").open("wb") as file:
        file.truncate(100_000_000)
    assert shelf.slots() == ()
    with pytest.raises(Damaged, match="larger than 4 MB"):
        decode(b" " * (MAX_BYTES + 1), "x")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=8), inner, max_size=5),
    max_leaves=20,
)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300) | JSON.map(lambda value: json.dumps(value).encode()))
def test_noise_is_refused(noise: bytes) -> None:
    with pytest.raises(Damaged):
        decode(noise, "x", trusting=True)


KEYS = ("ulysse save", "checksum", "head checksum", "head", "version", "seed", "origin", "scenes", "places", "tip")


@settings(max_examples=150, deadline=None)
@given(st.sampled_from((*KEYS, "steps")), st.lists(st.integers(0, 12), max_size=3), JSON)
def test_any_value_anywhere_is_refused_or_read(template: bytes, key: str, path: list[int], value: Any) -> None:
    top = json.loads(template)
    inner: Any = top
    name: Any = key
    for number in path:
        if isinstance(inner[name], dict) and inner[name]:
            inner = inner[name]
            name = sorted(inner)[number % len(inner)]
        elif isinstance(inner[name], list) and inner[name]:
            inner = inner[name]
            name = number % len(inner)
    inner[name] = value
    try:
        save = decode(json.dumps(top).encode(), "x", trusting=True)
    except Damaged:
        return
    assert isinstance(save, Save)
    assert decode(encode(save), "x") == save


@pytest.fixture(scope="module")
def template(library: Library, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    keeper = again(library, tmp_path_factory.mktemp("template"))
    keeper.begin()
    wander(keeper, 6, 3)
    keeper.close()
    slot = keeper.shelf.newest()
    assert slot is not None
    return keeper.shelf.path(slot).read_bytes()


STEPS = st.lists(st.tuples(st.sampled_from(["choose", "pair"]), st.text("abc.sand_go\u202e", max_size=12)), max_size=6)


@settings(max_examples=60, deadline=None)
@given(STEPS, st.dictionaries(st.sampled_from(["wet", "shells", "way", "clock", "x"]), st.text(max_size=5), max_size=3))
def test_any_steps_and_values_open_or_move_back(
    library: Library, template: bytes, steps: list[tuple[str, str]], values: dict[str, str]
) -> None:
    from game.saves.loading import load

    top = json.loads(template)
    top["steps"] = [[number, kind, id, "00"] for number, (kind, id) in enumerate(steps)]
    top["tip"] = len(steps)
    place = {"episode": "shore", "scene": "fork", "choices": ["fork.back"], "values": values}
    top["places"] = {str(len(steps)): place} if steps else {}
    try:
        save = decode(json.dumps(top).encode(), "x", trusting=True)
    except Damaged:
        return
    loaded = load(save, library)
    assert loaded.record.playthrough.moment.open
    assert loaded.notice is None or SENTENCE.match(loaded.notice)
