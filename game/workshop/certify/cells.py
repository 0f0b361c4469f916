"""Walks through all that play can come to, and what some slots can be there: the cells of a certificate."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from heapq import heappop, heappush

from game.workshop.certify.matters import Matters, Names
from game.workshop.checker.certificate import Cell
from game.workshop.checker.reading import Key, Place, Reading
from game.workshop.checker.state import Frame, State, projected

MOST_ROWS = 20_000
"""A table that would be longer is given up: nothing is said of those slots together."""
TOLD_EVERY = 256

Spot = tuple[Place, tuple[tuple[int, ...], ...]]
"""A place, and the values of the registers that matter there."""


class Cells:
    """The cells that the beginning leads to."""

    def __init__(
        self, reading: Reading, matters: Matters, groups: Iterable[Iterable[str]], tell: Callable[[int], None]
    ) -> None:
        """`tell` is told how many there are, now and then."""
        self.reading, self.matters, self.tell = reading, matters, tell
        self.frame = Frame(groups, reading.declared)
        self.followed: Names = frozenset(slot for group in self.frame.groups for slot in group)
        self.states: dict[Spot, State] = {}
        self.shown: frozenset[Key] = frozenset()
        """Everything that shows in some cell."""
        self._heap: list[tuple[int, int, Spot]] = []
        self._waiting: set[Spot] = set()
        self._groups: dict[Names, tuple[set[int], set[int]]] = {}
        self._order = {place: number for number, place in enumerate(matters.places)}
        self._walk()

    def cells(self) -> list[Cell]:
        """The cells, in the order in which they were come to."""
        return [Cell(place, state) for (place, _), state in self.states.items()]

    def _walk(self) -> None:
        self.reading.shown.clear()
        self._arrive(*self.reading.beginning(self.frame), self.matters.registers)
        count = 0
        while self._heap:
            spot = heappop(self._heap)[2]
            self._waiting.discard(spot)
            for way in self.reading.onward(spot[0], self.states[spot]):
                self._arrive(way.target, way.state, self.matters.gone(spot[0]))
            count += 1
            if count % TOLD_EVERY == 0:
                self.tell(len(self.states))
        self.shown = frozenset(self.reading.shown)

    def _arrive(self, place: Place, state: State, gone: Names) -> None:
        """Take in what can be where play comes to, without what is `gone`."""
        spot, here = self._spot(place, state, gone)
        known = self.states.get(spot)
        if known is not None and here.within(known):
            return
        self.states[spot] = here if known is None else self._short(known.joined(here))
        if spot not in self._waiting:
            self._waiting.add(spot)
            heappush(self._heap, (self._order[place], len(self.states), spot))

    def _spot(self, place: Place, state: State, gone: Names) -> tuple[Spot, State]:
        here = self._only(state, self.matters.at(place) - gone)
        registers = sorted(self.matters.at(place) & self.matters.registers)
        return (place, tuple(tuple(sorted(here.values(slot) or ())) for slot in registers)), here

    def _only(self, state: State, slots: Names) -> State:
        """The same of what matters only."""
        if slots not in self._groups:
            whole = {number for number, group in enumerate(self.frame.groups) if slots.issuperset(group)}
            self._groups[slots] = whole, set(self.frame.touching(slots)) - whole
        whole, partly = self._groups[slots]
        found = {group: table for group, table in state.tables.items() if group in whole}
        for group in partly & state.tables.keys():
            table = state.tables[group]
            here = tuple(slot for slot in table.slots if slot in slots)
            found |= {group: state.once(projected, table, here)} if here else {}
        return self._short(State(self.frame, found))

    def _short(self, state: State) -> State:
        """The same without the tables that are too long."""
        return State(self.frame, {g: table for g, table in state.tables.items() if len(table.rows) <= MOST_ROWS})
