"""A game opens by its present alone; the past is read when it is asked for, and may be nonsense then."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.engine.library import Library
from game.saves import Keeper
from game.saves.doctor import DAMAGED, SOUND, examine, mend
from game.saves.error import Damaged
from game.saves.format import checksum
from game.saves.loading import load, load_at_once
from game.saves.past import UNREADABLE
from game.saves.reading import decode, read_present
from game.saves.salvage import salvage
from tests.saves.players import SENTENCE, again, wander


@pytest.fixture
def data(keeper: Keeper) -> Iterator[bytes]:
    """A game of some steps, the last of them a choice."""
    played(keeper, 20)
    yield newest(keeper).read_bytes()
    keeper.close()


def played(keeper: Keeper, steps: int) -> None:
    """Take so many steps and one more."""
    for _ in range(steps):
        keeper.choose("sand.look_for_shells")
    keeper.choose("sand.put_the_shells_back")


def newest(keeper: Keeper) -> Path:
    """The file of the newest game."""
    slot = keeper.shelf.newest()
    assert slot is not None
    return keeper.shelf.path(slot)


def sealed(data: bytes) -> bytes:
    """`data` with the checksums that belong to it."""
    rest = data.partition(b"\n")[2]
    first = {"ulysse save": 2, "checksum": checksum(rest), "head checksum": checksum(rest.partition(b"\n")[0])}
    return json.dumps(first)[:-1].encode() + b",\n" + rest


def files_read(work: Callable[[], object]) -> int:
    """How many files are read whole while that is done."""
    count = 0

    def watch(frame: FrameType, event: str, _: Any) -> None:
        nonlocal count
        count += event == "call" and frame.f_code is decode.__code__

    sys.setprofile(watch)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("steps", range(1, 60, 3))
def test_what_opens_at_once_is_what_the_whole_file_says(library: Library, keeper: Keeper, steps: int) -> None:
    played(keeper, steps)
    wander(keeper, 4, steps)
    keeper.choose(keeper.playthrough.moment.open[0].id)
    data = newest(keeper).read_bytes()
    at_once = load_at_once(data, "x", library)
    assert at_once is not None
    head, loaded = at_once
    whole = load(decode(data, "x"), library)
    assert head == decode(data, "x").head
    for of in ("moment", "turn", "trail", "past", "beginning", "seed"):
        assert getattr(loaded.record.playthrough, of) == getattr(whole.record.playthrough, of)
    assert loaded.record.save(head) == whole.record.save(head) == decode(data, "x")


def test_the_past_is_read_when_it_is_asked_for_and_once(library: Library, keeper: Keeper, tmp_path: Path) -> None:
    played(keeper, 20)
    other = again(library, tmp_path)
    assert files_read(other.resume) == 0
    assert other.playthrough.moment == keeper.playthrough.moment
    assert files_read(lambda: (other.playthrough.trail, other.playthrough.lately(5), other.playthrough.past)) == 1
    assert files_read(lambda: other.choose(other.playthrough.moment.open[0].id)) == 0
    third = again(library, tmp_path)
    third.resume()
    assert files_read(lambda: third.choose(third.playthrough.moment.open[0].id)) == 1
    assert third.playthrough.trail[:-1] == other.playthrough.trail


def test_every_flipped_bit_and_every_cut_is_noticed_at_once(library: Library, data: bytes) -> None:
    for index in range(len(data)):
        assert load_at_once(data[:index], "x", library) is None
        for bit in range(8):
            flipped = bytearray(data)
            flipped[index] ^= 1 << bit
            assert load_at_once(bytes(flipped), "x", library) is None


def test_after_a_rewind_and_after_a_reading_the_whole_file_is_read(library: Library, keeper: Keeper) -> None:
    wander(keeper, 40, 5)
    keeper.rewind(3)
    keeper.close()
    other = again(library, keeper.shelf.folder.parent)
    other.resume()
    assert other.playthrough.trail == keeper.playthrough.trail
    assert other.playthrough.past == keeper.playthrough.past
    assert other.playthrough.moment == keeper.playthrough.moment


# Nonsense under a right checksum -------------------------------------------------------------------------------

NONSENSE = {
    "steps that are none": (b'\n[0,"', b'\n[9999,"'),
    "a key that means nothing": (b'\n"seams"', b'\n"seems"'),
    "no JSON": (b'\n"steps": [', b'\n"steps": {'),
    "a step too few": (b'"readings": [],\n"steps": [\n', b'"readings": [],\n"steps": [\n[0,"00000000"],\n'),
    "a seam where none is": (b'"seams": []', b'"seams": [1]'),
    "a place from which no step leads here": (b'"clock": "4980"', b'"clock": "4970"'),
    "a place to which no step leads": (b'"strain.ida": "3"', b'"strain.ida": "5"'),
    "a place that forgets what its scene knew": (b'"shells": null, ', b""),
}


@pytest.fixture
def odd(data: bytes, keeper: Keeper, request: pytest.FixtureRequest) -> bytes:
    """A file whose past is nonsense, in the place of the newest game and of its copy."""
    old, new = NONSENSE[request.param]
    assert data.count(old) >= 1
    keeper.shelf.flush()
    made, path = sealed(data.replace(old, new)), newest(keeper)
    path.write_bytes(made)
    path.with_suffix(".bak").unlink()
    return made


odd_pasts = pytest.mark.parametrize("odd", NONSENSE, indirect=True)


@odd_pasts
@pytest.mark.parametrize("asks", [False, True])
def test_a_past_that_is_nonsense_leaves_the_game_where_it_stands(
    library: Library, keeper: Keeper, tmp_path: Path, odd: bytes, asks: bool
) -> None:
    assert load_at_once(odd, "x", library) is not None
    path, other = newest(keeper), again(library, tmp_path)
    moment = other.resume()
    assert moment is not None
    assert (moment.turn, moment.open) == (keeper.playthrough.turn, keeper.playthrough.moment.open)
    if asks:
        assert len(other.playthrough.past) == len(other.playthrough.moments) == moment.turn + 1
        assert other.playthrough.trail[:-1] == (UNREADABLE,) * (moment.turn - 1)
    other.choose(moment.open[0].id)
    assert other.notice is not None
    assert SENTENCE.match(other.notice)
    assert "cannot be read: " in other.notice
    assert path.read_bytes() == odd
    other.choose(other.playthrough.moment.open[0].id)
    assert other.notice is None
    other.close()
    third = again(library, tmp_path)
    assert third.resume() == other.playthrough.moment
    assert third.playthrough.position.world == other.playthrough.position.world
    assert third.notice is None
    assert third.playthrough.trail == other.playthrough.trail
    assert [finding.state for finding in examine(keeper.shelf, library)].count(SOUND) == 1


@odd_pasts
@pytest.mark.usefixtures("odd")
def test_no_save_of_its_own_takes_the_place_of_one_whose_past_is_nonsense(
    library: Library, keeper: Keeper, tmp_path: Path
) -> None:
    files = {path.name: path.read_bytes() for path in keeper.shelf.folder.glob("*.json")}
    other = again(library, tmp_path)
    other.resume()
    other.quick_save()
    other.save("Evening")
    other.close()
    for name, was in files.items():
        assert (keeper.shelf.folder / name).read_bytes() == was


def test_the_doctor_mends_a_wrong_place_by_taking_the_steps_again(
    library: Library, keeper: Keeper, data: bytes, tmp_path: Path
) -> None:
    keeper.shelf.flush()
    newest(keeper).write_bytes(sealed(data.replace(b'"clock": "4980"', b'"clock": "4970"')))
    (finding,) = examine(keeper.shelf, library)
    assert finding.state == DAMAGED
    mend(keeper.shelf, finding)
    assert [found.state for found in examine(keeper.shelf, library)] == [SOUND]
    other = again(library, tmp_path)
    other.resume()
    assert other.playthrough.past == keeper.playthrough.past


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=9,
)
LINES = ("head", "version", "seed", "editions", "origin", "tip", "scenes", "seams", "choices", "readings")


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(LINES), st.lists(st.integers(0, 12), max_size=2), JSON)
def test_any_value_under_a_right_checksum_opens_or_is_refused(
    library: Library, template: bytes, key: str, path: list[int], value: Any
) -> None:
    lines = template.split(b"\n")
    number = next(index for index, line in enumerate(lines) if line.startswith(b'"%b"' % key.encode()))
    top = {"": json.loads(b"{%b}" % lines[number].rstrip(b","))[key]}
    inner, name = top, ""
    for step in path:
        if isinstance(inner[name], dict) and inner[name]:
            inner = inner[name]
            name = sorted(inner)[step % len(inner)]
    inner[name] = value
    lines[number] = f'"{key}": {json.dumps(top[""])},'.encode()
    data = sealed(b"\n".join(lines))
    at_once = load_at_once(data, "x", library)
    try:
        whole = decode(data, "x")
    except Damaged:
        whole = None
    if at_once is not None:
        record = at_once[1].record
        told = whole and record.save(whole.head) == replace(whole, version=library.story.version)
        assert (record.lost is None) == bool(told)
        assert len(record.playthrough.past) == record.playthrough.turn + 1


def test_a_file_without_the_places_that_it_opens_by_is_read_whole(library: Library, data: bytes) -> None:
    start, end = data.index(b"\n", data.index(b'"places": {')), data.index(b'\n},\n"scenes"')
    for places in (b"\n \n ", b"\n\n", data[start:end].partition(b",\n")[0] + b"\n "):
        assert load_at_once(sealed(data[:start] + places + data[end:]), "x", library) is None


@pytest.fixture(scope="module")
def template(library: Library, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    keeper = again(library, tmp_path_factory.mktemp("template"))
    keeper.begin()
    played(keeper, 3)
    wander(keeper, 5, 3)
    keeper.choose(keeper.playthrough.moment.open[0].id)
    keeper.close()
    data = newest(keeper).read_bytes()
    assert read_present(data, "x") is not None
    return data


def test_what_is_salvaged_knows_its_places_by_what_they_were(data: bytes) -> None:
    """The places of lost steps go, though those that are left say only how they differ from them."""
    whole = decode(data, "x")
    for keep in range(2, 21):
        cut = data[: data.index(b'"steps": [')] + b"\n".join(data[data.index(b'"steps": [') :].split(b"\n")[: keep + 1])
        save = salvage(cut, "x")
        assert save is not None
        assert save.places == {number: place for number, place in whole.places.items() if number <= keep}
