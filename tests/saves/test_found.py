"""What was found in all the games of a shelf."""

from __future__ import annotations

from pathlib import Path

from game.engine.library import Library
from game.saves import Keeper
from game.saves.doctor import examine
from game.saves.found import FILE, Found
from tests.saves.players import again, wander


def test_a_choice_is_known_in_every_later_game(library: Library, keeper: Keeper, tmp_path: Path) -> None:
    id = keeper.playthrough.moment.open[0].id
    assert keeper.taken == frozenset()
    keeper.choose(id)
    keeper.close()
    later = again(library, tmp_path)
    later.begin()
    assert later.taken == {id}


def test_going_back_forgets_nothing(keeper: Keeper) -> None:
    id = keeper.playthrough.moment.open[0].id
    keeper.choose(id)
    keeper.rewind()
    assert keeper.taken == {id}


def test_endings_add_up_over_games_and_outlive_them(library: Library, tmp_path: Path) -> None:
    ends = set()
    for seed in range(6):
        keeper = again(library, tmp_path)
        keeper.begin(seed)
        wander(keeper, 300, seed)
        ending = keeper.playthrough.moment.ending
        ends |= {ending.id} if ending else set()
        keeper.close()
        for slot in keeper.shelf.slots():
            keeper.shelf.delete(slot)
    assert ends
    assert again(library, tmp_path).shelf.found.endings == ends


def test_two_programs_add_to_one_file(library: Library, tmp_path: Path) -> None:
    one, other = again(library, tmp_path), again(library, tmp_path)
    for keeper, which in ((one, 0), (other, -1)):
        keeper.begin()
        keeper.choose(keeper.playthrough.moment.open[which].id)
    first = again(library, tmp_path)
    first.begin()
    assert len(first.taken) == 2


def test_the_same_is_written_once(keeper: Keeper, tmp_path: Path) -> None:
    id = keeper.playthrough.moment.open[0].id
    for _ in range(3):
        keeper.choose(id)
        keeper.rewind()
    lines = (tmp_path / "tale" / FILE).read_text().splitlines()
    assert len(lines) == len(set(lines)) == 1
    assert lines[0].startswith("choice ")


def test_a_file_that_is_no_text_is_no_harm(library: Library, tmp_path: Path) -> None:
    (tmp_path / "tale").mkdir()
    (tmp_path / "tale" / FILE).write_bytes(b"ending \xff\xfe\nchoice\n\n\x00")
    keeper = again(library, tmp_path)
    keeper.begin()
    wander(keeper, 3)
    assert keeper.notice is None
    assert keeper.shelf.found.endings & {"home"} == set()


def test_a_folder_in_its_place_makes_it_forgetful_and_no_more(library: Library, tmp_path: Path) -> None:
    (tmp_path / "tale" / FILE).mkdir(parents=True)
    keeper = again(library, tmp_path)
    keeper.begin()
    wander(keeper, 3)
    assert keeper.notice is None
    assert Found(tmp_path / "tale").endings == frozenset()


def test_the_doctor_passes_it_over(keeper: Keeper) -> None:
    wander(keeper, 3)
    keeper.shelf.flush()
    assert {finding.state for finding in examine(keeper.shelf)} == {"sound"}
