"""A Certificate as its file says it: with which values play can come to each place, and how far each is from an end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from game.workshop.checker.reading import Place
from game.workshop.checker.state import Frame, State, Table

SELF = "#"
"""The slot that keeps, for each row of a ranked table, which row it was; no slot of a story is called so."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Something that play can come to: a place, and what can be there."""

    place: Place
    state: State
    region: int = 0
    """Play never goes from a region to a higher one."""
    ranked: int = -1
    """The group whose table is ranked here; -1 for one without slots."""
    ranks: Mapping[tuple[int, ...], int] = field(default_factory=lambda: {(): 0})
    """How far each row of that table is from leaving the region; of no table, the row without values."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """Nothing but what is in these cells can be, and so some things never show."""

    goals: Sequence[Mapping[str, Any]]
    """What never shows."""
    cells: Sequence[Cell]


def certificate_of(data: Mapping[str, Any], declared: Mapping[str, Sequence[int]]) -> tuple[Frame, Certificate]:
    """What the JSON of a certificate means, if it has the form of one. ValueError if its parts do not fit together."""
    frame = Frame(data["groups"], declared)
    tables = [_table(frame, table) for table in data["tables"]]
    return frame, Certificate(data["goals"], [_cell(frame, tables, cell) for cell in data["cells"]])


def _table(frame: Frame, data: Mapping[str, Any]) -> tuple[int, Table]:
    """A table and its group."""
    group, table = data["group"], frame.table(data["slots"], map(tuple, data["rows"]))
    slots = frozenset(table.slots)
    fits = len(slots) == len(table.slots) and all(len(row) == len(slots) for row in table.rows)
    if not fits or group not in range(len(frame.groups)) or not slots <= {*frame.groups[group]} - {SELF}:
        raise ValueError(f"a table of {', '.join(table.slots)} is none of its group")
    return group, table


def _cell(frame: Frame, tables: Sequence[tuple[int, Table]], data: Mapping[str, Any]) -> Cell:
    place = data["episode"], data["block"], data["rests"]
    if not all(number in range(len(tables)) for number in data["tables"]):
        raise ValueError(f"a cell of {place[0]}/{place[1]} has a table that is not there")
    found = dict(tables[number] for number in data["tables"])
    ranked, region, *ranks = data["ranks"] if len(data["ranks"]) > 1 else (-1, 0)
    rows = sorted(found[ranked].rows) if ranked in found else [()]
    if len(ranks) != len(rows):
        raise ValueError(f"a cell of {place[0]}/{place[1]} has not a group, a region and a rank for each row")
    return Cell(place, State(frame, found), region, ranked, dict(zip(rows, ranks, strict=True)))


def data_of(frame: Frame, certificate: Certificate) -> dict[str, Any]:
    """The JSON of a certificate; what several cells say is written once."""
    numbers: dict[tuple[int, Any], int] = {}
    cells = []
    for cell in certificate.cells:
        here = [numbers.setdefault(item, len(numbers)) for item in cell.state.tables.items()]
        place = {"episode": cell.place[0], "block": cell.place[1], "rests": cell.place[2]}
        ranks = [cell.ranked, cell.region, *(cell.ranks[row] for row in sorted(cell.ranks))]
        cells.append({**place, "ranks": ranks, "tables": here})
    tables = [
        {"group": group, "slots": [*table.slots], "rows": [*map(list, sorted(table.rows))]} for group, table in numbers
    ]
    return {"goals": [*certificate.goals], "groups": [*map(list, frame.groups)], "tables": tables, "cells": cells}
