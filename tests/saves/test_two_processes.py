"""Two programs, each a process of its own, play one game on one shelf."""

from __future__ import annotations

import random
from pathlib import Path

from game.engine.library import Library
from game.saves import Shelf
from tests.saves.killed import PLAIN
from tests.saves.players import SENTENCE
from tests.saves.wired import Wired, line


def trails(library: Library, folder: Path) -> set[tuple[str, ...]]:
    """What every game on the shelf has done."""
    shelf = Shelf(folder, "tale")
    opened = [shelf.open(slot, library) for slot in shelf.slots()]
    assert [game.notice for game in opened] == [None] * len(opened)
    return {tuple(step.id for step in game.playthrough.trail) for game in opened}


def test_the_second_goes_on_with_the_game_that_the_first_still_plays(library: Library, tmp_path: Path) -> None:
    first = Wired(tmp_path)
    first.hear()
    assert first.choose("sand.look_for_shells") == 1
    second = Wired(tmp_path, "--continue")
    assert second.hear()["turn"] == 1
    assert second.choose("sand.wade_in") == 2
    assert first.choose("sand.look_at_the_rope") == 2
    assert [bool(SENTENCE.match(notice)) for notice in first.notices] == [True]
    assert "goes on in a save of its own" in first.notices[0]
    assert second.choose("sand.put_the_shells_back") == 3
    assert first.choose("sand.look_for_shells") == 3
    assert (first.end(), second.end()) == (0, 0)
    assert (len(first.notices), second.notices) == (1, [])
    assert trails(library, tmp_path) == {
        ("sand.look_for_shells", "sand.look_at_the_rope", "sand.look_for_shells"),
        ("sand.look_for_shells", "sand.wade_in", "sand.put_the_shells_back"),
    }


def test_two_that_play_at_the_same_time_keep_both_games(library: Library, tmp_path: Path) -> None:
    chance = random.Random(3)
    first = Wired(tmp_path)
    first.hear()
    first.choose("sand.wade_in")
    second = Wired(tmp_path, "--continue")
    second.hear()
    second.choose("sand.look_at_the_rope")
    played: list[tuple[str, ...]] = []
    for game, begun in ((first, "sand.wade_in"), (second, "sand.wade_in sand.look_at_the_rope")):
        burst = [f"sand.{chance.choice(PLAIN)}" for _ in range(30)]
        game.say(b"".join(map(line, burst)))
        played.append((*begun.split(), *burst))
    assert (first.end(), second.end()) == (0, 0)
    assert (len(first.notices), second.notices) == (1, [])
    assert trails(library, tmp_path) == set(played)
