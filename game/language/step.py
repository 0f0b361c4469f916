"""The steps of a block: what is said, what changes, and the arrows."""

from __future__ import annotations

from game.language.expression import Expression, Name
from game.language.mark import Mark
from game.language.text import Text
from game.language.types import Variable
from game.language.value import value


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
