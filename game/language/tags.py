"""Reads the tags of a choice, in braces behind its label or as keys of the long form."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import partial

import yaml

from game.language.expression import TRUE, Conditions, Expression
from game.language.fields import Fields, scalar, text_mark
from game.language.mark import Mark
from game.language.problem import did_you_mean
from game.language.prose import ProseReader
from game.language.scope import MAX_TURNS
from game.language.source import Source
from game.language.text import Text

Topics = Collection[str] | None
"""The topics of the session that a choice belongs to; None outside of one."""


BRACKETS = re.compile(r"[\[(]([^\[\]()]*)[\])]\Z")
"""What ends a label in other brackets than tags have."""


@dataclass(slots=True)
class Tags:
    """What the tags of a choice say."""

    stance: str | None = None
    when: Expression | None = None
    locked: Text | None = None
    again: bool = False
    after: str | None = None
    turns: int = 1


class TagReader:
    """Reads the tags of the choices of one scene."""

    def __init__(
        self,
        source: Source,
        stances: Collection[str],
        conditions: Conditions,
        prose: ProseReader,
        is_value: Callable[[str], bool],
    ) -> None:
        """`is_value` tells whether a word is one that a text could show."""
        self._source, self._stances, self._conditions = source, stances, conditions
        self._prose, self._is_value, self._problems = prose, is_value, source.problems

    def read(self, tags: tuple[tuple[str, int], ...], mark: Mark, fields: Fields | None, topics: Topics) -> Tags:
        """What a choice says: the tags in braces, each with its offset in the label at `mark`, and its long form."""
        found = self._short(tags, mark, topics)
        if fields:
            self._refuse_twice(fields, tags)
            self._long(fields, found, topics)
        return found

    def _short(self, tags: tuple[tuple[str, int], ...], mark: Mark, topics: Topics) -> Tags:
        found = Tags()
        for tag, offset in tags:
            word, _, tail = tag.partition(" ")
            at = mark.on(offset)
            if not tail and word in self._stances:
                found.stance = word
            elif tag == "again":
                found.again = True
            elif word == "if" and tail:
                found.when = self._conditions.read(tail, at.on(3))
            elif word == "as" and tail:
                continue
            elif word in ("after", "turns") and tail:
                self._session_tag(word, tail.strip(), at, found, topics)
            else:
                self._problems.miss("U218", at, tag, f"“{tag}” is no tag.", partial(self._advice, tag))
        return found

    def refuse_brackets(self, words: str, mark: Mark) -> None:
        """Warn of tags in brackets that are none of theirs."""
        if not self._problems.warns:
            return
        found = BRACKETS.search(words) if words.endswith(("]", ")")) else None
        heads = [tag.split() for tag in found[1].split(";")] if found else []
        known = {*self._stances, "again", "as", "if", "after", "turns"}
        if found and all(head and head[0] in known for head in heads) and (found[0][0] == "[" or len(heads) > 1):
            advice = f"Write {{{found[1]}}}."
            self._problems.warn("U606", mark.on(found.start()), "Tags outside braces are read to the player.", advice)

    def _long(self, fields: Fields, tags: Tags, topics: Topics) -> None:
        if when := fields.get("if"):
            tags.when = self.when(when)
        if locked := fields.get("locked"):
            self._locked(fields, locked, tags)
        if "stance" in fields:
            self._stance(fields, tags)
        tags.again = tags.again or fields.flag("again")
        for word in ("after", "turns"):
            if word in fields:
                self._session_tag(word, fields.text(word), fields.value_mark(word), tags, topics)

    def _refuse_twice(self, fields: Fields, tags: tuple[tuple[str, int], ...]) -> None:
        """Report what a choice says both in braces and by a key."""
        for tag, _ in tags:
            word = tag.partition(" ")[0]
            key = "stance" if word in self._stances else word
            if key in fields:
                message = f"This choice says `{key}` twice: in its tags and here."
                self._problems.add("U226", fields.key_mark(key), message, "Keep one of them.")

    def when(self, node: yaml.Node) -> Expression:
        """The condition that an `if:` is."""
        if not isinstance(node, yaml.ScalarNode):
            scalar(self._source, node, "`if`")
            return TRUE
        return self._conditions.read(scalar(self._source, node, "`if`"), text_mark(self._source, node))

    def _locked(self, fields: Fields, node: yaml.Node, tags: Tags) -> None:
        text = scalar(self._source, node, "`locked`")
        tags.locked = self._prose.line(text, text_mark(self._source, node))
        if tags.when is None:
            message = "`locked` says why `if` fails, and there is none."
            self._problems.add("U220", fields.key_mark("locked"), message, "Write if:, or leave it out.")

    def _stance(self, fields: Fields, tags: Tags) -> None:
        tags.stance = fields.text("stance")
        if tags.stance not in self._stances:
            message = f"No stance is called {tags.stance}."
            self._problems.miss(
                "U218",
                fields.value_mark("stance"),
                tags.stance,
                message,
                partial(did_you_mean, tags.stance, self._stances),
            )

    def _advice(self, tag: str) -> str:
        if self._is_value(tag):
            return "Braces at the end of a label hold tags; turn the sentence to show a value."
        words = tag.replace(",", " ").split()
        if len(words) > 1 and (words[0] in self._stances or words[0] == "again"):
            return f"Divide tags by ; and write {{{words[0]}; {' '.join(words[1:])}}}."
        return did_you_mean(tag.partition(" ")[0], [*self._stances, "again", "if", "as", "after", "turns"])

    def _session_tag(self, word: str, tail: str, at: Mark, found: Tags, topics: Topics) -> None:
        if topics is None:
            self._problems.add("U219", at, f"`{word}` belongs to a topic of a session.", "Use `if`.")
        elif word == "after":
            if tail in topics:
                found.after = tail
            else:
                message = f"No topic of this session is called {tail}."
                self._problems.add("U306", at, message, did_you_mean(tail, topics))
        elif re.fullmatch(r"\d\d?", tail):
            found.turns = int(tail)
        else:
            message = f"`turns` is a whole number, not “{tail[:40]}”."
            self._problems.add("U206", at, message, f"Write one from 0 to {MAX_TURNS}.")
