"""A curve as dots: braille, eight to a cell, or half blocks where the terminal's font has no braille."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from operator import itemgetter

from game.engine.gauge import Gauge
from game.language.value import value
from game.terminal.console import is_console


@value
class Brush:
    """The dots of a cell."""

    bits: tuple[tuple[int, ...], ...]
    """By row and column."""
    signs: str
    """The cell for each sum of bits; the first is empty."""

    @property
    def size(self) -> tuple[int, int]:
        """Dots across and down."""
        return len(self.bits[0]), len(self.bits)


BRAILLE = Brush(
    ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80)), " " + "".join(chr(0x2800 + n) for n in range(1, 256))
)
BLOCKS = Brush(((1,), (2,)), " ▀▄█")


def brush() -> Brush:
    """What this terminal can paint: the Linux console has no braille."""
    return BLOCKS if is_console() else BRAILLE


def curve(gauge: Gauge, columns: int, rows: int, brush: Brush) -> list[str]:
    """The way of `gauge` through its whole range, `rows` lines of at most `columns` cells."""
    across, down = brush.size
    heights = _heights(gauge, columns * across, rows * down)
    cells = [[0] * columns for _ in range(rows)]
    for x, y in enumerate(heights):
        before = heights[x - 1] if x else y
        for dot in range(min(y, before + (before < y)), max(y, before - (before > y)) + 1):
            cells[dot // down][x // across] |= brush.bits[dot % down][x % across]
    return ["".join(brush.signs[cell] for cell in row).rstrip() for row in cells]


def _heights(gauge: Gauge, wide: int, high: int) -> list[int]:
    """For each dot across, as far as the way has been gone, the dot down at which the curve passes; 0 is the top."""
    start, end = gauge.axis
    trace = sorted(
        [((x - start) / ((end - start) or 1) * (wide - 1), value) for x, value in gauge.trace], key=itemgetter(0)
    )
    share = (high - 1) / max(1, gauge.high - gauge.low)
    return [high - 1 - round((_value(trace, x) - gauge.low) * share) for x in range(round(trace[-1][0]) + 1)]


def _value(trace: Sequence[tuple[float, int]], x: float) -> float:
    """The value at `x`, on a straight line from what was known before it to what was known after."""
    place = bisect_right(trace, x, key=itemgetter(0))
    before, after = trace[max(0, place - 1)], trace[min(place, len(trace) - 1)]
    way = after[0] - before[0]
    return before[1] + (after[1] - before[1]) * max(0.0, x - before[0]) / way if way else float(before[1])
