"""What is saved comes back: the same moments, the same world, the same trail."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.engine.library import Library
from game.engine.playthrough import NotOffered
from game.saves import Keeper, SaveError, Shelf
from game.saves.format import encode
from game.saves.reading import decode
from tests.saves.players import again, wander


@pytest.mark.parametrize("seed", range(12))
def test_the_newest_game_comes_back_whole(library: Library, tmp_path: Path, seed: int) -> None:
    keeper = again(library, tmp_path)
    keeper.begin(seed=seed)
    wander(keeper, 5 * seed + 1, seed)
    keeper.close()
    other = again(library, tmp_path)
    assert other.resume() == keeper.playthrough.moment
    assert other.notice is None
    for of in ("trail", "moments", "world", "notes", "readings", "digest", "seed"):
        assert getattr(other.playthrough, of) == getattr(keeper.playthrough, of)


def test_what_is_read_writes_the_same_file(keeper: Keeper, shelf: Shelf) -> None:
    wander(keeper, 40, 3)
    keeper.rewind(9)
    wander(keeper, 5, 4)
    for slot in shelf.slots():
        data = shelf.path(slot).read_bytes()
        assert encode(decode(data, slot.id)) == data


def test_a_kill_loses_nothing_that_was_chosen(library: Library, tmp_path: Path) -> None:
    keeper = again(library, tmp_path)
    keeper.begin()
    for count in range(1, 30):
        keeper.choose("sand.look_for_shells")
        other = again(library, tmp_path)
        moment = other.resume()
        assert moment is not None
        assert moment.turn == count
    keeper.close()


def test_going_on_after_loading_goes_on_in_the_same_file(library: Library, tmp_path: Path) -> None:
    for count in range(1, 4):
        keeper = again(library, tmp_path)
        if keeper.resume() is None:
            keeper.begin()
        keeper.choose("sand.look_for_shells")
        keeper.close()
        assert [slot.turn for slot in keeper.shelf.slots()] == [count]


def test_another_way_after_a_rewind_keeps_the_old_one(keeper: Keeper, shelf: Shelf) -> None:
    for _ in range(5):
        keeper.choose("sand.look_for_shells")
    old = keeper.playthrough.moment
    keeper.rewind(2)
    keeper.rewind(1)
    assert [slot.kind for slot in shelf.slots()] == ["auto"]
    keeper.choose("sand.look_for_shells")
    keeper.choose("sand.wade_in")
    keeper.choose("sand.look_at_the_rope")
    assert sorted(slot.kind for slot in shelf.slots()) == ["auto", "branch"]
    branch = shelf.find("branch")
    assert branch is not None
    assert branch.name == "The sand, turn 5"
    assert keeper.load(branch.id) == old


def test_the_same_way_after_a_rewind_is_no_branch(keeper: Keeper, shelf: Shelf) -> None:
    for _ in range(3):
        keeper.choose("sand.look_for_shells")
    keeper.rewind(2)
    keeper.choose("sand.look_for_shells")
    keeper.choose("sand.look_for_shells")
    keeper.choose("sand.wade_in")
    assert [slot.kind for slot in shelf.slots()] == ["auto"]


def test_quitting_after_a_rewind_keeps_both_ends(library: Library, keeper: Keeper, tmp_path: Path) -> None:
    for _ in range(4):
        keeper.choose("sand.look_for_shells")
    keeper.rewind(3)
    keeper.close()
    other = again(library, tmp_path)
    moment = other.resume()
    assert moment is not None
    assert moment.turn == 1
    assert other.load("branch").turn == 4


def test_rewind_reaches_back_beyond_a_load(library: Library, keeper: Keeper, tmp_path: Path) -> None:
    first = keeper.playthrough.moment
    wander(keeper, 30, 1)
    count = len(keeper.playthrough.trail)
    keeper.close()
    other = again(library, tmp_path)
    other.resume()
    assert other.rewind(count) == first
    with pytest.raises(NotOffered):
        other.rewind()


def test_named_and_quick_saves_stay_where_they_are(keeper: Keeper, shelf: Shelf) -> None:
    keeper.choose("sand.look_for_shells")
    keeper.save("The Evening")
    keeper.quick_save()
    wander(keeper, 8, 2)
    assert keeper.load("the evening").turn == 1
    assert keeper.load("quick").turn == 1
    keeper.choose("sand.wade_in")
    kinds = [slot.kind for slot in shelf.slots()]
    assert sorted(kinds) == ["auto", "auto", "named", "quick"]


def test_saving_under_a_name_and_quitting_makes_no_second_autosave(
    library: Library, keeper: Keeper, tmp_path: Path
) -> None:
    for _ in range(3):
        keeper.choose("sand.look_for_shells")
        keeper.save("Evening")
        keeper.close()
        keeper = again(library, tmp_path)
        keeper.resume()
    keeper.choose("sand.look_for_shells")
    keeper.close()
    assert sorted(slot.kind for slot in keeper.shelf.slots()) == ["auto", "named"]


def test_a_name_taken_twice_loses_neither_game(keeper: Keeper, shelf: Shelf) -> None:
    keeper.save("Evening")
    keeper.choose("sand.wade_in")
    keeper.save("Evening")
    assert [slot.turn for slot in shelf.slots() if slot.kind == "named"] == [1]
    (old,) = shelf.deleted()
    assert shelf.undelete(old).turn == 0
    assert sorted(slot.turn for slot in shelf.slots() if slot.kind == "named") == [0, 1]


def test_a_shelf_writes_any_playthrough(library: Library, keeper: Keeper, shelf: Shelf) -> None:
    wander(keeper, 12, 5)
    slot = shelf.write(keeper.playthrough, "named", "By hand", played=60)
    assert (slot.played, slot.turn) == (60, keeper.playthrough.moment.turn)
    assert shelf.open(slot, library).playthrough.moment == keeper.playthrough.moment


def test_a_summary_says_where_one_is(keeper: Keeper) -> None:
    keeper.choose("sand.look_at_the_rope")
    slot = keeper.save("  Rope\n")
    assert (slot.name, slot.place, slot.last_line, slot.episode, slot.episode_title, slot.mood, slot.turn) == (
        "Rope",
        "The sand",
        "Cut.",
        1,
        "Shore",
        "uneasy",
        1,
    )


@pytest.mark.parametrize("name", ["../../etc/passwd", "a/b", "\x1b[31m", "CON", "🌊" * 200, "\udcff", "."])
def test_any_name_stays_inside_the_shelf(keeper: Keeper, tmp_path: Path, name: str) -> None:
    slot = keeper.save(name)
    assert {path.parent for path in tmp_path.rglob("*.json")} == {tmp_path / "tale"}
    assert keeper.load(slot.id).turn == 0


def test_before_a_game_there_is_nothing_to_play(library: Library, shelf: Shelf) -> None:
    keeper = Keeper(library, shelf)
    assert keeper.resume() is None
    with pytest.raises(SaveError, match=r"No game has begun\."):
        keeper.choose("sand.wade_in")
    with pytest.raises(SaveError, match="There is no saved game “Evenin”"):
        keeper.load("Evenin")
    keeper.close()


def test_a_tree_too_large_keeps_its_trunk(library: Library, keeper: Keeper, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("game.saves.record.MAX_STEPS", 12)
    for _ in range(3):
        for _ in range(4):
            keeper.choose("sand.look_for_shells")
        keeper.rewind(4)
        keeper.choose("sand.put_the_shells_back")
    slot = keeper.shelf.newest()
    assert slot is not None
    opened = keeper.shelf.open(slot, library)
    assert opened.playthrough.trail == keeper.playthrough.trail
    assert len(opened.loaded.record.tree.nodes) <= 12
