"""A Certificate as its file says it: where play can come with which values of some slots."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import Any

Known = dict[str, int]
"""Slots, by name, and their values."""
Place = tuple[str, str, bool]
"""An episode, a block of it (its title card is called ""), and whether play rests there already."""

MOST_BITS = 1 << 16
"""Valuations of a place that are written as bits; where there could be more, those that there are stand in a list."""


@dataclass(frozen=True, slots=True)
class Part:
    """The valuations with which play can come to a place."""

    followed: tuple[str, ...]
    """The variables that still matter there."""
    listed: frozenset[tuple[int, ...]]
    """Their values, in that order."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """Nothing but these valuations of some variables can occur, and so some things never show."""

    goals: Sequence[Mapping[str, Any]]
    """What never shows."""
    parts: Mapping[Place, Part]
    of: str = ""
    """The slot whose values it is about, if it has no goals."""

    @property
    def variables(self) -> frozenset[str]:
        """Every slot that is followed anywhere."""
        return frozenset(name for part in self.parts.values() for name in part.followed)


def certificate_of(data: Mapping[str, Any]) -> Certificate:
    """What the JSON of a certificate means. LookupError, TypeError or ValueError if it is none."""
    domains = {variable["name"]: variable["values"] for variable in data["variables"]}
    parts = {}
    for state in data["states"]:
        followed = tuple(state["followed"])
        listed = map(tuple, state["listed"]) if "listed" in state else _of_bits(followed, domains, state["bits"])
        parts[state["episode"], state["block"], state["rests"]] = Part(followed, frozenset(listed))
    return Certificate(data["goals"], parts, data.get("of", ""))


def data_of(certificate: Certificate) -> dict[str, Any]:
    """The JSON of a certificate: bits, where there are not too many."""
    domains: dict[str, set[int]] = {}
    for part in certificate.parts.values():
        for values in part.listed:
            for name, value in zip(part.followed, values, strict=True):
                domains.setdefault(name, set()).add(value)
    ordered = {name: sorted(values) for name, values in sorted(domains.items())}
    return {
        **({"of": certificate.of} if certificate.of else {}),
        "goals": list(certificate.goals),
        "variables": [{"name": name, "values": values} for name, values in ordered.items()],
        "states": [
            {"episode": id, "block": block, "rests": rests, "followed": part.followed, **_valuations(part, ordered)}
            for (id, block, rests), part in certificate.parts.items()
        ],
    }


def _valuations(part: Part, domains: Mapping[str, Sequence[int]]) -> dict[str, Any]:
    places = [{value: index for index, value in enumerate(domains[name])} for name in part.followed]
    if prod(map(len, places)) > MOST_BITS:
        return {"listed": sorted(part.listed)}
    bits = 0
    for values in part.listed:
        bit, stride = 0, 1
        for place, value in zip(places, values, strict=True):
            bit, stride = bit + place[value] * stride, stride * len(place)
        bits |= 1 << bit
    return {"bits": f"{bits:x}"}


def _of_bits(followed: Sequence[str], domains: Mapping[str, Sequence[int]], bits: str) -> Iterator[tuple[int, ...]]:
    """The valuations of a bitset; the first variable changes fastest."""
    number = int(bits, 16)
    for bit, values in enumerate(product(*(domains[name] for name in reversed(followed)))):
        if number >> bit & 1:
            yield values[::-1]
