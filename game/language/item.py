"""The items of a flow: blocks, menus of choices, and instructions."""

from __future__ import annotations

from game.language.expression import Expression
from game.language.mark import Mark
from game.language.step import Paragraph
from game.language.text import Text
from game.language.value import value


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
