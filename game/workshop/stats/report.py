"""The figures for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict

from game.workshop.stats.figures import WHOLE, Figure, Figures
from game.workshop.stats.memory import LATER, MUCH_LATER, Memory
from game.workshop.temperament import TEMPERAMENTS


def as_text(figures: Figures) -> str:
    """The figures as tables."""
    parts = [_head(figures), _table(figures), _endings(figures)]
    if len(figures.words) > 1:
        parts.append(_memory(figures.memory))
    if figures.seldom:
        parts.append("Gated choices open in fewer than three plays of a hundred:\n  " + "\n  ".join(figures.seldom))
    return "\n\n".join(parts)


def _head(figures: Figures) -> str:
    names = ", ".join(TEMPERAMENTS)
    return (
        f"{figures.title}\nWhat is written is counted. What plays meet is sampled: {figures.plays} plays by each of\n"
        f"{names}. A sample proves nothing about plays that are not in it."
    )


def _table(figures: Figures) -> str:
    columns = list(figures.columns) if len(figures.columns) > 2 else [WHOLE]
    names = [figure.name for figure in figures.columns[WHOLE]]
    rows = [["", *columns, "usual"]]
    for number, name in enumerate(names):
        cells = [figures.columns[column][number] for column in columns]
        rows.append([name, *map(_shown, cells), cells[-1].usual])
    return _aligned(rows)


def _shown(figure: Figure) -> str:
    return f"{figure.value:,}" + (" %" if figure.unit else "")


def _endings(figures: Figures) -> str:
    rows = [["endings, in % of plays", *TEMPERAMENTS, "all"]]
    rows += [[ending, *(str(share) for share in shares.values())] for ending, shares in figures.endings.items()]
    return _aligned(rows)


def _memory(memory: Memory) -> str:
    rows = [["remembered from one episode to a later one", "", "usual in a season"]]
    rows += [
        ["values set in one and read in a later one", str(memory.across), "100"],
        [f"read {LATER} episodes later or more", str(memory.later), "60"],
        [f"read {MUCH_LATER} episodes later or more", str(memory.much_later), "15"],
    ]
    return _aligned(rows)


def _aligned(rows: list[list[str]]) -> str:
    """Rows in columns, the first to the left and the others to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join("  ".join(_cells(row, widths)).rstrip() for row in rows)


def _cells(row: list[str], widths: list[int]) -> Iterable[str]:
    yield row[0].ljust(widths[0])
    yield from (cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))


def as_json(figures: Figures) -> str:
    """The figures as an object."""
    return json.dumps(
        {
            "title": figures.title,
            "sampled": {"plays_by_each": figures.plays, "temperaments": list(TEMPERAMENTS)},
            "figures": {
                column: {figure.name: figure.value for figure in cells} for column, cells in figures.columns.items()
            },
            "endings": figures.endings,
            "memory": asdict(figures.memory),
            "seldom": figures.seldom,
        },
        ensure_ascii=False,
        indent=1,
    )
