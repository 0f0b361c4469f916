"""A Plan: what to do in a story and what to expect of it, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass

from game.language.expression import Expression
from game.language.mark import Mark


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that may be so at a moment of a play."""

    kind: str
    """A key of FACTS."""
    value: str
    """As the plan has it; of state, `name = value`."""
    mark: Mark
    when: Expression | None = None
    """The condition, of the kind `if`."""


FACTS = {
    "scene": "play rests in that scene",
    "episode": "play is in that episode",
    "text": "the last step told these words",
    "ending": "the story ended there",
    "menu": "these choices are open",
    "locked": "these choices are shown and locked",
    "absent": "these choices are not shown",
    "note": "the note is in the notebook",
    "reading": "the reading was made",
    "state": "the story remembers these values",
    "if": "the condition holds",
}
"""What can be expected, and what it means."""

SEVERAL = ("menu", "locked", "absent")
"""Facts whose value may be a list."""


@dataclass(frozen=True, slots=True)
class Choose:
    """Take one choice after the other, each by its label or id."""

    labels: tuple[tuple[str, Mark], ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Put two notes together."""

    notes: tuple[str, ...]
    mark: Mark


@dataclass(frozen=True, slots=True)
class Until:
    """Anything, by a temperament, until the facts hold."""

    facts: tuple[Fact, ...]
    by: str
    most: int
    mark: Mark


@dataclass(frozen=True, slots=True)
class Expect:
    """The facts hold now."""

    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Never:
    """None of the facts holds at any moment from here on."""

    facts: tuple[Fact, ...]


STARTS = ("episode", "bookmark", "save")
"""What a plan can begin at: an episode, a save that ships, a save on the shelf or in a file beside the story."""
Step = Choose | Pair | Until | Expect | Never


@dataclass(frozen=True, slots=True)
class Start:
    """Where a plan begins."""

    kind: str
    """One of STARTS."""
    name: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Plan:
    """One file of steps."""

    title: str
    file: str
    start: Start | None
    """Where it begins; None for the first episode."""
    seed: int
    steps: tuple[Step, ...]
    mark: Mark
