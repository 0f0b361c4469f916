"""Mars as dots: an orthographic globe with its dark regions where they are, lit from the left, in braille."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from math import asin, atan2, cos, pi, radians, sin, sqrt

REGIONS = (
    (70, 10, 9, 16, 0.52), (100, -15, 24, 10, 0.34), (140, -22, 26, 9, 0.38), (200, -32, 28, 9, 0.36),
    (332, -24, 20, 12, 0.40), (310, -12, 9, 7, 0.34), (0, -4, 9, 6, 0.42), (20, -9, 15, 5, 0.42),
    (330, 46, 15, 13, 0.44), (95, 44, 24, 8, 0.24), (270, -27, 8, 6, 0.30), (240, -44, 22, 7, 0.26),
    (50, -28, 12, 6, 0.26), (70, -42, 11, 9, -0.22), (190, 22, 22, 12, -0.08), (250, 2, 20, 12, -0.08),
)  # fmt: skip
"""Longitude and latitude east, half widths, depth of the regions that show in a telescope: Syrtis Major, Mare
Tyrrhenum, Cimmerium, Sirenum, Erythraeum, Aurorae Sinus, Meridiani, Sabaeus, Mare Acidalium, Utopia, Solis Lacus,
Phaethontis, Noachis; and bright ones: Hellas, Amazonis, Tharsis."""

BAYER = ((0, 8, 2, 10), (12, 4, 14, 6), (3, 11, 1, 9), (15, 7, 13, 5))
DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
SUN = (-0.62, -0.30, 0.72)
STEPS = 90
"""Columns and rows of the map: four degrees and two."""
TILT = radians(-12)

Point = tuple[int, int, int, int, float, int]
"""Row and column of a cell, row and column of the map, how much light falls there, and the dot: its bit in braille and
the threshold of its place in the dither."""


@lru_cache(maxsize=1)
def albedo() -> tuple[tuple[float, ...], ...]:
    """How bright the ground is, by latitude from the south and longitude."""
    return tuple(tuple(_ground(x * 360 / STEPS, y * 180 / STEPS - 90) for x in range(STEPS)) for y in range(STEPS + 1))


def _ground(east: float, north: float) -> float:
    if north > 80 or north < -84:
        return 1.25
    bright = 0.86
    for longitude, latitude, wide, high, depth in REGIONS:
        dx = ((east - longitude + 180) % 360 - 180) / wide
        dy = (north - latitude) / high
        reach = dx * dx + dy * dy
        if reach < 1.6:
            bright -= depth * (1 - reach / 1.6)
    return bright


@lru_cache(maxsize=4)
def _points(rows: int) -> tuple[Point, ...]:
    size = rows * 4
    found = []
    for y in range(size):
        for x in range(size):
            point = _point(x, y, size)
            if point:
                found.append(point)
    return tuple(found)


def _point(x: int, y: int, size: int) -> Point | None:
    u, v = (x + 0.5) * 2 / size - 1, (y + 0.5) * 2 / size - 1
    flat = u * u + v * v
    if flat >= 1:
        return None
    w = sqrt(1 - flat)
    light = u * SUN[0] + v * SUN[1] + w * SUN[2]
    if light <= 0.02:
        return None
    up, toward = -v * cos(TILT) + w * sin(TILT), w * cos(TILT) + v * sin(TILT)
    row = round((asin(max(-1, min(1, up))) / pi + 0.5) * STEPS)
    column = round(atan2(u, toward) / (2 * pi) * STEPS)
    shade = 0.25 + 0.95 * light**0.7
    return y // 4, x // 2, row, column, shade, (BAYER[y % 4][x % 4] * 2 + 1) * 100 + DOTS[y % 4][x % 2] * 10000


def globe(rows: int, turn: float) -> Sequence[str]:
    """The disc, `rows` lines of braille, twice as many cells wide, at `turn` of a rotation."""
    ground, cells = albedo(), [[0] * (rows * 2) for _ in range(rows)]
    shift = int(-turn * STEPS) % STEPS
    for y, x, row, column, shade, dot in _points(rows):
        bit, level = divmod(dot, 10000)
        if ground[row][(column + shift) % STEPS] * shade * 3200 > level:
            cells[y][x] |= bit
    return ["".join(chr(0x2800 + cell) if cell else " " for cell in line) for line in cells]
