"""A stretch of prose, as frozen values. Read from braces and words by `prose`; told by the engine."""

from __future__ import annotations

from game.language.expression import Expression, Name
from game.language.mark import Mark
from game.language.value import value


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
