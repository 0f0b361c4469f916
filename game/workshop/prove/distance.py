"""How far a real state is from a goal in a projection: never further than it really is, None if it cannot get there.

Such distances are pattern databases (Culberson and Schaeffer 1998).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from game.workshop.prove.projection import Projection
from game.workshop.prove.walk import Place


class Distance:
    """The distances of one projection from one goal."""

    def __init__(self, projection: Projection, goal: Mapping[int, int], reached: Sequence[int]) -> None:
        self.projection = projection
        self.goal = goal
        self._each = projection.rings(goal, reached)
        self._rings: dict[int, list[tuple[int, bytes]]] = {}
        for far, ring in enumerate(self._each):
            for number, bits in ring.items():
                self._rings.setdefault(number, []).append((far, _bytes(bits)))
        self._known: dict[tuple[int, int], int | None] = {}
        self._digits: dict[int, list[tuple[int, dict[int, int]]]] = {}

    def of(self, place: Place) -> int | None:
        """The distance of a place where play rests."""
        key = (place[0], self.bit(place))
        if key not in self._known:
            self._known[key] = self._look(*key)
        return self._known[key]

    def ring(self, far: int) -> Mapping[int, int]:
        """What is so far away: where play rests and, with no step to go, wherever the goal shows."""
        return {**self.goal, **self._each[0]} if far == 0 else self._each[far]

    def bits(self, place: Place) -> int:
        """A place as a set of one valuation."""
        return 1 << self.bit(place)

    def bit(self, place: Place) -> int:
        """Which valuation a place has, by its bit."""
        here, values = place
        if here not in self._digits:
            self._digits[here] = digits(self.projection, here)
        return sum(weights[values[local]] for local, weights in self._digits[here])

    def _look(self, here: int, bit: int) -> int | None:
        byte, rest = bit >> 3, bit & 7
        rings = self._rings.get(here, ())
        return next((far for far, bits in rings if byte < len(bits) and bits[byte] >> rest & 1), None)


def _bytes(bits: int) -> bytes:
    """The same bits, of which one can be looked at without moving the others."""
    return bits.to_bytes((bits.bit_length() + 7) // 8, "little")


def digits(projection: Projection, here: int) -> list[tuple[int, dict[int, int]]]:
    """For each slot that matters there, where it stands in the World, and what each value adds to the bit."""
    facts = projection.facts
    layout = facts.graph.layouts[facts.graph.nodes[here].episode]
    space, found = projection.space, []
    for slot in projection.slots & facts.live[here]:
        local = slot if slot < layout.shared else slot - layout.offset
        weights = {value: index * space.strides[slot] for index, value in enumerate(space.domains[slot])}
        found.append((local, weights))
    return found
