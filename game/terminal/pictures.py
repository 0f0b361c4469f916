"""What the story has drawn of its state: curves and bars, each above or beside the same in words."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from game.engine.gauge import Gauge
from game.engine.playthrough import Playthrough
from game.player.gauges import families_of, gauges_of
from game.terminal.curve import brush, curve
from game.terminal.dials import Part
from game.terminal.prose import GUTTER, Voices

WORDS = 26
"""Cells that a few words take beside a small curve."""
SPARK = 4, 24
"""Cells of the least and of the widest small curve."""


def pictures(play: Playthrough, width: int, rows: int) -> Content:
    """The curves, `rows` lines high, and the bars that are nobody's."""
    parts: list[Part] = []
    for gauge in gauges_of(play):
        parts += _curve(gauge, width, rows) if gauge.kind == "curve" else _level(gauge, width)
    return Content.assemble(*parts).rstrip()


def people(play: Playthrough, voices: Voices, width: int) -> Content:
    """The curves that everybody of a family has, a line each."""
    parts: list[Part] = []
    for title, family in families_of(play).items():
        parts.append((f"{title}\n", "bold"))
        parts += [part for gauge in family for part in _spark(gauge, voices, width)]
    return Content.assemble(*parts).rstrip()


def _curve(gauge: Gauge, width: int, rows: int) -> Iterator[Part]:
    """A picture between the ends of its range, above what it says."""
    high, low = gauge.said(gauge.high), gauge.said(gauge.low)
    edge = max(len(high), len(low))
    yield gauge.title, "bold"
    yield f", {gauge.unit}\n" if gauge.unit else "\n", "$read"
    for row, line in enumerate(curve(gauge, width - edge - 2, rows, brush())):
        yield f"{high if not row else low if row == rows - 1 else '':>{edge}} ", "$read"
        yield "│", "$line"
        yield line + "\n", "$dust"
    yield " " * (edge + 1) + "└" + "─" * (width - edge - 2) + "\n", "$line"
    yield gauge.sentence + "\n\n", ""


def _level(gauge: Gauge, width: int) -> Iterator[Part]:
    """A bar as wide as there is room for."""
    full = round(gauge.share * width)
    yield gauge.title, "bold"
    yield f"  {gauge.brief}\n", ""
    yield "━" * full, "$cold"
    yield "─" * (width - full) + "\n\n", "$line"


def _spark(gauge: Gauge, voices: Voices, width: int) -> Iterator[Part]:
    """A small curve beside a name and what it says."""
    room = min(SPARK[1], max(SPARK[0], width - GUTTER - WORDS))
    yield f"{voices.name(gauge.person or ''):<{GUTTER}}", f"bold {voices.colour(gauge.person or '')}"
    yield f"{curve(gauge, room, 1, brush())[0]:<{room}}  ", "$dust"
    yield f"{gauge.brief}\n", ""
