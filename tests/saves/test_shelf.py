"""Slots, deleting, clocks that go backwards, and two programs at once."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from game.engine.library import Library
from game.saves import Keeper, SaveError, Shelf, saves_folder
from tests.saves.players import SENTENCE, again, wander


def test_the_newest_comes_first_even_when_the_clock_goes_backwards(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = time.time_ns()
    for days in (0, 30, -3000, -1):
        monkeypatch.setattr(time, "time_ns", lambda days=days: now + days * 86_400 * 10**9)
        keeper = again(library, tmp_path)
        keeper.begin()
        wander(keeper, 3)
        keeper.save(f"At {days}")
        assert keeper.shelf.slots()[0].name == f"At {days}"
        keeper.close()
    assert [slot.name for slot in keeper.shelf.slots() if slot.kind == "named"] == [
        "At -1",
        "At -3000",
        "At 30",
        "At 0",
    ]


def test_two_programs_play_one_game_apart(library: Library, tmp_path: Path) -> None:
    first = again(library, tmp_path)
    first.begin()
    first.choose("sand.look_for_shells")
    second = again(library, tmp_path)
    second.resume()
    second.choose("sand.wade_in")
    assert second.notice is None
    first.choose("sand.look_for_shells")
    assert first.notice is not None
    assert SENTENCE.match(first.notice)
    first.choose("sand.look_at_the_rope")
    assert first.notice is None
    second.choose("sand.look_at_the_rope")
    assert second.notice is None
    ends = {tuple(step.id for step in program.playthrough.trail) for program in (first, second)}
    for program in (first, second):
        program.close()
    shelf = Shelf(tmp_path, "tale")
    kept = {tuple(s.id for s in shelf.open(slot, library).playthrough.trail) for slot in shelf.slots()}
    assert kept == ends


def test_two_programs_write_at_random(library: Library, tmp_path: Path) -> None:
    programs = [again(library, tmp_path) for _ in range(3)]
    for number, program in enumerate(programs):
        if program.resume() is None:
            program.begin(seed=number)
            program.choose("sand.look_for_shells")
    for turn in range(30):
        wander(programs[turn * 7 % 3], 1, turn)
    trails = {program.playthrough.trail for program in programs}
    for program in programs:
        program.close()
    shelf = Shelf(tmp_path, "tale")
    kept = {shelf.open(slot, library).playthrough.trail for slot in shelf.slots()}
    assert trails <= kept


def test_a_deleted_game_comes_back(keeper: Keeper, shelf: Shelf) -> None:
    keeper.choose("sand.look_for_shells")
    slot = keeper.save("Evening")
    shelf.delete(slot)
    assert shelf.find("Evening") is None
    assert shelf.deleted() == (slot,)
    keeper.choose("sand.look_for_shells")
    shelf.delete(keeper.save("Evening"))
    assert sorted(old.turn for old in shelf.deleted()) == [1, 2]
    for old in shelf.deleted():
        shelf.undelete(old)
    assert sorted(old.turn for old in shelf.slots() if old.name == "Evening") == [1, 2]
    with pytest.raises(SaveError, match="not among the deleted"):
        shelf.undelete(slot)


def test_deleting_what_is_being_played_deletes_no_more(library: Library, keeper: Keeper, tmp_path: Path) -> None:
    keeper.choose("sand.look_for_shells")
    newest = keeper.shelf.newest()
    assert newest is not None
    keeper.shelf.delete(newest)
    keeper.close()
    assert again(library, tmp_path).resume() is None
    keeper.choose("sand.look_for_shells")
    assert [slot.turn for slot in keeper.shelf.slots()] == [2]
    keeper.close()


def test_bookmarks_are_read_and_never_written(library: Library, keeper: Keeper, tmp_path: Path) -> None:
    keeper.choose("sand.go_on")
    slot = keeper.shelf.write(keeper.playthrough, "bookmark", "Fork")
    keeper.close()
    home = tmp_path / "bookmarks" / "tale"
    home.mkdir(parents=True)
    keeper.shelf.path(slot).rename(home / f"{slot.id}.json")
    keeper.shelf.folder.joinpath(f"{slot.id}.bak").unlink()
    data = (home / f"{slot.id}.json").read_bytes()
    other = Keeper(library, Shelf(tmp_path, "tale", tmp_path / "bookmarks"))
    assert [mark.name for mark in other.shelf.bookmarks()] == ["Fork"]
    assert "Fork" not in [slot.name for slot in other.shelf.slots()]
    assert other.load("Fork").place == "The fork"
    with pytest.raises(SaveError, match="ships with the game"):
        other.shelf.delete(other.shelf.need("Fork"))
    other.choose("fork.north")
    other.close()
    assert (home / f"{slot.id}.json").read_bytes() == data


def test_a_game_of_another_story_is_not_opened(library: Library, keeper: Keeper, tmp_path: Path) -> None:
    slot = keeper.save("Evening")
    path = keeper.shelf.path(slot)
    path.write_bytes(path.read_bytes().replace(b'"story": "tale"', b'"story": "other"'))
    assert keeper.shelf.slots() == () or keeper.shelf.slots()[0].story == "tale"
    with pytest.raises(SaveError, match="belongs to another story"):
        keeper.shelf.open(slot, library, trusting=True)
    with pytest.raises(SaveError):
        Shelf(tmp_path, "../tale")


def test_what_the_disk_holds_soon_after_is_what_was_written(keeper: Keeper) -> None:
    keeper.choose("sand.look_for_shells")
    keeper.shelf.flush()
    (path,) = keeper.shelf.folder.glob("*.json")
    assert path.with_suffix(".bak").read_bytes() == path.read_bytes()


def test_where_games_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ULYSSE_SAVES", raising=False)
    assert saves_folder(None) == Path(__file__).parents[2] / "saves"
    monkeypatch.setenv("ULYSSE_SAVES", str(tmp_path))
    assert saves_folder(None) == tmp_path
    assert saves_folder(tmp_path / "given") == tmp_path / "given"


class Meanwhile:
    """Stands between `os` and the shelf, and lets another program play right before the n-th call of one name."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, name: str, play: Callable[[], object]) -> None:
        self.call, self.play = getattr(os, name), play
        self.done = False
        monkeypatch.setattr(os, name, self)

    def __call__(self, *args: Any, **named: Any) -> Any:
        if not self.done:
            self.done = True
            self.play()
        return self.call(*args, **named)


@pytest.mark.parametrize("instant", ["open", "write", "replace"])
def test_two_programs_that_write_in_the_same_instant_lose_nothing(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, instant: str
) -> None:
    first = again(library, tmp_path)
    first.begin()
    first.choose("sand.look_for_shells")
    first.shelf.flush()
    second = again(library, tmp_path)
    second.resume()
    meanwhile = Meanwhile(monkeypatch, instant, lambda: second.choose("sand.wade_in"))
    first.choose("sand.look_at_the_rope")
    assert meanwhile.done
    assert (first.notice is None) == (instant == "replace")
    second.close()
    first.close()
    shelf = Shelf(tmp_path, "tale")
    kept = [shelf.open(slot, library) for slot in shelf.slots()]
    assert {game.playthrough.trail[-1].id for game in kept} == {"sand.wade_in", "sand.look_at_the_rope"}
    assert [game.notice for game in kept] == [None, None]
