"""Says where a condition that compares many others can hold, without going through all their cases.

A truth is two sets: where something can be true and where it can be false; where it is unknown it is in both. The same
few lines serve sets of valuations and, with a set of one, a single yes or no.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from game.workshop.prove.graph import AnyOpen, Condition, Ranked, Taken

Truth = tuple[int, int]
"""Where it can be true, where it can be false."""
Leaf = Callable[[Condition], Truth]
Ages = Callable[[int], Iterable[tuple[int, int]]]
"""The values that a slot can have, each with where it can have it."""

FEW = 256
"""A condition on many others is looked into case by case where there are no more; otherwise as here."""


def truth(whole: AnyOpen | Taken, leaf: Leaf, ages: Ages, full: int) -> Truth:
    """Where a condition made of others can hold, and where it can fail; never less than there is."""
    if isinstance(whole, AnyOpen):
        return _any(whole, leaf, full)
    return _taken(whole, leaf, ages, full)


def _any(whole: AnyOpen, leaf: Leaf, full: int) -> Truth:
    some, none = 0, full
    for group in whole.groups:
        may, fails = full, 0
        for condition in group:
            can, cannot = leaf(condition)
            may &= can
            fails |= cannot
        some |= may
        none &= fails
    return some, none


def _taken(whole: Taken, leaf: Leaf, ages: Ages, full: int) -> Truth:
    """Fewer than `count` others come before it, and it can be taken at all."""
    truths = [leaf(contender.when) for contender in whole.contenders]
    surely, perhaps = [], []
    for number, contender in enumerate(whole.contenders):
        if number == whole.index:
            continue
        earlier, later = _order(contender, whole.contenders[whole.index], number < whole.index, leaf, ages, full)
        can, cannot = truths[number]
        perhaps.append(can & earlier)
        surely.append(full & ~cannot & ~later)
    can, cannot = truths[whole.index]
    return can & ~_at_least(whole.count, surely, full), cannot | _at_least(whole.count, perhaps, full)


def _order(one: Ranked, other: Ranked, stands_first: bool, leaf: Leaf, ages: Ages, full: int) -> Truth:
    """Where one can come before the other, and where it can come after it."""
    earlier = later = 0
    others = list(_ranks(other, leaf, ages, full))
    for rank, where in _ranks(one, leaf, ages, full):
        for against, there in others:
            if rank < against or (rank == against and stands_first):
                earlier |= where & there
            else:
                later |= where & there
    return earlier, later


def _ranks(one: Ranked, leaf: Leaf, ages: Ages, full: int) -> Iterable[tuple[tuple[int, int, int], int]]:
    """Every rank that a contender can have, and where it can have it."""
    follows = (0, full) if one.first is None else leaf(one.first)
    known = [(0, full)] if one.age is None else list(ages(one.age))
    for first, where in zip((True, False), follows, strict=True):
        for age, there in known:
            if where & there:
                yield one.rank(first, age), where & there


def _at_least(count: int, sets: Sequence[int], full: int) -> int:
    """What is in at least `count` of some sets."""
    counted = [full, *[0] * count]
    for one in sets:
        for number in range(count, 0, -1):
            counted[number] |= counted[number - 1] & one
    return counted[count]
