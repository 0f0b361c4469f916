"""A choice's key: the label that a player reads and the tags in braces behind it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

import yaml

from game.language.names import slug
from game.language.value import value

TAGS = re.compile(r"\{([^{}]*)\}\s*\Z")


@value
class Label:
    """A choice's key, taken apart."""

    words: str
    tags: tuple[tuple[str, int], ...]
    """Each tag and its offset in the key."""

    def tag(self, word: str) -> str | None:
        """What follows `word` in the tag that begins with it, or None."""
        for tag, _ in self.tags:
            head, _, tail = tag.partition(" ")
            if head == word:
                return tail.strip()
        return None


def is_choice(key: str) -> bool:
    """Whether a key is read by the player: it begins with anything but a–z."""
    return not ("a" <= key[:1] <= "z")


@lru_cache(4096)
def take_apart(key: str) -> Label:
    """The label and the tags of a choice's key; kept for an episode, in which every key is taken apart three times."""
    match = TAGS.search(key)
    if not match:
        return Label(key.strip(), ())
    tags, offset = [], match.start(1)
    for piece in match.group(1).split(";"):
        lead = len(piece) - len(piece.lstrip())
        if piece.strip():
            tags.append((piece.strip(), offset + lead))
        offset += len(piece) + 1
    return Label(key[: match.start()].strip(), tuple(tags))


def choice_name(key: yaml.ScalarNode, value: yaml.Node, ledger: Mapping[str, str]) -> str:
    """The choice's name: what `as` says, else what the scene's ledger says of this label, else its slug."""
    label = take_apart(key.value)
    return _named(value) or label.tag("as") or ledger.get(label.words) or slug(label.words)


def _named(outcome: yaml.Node) -> str:
    """What `as` says in the long form of an outcome."""
    pairs = outcome.value if isinstance(outcome, yaml.MappingNode) else []
    return next((str(value.value).strip() for key, value in pairs if key.value == "as"), "")
