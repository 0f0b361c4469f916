"""What saving costs the interface, and what loading costs the player, on a game of three hours."""

from __future__ import annotations

import time
from pathlib import Path
from statistics import median, quantiles

from game.engine.playthrough import Library
from tests.saves.players import again

CHOICES = 1500
"""Three hours, seven seconds a choice."""
BUDGET = 0.005
"""Seconds of the interface's time a choice, the engine's work included."""


def test_a_choice_late_in_a_long_game_is_quick(library: Library, tmp_path: Path) -> None:
    keeper = again(library, tmp_path)
    keeper.begin()
    for _ in range(CHOICES - 100):
        keeper.playthrough.choose("sand.look_for_shells")
        keeper._now.follow()
    times = []
    for _ in range(100):
        keeper.shelf.flush()  # a player reads for seconds; the disk is idle when the next choice is made
        before = time.perf_counter()
        keeper.choose("sand.look_for_shells")
        times.append(time.perf_counter() - before)
    keeper.close()
    before = time.perf_counter()
    moment = again(library, tmp_path).resume()
    loading = time.perf_counter() - before
    assert moment is not None
    assert moment.turn == CHOICES
    (path,) = keeper.shelf.folder.glob("*.json")
    late = quantiles(times, n=20)[-1]
    print(
        f"{path.stat().st_size} bytes; median {median(times) * 1000:.2f} ms, 95th {late * 1000:.2f} ms a choice;",
        end=" ",
    )
    print(f"loaded in {loading * 1000:.0f} ms")
    assert median(times) < BUDGET
    assert loading < 2


def test_a_shelf_of_two_hundred_games_opens_at_once(library: Library, tmp_path: Path) -> None:
    keeper = again(library, tmp_path)
    keeper.begin()
    for number in range(200):
        keeper.shelf.put(keeper._now, "named", f"Game {number}", 0)
    keeper.close()
    before = time.perf_counter()
    assert len(keeper.shelf.slots()) == 200
    spent = time.perf_counter() - before
    print(f"200 summaries in {spent * 1000:.0f} ms")
    assert spent < 0.5
