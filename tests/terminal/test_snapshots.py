"""The main screens as they are painted, letter for letter, at three sizes.

The files in `snapshots/` are plain text, so that a change shows as a change of lines in a review;
`ULYSSE_SNAPSHOTS=write python -m pytest tests/terminal/test_snapshots.py` writes them anew. pytest-textual-snapshot
would keep pictures with colours, which nobody reads in a review, and holds pytest at an older version; colours have
tests of their own (`test_settings.py`, `test_pictures.py`).
"""

from __future__ import annotations

import os
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from game.terminal.screens.pause import ENTRIES
from tests.terminal.evening import SIZES, game, opened, painted, press

KEPT = Path(__file__).parent / "snapshots"
WRITING = os.environ.get("ULYSSE_SNAPSHOTS") == "write"
SAVED = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d")

OPENED = {"crew": "f2", "clock": "f3", "notebook": "f4", "timeline": "f6", "history": "f7", "saves": "f8",
          "pause": "escape", "help": "question_mark"}  # fmt: skip
"""Screens, and the keys that open them from the text."""


async def screens(pilot: Pilot[None]) -> AsyncIterator[str]:
    """Walk through the game; the name of each screen while it is shown."""
    await opened(pilot)
    yield "title"
    await press(pilot, "enter")
    yield "card"
    await press(pilot, "x")
    yield "reading"
    await press(pilot, "2")
    for name, key in OPENED.items():
        await press(pilot, key)
        yield name
        await press(pilot, "escape")
    settings = [id for id, _ in ENTRIES].index("settings")
    await press(pilot, "escape", *["down"] * settings, "enter")
    yield "settings"


def lines(text: str) -> list[str]:
    """What is painted, without the time at which a game was saved and without spaces at the ends."""
    return [line.rstrip() for line in SAVED.sub("2039-05-01 12:00", text).splitlines()]


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_main_screens_are_painted_as_before(tmp_path: Path, size: tuple[int, int]) -> None:
    """Each at each size; all that differ are named at once."""
    other = []
    async with game(tmp_path).run_test(size=size) as pilot:
        async for name in screens(pilot):
            await pilot.pause()
            file, seen = KEPT / f"{name}-{size[0]}x{size[1]}.txt", lines(painted(pilot.app))  # type: ignore[arg-type]
            if WRITING:
                file.parent.mkdir(exist_ok=True)
                file.write_text("\n".join(seen) + "\n", "utf-8")
            if not file.exists() or file.read_text("utf-8").splitlines() != seen:
                other.append("\n".join([file.name, *seen]))
    assert not other, "\n\n".join(other)
