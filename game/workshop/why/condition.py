"""Takes a condition that fails apart into the comparisons that make it fail."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from game.engine.code import Values, test_of
from game.language.expression import Among, Compare, Every, Expression, Name, Not, Some
from game.language.types import Flag, Type

OPPOSITE = {"==": "!=", "!=": "==", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}


@dataclass(frozen=True, slots=True)
class Failing:
    """One comparison that would have to be otherwise."""

    key: str
    needs: str
    """What would have to be so, as an author writes it."""
    value: str
    """What the key is instead."""
    test: Expression
    """What would have to hold."""
    either: bool
    """It is one of several, any of which would do."""


def failing(when: Expression, values: Values, slots: Mapping[str, int]) -> Iterator[Failing]:
    """Every comparison that keeps `when` from holding; none if it holds."""
    yield from _failing(when, values, slots, False)


def _failing(when: Expression, values: Values, slots: Mapping[str, int], either: bool) -> Iterator[Failing]:
    if test_of(when, slots)(values):
        return
    match when:
        case Every(parts) | Some(parts):
            for part in parts:
                yield from _failing(part, values, slots, either or isinstance(when, Some))
        case Not(part) if not isinstance(part, Name | Among):
            yield from _failing(negated(part), values, slots, either)
        case _:
            name = _name_of(when)
            yield Failing(name.key, spelt(when), name.type.show(values[slots[name.key]]), when, either)


def negated(when: Expression) -> Expression:
    """What holds where `when` does not, with `not` only before a name or a list."""
    match when:
        case Compare(op, left, right):
            return Compare(OPPOSITE[op], left, right)
        case Every(parts):
            return Some(tuple(map(negated, parts)))
        case Some(parts):
            return Every(tuple(map(negated, parts)))
        case Not(part):
            return part
    return Not(when)


def _name_of(leaf: Expression) -> Name:
    match leaf:
        case Name():
            return leaf
        case Compare(_, left, _):
            return left
        case Among(name):
            return name
        case Not(part):
            return _name_of(part)
    raise TypeError(leaf)


def spelt(leaf: Expression) -> str:
    """A comparison as an author writes it."""
    match leaf:
        case Name(key):
            return shown(key)
        case Compare(op, left, right):
            return f"{shown(left.key)} {op} {shown(right.key) if isinstance(right, Name) else left.type.show(right)}"
        case Among(name, values):
            return f"{shown(name.key)} in [{', '.join(map(name.type.show, values))}]"
        case Not(Among() as among):
            return spelt(among).replace(" in [", " not in [")
        case Not(part):
            return f"not {spelt(part)}"
    raise TypeError(leaf)


def shown(key: str) -> str:
    """A key as an author writes it: `@hall.lamp` is `hall.lamp`, `hall/nudges` is `nudges`."""
    return key.removeprefix("@").rpartition("/")[2].rpartition("#")[2]


def could_become(leaf: Expression, value: int, kind: Type) -> bool:
    """Whether a comparison with a number holds once its key has that value."""
    match leaf:
        case Not(part):
            return not could_become(part, value, kind)
        case Compare(_, left, int()) | Among(Name() as left, _):
            return test_of(leaf, {left.key: 0})((value,))
        case Name():
            return isinstance(kind, Flag) and value != 0
    return True
