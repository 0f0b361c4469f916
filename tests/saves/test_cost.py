"""What saving costs the interface and what loading costs the player, on a game of three hours; printed with `-s`."""

from __future__ import annotations

import os
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from statistics import median, quantiles

import pytest

from game.engine.library import Library
from game.saves.record import Record
from tests.saves.players import again

CHOICES = 1500
"""Three hours, seven seconds a choice."""
CALLS = ("open", "write", "replace", "fsync", "unlink")


def count_calls(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Counts what this thread has done to the disk from now on."""
    calls: Counter[str] = Counter()
    own = threading.get_ident()

    def counted(name: str, call: Callable[..., object]) -> Callable[..., object]:
        def count(*args: object, **named: object) -> object:
            calls[name] += threading.get_ident() == own
            return call(*args, **named)

        return count

    for name in CALLS:
        monkeypatch.setattr(os, name, counted(name, getattr(os, name)))
    return calls


def test_a_choice_writes_one_file_once_and_waits_for_no_disk(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeper = again(library, tmp_path)
    keeper.begin()
    keeper.choose("sand.look_for_shells")
    calls = count_calls(monkeypatch)
    for _ in range(50):
        keeper.choose("sand.look_for_shells")
    assert +calls == {"open": 50, "write": 50, "replace": 50}
    keeper.close()


def test_a_choice_late_in_a_long_game(library: Library, tmp_path: Path) -> None:
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
    assert path.stat().st_size < 150 * CHOICES


def test_a_shelf_of_two_hundred_games(library: Library, tmp_path: Path) -> None:
    keeper = again(library, tmp_path)
    keeper.begin()
    record = Record(keeper.playthrough)
    for number in range(200):
        keeper.shelf.put(record, "named", f"Game {number}", 0)
    keeper.close()
    before = time.perf_counter()
    assert len(keeper.shelf.slots()) == 200
    spent = time.perf_counter() - before
    print(f"200 summaries in {spent * 1000:.0f} ms")
