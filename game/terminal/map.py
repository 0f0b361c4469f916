"""Draws the way through the places that were visited, as railways draw a line with its branches."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from game.player.way import Spot
from game.terminal.dials import Part

HERE = "◂ here"


def drawn(start: Spot | None) -> Content:
    """The way to where one is runs straight down; the others branch off it."""
    if start is None:
        return Content.styled("Nowhere here has a name.", "$read")
    return Content.assemble(*_down(start, "")).rstrip()


def _down(spot: Spot, stem: str) -> Iterator[Part]:
    """A place, the branches that leave it, and what stands straight below."""
    yield from _line(spot)
    straight = next((each for each in spot.onward if each.leads_here), None)
    if straight is None and len(spot.onward) == 1:
        straight = spot.onward[0]
    branches = [each for each in spot.onward if each is not straight]
    for number, branch in enumerate(branches, 1):
        last = straight is None and number == len(branches)
        yield f"{stem}{'└─' if last else '├─'}", "$line"
        yield from _down(branch, stem + ("  " if last else "│ "))
    if straight is not None:
        yield f"{stem}│\n{stem}", "$line"
        yield from _down(straight, stem)


def _line(spot: Spot) -> Iterator[Part]:
    name, comma, ship = spot.place.partition(", ")
    yield "● " if spot.here else "○ ", "bold $dust" if spot.here else "$line"
    yield name, "bold" if spot.here else ""
    yield f"{comma}{ship}", "$read"
    yield f"  {HERE}" if spot.here else "", "$dust"
    across = " and ".join(place.partition(", ")[0] for place in spot.across)
    yield f"  also from {across}" if across else "", "$read"
    yield "\n", ""
