"""Holds a certificate against a story: the beginning is inside, no step leads outside, what is impossible never shows.

And where it says that from everywhere some ending can be reached: each state of a menu has a rank, and something that
the player surely can do there, or if nothing gets stuck any choice that can be open, leads only to lower ones.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from game.engine.library import Library
from game.workshop.checker.certificate import SELF, Cell, Certificate, certificate_of
from game.workshop.checker.form import misfit
from game.workshop.checker.reading import ASKED, WAY_OUT, Key, Place, Reading, Way
from game.workshop.checker.state import State

Row = tuple[int, ...]


def faults(library: Library, data: Mapping[str, Any]) -> Iterator[str]:
    """Everything that is wrong with a certificate as its file says it; nothing, if it holds.

    StoryError or ValueError if one of the two cannot be read.
    """
    if wrong := misfit(data):
        raise ValueError(f"certificate{wrong}")
    reading = Reading(library, [goal["name"] for goal in data["goals"] if goal["file"] == ASKED.file])
    frame, certificate = certificate_of(data, reading.declared)
    yield from Check(reading, certificate).faults(*reading.beginning(frame))


class Check:
    """One certificate and one story."""

    def __init__(self, reading: Reading, certificate: Certificate) -> None:
        self.reading, self.cells = reading, certificate.cells
        self.goals = Counter(map(key_in, certificate.goals))
        self.at: dict[Place, list[Cell]] = {}
        for cell in certificate.cells:
            self.at.setdefault(cell.place, []).append(cell)

    def faults(self, beginning: Place, state: State) -> Iterator[str]:
        """Everything that is wrong."""
        yield from self.claimed()
        if self.cell(beginning, state) is None:
            yield "the beginning is not inside"
        for cell in self.cells:
            yield from self.left(cell) if self.reading.has(cell.place) else [f"there is no {_words(cell.place)}"]

    def claimed(self) -> Iterator[str]:
        """What is wrong with the goals alone."""
        there = self.reading.everything()
        for (kind, name, position), times in self.goals.items():
            if (kind, name, position) not in there:
                yield f"there is no {kind} {name} at {position}"
            elif times > 1:
                yield f"the same is said {times} times of {kind} {name} at {position}"

    def left(self, cell: Cell) -> Iterator[str]:
        """What is wrong with a cell: where play goes on to from there, and what shows."""
        self.reading.shown.clear()
        for way in self.reading.onward(cell.place, cell.state):
            if self.cell(way.target, way.state) is None:
                yield f"a step leads outside, from {_words(cell.place)} to {_words(way.target)}"
        yield from (f"this shows: {' '.join(key)}" for key in sorted(self.goals.keys() & self.reading.shown))
        if WAY_OUT in self.goals and (lost := self.lost(cell)):
            yield f"no way to an ending may be left at {_words(cell.place)}, with {lost[0]}"

    def cell(self, place: Place, state: State) -> Cell | None:
        """The cell that all of a state is in."""
        return next((cell for cell in self.at.get(place, ()) if state.within(cell.state)), None)

    # A way to an ending --------------------------------------------------------------------------------------

    def lost(self, cell: Cell) -> list[Row]:
        """The ranked rows with which it is not certain that play can go on to a lower rank."""
        rows, state = list(cell.ranks), self.numbered(cell)
        self.reading.shown.clear()
        ways = list(self.reading.onward(cell.place, state))
        higher = [self.higher(cell, rows, way) for way in ways]
        lost = set(range(len(rows)))
        if not cell.place[2]:
            stuck = any(key[0] == "stuck" for key in self.reading.shown)
            return [row for number, row in enumerate(rows) if stuck or any(number in some for some in higher)]
        for way, some in zip(ways, higher, strict=True):
            lost &= some | self.shut(cell, way, state)
        block = self.reading.charts[cell.place[0]].blocks[cell.place[1]]
        if not self.reading.can_be_stuck(cell.place[0], block, cell.state):
            lost &= set().union(*(some for way, some in zip(ways, higher, strict=True) if way.offer))
        return [] if block.kind == "end" else [rows[number] for number in sorted(lost)]

    def numbered(self, cell: Cell) -> State:
        """What can be in a cell, each row of the ranked table with its number."""
        table = cell.state.tables.get(cell.ranked)
        slots = table.slots if table else ()
        rows = ((number, *row) for number, row in enumerate(cell.ranks))
        return cell.state.having({cell.ranked: cell.state.frame.table((SELF, *slots), rows)})

    def higher(self, cell: Cell, rows: Sequence[Row], way: Way) -> set[int]:
        """The rows that a way can take to a rank that is no lower or, where play goes by itself, to a higher one."""
        target, led = self.led(cell, way)
        if target is None or target.region > cell.region or (target.region == cell.region and not led):
            return set(range(len(rows)))
        least = 1 if cell.place[2] else 0
        return {number for number, row in led if target.ranks[row] + least > cell.ranks[rows[number]]}

    def led(self, cell: Cell, way: Way) -> tuple[Cell | None, set[tuple[int, Row]]]:
        """The cell that a way leads to and, if it is of the same region, to which rows from which."""
        target = self.cell(way.target, way.state)
        if target is None or (target.region, target.ranked) != (cell.region, cell.ranked):
            return target, set()
        table = target.state.tables.get(target.ranked)
        found = way.state.rows(cell.ranked, (SELF, *(table.slots if table else ())))
        return target, {(number, tuple(row)) for number, *row in found or ()}

    def shut(self, cell: Cell, way: Way, state: State) -> set[int]:
        """The rows with which the player may be kept from a way."""
        names = self.reading.names[cell.place[0]]
        left = state.none([way.asks], names)
        return {number for (number,) in left.rows(cell.ranked, (SELF,)) or ()} if left else set()


def key_in(goal: Mapping[str, Any]) -> Key:
    """The key of a goal as a certificate has it."""
    return goal["kind"], goal["name"], f"{goal['file']}:{goal['line']}:{goal['column']}"


def _words(place: Place) -> str:
    return f"{place[0]}/{place[1] or 'its card'}"
