"""The Statechart: one episode as blocks and guarded transitions. Frozen; everything reads it, nothing changes it."""

from __future__ import annotations

from collections.abc import Mapping

from game.engine.code import Change, Guard, World
from game.engine.moment import Line
from game.engine.telling import Prose, Teller
from game.language.mark import Mark
from game.language.story import Episode
from game.language.value import value


@value
class Tells:
    """A step that says something."""

    kind: str
    speaker: str | None
    lang: str | None
    prose: Prose
    subtitle: Prose | None
    joined: bool

    @property
    def fixed(self) -> Line | None:
        """What it says, if that is always the same."""
        if self.prose.fixed is None or (self.subtitle and self.subtitle.fixed is None):
            return None
        subtitle = self.subtitle.text((), 0) if self.subtitle else None
        return Line(self.kind, self.prose.fixed, self.speaker, self.lang, subtitle)

    def run(self, values: list[int], teller: Teller) -> None:
        """Say it."""
        spans = self.prose.spans(values, teller.seed)
        subtitle = self.subtitle.text(values, teller.seed) if self.subtitle else None
        teller.say(Line(self.kind, spans, self.speaker, self.lang, subtitle), self.joined)


@value
class Changes:
    """A step that changes values."""

    change: Change
    note: str | None = None
    """The note that it writes, if it writes one."""

    def run(self, values: list[int], _teller: Teller) -> None:
        """Change them."""
        self.change.apply(values)


@value
class Branches:
    """Steps under guards, the first that holds; None always holds."""

    ways: tuple[tuple[Guard | None, tuple[StepOp, ...]], ...]
    marks: tuple[Mark | None, ...]
    """Where each way stands; None for what the program keeps for itself."""

    def run(self, values: list[int], teller: Teller) -> None:
        """Run the steps of the first way that is open."""
        for step in self.way(values):
            step.run(values, teller)

    def way(self, values: list[int]) -> tuple[StepOp, ...]:
        """The steps of the first way that is open."""
        for guard, steps in self.ways:
            if guard is None or guard.test(values):
                return steps
        return ()


StepOp = Tells | Changes | Branches


@value
class Offer:
    """A choice of a menu."""

    id: str
    """`scene.name`."""
    label: Prose
    stance: str | None
    when: Guard | None
    """Its author's condition."""
    locked: Prose | None
    """The reason shown where `when` fails."""
    also: tuple[Guard, ...]
    """What else must hold for it to be offered at all."""
    target: str
    mark: Mark

    @property
    def guards(self) -> tuple[Guard, ...]:
        """Everything that must hold for it to be taken."""
        return (self.when, *self.also) if self.when else self.also

    def open(self, world: World) -> bool:
        """Whether it can be taken."""
        return all(guard.test(world) for guard in self.guards)


@value
class Edge:
    """A transition that is taken by itself."""

    guard: Guard | None
    target: str


@value
class Block:
    """A state: what is told and changed on entering, and how it goes on."""

    id: str
    scene: str
    kind: str
    """`go` moves on by itself, `menu` and `end` rest, `leave` goes to another episode."""
    steps: tuple[StepOp, ...]
    edges: tuple[Edge, ...]
    offers: tuple[Offer, ...]
    ending: str | None
    leave: tuple[str, str | None] | None
    """Episode, and scene of it or None for its beginning."""
    mark: Mark


@value
class Flight:
    """A message whose answer takes time."""

    slot: int
    to: str | None
    minutes: int


@value
class Statechart:
    """One episode, compiled."""

    episode: Episode
    slots: Mapping[str, int]
    """Where each key stands in a World; those that the story shares come first, in the order it declares them."""
    shared: int
    """How many slots the story shares."""
    start: World
    """The values at the beginning of a story that begins with this episode."""
    blocks: Mapping[str, Block]
    entries: Mapping[str, str]
    """Scene to the id of its first block."""
    flights: Mapping[str, Flight]
    recap: tuple[StepOp, ...]
    calls: Mapping[str, tuple[str, ...]]
    """The key that says where a called flow goes back to, and a name for each call; the first is number 1."""

    def entering(self, world: World) -> World:
        """The World on entering this episode with what the story shares from `world`."""
        return world[: self.shared] + self.start[self.shared :]

    def recalled(self, world: World, seed: int) -> tuple[Line, ...]:
        """What the title card recalls on entering with `world`."""
        teller = Teller(seed)
        for step in self.recap:
            step.run(list(world), teller)
        return tuple(teller.lines)
