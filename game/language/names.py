"""What a name may be, and the name that a label gets by itself."""

from __future__ import annotations

import keyword
import re
import unicodedata
from collections.abc import Collection
from functools import lru_cache, partial

from game.language.mark import Mark
from game.language.problem import Problems, did_you_mean

NAME = re.compile(r"[a-z][a-z0-9_]*\Z")
SPEECH = re.compile(r"([a-z][a-z0-9_]*)(?: \(([a-z]{2,3})\))?: ?(.*)\Z")
"""A line that somebody says: who, in which language, and what."""

RESERVED = frozenset({*keyword.kwlist, "true", "false", "noted", "read", "clock", "turn", "otherwise"})
"""Words that a condition or a flow reads as something else."""

NAME_ADVICE = "A name is made of small letters, digits and _, begins with a letter and is no word of the language."


def is_name(text: str) -> bool:
    """Whether `text` can name a scene, a variable, a note or a person."""
    return bool(NAME.match(text)) and text not in RESERVED


def check_name(text: str, mark: Mark, problems: Problems) -> None:
    """Report what cannot be a name, and offer what can."""
    if is_name(text):
        return
    head, brace, _ = text.partition(" {")
    meant = head if brace else slug(text)
    advice = f"Write {meant}. {NAME_ADVICE}" if is_name(meant) else NAME_ADVICE
    advice = f"Write a colon behind {head}." if brace else advice
    problems.add("U204", mark, f"“{text}” cannot be a name.", advice)
    problems.doubt(text, meant)


def check_person(person: str, mark: Mark, cast: Collection[str], problems: Problems) -> None:
    """Report somebody who is not in the cast."""
    if person not in cast:
        advice = partial(did_you_mean, person, cast)
        problems.miss("U502", mark, person, f"Nobody called {person} is in the cast.", advice)


@lru_cache(4096)
def slug(label: str) -> str:
    """The name of a choice that has no `as`: its label in plain small letters joined by `_`; may be empty.

    Kept for an episode: a label is asked for its name when names are collected, and when it is read.
    """
    plain = unicodedata.normalize("NFKD", label.replace("’", "").replace("'", ""))
    letters = "".join(sign for sign in plain if not unicodedata.combining(sign)).lower()
    name = re.sub(r"[^a-z0-9]+", "_", letters).strip("_")
    if name and not name[0].isalpha():
        name = f"n_{name}"
    return f"{name}_" if name in RESERVED else name
