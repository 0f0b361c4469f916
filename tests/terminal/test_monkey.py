"""A monkey at the keyboard: thousands of random keys at random sizes, and never a traceback.

The suite presses as many as it has time for.
"""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from tests.terminal.evening import begun, game

KEYS = (
    *"123456789", *"lampowe [/?", "enter", "enter", "enter", "up", "down", "left", "right", "escape", "escape",
    "escape", "tab", "space", "backspace", "pageup", "pagedown", "home", "end", "delete", "ctrl+z", "f1", "f2", "f3",
    "f4", "f5", "f6", "f7", "f8", "f9", "f10", "f11", "f12", "ctrl+p", "ctrl+c", "d", "u", "s", "question_mark",
    "slash", "é", "שׁ", "🚀", "shift+tab", "ctrl+a", "ctrl+x", "ctrl+v", "0", "x",
)  # fmt: skip
SIZES = ((80, 24), (60, 20), (120, 36), (40, 12), (39, 11), (200, 50), (20, 5), (81, 13), (1, 1))
PRESSED = int(os.environ.get("ULYSSE_MONKEY", "1000"))
"""Keys of each monkey. Ten thousand take 70 to 130 seconds of one core, and three minutes or more by the clock."""
SEEDS = [int(seed) for seed in os.environ.get("ULYSSE_MONKEY_SEEDS", "1,2").split(",")]
TOGETHER = 20
"""The most keys that are pressed before the first of them is answered."""


@pytest.mark.parametrize("seed", SEEDS)
async def test_random_keys_break_nothing(tmp_path: Path, seed: int) -> None:
    """Whatever is pressed, wherever, at whatever size, the game goes on; one that was left begins again.

    The long one presses ten thousand for each of the seeds that are named:
    `ULYSSE_MONKEY=10000 ULYSSE_MONKEY_SEEDS=3,4,5 python -m pytest -n0 tests/terminal/test_monkey.py`.
    """
    draw, pressed = random.Random(seed), 0
    while pressed < PRESSED:
        app = game(tmp_path)
        async with app.run_test(size=(80, 24)) as pilot:
            await begun(pilot)
            while app.is_running and app._exit is False and pressed < PRESSED:
                for _ in range(draw.randint(1, TOGETHER)):
                    app.simulate_key(draw.choice(KEYS))
                    pressed += 1
                await pilot.pause()
                if draw.random() < 0.1 and not app._exit:
                    size = draw.choice((*SIZES, (draw.randint(1, 200), draw.randint(1, 60))))
                    await pilot.resize_terminal(*size)
            if app._exit:
                assert app._task
                await app._task  # keys may still be answered, and leaving the test would take their screens away
        assert not app.return_code
