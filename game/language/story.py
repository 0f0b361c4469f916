"""The Story: everything that was read, as frozen values with resolved names.

Built by the readers of this room; read by the engine and the workshop.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from pathlib import Path

from game.language.expression import Expression, Name
from game.language.mark import Mark
from game.language.renamed import Renamed
from game.language.sol import SolTime
from game.language.types import Type, Variable
from game.language.value import value

# Prose ---------------------------------------------------------------------------------------------------------


@value
class Letters:
    """Words that are always the same."""

    text: str
    italic: bool = False


@value
class Value:
    """The value of something declared."""

    name: Name
    italic: bool = False


@value
class Cases:
    """The first text whose condition holds; None is always."""

    cases: tuple[tuple[Expression | None, Text], ...]
    mark: Mark


@value
class Variants:
    """A text that depends on how often it was shown: kind `stop`, `cycle`, `once` or `shuffle`."""

    kind: str
    texts: tuple[Text, ...]
    mark: Mark


@value
class Text:
    """A stretch of prose."""

    parts: tuple[Letters | Value | Cases | Variants, ...]


# Steps of a block ----------------------------------------------------------------------------------------------


@value
class Place:
    """Where an arrow leads: a scene, or a point in it, of this episode or another."""

    episode: str | None
    scene: str | None
    """None: the beginning of the episode."""
    point: str | None
    mark: Mark


@value
class Utterance:
    """A paragraph of narration, or what somebody says."""

    speaker: str | None
    lang: str | None
    text: Text
    subtitle: Text | None
    joined: bool
    """The next text follows without a break."""
    mark: Mark


@value
class Assign:
    """`NAME = value`, `+=` or `-=`, kept within the range."""

    variable: Variable
    op: str
    value: int | Name


@value
class Spend:
    """Minutes that pass."""

    minutes: int


@value
class Effect:
    """A change of state, perhaps under a condition."""

    change: Assign | Spend
    when: Expression | None
    mark: Mark


@value
class Go:
    """`-> place`."""

    place: Place


@value
class Call:
    """`-> place ->`."""

    place: Place


@value
class Back:
    """`<-`."""

    mark: Mark


Step = Utterance | Effect | Go | Call | Back


@value
class Paragraph:
    """Steps under one head."""

    head: str | None
    """None, `if`, `elif` or `else`."""
    when: Expression | None
    steps: tuple[Step, ...]
    mark: Mark


# Items of a flow -----------------------------------------------------------------------------------------------


@value
class Block:
    """Prose and what stands in it."""

    paragraphs: tuple[Paragraph, ...]
    mark: Mark


@value
class Option:
    """A choice as its author wrote it."""

    name: str
    label: Text
    stance: str | None
    when: Expression | None
    locked: Text | None
    again: bool
    after: str | None
    turns: int
    flow: Flow
    mark: Mark
    words: str
    """The label as it is written, without its tags; what the ledger knows it by."""


@value
class Menu:
    """Neighbouring choices."""

    options: tuple[Option, ...]
    otherwise: Flow | None
    mark: Mark


@value
class Here:
    """A place to come back to."""

    name: str
    mark: Mark


@value
class If:
    """Whole flows under a condition."""

    when: Expression
    then: Flow
    other: Flow
    mark: Mark


@value
class Start:
    """Something the other one begins in a session."""

    when: Expression | None
    flow: Flow
    mark: Mark


@value
class Session:
    """A conversation with a budget of turns."""

    name: str
    partner: str | None
    turns: int
    offers: int
    topics: tuple[Option, ...]
    starts: tuple[Start, ...]
    closed_when: Expression | None
    closed: Flow
    spent: Flow
    empty: Flow | None
    mark: Mark


@value
class Pool:
    """A draw of scenes."""

    name: str
    draw: int
    mark: Mark


@value
class Send:
    """A message whose answer takes time."""

    name: str
    to: str | None
    minutes: int
    text: Flow
    reply: Flow
    mark: Mark


@value
class End:
    """The story ends."""

    ending: str
    mark: Mark


Item = Block | Menu | Here | If | Session | Pool | Send | End


@value
class Flow:
    """Items, one after the other."""

    items: tuple[Item, ...]


# The whole -----------------------------------------------------------------------------------------------------


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
