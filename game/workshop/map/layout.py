"""Where each scene of an episode stands in its picture: a column for each step away from the beginning."""

from __future__ import annotations

from collections.abc import Sequence

from game.workshop.map.atlas import Site

ROWS = 24
"""A column is no longer than this; what is more goes into the next."""


def columns_of(sites: Sequence[Site]) -> dict[str, tuple[int, int]]:
    """Scene to column and row. Scenes that nothing leads to, such as those of a pool, come last."""
    depths = _depths(sites)
    last = max(depths.values(), default=0) + 1
    columns: dict[int, list[str]] = {}
    for site in sites:
        columns.setdefault(depths.get(site.name, last), []).append(site.name)
    placed, column = {}, 0
    for depth in sorted(columns):
        for number, name in enumerate(columns[depth]):
            placed[name] = (column + number // ROWS, number % ROWS)
        column += (len(columns[depth]) - 1) // ROWS + 1
    return placed


def _depths(sites: Sequence[Site]) -> dict[str, int]:
    roads = {site.name: [road.target for road in site.roads if road.episode == site.episode] for site in sites}
    depths = {sites[0].name: 0} if sites else {}
    todo = list(depths)
    for name in todo:
        for target in roads[name]:
            if target not in depths:
                depths[target] = depths[name] + 1
                todo.append(target)
    return depths
