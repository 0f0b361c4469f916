"""A State: which values slots can have, alone and together, and what conditions and changes make of that.

A condition or a change is called with values that it asks for one at a time, once for every value of each. Whatever is
not followed may be anything, so a State never says less than can be.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, product
from math import prod
from typing import Any

from game.engine.code import Change, Guard

MOST_CASES = 1_000
"""Of what asks for more cases than that, nothing is known."""

Known = Mapping[str, int]
"""Slots, by name, and their values."""
Rows = frozenset[tuple[int, ...]]
Names = Sequence[str]
"""The name of each slot of an episode's World."""
Case = tuple[Known, Any, Known]
"""What a call asked for, what it returned and what it wrote."""


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """The values that some slots can have together; of two that say the same there is only one."""

    slots: tuple[str, ...]
    rows: Rows


class Frame:
    """What all States of one check share: which slots are followed together, and what was worked out already."""

    def __init__(self, groups: Iterable[Iterable[str]], declared: Mapping[str, Sequence[int]]) -> None:
        """`declared` has the values of the slots that an author declared; the engine keeps to them."""
        self.groups = [tuple(group) for group in groups]
        self.declared = declared
        self.alone = {group[0]: number for number, group in enumerate(self.groups) if len(group) == 1}
        self.known: dict[object, Any] = {}
        self._with: dict[str, list[int]] = {}
        for number, group in enumerate(self.groups):
            for slot in group:
                self._with.setdefault(slot, []).append(number)
        self._tables: dict[tuple[tuple[str, ...], Rows], Table] = {}

    def table(self, slots: Iterable[str], rows: Iterable[tuple[int, ...]]) -> Table:
        """The one table that says so."""
        key = tuple(slots), frozenset(rows)
        return self._tables.setdefault(key, Table(*key))

    def touching(self, slots: Iterable[str]) -> list[int]:
        """The groups that some of these slots are in, those of one slot first."""
        found = {number for slot in slots for number in self._with.get(slot, ())}
        return sorted(found, key=lambda number: (len(self.groups[number]), number))


class State:
    """For some groups the table of what its slots can be; a slot of no table may be anything."""

    __slots__ = ("frame", "tables")

    def __init__(self, frame: Frame, tables: Mapping[int, Table]) -> None:
        self.frame, self.tables = frame, tables

    def having(self, tables: Mapping[int, Table | None]) -> State:
        """The same with other tables for some groups; None for what is known no more."""
        found = {**self.tables, **tables}
        return State(self.frame, {group: table for group, table in found.items() if table and table.slots})

    def values(self, slot: str) -> Sequence[int] | None:
        """The values that a slot can have; None if nothing is known."""
        table = self.tables.get(self.frame.alone[slot]) if slot in self.frame.alone else None
        if table is None or slot not in table.slots:
            return self.frame.declared.get(slot)
        return [value for (value,) in self.once(projected, table, (slot,)).rows]

    # Comparing -----------------------------------------------------------------------------------------------

    def within(self, other: State) -> bool:
        """Whether all that can be here can be there."""
        for group, table in other.tables.items():
            if self.tables.get(group) is not table:
                rows = self.rows(group, table.slots)
                if rows is None or not rows <= table.rows:
                    return False
        return True

    def rows(self, group: int, slots: tuple[str, ...]) -> Rows | None:
        """What some slots of a group can be together; None if nothing is known of one."""
        table = self.tables.get(group)
        if table is None or not set(slots) <= set(table.slots):
            return None
        return self.once(projected, table, slots).rows  # type: ignore[no-any-return]

    def joined(self, other: State) -> State:
        """All that can be here or there."""
        found = {}
        for group, table in self.tables.items():
            also = other.tables.get(group)
            if also is not None:
                found[group] = table if also is table else self.once(_united, table, also)
        return State(self.frame, {group: table for group, table in found.items() if table.slots})

    def once(self, work: Callable[..., Any], *given: Any) -> Any:
        """What some work on tables gives, done once."""
        key = (work, *given)
        if key not in self.frame.known:
            self.frame.known[key] = work(self.frame, *given)
        return self.frame.known[key]

    # Conditions ----------------------------------------------------------------------------------------------

    def assuming(self, guard: Guard, wanted: bool, names: Names) -> State | None:
        """What is left where a condition is as wanted; None if it cannot be."""
        if guard.some:
            return self.some(guard.some, names) if wanted else self.none(guard.some, names)
        groups = self._groups(guard, guard.reads, names)
        key = (id(guard), wanted, *map(self.tables.get, groups))
        if key not in self.frame.known:
            self.frame.known[key] = self._left(guard, wanted, groups, names)
        left = self.frame.known[key]
        return None if left is None else self.having(left) if left else self

    def _groups(self, part: Guard | Change, slots: tuple[int, ...], names: Names) -> list[int]:
        key = id(part), slots
        if key not in self.frame.known:
            self.frame.known[key] = self.frame.touching(names[slot] for slot in slots)
        return self.frame.known[key]  # type: ignore[no-any-return]

    def _left(self, guard: Guard, wanted: bool, groups: Iterable[int], names: Names) -> dict[int, Table] | None:
        """The tables that a condition narrows."""
        cases = None if guard.ranked and self._many(guard, names) else self.cases(guard.test, names)
        if cases is None:
            state = self.assuming(guard.needs, True, names) if wanted and guard.needs else self
            return None if state is None else {g: t for g, t in state.tables.items() if t is not self.tables[g]}
        kept = [asked for asked, truth, _ in cases if truth == wanted]
        if not kept or len(kept) == len(cases):
            return {} if kept else None
        found = {}
        for group in groups:
            table = self.tables.get(group)
            if table is not None:
                alike = _alike(table, kept)
                rows = [row for known, some in alike if any(_agree(known, asked) for asked in kept) for row in some]
                if not rows:
                    return None
                found[group] = self.frame.table(table.slots, rows)
        return found

    def _many(self, guard: Guard, names: Names) -> bool:
        """Whether what a condition reads has more cases than are looked at."""
        values = [self.values(names[slot]) for slot in guard.reads]
        return None in values or prod(len(some) for some in values if some is not None) > MOST_CASES

    def some(self, ways: Iterable[Iterable[Guard]], names: Names) -> State | None:
        """What is left where all conditions of some way hold."""
        return _any(self.all(way, names) for way in ways)

    def none(self, ways: Iterable[Iterable[Guard]], names: Names) -> State | None:
        """What is left where of each way some condition fails."""
        state: State | None = self
        for way in ways:
            state = _any(state.assuming(guard, False, names) for guard in way) if state else None
        return state

    def all(self, guards: Iterable[Guard], names: Names) -> State | None:
        """What is left where some conditions all hold."""
        state: State | None = self
        for guard in guards:
            state = state.assuming(guard, True, names) if state else None
        return state

    def cases(self, call: Callable[[Any], Any], names: Names) -> list[Case] | None:
        """Every case of a call; None if there are too many, or if it asks for what is not known."""
        todo: list[dict[str, int]] = [{}]
        found: list[Case] = []
        while todo:
            asked = todo.pop()
            world = _World(names, asked)
            try:
                found.append((asked, call(world), world.written))
            except _Missing as missing:
                values = self.values(missing.slot)
                if values is None or len(found) + len(todo) + len(values) > MOST_CASES:
                    return None
                todo += [{**asked, missing.slot: value} for value in values]
        return found

    # Changes -------------------------------------------------------------------------------------------------

    def after(self, change: Change, names: Names) -> State:
        """What can be after a change."""
        state = self
        for part in change.parts or (change,):
            groups = state._groups(part, part.writes, names)
            if groups:
                touched = state._groups(part, (*part.reads, *part.writes), names)
                key = (id(part), *map(state.tables.get, touched))
                if key not in self.frame.known:
                    written = frozenset(names[slot] for slot in part.writes)
                    self.frame.known[key] = dict(state._made(groups, written, state.cases(part.apply, names)))
                state = state.having(self.frame.known[key])
        return state

    def put(self, values: Known) -> State:
        """What can be once some slots have these values."""
        return self.having(dict(self._made(self.frame.touching(values), frozenset(values), [({}, None, values)])))

    def _made(
        self, groups: Iterable[int], written: frozenset[str], cases: list[Case] | None
    ) -> Iterator[tuple[int, Table]]:
        """The tables after each of some cases."""
        for group in groups:
            table = self.tables.get(group) or self.frame.table((), [()])
            fresh = written.intersection(self.frame.groups[group])
            found = None if cases is None else self._rows(table, fresh, cases)
            if found is None:
                yield group, projected(self.frame, table, tuple(s for s in table.slots if s not in fresh))
            else:
                yield group, self.frame.table(sorted({*table.slots, *fresh}), found)

    def _rows(self, table: Table, fresh: frozenset[str], cases: Sequence[Case]) -> set[tuple[int, ...]] | None:
        slots = sorted({*table.slots, *fresh})
        found: set[tuple[int, ...]] = set()
        for known, rows in _alike(table, [asked for asked, _, _ in cases]):
            for asked, _, made in cases:
                if _agree(known, asked):
                    ways = [self._way(slot, table, asked, made) for slot in slots]
                    if None in ways:
                        return None
                    found.update(chain.from_iterable(_made_of(row, ways) for row in rows))  # type: ignore[arg-type]
        return found

    def _way(self, slot: str, table: Table, asked: Known, made: Known) -> int | Sequence[int] | None:
        """What a slot can be after a case: what stands at a place of the row, one of some values; None if anything.

        No value is outside its type; the engine sees to that.
        """
        if slot in table.slots and slot not in made:
            return table.slots.index(slot)
        values = (made[slot],) if slot in made else (asked[slot],) if slot in asked else self.values(slot)
        if values is None or slot not in self.frame.declared:
            return values
        return [value for value in values if value in self.frame.declared[slot]]


class Anything(State):
    """Under which every condition may hold and may fail, so that a place shows all that it has."""

    __slots__ = ()

    def __init__(self) -> None:
        super().__init__(Frame((), {}), {})

    def assuming(self, _guard: Guard, _wanted: bool, _names: Names) -> State:
        """The same: even what reads nothing, as the second text of a place that is told once, is taken for open."""
        return self

    def joined(self, _other: State) -> State:
        """The same."""
        return self


class _Missing(Exception):
    def __init__(self, slot: str) -> None:
        self.slot = slot


class _World:
    """An episode's World of which some values are known."""

    __slots__ = ("known", "names", "written")

    def __init__(self, names: Names, known: Known) -> None:
        self.names, self.known = names, known
        self.written: dict[str, int] = {}

    def __getitem__(self, slot: int) -> int:
        name = self.names[slot]
        if name in self.written:
            return self.written[name]
        if name not in self.known:
            raise _Missing(name)
        return self.known[name]

    def __setitem__(self, slot: int, value: int) -> None:
        self.written[self.names[slot]] = value


def _alike(table: Table, cases: Iterable[Known]) -> Iterable[tuple[Known, list[tuple[int, ...]]]]:
    """The rows of a table, put together where they have the same of all that some cases ask for; and that."""
    asked = sorted({slot for case in cases for slot in case}.intersection(table.slots))
    places = [table.slots.index(slot) for slot in asked]
    found: dict[tuple[int, ...], list[tuple[int, ...]]] = {}
    for row in table.rows:
        found.setdefault(tuple(row[place] for place in places), []).append(row)
    return [(dict(zip(asked, values, strict=True)), rows) for values, rows in found.items()]


def _made_of(row: tuple[int, ...], ways: Iterable[int | Sequence[int]]) -> Iterable[tuple[int, ...]]:
    """The rows that come of one; a way is a place in it, or some values."""
    return product(*[(row[way],) if isinstance(way, int) else way for way in ways])


def _agree(known: Known, asked: Known) -> bool:
    return all(asked.get(slot, value) == value for slot, value in known.items())


def projected(frame: Frame, table: Table, slots: tuple[str, ...]) -> Table:
    """The same of these slots only."""
    if slots == table.slots:
        return table
    places = [table.slots.index(slot) for slot in slots]
    return frame.table(slots, {tuple(row[place] for place in places) for row in table.rows})


def _united(frame: Frame, table: Table, other: Table) -> Table:
    slots = tuple(slot for slot in table.slots if slot in other.slots)
    return frame.table(slots, projected(frame, table, slots).rows | projected(frame, other, slots).rows)


def _any(states: Iterable[State | None]) -> State | None:
    found: State | None = None
    for state in states:
        found = state if found is None else found if state is None else found.joined(state)
    return found
