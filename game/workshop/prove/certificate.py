"""What a verdict "impossible" rests on, written down so that somebody else can check it.

A certificate names some slots and gives, for every node, the valuations of them that can arrive there. It holds if the
beginning is inside, if no step leads out, and if the goal does not show inside. What it does not follow may have any of
the values that are listed for each slot by itself, and that list is checked in the same way.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from game.workshop.prove.facts import Facts
from game.workshop.prove.goals import Goal
from game.workshop.prove.projection import Projection

Valuation = tuple[int, ...]
Table = tuple[Mapping[int, tuple[int, ...]] | None, ...]
"""For each node the values of each slot that matters there; None for a node that play never comes to."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """Why a goal is impossible."""

    goal: Goal
    followed: tuple[tuple[int, ...], ...]
    """The slots that are followed at each node."""
    arriving: tuple[frozenset[Valuation], ...]
    """The valuations of those slots that can arrive there."""
    values: Table


def certify(facts: Facts, goal: Goal, slots: frozenset[int]) -> Certificate:
    """The certificate that a goal is impossible in the projection on some slots."""
    projection = Projection(facts, slots)
    reached = projection.forward([True] * len(facts.graph.nodes), facts.reached)
    followed = [tuple(sorted(slots & live)) for live in facts.live]
    arriving = tuple(
        frozenset(_valuations(projection, bits, here)) for bits, here in zip(reached, followed, strict=True)
    )
    return Certificate(goal, tuple(followed), arriving, tuple(_table(facts)))


def _table(facts: Facts) -> Iterable[Mapping[int, tuple[int, ...]] | None]:
    values = facts.values
    if values is None:
        yield from ({} for _ in facts.graph.nodes)
        return
    for sets, live in zip(values.arriving, values.facts.live, strict=True):
        yield None if sets is None else {slot: values.fields.of(sets, slot) for slot in live}


def _valuations(projection: Projection, bits: int, slots: Sequence[int]) -> Iterable[Valuation]:
    while bits:
        lowest = bits & -bits
        known = projection.space.values(lowest.bit_length() - 1)
        yield tuple(known[slot] for slot in slots)
        bits ^= lowest
