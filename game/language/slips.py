"""What stands in prose and is hardly meant for the player: an arrow, an effect, a comment, a name as it is shown."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from game.language.value import value

OWN_LINE = "Put it on a line of its own, or write it otherwise."

EFFECT = r"(?:note|spend) \w+|[a-z_][\w.]*\s*[+-]?=\s*-?[\w.]+"
SLIPS = (
    (r"(?<!\\)(?:->|<-)", "An arrow within a line is read to the player.", OWN_LINE),
    (rf"(?<!\S)~\s*(?:if\b|{EFFECT})", "An effect within a line is read to the player.", OWN_LINE),
    (rf"^(?:{EFFECT})(?:\s*;.*)?$", "An effect without its sign is read to the player.", "Begin the line with ~"),
    (
        r"^(?:→|⇒|=>|--+>|[–—]>|- ?>|>|goto )\s*[a-z_][\w.]*$",
        "This arrow is read to the player.",
        "Write -> and the place.",
    ),
    (r"^#+ ", "A comment within a block is read to the player.", "Put it above the block, or write an item `- todo:`."),
    (
        r"^(?:[^{}]|\{[^{}]*\})*: \|$|^- .*:$",
        "A choice within a block is read to the player.",
        "Put its dash under the dash of the block.",
    ),
    (r"^[(\[](?:if|else)\b", "A condition outside braces is read to the player.", "Write {if …}."),
    (r"\*\*", "Two stars are no italics.", "Write *one* on each side."),
)
"""What is looked for in a line, what is wrong with it, and what to write instead."""
SIGNS = re.compile(r"[~=*|<>→⇒]")
BEGINNINGS = ("- ", "#", "(", "[", "note ", "spend ", "goto ")
"""A line that has none of the signs and does not begin so has no slip: most are told by that, at once."""
SPOKEN = re.compile(r"([^\W\d_][\w’ -]{0,40}?) ?(?:\(([^()]{0,30})\)|\b([a-z]{2,3}))?:(?!\S)")
"""What begins nearly as speech does: a name, a language, a colon."""


@value
class Slip:
    """Something in a line that is hardly meant for the player."""

    column: int
    """Counted from 0."""
    message: str
    advice: str


def slips(text: str) -> Sequence[Slip]:
    """What is hardly meant in a line of prose, or in a label."""
    if not SIGNS.search(text) and not text.startswith(BEGINNINGS):
        return ()
    found = ((re.search(pattern, text), message, advice) for pattern, message, advice in SLIPS)
    return [Slip(match.start(), message, advice) for match, message, advice in found if match]


def misspoken(text: str, names: Mapping[str, str]) -> Slip | None:
    """A line that somebody seems to say and that is narration; `names` are the people by what they may be called."""
    match = SPOKEN.match(text) if ":" in text else None
    person = names.get(match[1]) if match else None
    if match is None or person is None:
        return None
    tongue = match[2] or match[3] or ""
    if tongue and not re.fullmatch("[a-z]{2,3}", tongue):
        return Slip(match.start(2), "A language is two or three small letters.", f"Write {person} (it): for Italian.")
    said = f"{person} ({tongue}):" if tongue else f"{person}:"
    return Slip(0, "This is narration, and begins as speech does.", f"Write {said} for speech, or \\: for the colon.")
