"""Pictures that are drawn from the state, and the same in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.engine.gauge import Gauge
from game.terminal.curve import BLOCKS, BRAILLE, Brush, curve
from tests.terminal.evening import SIZES, begun, game, painted, press


def gauge(*values: int, low: int = 0, high: int = 3, axis: tuple[int, int] | None = None) -> Gauge:
    trace = tuple(enumerate(values))
    return Gauge("Level", "curve", None, "", (), low, high, trace, axis or (0, len(values) - 1))


@pytest.mark.parametrize(
    ("values", "brush", "drawn"),
    [
        ((3, 3), BRAILLE, ["⠉⠉"]),
        ((0, 0), BRAILLE, ["⣀⣀"]),
        ((3, 2, 1, 0), BRAILLE, ["⠑⢄"]),
        ((0, 3), BLOCKS, ["▄▀"]),
        ((3, 0), BLOCKS, ["▀▄"]),
        ((2,), BRAILLE, ["⠂"]),
    ],
)
def test_a_curve_is_where_its_values_are(values: tuple[int, ...], brush: Brush, drawn: list[str]) -> None:
    """The top of the range at the top, the first value at the left."""
    assert curve(gauge(*values), 2, 1, brush) == drawn


def test_a_leap_is_drawn_through() -> None:
    """No gap between two heights."""
    assert curve(gauge(0, 9, high=9), 1, 3, BRAILLE) == ["⢸", "⢸", "⡸"]


def test_a_way_not_gone_yet_is_empty() -> None:
    """The axis is the whole way."""
    assert curve(gauge(3, 3, axis=(0, 4)), 10, 1, BRAILLE) == ["⠉⠉⠉"]


@pytest.mark.parametrize("size", SIZES)
async def test_the_page_draws_what_the_story_declares(tmp_path: Path, size: tuple[int, int]) -> None:
    """A curve of the episode, its ends and its words; the family beneath; below the clock on every size."""
    async with game(tmp_path).run_test(size=size) as pilot:
        screen = await begun(pilot)
        await press(pilot, "1", "2", "f3")
        shown = painted(screen.ulysse)
        await press(pilot, "pagedown", "pagedown", "pagedown")
        shown += painted(screen.ulysse)
        for piece in ("Oil, l", "40 │", "12 l, down from 40.", "Ben", "at the end, as at first"):
            assert piece in shown, piece


async def test_a_wide_terminal_has_them_beside_the_text(tmp_path: Path) -> None:
    """And no frame where nothing is drawn."""
    async with game(tmp_path).run_test(size=(120, 50)) as pilot:
        screen = await begun(pilot)
        assert "Instruments" in painted(screen.ulysse)
        assert "40 l." in painted(screen.ulysse)
    async with game(tmp_path / "other", episode=2).run_test(size=(120, 50)) as pilot:
        app = pilot.app
        await app.opened.wait()
        await press(pilot, "x")
        assert "Instruments" not in painted(app)
