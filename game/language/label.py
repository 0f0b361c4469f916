"""A choice's key: the label that a player reads and the tags in braces behind it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from game.language.names import slug

TAGS = re.compile(r"\s*\{([^{}]*)\}\s*\Z")


@dataclass(frozen=True, slots=True)
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


def take_apart(key: str) -> Label:
    """The label and the tags of a choice's key."""
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


def name_of(label: Label, named: str | None, ledger: Mapping[str, str]) -> str:
    """The choice's name: what `as` says, else what the scene's ledger says of this label, else its slug."""
    return named or label.tag("as") or ledger.get(label.words) or slug(label.words)
