"""Reads the invariants: what its author says must hold wherever play rests. `prove` says whether it does."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial

import yaml

from game.language.expression import TRUE, Conditions, Expression, Not, Some
from game.language.fields import Fields
from game.language.names import check_name
from game.language.problem import did_you_mean
from game.language.scope import Scope
from game.language.source import Source
from game.language.story import Invariant

KEYS = ("must", "if", "in")


def read_invariants(
    source: Source, node: yaml.Node | None, scope: Scope, parts: Collection[str]
) -> tuple[Invariant, ...]:
    """The invariants of a story or an episode, none if there is no node; `parts` are those that `in` may name."""
    return tuple(_Reader(source, scope, parts).read(node)) if node is not None else ()


class _Reader:
    def __init__(self, source: Source, scope: Scope, parts: Collection[str]) -> None:
        self.source, self.parts = source, parts
        self.conditions = Conditions(scope.lookup(), scope.known, source.problems, lambda name: scope.doubt(name, None))

    def read(self, node: yaml.Node) -> list[Invariant]:
        found = []
        for name, mark, declared in Fields(self.source, node, "`invariants`"):
            check_name(name, mark, self.source.problems)
            fields = Fields(self.source, declared, f"`{name}`", KEYS, form="Write {must: CONDITION}.")
            found.append(Invariant(name, self._must(fields), self._parts(fields), mark))
        return found

    def _must(self, fields: Fields) -> Expression:
        """The condition, where another one is asked for first: that it holds or the other does not."""
        must = self._condition(fields, "must")
        return Some((Not(self._condition(fields, "if")), must)) if "if" in fields else must

    def _condition(self, fields: Fields, key: str) -> Expression:
        text = fields.text(key)
        is_line = isinstance(fields.get(key), yaml.ScalarNode)
        return self.conditions.read(text, fields.value_mark(key)) if is_line else TRUE

    def _parts(self, fields: Fields) -> tuple[str, ...]:
        words = fields.words("in")
        for word in words:
            if word not in self.parts:
                message = f"There is no place called {word}."
                self.source.problems.miss(
                    "U404", fields.value_mark("in"), word, message, partial(did_you_mean, word, self.parts)
                )
        return words
