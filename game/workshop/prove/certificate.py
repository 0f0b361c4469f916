"""What a verdict "impossible" rests on, written down so that somebody else can check it.

A certificate names some slots and gives, for every node, the valuations of them that can arrive there. It holds if the
beginning is inside, if no step leads out, and if the goal does not show inside. That some slots have fewer values than
their type allows is certified in the same way, slot by slot, beforehand.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from game.workshop.prove.facts import Facts
from game.workshop.prove.goals import Goal
from game.workshop.prove.projection import Projection

Valuation = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Certificate:
    """Why a goal is impossible."""

    goal: Goal | None
    """None where it certifies values only."""
    slots: tuple[int, ...]
    arriving: tuple[frozenset[Valuation], ...]
    """The valuations of the slots, node by node; a slot that matters no more there has its first value."""
    domains: tuple[tuple[int, ...], ...]
    """The values that each slot can have; certified by `before`, or those of its type."""
    before: tuple[Certificate, ...] = ()


def certify(facts: Facts, goal: Goal, slots: frozenset[int]) -> Certificate:
    """The certificate that a goal is impossible in the projection on some slots."""
    before = tuple(_certified(Facts(facts.graph, domains), None, frozenset({slot})) for slot, domains in facts.narrowed)
    return replace(_certified(facts, goal, slots), before=before)


def _certified(facts: Facts, goal: Goal | None, slots: frozenset[int]) -> Certificate:
    projection = Projection(facts, slots)
    reached = projection.forward([True] * len(facts.graph.nodes))
    arriving = tuple(frozenset(_valuations(projection, bits)) for bits in reached)
    return Certificate(goal, projection.space.slots, arriving, tuple(facts.domains))


def _valuations(projection: Projection, bits: int) -> Iterable[Valuation]:
    while bits:
        lowest = bits & -bits
        yield tuple(projection.space.values(lowest.bit_length() - 1).values())
        bits ^= lowest
