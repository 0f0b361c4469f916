"""A monkey at the keyboard: thousands of random keys at random sizes, and never a traceback."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from tests.terminal.evening import begun, game

KEYS = (
    *"123456789", *"lampowe [/?", "enter", "enter", "enter", "up", "down", "left", "right", "escape", "escape",
    "escape", "tab", "space", "backspace", "pageup", "pagedown", "home", "end", "delete", "ctrl+z", "f1", "f2", "f3",
    "f4", "f5", "f6", "f7", "f8", "f9", "ctrl+p", "d", "u", "s", "question_mark", "slash", "é", "שׁ", "🚀",
)  # fmt: skip
SIZES = ((80, 24), (60, 20), (120, 36), (40, 12), (39, 11), (200, 50), (20, 5), (81, 13))
SECONDS = 5
"""For each monkey; what it presses in that time is in the thousands on an idle machine."""


@pytest.mark.parametrize("seed", [1, 2])
async def test_a_monkey_breaks_nothing(tmp_path: Path, seed: int) -> None:
    """Whatever is pressed, wherever, the game goes on."""
    draw, end = random.Random(seed), time.monotonic() + SECONDS
    async with game(tmp_path).run_test(size=(80, 24)) as pilot:
        await begun(pilot)
        while time.monotonic() < end:
            for _ in range(20):
                pilot.app.simulate_key(draw.choice(KEYS))
            await pilot.pause()
            if draw.random() < 0.1:
                await pilot.resize_terminal(*draw.choice(SIZES))
        assert pilot.app.return_code is None or pilot.app.return_code == 0
