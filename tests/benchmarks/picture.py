"""Draws the table of docs/performance.md: `python -m tests.benchmarks.picture` writes docs/pictures/performance.svg."""

from __future__ import annotations

import math
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import NamedTuple

DOCS = Path(__file__).parents[2] / "docs"
TABLE, PICTURE = DOCS / "performance.md", DOCS / "pictures" / "performance.svg"
WIDTH, LEFT, RIGHT = 810, 350, 740
ROW, TOP = 22, 62
LEAST, MOST = -3, 2
"""The powers of ten at the ends of the scale."""
STYLE = """\
text { font: 13px system-ui, sans-serif; fill: #222 } .small { font-size: 11px; fill: #555 }
.ground { fill: #fff } .full { fill: #3b6ea5 } .short { fill: #b5651d } line { stroke: #cfd6de } .range { stroke: #222 }
@media (prefers-color-scheme: dark) {
text { fill: #ddd } .small { fill: #aaa } .ground { fill: #16181b }
.full { fill: #7aa7d8 } .short { fill: #d79b62 } line { stroke: #3a424b } .range { stroke: #ddd } }"""


class Comparison(NamedTuple):
    """One row of the table: what was compared with whom, and how many times better Ulysse is."""

    what: str
    peer: str
    worst: float
    median: float
    best: float


def comparisons_in(text: str) -> list[Comparison]:
    """The rows of a table whose columns are what, ours, the other's name, the other's, how many times better."""
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line.startswith("| ")
    ]
    return [_comparison(cells) for cells in rows if cells[0]]


def _comparison(cells: list[str]) -> Comparison:
    what, _, peer, _, times = cells
    worst, median, best = (float(time.replace(",", "")) for time in times.split(" · "))
    return Comparison(what, peer, worst, median, best)


def as_svg(comparisons: list[Comparison]) -> str:
    """The picture: a bar from 1 for each comparison, to the right where Ulysse is better; the scale is logarithmic."""
    high = TOP + ROW * len(comparisons) + 10
    title = "How many times better Ulysse is than what it is compared with; the thin line is from worst to best"
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {high}" role="img">',
            f"<title>{title}</title>",
            f"<style>{STYLE}</style>",
            f'<rect class="ground" width="{WIDTH}" height="{high}"/>',
            f'<text x="24" y="24" class="small">{title}</text>',
            *_scale(high),
            *(part for number, one in enumerate(comparisons) for part in _bar(one, TOP + ROW * number)),
            "</svg>\n",
        ]
    )


def _at(times: float) -> float:
    share = (math.log10(times) - LEAST) / (MOST - LEAST)
    return round(LEFT + (RIGHT - LEFT) * min(1.0, max(0.0, share)), 1)


def _scale(high: int) -> Iterator[str]:
    for power in range(LEAST, MOST + 1):
        x = _at(10.0**power)
        yield f'<line x1="{x}" x2="{x}" y1="{TOP - 10}" y2="{high - 10}"/>'
        yield f'<text x="{x}" y="{TOP - 14}" class="small" text-anchor="middle">{10.0**power:g} ×</text>'


def _bar(one: Comparison, y: int) -> Iterator[str]:
    begin, end = sorted((_at(1), _at(one.median)))
    name = "full" if one.median >= 1 else "short"
    label = escape(f"{one.what.removesuffix(', s').removesuffix(', µs')} · {one.peer}")
    yield f'<text x="{LEFT - 8}" y="{y + 12}" class="small" text-anchor="end">{label}</text>'
    yield f'<rect class="{name}" x="{begin}" y="{y}" width="{max(end - begin, 1):.1f}" height="{ROW - 8}"/>'
    middle = y + (ROW - 8) / 2
    yield f'<line class="range" x1="{_at(one.worst)}" x2="{_at(one.best)}" y1="{middle}" y2="{middle}"/>'
    yield f'<text x="{RIGHT + 8}" y="{y + 12}" class="small">{one.median:.3g} ×</text>'


def main() -> None:
    """Draw the table."""
    PICTURE.write_text(as_svg(comparisons_in(TABLE.read_text(encoding="utf-8"))), encoding="utf-8")


if __name__ == "__main__":
    main()
