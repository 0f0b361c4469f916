"""What a shelf remembers of every playthrough: choices taken, endings found."""

from __future__ import annotations

import os
import random
from pathlib import Path

from game.engine.library import Library
from game.saves import Keeper
from game.saves.memory import FILE, Memory
from tests.saves.players import again


def test_what_was_chosen_in_an_earlier_play_is_known(library: Library, keeper: Keeper, tmp_path: Path) -> None:
    for id in ("sand.wade_in", "sand.go_on", "fork.south", "fork.go_on", "slope.climb", "top.call"):
        keeper.choose(id)
    keeper.begin()
    memory = again(library, tmp_path).memory
    assert memory.taken("shore", "sand.wade_in")
    assert memory.taken("hill", "top.call")
    assert not memory.taken("hill", "sand.wade_in")
    assert not memory.taken("shore", "sand.look_at_the_rope")
    assert memory.endings == {"found"}


def test_it_is_no_saved_game(keeper: Keeper) -> None:
    keeper.choose("sand.wade_in")
    assert (keeper.shelf.folder / FILE).exists()
    assert len(keeper.shelf.slots()) == 1


def test_two_programs_remember_together(tmp_path: Path) -> None:
    one, other = Memory(tmp_path), Memory(tmp_path)
    one.take("shore", "sand.wade_in")
    other.take("shore", "sand.go_on")
    one.find("lost")
    other.find("found")
    both = Memory(tmp_path)
    assert both.taken("shore", "sand.wade_in")
    assert both.taken("shore", "sand.go_on")
    assert both.endings == {"lost", "found"}


def test_damage_costs_no_more_than_the_lines_it_hits(tmp_path: Path) -> None:
    memory = Memory(tmp_path)
    for number in range(50):
        memory.take("shore", f"sand.choice_{number}")
    path = tmp_path / FILE
    data, chance = path.read_bytes(), random.Random(4)
    for _ in range(200):
        broken = bytearray(data)
        broken[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        path.write_bytes(broken)
        hit = Memory(tmp_path)
        assert sum(not hit.taken("shore", f"sand.choice_{number}") for number in range(50)) <= 2
    path.write_bytes(data[:-5])
    cut = Memory(tmp_path)
    cut.take("shore", "sand.after")
    assert Memory(tmp_path).taken("shore", "sand.after")
    path.write_bytes(os.urandom(10_000))
    assert Memory(tmp_path).endings == frozenset()


def test_no_disk_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    memory = Memory(tmp_path / "file")
    memory.find("lost")
    assert memory.endings == {"lost"}
    (tmp_path / FILE).mkdir()
    assert not Memory(tmp_path).taken("shore", "sand.wade_in")
