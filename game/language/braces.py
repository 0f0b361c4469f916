"""Reads a text with its braces: values, cases, variants, italics."""

from __future__ import annotations

import re
from collections.abc import Callable

from game.language.expression import Conditions, Expression
from game.language.mark import Mark
from game.language.names import SPEECH
from game.language.problem import Problems
from game.language.text import Cases, Letters, Text, Value, Variants

PLAIN = re.compile(r"[^{}*\\]+")
MAX_NESTED = 8
KINDS = {"&": "cycle", "!": "once", "~": "shuffle"}

At = Callable[[int], Mark]
"""Where in its file an offset in a text stands."""


class BraceReader:
    """Reads the texts of one scene."""

    def __init__(self, cast: frozenset[str], conditions: Conditions, problems: Problems) -> None:
        """`cast` are the tags that speech may begin with."""
        self._cast, self._conditions, self._problems = cast, conditions, problems

    def text(self, text: str, at: At) -> Text:
        """The parts of `text`, whose offsets `at` traces to the file."""
        parts: list[Letters | Value | Cases | Variants] = []
        italic = False
        index = opened = 0
        while index < len(text):
            start, index = index, _after(text, index)
            sign = text[start]
            if index == 0:
                self._problems.add("U504", at(start), "This { is never closed.", "Write \\{ for the sign itself.")
                return Text(tuple(parts))
            if sign == "*":
                italic, opened = not italic, start
            elif sign == "{":
                part = self._brace(text[start + 1 : index - 1], _behind(at, start + 1), italic)
                parts += [part] if part else []
            elif sign == "}":
                self._problems.add("U504", at(start), "This } closes nothing.", "Write \\} for the sign itself.")
            else:
                parts.append(Letters(text[start:index].removeprefix("\\"), italic))
        if italic:
            self._problems.add("U505", at(opened), "This * opens italics that never end.", "Write \\* for the sign.")
        return Text(tuple(parts))

    def _brace(self, inside: str, at: At, italic: bool) -> Value | Cases | Variants | None:
        if _depth(inside) >= MAX_NESTED:
            self._problems.add(
                "U508", at(0), f"Braces are nested more than {MAX_NESTED} deep here.", "Use {if} paragraphs."
            )
            return None
        if inside[:1] in KINDS:
            return Variants(KINDS[inside[0]], self._alternatives(inside[1:], _behind(at, 1)), at(0))
        pieces = _split(inside, "|")
        if _colon(pieces[0][1]) >= 0:
            return self._cases(pieces, at)
        if len(pieces) > 1:
            self._refuse_colons(pieces, at)
            return Variants("stop", self._alternatives(inside, at), at(0))
        name = self._conditions.name(inside, at(0))
        return Value(name, italic) if name else None

    def _alternatives(self, inside: str, at: At) -> tuple[Text, ...]:
        return tuple(self.text(piece, _behind(at, start)) for start, piece in _split(inside, "|"))

    def _speaks(self, text: str, mark: Mark) -> bool:
        """Whether a text inside braces begins as speech does; a problem if so."""
        match = SPEECH.match(text.strip())
        if match is None or match.group(1) not in self._cast:
            return False
        at = mark.on(len(text) - len(text.lstrip()))
        advice = f"Write {match.group(1)}: before the braces, or use {{if}} paragraphs."
        self._problems.add("U511", at, "Speech does not begin inside braces.", advice)
        return True

    def _refuse_colons(self, pieces: list[tuple[int, str]], at: At) -> None:
        for start, piece in pieces:
            colon = _colon(piece)
            if colon >= 0 and not self._speaks(piece, at(start)):
                self._problems.add(
                    "U506",
                    at(start + colon),
                    "The first text here has no condition, so this one can have none.",
                    "Write \\: for the sign itself, or give the first a condition.",
                )

    def _cases(self, pieces: list[tuple[int, str]], at: At) -> Cases:
        cases: list[tuple[Expression | None, Text]] = []
        for number, (start, piece) in enumerate(pieces):
            colon = _colon(piece)
            if self._speaks(piece, at(start)) or self._speaks(piece[colon + 1 :], at(start + colon + 1)):
                continue
            if colon < 0:
                if number < len(pieces) - 1:
                    self._problems.add(
                        "U507", at(start), "Only the last text may go without a condition.", "Put it last."
                    )
                cases.append((None, self.text(piece, _behind(at, start))))
                continue
            when = self._conditions.read(piece[:colon], at(start))
            begin = start + colon + 1
            cases.append((when, self.text(piece[colon + 1 :], _behind(at, begin))))
        return Cases(tuple(cases), at(0))


def _after(text: str, index: int) -> int:
    """Where what begins at `index` is over: letters, a sign, a brace; 0 if it is a brace that is never closed."""
    if text[index] == "{":
        return _closing(text, index) + 1
    plain = PLAIN.match(text, index)
    return plain.end() if plain else index + 1 + (text[index] == "\\")


def _behind(at: At, base: int) -> At:
    """Where an offset in what follows `base` stands."""
    return lambda offset: at(base + offset)


def _depth(text: str) -> int:
    """How deep braces nest in `text`."""
    deepest = depth = 0
    for sign in text:
        depth += (sign == "{") - (sign == "}")
        deepest = max(deepest, depth)
    return deepest


def _closing(text: str, opening: int) -> int:
    """Where the brace opened at `opening` is closed, or -1."""
    depth = 0
    index = opening
    while index < len(text):
        if text[index] == "\\":
            index += 1
        elif text[index] == "{":
            depth += 1
        elif text[index] == "}":
            depth -= 1
            if depth == 0:
                return index
        index += 1
    return -1


def _split(text: str, sign: str) -> list[tuple[int, str]]:
    """The pieces between `sign` outside nested braces, each with its offset."""
    pieces, depth, start, index = [], 0, 0, 0
    while index < len(text):
        if text[index] == "\\":
            index += 1
        elif text[index] == "{":
            depth += 1
        elif text[index] == "}":
            depth -= 1
        elif text[index] == sign and depth == 0:
            pieces.append((start, text[start:index]))
            start = index + 1
        index += 1
    return [*pieces, (start, text[start:])]


def _colon(text: str) -> int:
    """Where the first colon outside nested braces stands, or -1."""
    first = _split(text, ":")[0][1]
    return len(first) if len(first) < len(text) else -1
