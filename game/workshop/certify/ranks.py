"""Ranks the states of a story by how far they are from an ending: what shows that play is never trapped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace

from game.engine.components import components
from game.workshop.checker.certificate import Cell, Certificate
from game.workshop.checker.check import Check, Row
from game.workshop.checker.reading import Reading

Groups = Sequence[tuple[frozenset[tuple[str, str]], int]]
"""For some blocks, each with its episode, the group that says how far it is from there to an ending."""
Spot = tuple[int, Row]
"""A cell by its number, and a row of its ranked table."""
FAR = 1 << 30
"""The rank of what is not known to lead to an ending."""


class _Ways:
    """For one spot, the spots of the same region that each way leads to."""

    __slots__ = ("calm", "rests", "some", "sure")

    def __init__(self, rests: bool, calm: bool) -> None:
        self.rests, self.calm = rests, calm
        self.some: list[list[Spot]] = []
        """Of every choice that may be open, and of every way on which play goes by itself."""
        self.sure: list[list[Spot]] = []
        """Of everything that the player surely can do."""

    def saved(self, lost: Set[Spot]) -> bool:
        """Whether play can go on from a menu to what is not lost, whatever is not known."""
        if self.calm and all(lost.isdisjoint(led) for led in self.some):
            return True
        return any(lost.isdisjoint(led) for led in self.sure)


def ranked(reading: Reading, cells: Sequence[Cell], groups: Groups) -> list[Cell]:
    """The cells with regions and ranks."""
    return _Ranking(reading, cells, groups).run()


class _Ranking:
    def __init__(self, reading: Reading, cells: Sequence[Cell], groups: Groups) -> None:
        self.reading, self.cells, self.groups = reading, list(cells), groups
        self.check = Check(reading, Certificate((), self.cells))
        self.numbers = {id(cell): number for number, cell in enumerate(self.cells)}
        self.onward = [self._onward(cell) for cell in self.cells]

    def run(self) -> list[Cell]:
        for region, members in enumerate(components([0], self.onward.__getitem__)):
            goes_round = len(members) > 1 or members[0] in self.onward[members[0]]
            group = self._group(members) if goes_round else -1
            for number in members:
                table = self.cells[number].state.tables.get(group)
                rows = sorted(table.rows) if table else [()]
                self.cells[number] = replace(
                    self.cells[number], region=region, ranked=group, ranks=dict.fromkeys(rows, 0)
                )
            if goes_round:
                self._rank(members)
        return self.cells

    def _onward(self, cell: Cell) -> list[int]:
        """The cells that a cell leads to."""
        targets = [self.check.cell(way.target, way.state) for way in self.reading.onward(cell.place, cell.state)]
        return [self.numbers[id(target)] for target in targets if target is not None]

    def _group(self, members: Iterable[int]) -> int:
        """The group that ranks a region: the one for most of its blocks."""
        blocks = {self.cells[number].place[:2] for number in members}
        return max(self.groups, key=lambda group: len(blocks & group[0]), default=(frozenset(), -1))[1]

    def _rank(self, members: Sequence[int]) -> None:
        """Give every row of a region's cells the least rank that it can have."""
        self.check = Check(self.reading, Certificate((), self.cells))
        numbers = {id(self.cells[number]): number for number in members}
        ways = {spot: found for number in members for spot, found in self._ways(number, numbers)}
        before: dict[Spot, list[Spot]] = {}
        for spot, found in ways.items():
            for target in (target for led in found.some for target in led) if not found.rests else ():
                before.setdefault(target, []).append(spot)
        ranks: dict[Spot, int] = {}
        lost, level = set(ways), 0
        while True:
            stopped = {spot for spot in lost if ways[spot].rests}
            passing = lost - _leading(before, stopped)
            lost -= passing
            saved = {spot for spot in lost if ways[spot].rests and ways[spot].saved(lost)}
            lost -= saved
            ranks |= {**dict.fromkeys(passing, level), **dict.fromkeys(saved, level + 1)}
            level += 1
            if not saved:
                break
        for number in members:
            cell = self.cells[number]
            self.cells[number] = replace(cell, ranks={row: ranks.get((number, row), FAR) for row in cell.ranks})

    def _ways(self, number: int, numbers: dict[int, int]) -> Iterator[tuple[Spot, _Ways]]:
        """The ways from each row of a cell."""
        cell = self.cells[number]
        rows, state = list(cell.ranks), self.check.numbered(cell)
        found = [_Ways(cell.place[2], self._calm(cell)) for _ in rows]
        for way in self.reading.onward(cell.place, state):
            target, led = self.check.led(cell, way)
            shut = self.check.shut(cell, way, state)
            targets: list[list[Spot]] = [[] for _ in rows]
            for place, row in led:
                targets[place].append((numbers[id(target)], row))
            for place, some in enumerate(targets):
                if way.offer or not cell.place[2]:
                    found[place].some.append(some)
                if place not in shut:
                    found[place].sure.append(some)
        yield from zip(((number, row) for row in rows), found, strict=True)

    def _calm(self, cell: Cell) -> bool:
        """Whether play goes on there by itself, or some choice is always open."""
        id, name, rests = cell.place
        return not rests or not self.reading.can_be_stuck(id, self.reading.charts[id].blocks[name], cell.state)


def _leading(before: Mapping[Spot, Sequence[Spot]], spots: Set[Spot]) -> set[Spot]:
    """Some spots, and all that lead to them where play goes by itself."""
    found, todo = set(spots), list(spots)
    while todo:
        for spot in before.get(todo.pop(), ()):
            if spot not in found:
                found.add(spot)
                todo.append(spot)
    return found
