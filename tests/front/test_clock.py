"""The sol and its local time, in all three front ends, and in a game that is kept and opened again."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.terminal.app import Ulysse
from game.terminal.evening import Evening
from tests.front.fronts import Wire, plain
from tests.making import HEADER, episode, write
from tests.terminal.evening import begun, painted, press, said

DUNE = """
dune:
  place: A dune
  flow:
  - here: day
  - Dig {again}: |
      ~ spend 300
  - Sleep {again}: |
      ~ spend 820; clock = 600
  - -> day
"""
LOCAL = 'clock: {minutes: 480, until: sunset, most: 600, sol: 1, local: "14:51"}\n'


@pytest.fixture
def story(tmp_path: Path) -> Path:
    return write(tmp_path / "dunes", {"story.yaml": HEADER, "one.yaml": episode(DUNE, LOCAL)})


def test_the_wire_tells_it_and_a_kept_game_knows_it(story: Path, tmp_path: Path):
    with Wire(tmp_path, story=story) as wire:
        wire.read()
        wire.send({"choose": "dune.dig"})
        wire.send({"choose": "dune.sleep"})
        now = wire.send({"world": True})["instruments"]
        assert (now["minutes"], now["total"], now["until"]) == (600, 600, "sunset")
        assert (now["sol"], now["local"]) == (2, "09:01")
    with Wire(tmp_path, "--continue", story=story) as wire:
        assert wire.read()["type"] == "moment"
        assert wire.send({"world": True})["instruments"] == now


def test_a_kept_game_that_a_changed_story_enters_by_name_knows_it(story: Path, tmp_path: Path):
    with Wire(tmp_path, story=story) as wire:
        wire.read()
        wire.send({"choose": "dune.dig"})
        wire.send({"choose": "dune.sleep"})
    changed = episode(
        DUNE.replace("spend 300", "spend 200").replace("- -> day", "- Leave: |\n      -> end\n  - -> day"), LOCAL
    )
    write(story, {"one.yaml": f"{changed}  end:\n    flow:\n    - end: home\n"})
    with Wire(tmp_path, "--continue", story=story) as wire:
        assert wire.read()["message"] == "The story has changed since this was saved; you are where you were (A dune)."
        wire.read()
        now = wire.send({"world": True})["instruments"]
        assert (now["minutes"], now["sol"], now["local"]) == (600, 2, "09:01")


def test_the_plain_front_end_tells_it(story: Path, tmp_path: Path):
    told = plain(tmp_path, "clock\n1\nclock\n", story=story).stdout
    assert "Sol 1, 14:51 local time.\n8 hours until sunset.\n" in told
    assert "Sol 1, 19:42 local time.\n3 hours until sunset.\n" in told


async def test_the_terminal_shows_it(story: Path, tmp_path: Path):
    app = Ulysse(Evening(story, tmp_path, 7), False, None, 0.0)
    async with app.run_test(size=(80, 24)) as pilot:
        await begun(pilot)
        assert said(app, "#when") == "Sol 1, 14:51 · sunset in 8 h 00"
        await press(pilot, "1", "f3")
        assert "Sol 1, 19:42 local time" in painted(app)
        assert "3 h 00 until sunset" in painted(app)
