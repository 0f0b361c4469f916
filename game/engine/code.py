"""Makes functions of conditions and changes, over a World whose values stand in slots.

The same functions serve the machine that is played and whatever examines it.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from textwrap import indent
from typing import Any

from game.language.expression import Among, Compare, Every, Expression, Name, Not, Some, keys
from game.language.step import Assign
from game.language.value import value

World = tuple[int, ...]
"""The whole state of a playthrough but its place: one small number a slot."""
Values = Sequence[int]
Test = Callable[[Values], bool]
Apply = Callable[[list[int]], None]
Text = Callable[[], str]
"""Writes in Python, over the values `v`, what a function beside it does; called only where plays are made in bulk."""

_OPERATORS = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


@value
class Guard:
    """A condition of a transition; called by `transitions` with its event."""

    test: Test
    reads: tuple[int, ...]
    """The slots it reads."""
    opens: str | None = None
    """The block of which it says that some choice is open; None if it says something else."""
    needs: Guard | None = None
    """What holds wherever it holds, if that is simpler."""
    ranked: tuple[Contest, int] | None = None
    """The contest of which it says that a contender, by its index, is among those that are taken."""
    some: tuple[tuple[Guard, ...], ...] = ()
    """The groups of guards of which it says that all of some group hold."""
    text: Text | None = None
    """Writes it as an expression; None if only `test` knows it."""

    def __call__(self, event: Any) -> bool:
        return self.test(event.model.world)


@value
class Contender:
    """What is ranked: a topic of a session, a scene of a pool."""

    when: Guard
    """Where it can be taken at all."""
    first: Guard | None
    """Where it comes before the others."""
    level: int
    """The higher, the earlier it comes."""
    age: int | None
    """The slot that says in which order it was last taken: 1 for the last one, 0 for never."""

    def rank(self, follows: bool, age: int) -> tuple[int, int, int]:
        """The smaller, the earlier it comes; of two with the same, the one that stands first."""
        return (0 if follows else 1, -self.level, -age if age else -1_000)


@value
class Contest:
    """Contenders, and how many of them are taken."""

    contenders: tuple[Contender, ...]
    count: int

    @property
    def reads(self) -> tuple[int, ...]:
        """The slots that it reads."""
        slots = {slot for c in self.contenders for guard in (c.when, c.first) if guard for slot in guard.reads}
        return tuple(sorted(slots | {c.age for c in self.contenders if c.age is not None}))

    def __call__(self, values: Values) -> list[int]:
        """The indices of those that are taken, best first."""
        eligible = [index for index, one in enumerate(self.contenders) if one.when.test(values)]
        return sorted(eligible, key=lambda index: self._rank(index, values))[: self.count]

    def _rank(self, index: int, values: Values) -> tuple[int, int, int]:
        one = self.contenders[index]
        follows = one.first is not None and one.first.test(values)
        return one.rank(follows, values[one.age] if one.age is not None else 0)


@value
class Change:
    """What an effect does to the values."""

    apply: Apply
    reads: tuple[int, ...]
    writes: tuple[int, ...]
    parts: tuple[Change, ...] = ()
    """The changes that it is made of, if they can be made one after the other."""
    inner: Change | None = None
    """What it does where its condition holds; None if it has no condition."""
    text: Text | None = None
    """Writes it as statements; None if only `apply` knows it."""


def guard_of(expression: Expression, slots: Mapping[str, int]) -> Guard:
    """The guard that `expression` makes; `slots` is where each key stands."""
    reads = tuple(sorted({slots[key] for key in keys(expression)}))
    return Guard(test_of(expression, slots), reads, text=lambda: text_of(expression, slots))


def test_of(expression: Expression, slots: Mapping[str, int]) -> Test:
    """The function from values to truth."""
    match expression:
        case Name(key):
            return _flag(slots[key])
        case Compare(op, left, right):
            return _compare(op, slots[left.key], slots[right.key] if isinstance(right, Name) else None, right)
        case Among(name, values):
            return _among(slots[name.key], frozenset(values))
        case Not(part):
            return _negation(test_of(part, slots))
        case Every(parts):
            return _every([test_of(part, slots) for part in parts])
        case Some(parts):
            return _some([test_of(part, slots) for part in parts])


def text_of(expression: Expression, slots: Mapping[str, int]) -> str:
    """The same condition as a Python expression over `v`."""
    match expression:
        case Name(key):
            return f"v[{slots[key]}] != 0"
        case Compare(op, left, right):
            return f"v[{slots[left.key]}] {op} {f'v[{slots[right.key]}]' if isinstance(right, Name) else right}"
        case Among(name, values):
            return f"v[{slots[name.key]}] in {values}"
        case Not(part):
            return f"not ({text_of(part, slots)})"
        case Every(parts):
            return " and ".join(f"({text_of(part, slots)})" for part in parts) or "True"
        case Some(parts):
            return " or ".join(f"({text_of(part, slots)})" for part in parts) or "False"


def _flag(slot: int) -> Test:
    return lambda values: values[slot] != 0


def _compare(op: str, left: int, slot: int | None, right: Any) -> Test:
    compare = _OPERATORS[op]
    if slot is None:
        return lambda values: compare(values[left], right)
    return lambda values: compare(values[left], values[slot])


def _among(slot: int, wanted: frozenset[int]) -> Test:
    return lambda values: values[slot] in wanted


def _negation(part: Test) -> Test:
    return lambda values: not part(values)


def _every(parts: list[Test]) -> Test:
    if len(parts) == 2:
        first, second = parts
        return lambda values: first(values) and second(values)
    return lambda values: all(part(values) for part in parts)


def _some(parts: list[Test]) -> Test:
    if len(parts) == 2:
        first, second = parts
        return lambda values: first(values) or second(values)
    return lambda values: any(part(values) for part in parts)


def change_of(assign: Assign, slots: Mapping[str, int]) -> Change:
    """The change that an assignment makes: kept within the range, its family's total kept true."""
    variable = assign.variable
    slot, low, high = slots[variable.key], variable.type.low, variable.type.high
    source = slots[assign.value.key] if isinstance(assign.value, Name) else None
    value = _value(assign.op, slot, source, assign.value)
    total = slots[variable.total] if variable.total else None

    def apply(values: list[int]) -> None:
        before = values[slot]
        values[slot] = after = min(high, max(low, value(values)))
        if total is not None:
            values[total] += after - before

    reads = {slot} if assign.op != "=" or total is not None else set()
    reads |= {part for part in (source, total) if part is not None}
    writes = {slot} | ({total} if total is not None else set())
    return Change(
        _constant(slot, low, high, assign) if _is_plain(assign, total) else apply,
        tuple(sorted(reads)),
        tuple(sorted(writes)),
        text=lambda: _assign_text(assign, slots),
    )


def _assign_text(assign: Assign, slots: Mapping[str, int]) -> str:
    variable = assign.variable
    slot, low, high = slots[variable.key], variable.type.low, variable.type.high
    if isinstance(assign.value, int) and assign.op == "=" and variable.total is None:
        return f"v[{slot}] = {min(high, max(low, assign.value))}"
    value = f"v[{slots[assign.value.key]}]" if isinstance(assign.value, Name) else str(assign.value)
    made = value if assign.op == "=" else f"v[{slot}] {assign.op[0]} {value}"
    rows = [f"n = {made}", f"n = {low} if n < {low} else {high} if n > {high} else n"]
    rows += [f"v[{slots[variable.total]}] += n - v[{slot}]"] if variable.total else []
    return "\n".join([*rows, f"v[{slot}] = n"])


def put(slot: int, value: int) -> Change:
    """The change that gives a slot a value."""

    def apply(values: list[int]) -> None:
        values[slot] = value

    return Change(apply, (), (slot,), text=lambda: f"v[{slot}] = {value}")


def add(slot: int, amount: int, most: int) -> Change:
    """The change that counts a slot up, as far as `most`."""

    def apply(values: list[int]) -> None:
        values[slot] = min(most, values[slot] + amount)

    return Change(apply, (slot,), (slot,), text=lambda: f"v[{slot}] = min({most}, v[{slot}] + {amount})")


def countdown(slot: int, minutes: int, least: int) -> Change:
    """The change that counts a slot down, no further than `least`."""

    def apply(values: list[int]) -> None:
        if values[slot] > least:
            values[slot] = max(least, values[slot] - minutes)

    def text() -> str:
        return f"if v[{slot}] > {least}: v[{slot}] = max({least}, v[{slot}] - {minutes})"

    return Change(apply, (slot,), (slot,), text=text)


def _is_plain(assign: Assign, total: int | None) -> bool:
    return assign.op == "=" and isinstance(assign.value, int) and total is None


def _constant(slot: int, low: int, high: int, assign: Assign) -> Apply:
    assert isinstance(assign.value, int)
    constant = min(high, max(low, assign.value))

    def apply(values: list[int]) -> None:
        values[slot] = constant

    return apply


def _value(op: str, slot: int, source: int | None, literal: object) -> Callable[[Values], int]:
    number = literal if isinstance(literal, int) else 0
    if op == "=":
        return (lambda values: values[source]) if source is not None else lambda _: number
    sign = 1 if op == "+=" else -1
    if source is not None:
        return lambda values: values[slot] + sign * values[source]
    return lambda values: values[slot] + sign * number


def when(guard: Guard, change: Change) -> Change:
    """`change` only where `guard` holds."""
    test, condition, statements = guard.test, guard.text, change.text

    def apply(values: list[int]) -> None:
        if test(values):
            change.apply(values)

    alone = not set(guard.reads) & set(change.writes)
    return Change(
        apply,
        tuple(sorted({*change.reads, *guard.reads, *change.writes})),
        change.writes,
        tuple(when(guard, part) for part in change.parts) if alone else (),
        change,
        (lambda: f"if {condition()}:\n{indent(statements(), ' ')}") if condition and statements else None,
    )
