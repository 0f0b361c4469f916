"""The Story: everything that was read, as frozen values with resolved names; its flows are in `item`.

Built by the readers of this room; read by the engine and the workshop.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from pathlib import Path

from game.language.expression import Expression
from game.language.item import Block, Flow
from game.language.mark import Mark
from game.language.renamed import Renamed
from game.language.sol import SolTime
from game.language.types import Type, Variable
from game.language.value import value


@value
class Scene:
    """A named flow in a place."""

    name: str
    place: str
    present: tuple[str, ...]
    state: tuple[Variable, ...]
    pool: str | None
    when: Expression | None
    again: bool
    flow: Flow
    mark: Mark


MAX_MINUTES = 99_999
"""That a clock can count, some sixty-seven sols; beyond them it stands still."""


@value
class Clock:
    """Minutes that an episode has, and until what."""

    minutes: int
    until: str
    most: int
    """The most minutes that an effect may give it."""
    begins: SolTime | None
    """The local time at the episode's beginning."""


@value
class Instrument:
    """Numbers of the state that are drawn."""

    title: str
    kind: str
    """`curve`, its values along the way, or `bar`, its value now."""
    keys: tuple[str, ...]
    """The variable, or those of a family."""
    unit: str
    words: tuple[str, ...]
    """What the equal parts of its range are called, the lowest first; empty if numbers say enough."""
    against: str | None
    """The variable that a curve is drawn against, or the `clock` of the episode; None: the steps of the player."""


@value
class Invariant:
    """What must hold wherever play rests."""

    name: str
    must: Expression
    within: tuple[str, ...]
    """The parts in which it must: episodes, or scenes of the episode that declares it. Of none: in all."""
    mark: Mark


@value
class Fate:
    """What became of somebody, told after every ending."""

    person: str
    """A key of the cast."""
    blocks: tuple[Block, ...]
    """They only tell."""
    mark: Mark


@value
class Episode:
    """One file of scenes."""

    id: str
    number: int
    title: str
    second_title: str
    clock: Clock | None
    light: float | None
    """Minutes that light takes to Earth, one way."""
    recap: tuple[Block, ...]
    """What the title card tells; the menu at its end is the scene before the others."""
    skip: str | None
    """The id of the choice in that menu that is taken by whoever goes on, or None if there is no menu."""
    scenes: Mapping[str, Scene]
    mark: Mark
    instruments: Mapping[str, Instrument] = field(default_factory=dict)
    """What is drawn in this episode alone, by variable or family."""
    invariants: tuple[Invariant, ...] = ()
    """What must hold in this episode."""
    afterwards: tuple[Fate, ...] = ()
    """What became of everybody, where the story may end in this episode."""

    @property
    def first(self) -> str:
        """The scene where the episode begins."""
        return next(iter(self.scenes))


@value
class Person:
    """Somebody who speaks."""

    id: str
    name: str
    full: str
    role: str
    tongue: str | None
    groups: tuple[str, ...]
    about: str


@value
class Reading:
    """What two notes mean when they are put together."""

    id: str
    of: frozenset[str]
    text: str


@value
class EndingText:
    """How an ending is announced."""

    title: str
    listener: str
    mark: Mark


@value
class EpisodeFile:
    """An episode that can be read."""

    id: str
    path: str
    mark: Mark


@value
class Story:
    """What the whole story shares; its episodes are read one at a time by `read_episode`."""

    id: str
    title: str
    version: str
    folder: Path
    stances: Mapping[str, str]
    """Stance to its sign, one column wide."""
    cast: Mapping[str, Person]
    variables: Mapping[str, Variable]
    means: Mapping[str, Expression]
    totals: Mapping[str, tuple[str, ...]]
    notes: Mapping[str, str]
    readings: Mapping[str, Reading]
    endings: Mapping[str, EndingText]
    episodes: tuple[EpisodeFile, ...]
    ledger: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Scene to label to id, from ids.yaml."""
    renamed: tuple[tuple[Renamed, ...], ...] = ()
    """What was renamed at one time, each, oldest first."""
    instruments: Mapping[str, Instrument] = field(default_factory=dict)
    """What is drawn of the whole playthrough, by variable or family."""
    invariants: tuple[Invariant, ...] = ()
    """What must hold in every episode, or in some."""
    afterwards: tuple[Fate, ...] = ()
    """What became of everybody, in the order in which it is told."""

    def type_of(self, key: str) -> Type:
        """The type of a declared variable."""
        return self.variables[key].type
