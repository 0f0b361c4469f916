"""The map: the places that were visited, the way between them, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.player.way import every, way
from game.terminal.map import drawn
from tests.making import episode, play, take
from tests.terminal.evening import SIZES, begun, game, painted, press

HOUSE = episode(
    """
hall:
  place: Hall, the house
  flow:
  - here: again
  - Up {again}: -> stairs
  - Kitchen {again}: -> kitchen
  - Nowhere {again}: -> nowhere
stairs:
  place: Stairs
  flow:
  - Down {again}: -> hall
  - Attic {again}: -> attic
kitchen:
  place: Kitchen
  flow:
  - Back {again}: -> hall
  - Attic {again}: -> attic
nowhere:
  flow:
  - Back {again}: -> hall
attic:
  place: Attic
  flow:
  - Down {again}: -> stairs
  - Chute {again}: -> kitchen
  - Out: -> cellar
cellar:
  place: Cellar
  flow:
  - end: home
"""
)


def lines(tmp_path: Path, *labels: str) -> list[str]:
    playthrough = play(tmp_path, HOUSE)
    take(playthrough, *labels)
    return drawn(way(playthrough)).plain.splitlines()


def test_the_way_here_runs_straight_down_and_the_rest_branches_off(tmp_path: Path) -> None:
    assert lines(tmp_path, "Kitchen", "Back", "Up", "Attic") == [
        "○ Hall, the house",
        "├─○ Kitchen",
        "│",
        "○ Stairs",
        "│",
        "● Attic  ◂ here",
    ]


def test_what_lies_beyond_where_one_is_hangs_below_it(tmp_path: Path) -> None:
    assert lines(tmp_path, "Kitchen", "Back", "Up", "Attic", "Down") == [
        "○ Hall, the house",
        "├─○ Kitchen",
        "│",
        "● Stairs  ◂ here",
        "│",
        "○ Attic",
    ]


def test_another_way_to_a_place_is_told(tmp_path: Path) -> None:
    assert lines(tmp_path, "Kitchen", "Back", "Up", "Attic", "Chute", "Attic", "Chute") == [
        "○ Hall, the house",
        "├─○ Stairs",
        "│ │",
        "│ ○ Attic  also from Kitchen",
        "│",
        "● Kitchen  ◂ here",
    ]


def test_a_scene_without_a_place_is_passed_over_and_nothing_unvisited_stands_there(tmp_path: Path) -> None:
    assert lines(tmp_path, "Nowhere", "Back") == ["● Hall, the house  ◂ here"]


def test_going_back_takes_a_place_off_the_map(tmp_path: Path) -> None:
    playthrough = play(tmp_path, HOUSE)
    take(playthrough, "Kitchen")
    playthrough.rewind()
    start = way(playthrough)
    assert start is not None
    assert [spot.place for spot in every(start)] == ["Hall, the house"]


def test_where_nothing_has_a_name_there_is_no_map(tmp_path: Path) -> None:
    playthrough = play(tmp_path, episode("nowhere:\n  flow:\n  - Go:\n    - end: home"))
    assert way(playthrough) is None
    assert drawn(None).plain == "Nowhere here has a name."


@pytest.mark.parametrize("size", SIZES)
async def test_the_screen_shows_where_one_is(tmp_path: Path, size: tuple[int, int]) -> None:
    """By its key and in the menu; the same key puts it away; another episode has a map of its own."""
    async with game(tmp_path).run_test(size=size) as pilot:
        screen = await begun(pilot)
        await press(pilot, "1", "tab")
        shown = painted(screen.ulysse)
        assert "○ The hall" in shown
        assert "● The stairs  ◂ here" in shown
        assert "landing" not in "".join(line for line in shown.splitlines() if "○" in line)
        await press(pilot, "tab")
        assert screen.app.screen is screen


async def test_where_one_is_stands_in_view(tmp_path: Path) -> None:
    """However many places there are."""
    async with game(tmp_path).run_test(size=(60, 12)) as pilot:
        screen = await begun(pilot)
        await press(pilot, "1")
        for _ in range(3):
            await press(pilot, *["pagedown"] * 9, "4", *["pagedown"] * 9, "2")
        await press(pilot, "tab")
        assert "◂ here" in painted(screen.ulysse)
