"""A condition that compares many others holds where it says, whatever is known of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import product
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from game.engine.code import Contender, Contest, Guard
from game.workshop.prove.graph import AnyOpen, Condition, Layout, Ranked, Taken
from game.workshop.prove.ranks import Truth, truth

FLAGS, AGES = range(4), range(4, 6)
VALUES = list(product(*([(0, 1)] * len(FLAGS)), *([(0, 1, 2)] * len(AGES))))
"""Every valuation of four flags and two ages; a set of them has a bit for each."""
FULL = (1 << len(VALUES)) - 1
LAYOUT = Layout(len(FLAGS) + len(AGES), 0)


def where(test: Callable[[tuple[int, ...]], bool], unknown: set[int]) -> int:
    """The valuations with which something holds, or would with other values of what is unknown."""
    holding = {blurred(values, unknown) for values in VALUES if test(values)}
    return sum(1 << number for number, values in enumerate(VALUES) if blurred(values, unknown) in holding)


def blurred(values: tuple[int, ...], unknown: set[int]) -> tuple[int, ...]:
    return tuple(0 if slot in unknown else value for slot, value in enumerate(values))


def flag(slot: int, wanted: bool) -> Guard:
    return Guard(lambda values: bool(values[slot]) == wanted, (slot,))


def condition(guard: Guard) -> Condition:
    return Condition(guard, LAYOUT)


class Known:
    """What is known of conditions and ages."""

    def __init__(self, unknown: set[int]) -> None:
        self.unknown = unknown

    def leaf(self, one: Condition) -> Truth:
        return where(one.guard.test, self.unknown), where(lambda values: not one.guard.test(values), self.unknown)

    def ages(self, slot: int) -> Iterable[tuple[int, int]]:
        return [(age, where(lambda values, age=age: values[slot] == age, self.unknown)) for age in (0, 1, 2)]


def agrees(found: Truth, test: Callable[[tuple[int, ...]], bool], unknown: set[int]) -> bool:
    """Never less than there is; exactly that, if everything is known."""
    exact = where(test, set()), where(lambda values: not test(values), set())
    if not unknown:
        return found == exact
    return all(not there & ~said for said, there in zip(found, exact, strict=True))


@settings(max_examples=150, deadline=None)
@given(st.randoms(use_true_random=False))
def test_who_is_among_the_first_is_known_as_well_as_what_it_depends_on(random: Random) -> None:
    unknown = {slot for slot in (*FLAGS, *AGES) if random.random() < random.choice((0, 0.4))}
    contenders = tuple(
        Contender(
            flag(random.choice(FLAGS), random.random() < 0.7),
            flag(random.choice(FLAGS), True) if random.random() < 0.4 else None,
            random.choice((0, 0, 1)),
            random.choice((None, *AGES)),
        )
        for _ in range(random.randint(2, 4))
    )
    contest = Contest(contenders, random.randint(1, 2))
    ranked = tuple(
        Ranked(condition(one.when), condition(one.first) if one.first else None, one.age, one.rank)
        for one in contenders
    )
    known = Known(unknown)
    for index in range(len(contenders)):
        found = truth(Taken(ranked, contest.count, index), known.leaf, known.ages, FULL)
        assert agrees(found, lambda values, index=index: index in contest(values), unknown)


@settings(max_examples=50, deadline=None)
@given(st.randoms(use_true_random=False))
def test_whether_anything_is_open_is_known_as_well_as_what_it_depends_on(random: Random) -> None:
    unknown = {slot for slot in FLAGS if random.random() < random.choice((0, 0.4))}
    groups = [
        [flag(random.choice(FLAGS), random.random() < 0.5) for _ in range(random.randint(0, 2))]
        for _ in range(random.randint(1, 3))
    ]
    known = Known(unknown)
    found = truth(AnyOpen(tuple(tuple(map(condition, group)) for group in groups)), known.leaf, known.ages, FULL)
    assert agrees(found, lambda values: any(all(g.test(values) for g in group) for group in groups), unknown)
