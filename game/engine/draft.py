"""The graph of an episode while it is being compiled: blocks by reference, keys not yet slots."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from game.language.expression import Expression
from game.language.mark import Mark
from game.language.step import Effect, Utterance
from game.language.text import Text
from game.language.types import Range
from game.language.value import value

COUNTER = Range(0, 1)
"""Stands for the type of a number that the program keeps for itself; nothing asks for its ends."""


@value
class Put:
    """A key gets a value that the program keeps for itself."""

    key: str
    value: int


@value
class Add:
    """A program's own counter goes up, and stays at `most`."""

    key: str
    amount: int
    most: int


@value
class Branch:
    """Steps under conditions, the first that holds; None always holds."""

    ways: tuple[tuple[Expression | None, tuple[DraftStep, ...]], ...]


@value
class Tell:
    """An utterance that is shown as `kind`."""

    utterance: Utterance
    kind: str
    to: str | None = None


DraftStep = Tell | Effect | Put | Add | Branch


@value
class Ranked:
    """A guard: among the first `count` of those candidates that hold, by a rank that the state gives.

    A candidate is a condition, its fixed rank, and what makes it come before the others.
    """

    name: str
    """The session or the pool."""
    index: int


@value
class AnyOpen:
    """A guard: some offer of that menu is open."""

    menu: Draft


DraftGuard = Expression | Ranked | AnyOpen


@dataclass(eq=False, slots=True)
class DraftOffer:
    """A choice of a menu."""

    name: str
    label: Text
    stance: str | None
    when: Expression | None
    locked: Text | None
    mark_key: str | None
    """The key that is set once it was taken."""
    again: bool
    ranked: Ranked | None
    target: Draft
    mark: Mark


@dataclass(eq=False, slots=True)
class Draft:
    """A block whose neighbours are known by reference. Its steps stand in reverse while it grows at its head."""

    scene: str
    mark: Mark
    kind: str = "go"
    """`go`, `menu`, `end` or `leave`."""
    steps: list[DraftStep] = field(default_factory=list)
    edges: list[tuple[DraftGuard | None, Draft]] = field(default_factory=list)
    offers: list[DraftOffer] = field(default_factory=list)
    ending: str | None = None
    leave: tuple[str, str | None] | None = None
    shared: bool = False
    """Something refers to it, so nothing may be put before its steps."""
    site: Draft | None = None
    """Where a call that is made here comes back to."""
    comes_back: bool = False
    """It leads back to whoever called."""
    bounded: int = 0
    """So many of its first edges can each be taken only once, so they make no endless round."""

    def become(self, other: Draft) -> None:
        """Take over what `other` is, or lead to it if others refer to it too."""
        if other.shared:
            self.edges = [(None, other)]
            return
        self.mark, self.kind, self.steps, self.edges = other.mark, other.kind, other.steps, other.edges
        self.offers, self.ending, self.leave = other.offers, other.ending, other.leave
        self.site, self.comes_back, self.bounded = other.site, other.comes_back, other.bounded

    def neighbours(self) -> Iterator[Draft]:
        """Where play can go from here."""
        for _, target in self.edges:
            yield target
        for offer in self.offers:
            yield offer.target

    def shortcut(self) -> Draft:
        """The block that this one leads to if it does nothing itself; otherwise itself."""
        here, seen = self, {id(self)}
        while here.kind == "go" and not here.steps and len(here.edges) == 1 and here.edges[0][0] is None:
            here = here.edges[0][1]
            if id(here) in seen:
                break
            seen.add(id(here))
        return here


@value
class Candidate:
    """One of those that are ranked: a topic of a session, a scene of a pool."""

    when: Expression
    first: Expression | None
    """It comes before the others where this holds."""
    age: str | None = None
    """The key that says in which order it was last drawn: 1 for the last one, 0 for never."""
    level: int = 0
    """How many conditions it has, where that comes before its age."""


@value
class Ranking:
    """Candidates, best first where nothing else decides, and how many are taken."""

    candidates: tuple[Candidate, ...]
    count: int


@dataclass
class Graph:
    """An episode as drafts."""

    entries: dict[str, Draft] = field(default_factory=dict)
    rankings: dict[str, Ranking] = field(default_factory=dict)
    flights: dict[str, tuple[str | None, int]] = field(default_factory=dict)
    """The key of each message's countdown, to whom it goes and how many minutes it takes."""
    callers: dict[str, list[str]] = field(default_factory=dict)
    """The key that says where a called flow goes back to, and the scene of each call, by its number."""
