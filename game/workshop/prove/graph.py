"""The graph that is examined: what the machines of a story do, episode after episode, as nodes and arcs.

A node is a stretch without interruption: what can be seen on arriving, then changes, then arcs. Play rests in a menu or
an ending; from rest to rest it goes along arcs that take no step.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from game.engine.code import Change, Guard
from game.engine.statechart import Statechart
from game.engine.trail import Step
from game.language.mark import Mark
from game.workshop.prove.tree import Domains, Leaf, Probe, Tree, Writes, grow

MENU, GO, END = "menu", "go", "end"


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the slots of an episode stand among those of the whole story."""

    shared: int
    offset: int

    def place(self, local: int) -> int:
        """The story's slot for a slot of this episode's World."""
        return local if local < self.shared else local + self.offset


Known = Mapping[int, tuple[int, ...]]
"""Slots of which it is known that they have only these values there."""


@dataclass(frozen=True, slots=True, eq=False)
class Condition:
    """A guard of the machine, and the slots of the whole story that it reads."""

    guard: Guard
    layout: Layout
    whole: AnyOpen | Taken | None = None
    """What it is made of, if it compares many others."""
    known: Known = field(default_factory=dict)

    @property
    def reads(self) -> tuple[int, ...]:
        """The story's slots that it reads."""
        return tuple(map(self.layout.place, self.guard.reads))

    def tree(self, domains: Domains) -> Tree:
        """Its decision tree."""
        test = self.guard.test

        def call(probe: Probe) -> Leaf:
            return bool(test(probe))  # type: ignore[arg-type]

        return grow(call, self.layout.place, _Narrowed(domains, self.known))


@dataclass(frozen=True, slots=True)
class AnyOpen:
    """That all conditions of some group hold."""

    groups: tuple[tuple[Condition, ...], ...]


@dataclass(frozen=True, slots=True)
class Ranked:
    """What is ranked; as in the machine, but with the slots of the whole story."""

    when: Condition
    first: Condition | None
    age: int | None
    rank: Callable[[bool, int], tuple[int, int, int]]


@dataclass(frozen=True, slots=True)
class Taken:
    """That one of some contenders is among the first `count`."""

    contenders: tuple[Ranked, ...]
    count: int
    index: int


class _Narrowed:
    """The values of slots, fewer of those of which that is known."""

    def __init__(self, domains: Domains, known: Known) -> None:
        self.domains, self.known = domains, known

    def __getitem__(self, slot: int) -> Sequence[int]:
        return self.known[slot] if slot in self.known else self.domains[slot]


@dataclass(frozen=True, slots=True, eq=False)
class Act:
    """A change of the machine, and the slots of the whole story that it touches."""

    change: Change
    layout: Layout
    known: Known = field(default_factory=dict)

    @property
    def reads(self) -> tuple[int, ...]:
        """The story's slots that it reads."""
        return tuple(map(self.layout.place, self.change.reads))

    @property
    def writes(self) -> tuple[int, ...]:
        """The story's slots that it writes."""
        return tuple(map(self.layout.place, self.change.writes))

    def run(self, values: list[int]) -> list[int]:
        """The values after it."""
        self.change.apply(values)
        return values

    def tree(self, domains: Domains) -> Tree:
        """Its decision tree; a leaf is what it writes."""
        apply = self.change.apply

        def call(probe: Probe) -> Leaf:
            apply(probe)  # type: ignore[arg-type]
            return tuple(sorted(probe.written.items()))

        return grow(call, self.layout.place, _Narrowed(domains, self.known))


@dataclass(frozen=True, slots=True, eq=False)
class Enter:
    """Going into an episode: what it keeps for itself begins afresh."""

    chart: Statechart
    layout: Layout
    reads: tuple[int, ...] = ()

    @property
    def writes(self) -> tuple[int, ...]:
        """Every slot that the episode keeps for itself."""
        return tuple(map(self.layout.place, range(self.chart.shared, len(self.chart.start))))

    def run(self, values: list[int]) -> list[int]:
        """The values after it, in the new episode's order."""
        return list(self.chart.entering(tuple(values)))

    def tree(self, _domains: Domains) -> Tree:
        """A single leaf: what it writes."""
        return self.fresh

    @property
    def fresh(self) -> Writes:
        """Its slots, with the values that they begin with."""
        return tuple(zip(self.writes, self.chart.start[self.chart.shared :], strict=True))


Change_ = Act | Enter
Clause = tuple[tuple[Condition, bool], ...]
"""Some of these conditions is as it says."""
Clauses = tuple[Clause, ...]
"""All of these clauses hold."""


@dataclass(frozen=True, slots=True)
class Sight:
    """Something that shows, under conditions, when play arrives at a node or, if `late`, once its changes are made."""

    kind: str
    name: str
    mark: Mark
    clauses: Clauses = ()
    late: bool = False


@dataclass(frozen=True, slots=True)
class Arc:
    """A way from a node to another; the conditions must all hold."""

    conditions: tuple[Condition, ...]
    target: int
    step: Step | None = None
    """What the player does to take it; None where play goes by itself, along the first arc that is open."""
    acts: tuple[Change_, ...] = ()


@dataclass(frozen=True, slots=True)
class Node:
    """A stretch without interruption."""

    block: str
    episode: str
    scene: str
    kind: str
    mark: Mark
    sights: tuple[Sight, ...] = ()
    acts: tuple[Change_, ...] = ()
    arcs: tuple[Arc, ...] = ()

    @property
    def rest(self) -> bool:
        """Whether play waits here."""
        return self.kind != GO


@dataclass(frozen=True, slots=True)
class Graph:
    """A whole story as nodes."""

    nodes: tuple[Node, ...]
    beginning: int
    start: tuple[int, ...]
    """The value of each slot at the beginning."""
    names: tuple[str, ...]
    """What each slot holds, in the author's words where there are any."""
    declared: Mapping[int, tuple[int, int]]
    """The ends of the type of each slot that is declared."""
    first: Statechart
    charts: Mapping[str, Statechart] = field(default_factory=dict)
    layouts: Mapping[str, Layout] = field(default_factory=dict)
