"""Reads a block: paragraphs, speech, arrows."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial

from game.language.braces import BraceReader
from game.language.effect import EffectReader
from game.language.expression import TRUE, Conditions, Expression
from game.language.mark import Mark
from game.language.names import SPEECH
from game.language.problem import Problems, did_you_mean
from game.language.scope import Scope
from game.language.slips import Slip, misspoken, slips
from game.language.step import Back, Call, Go, Paragraph, Place, Step, Utterance
from game.language.story import Person
from game.language.text import Cases, Text, Variants
from game.language.value import value

ITEMS = ("end", "here", "pool", "send", "session", "todo", "otherwise")
"""Instructions, which stand in a list and in nothing else."""


@value
class Row:
    """A line of a block and where it stands."""

    text: str
    mark: Mark


class ProseReader:
    """Reads blocks in one scene."""

    def __init__(
        self,
        scope: Scope,
        scene: str | None,
        cast: Mapping[str, Person],
        conditions: Conditions,
        place: Callable[[str, Mark], Place | None],
        problems: Problems,
    ) -> None:
        """`place` resolves the target of an arrow."""
        self._scene, self._cast = scene, cast
        self._names = {name: id for id, one in cast.items() for name in (one.full, one.name, id)}
        self._conditions, self._place, self._problems = conditions, place, problems
        self._braces = BraceReader(frozenset(cast), conditions, problems)
        self._effects = EffectReader(scope, scene, conditions, problems)

    def block(self, rows: list[Row]) -> tuple[Paragraph, ...]:
        """The paragraphs of a block."""
        found: list[Paragraph] = []
        group: list[Row] = []
        for row in [*rows, Row("", rows[-1].mark if rows else Mark("", 0, 0))]:
            if row.text.strip():
                group.append(row)
            elif group:
                found.append(self._paragraph(group, found[-1] if found else None))
                group = []
        return tuple(found)

    def line(self, text: str, mark: Mark) -> Text:
        """A single line of prose, such as a label."""
        self._warn(text, mark)
        found = self._braces.text(text, lambda at: mark.on(at))
        if _counts(found):
            self._problems.add(
                "U509", mark, "A label does not count how often it is shown.", "Write {condition:text|other} instead."
            )
        return found

    def _paragraph(self, rows: list[Row], before: Paragraph | None) -> Paragraph:
        mark = rows[0].mark
        head, when, first = self._head(rows[0])
        if head in ("elif", "else") and (before is None or before.head not in ("if", "elif")):
            self._problems.add("U501", mark, "This {else} follows no {if} paragraph.", "Put it right after one.")
            head = when = None
        if head and not first.text.strip() and len(rows) == 1:
            self._problems.add(
                "U510",
                mark,
                "Nothing stands under this condition.",
                "Put the text right after it, no blank line between.",
            )
        steps: list[Step] = []
        speech = _Speech()
        for row in [first, *rows[1:]] if first.text.strip() else rows[1:]:
            self._row(row, speech, steps)
        self._say(speech, steps)
        return Paragraph(head, when, tuple(steps), mark)

    def _head(self, row: Row) -> tuple[str | None, Expression | None, Row]:
        if not row.text.lstrip().startswith("{"):
            return None, None, row
        match = re.match(r"\s*\{(if |else if |else(?=\}))([^{}]*)\}\s*", row.text)
        if not match:
            unclosed = re.match(r"\s*\{+(?:if|else)\b", row.text)
            return "if" if unclosed else None, TRUE if unclosed else None, row
        rest = Row(row.text[match.end() :], row.mark.on(match.end()))
        word = match.group(1).strip()
        if word == "else":
            return "else", None, rest
        when = self._conditions.read(match.group(2), row.mark.on(match.start(2)))
        return ("if" if word == "if" else "elif"), when, rest

    def _row(self, row: Row, speech: _Speech, steps: list[Step]) -> None:
        text = row.text.strip()
        mark = row.mark.on(len(row.text) - len(row.text.lstrip()))
        if any(isinstance(step, Go | Back) for step in steps):
            self._problems.add("U402", mark, "Nothing after an arrow is ever reached.", "Move it above the arrow.")
        if text.startswith("~"):
            self._say(speech, steps)
            steps += self._effects.line(text[1:], mark.on(1))
        elif text.startswith("->"):
            self._say(speech, steps)
            steps += self._arrow(text, mark)
        elif text.startswith("<-"):
            self._say(speech, steps)
            steps.append(Back(mark))
            if text != "<-":
                self._problems.add("U402", mark.on(2), "Nothing after an arrow is ever reached.", "Remove it.")
        elif text.startswith("= "):
            self._subtitle(Row(text[2:], mark.on(2)), speech)
        elif (match := SPEECH.match(text)) and self._speaker(match.group(1), mark):
            self._warn(text, mark)
            self._say(speech, steps)
            speech.begin(match.group(1), match.group(2), mark)
            speech.rows.append(Row(match.group(3), mark.on(match.start(3))))
        else:
            self._warn(text, mark)
            if self._problems.warns and ":" in text and (slip := misspoken(text, self._names)):
                self._slipped(slip, mark)
            speech.mark = speech.mark or mark
            speech.rows.append(Row(text, mark))

    def _warn(self, text: str, mark: Mark) -> None:
        """Warn of what the player would read and is hardly meant to."""
        if not self._problems.warns:
            return
        for slip in slips(text):
            self._slipped(slip, mark)

    def _slipped(self, slip: Slip, mark: Mark) -> None:
        self._problems.warn("U606", mark.on(slip.column), slip.message, slip.advice)

    def _speaker(self, name: str, mark: Mark) -> bool:
        if name in self._cast:
            return True
        self._problems.miss(
            "U502",
            mark,
            name,
            f"Nobody called {name} is in the cast.",
            partial(self._unspoken, name),
        )
        return False

    def _unspoken(self, name: str) -> str:
        """What to write instead of a line that nobody of the cast says."""
        if name in ITEMS:
            return f"It is an item of the list: write - {name}: in the column of the block’s dash."
        return f"{did_you_mean(name, self._cast)} Narration begins with a capital, or has \\: for the colon.".strip()

    def _subtitle(self, row: Row, speech: _Speech) -> None:
        if not speech.rows:
            self._problems.add(
                "U503", row.mark, "There is no line that this translates.", "Put `=` right under what is said."
            )
        speech.subtitle.append(row)

    def _say(self, speech: _Speech, steps: list[Step]) -> None:
        if speech.rows and speech.mark:
            text, joined = self._joined(speech.rows)
            subtitle = self._rows(speech.subtitle) if speech.subtitle else None
            steps.append(Utterance(speech.speaker, speech.lang, text, subtitle, joined, speech.mark))
        speech.clear()

    def _joined(self, rows: list[Row]) -> tuple[Text, bool]:
        last = rows[-1]
        if not last.text.rstrip().endswith("<>"):
            return self._rows(rows), False
        cut = last.text.rstrip()[:-2]
        return self._rows([*rows[:-1], Row(cut, last.mark)]), True

    def _rows(self, rows: list[Row]) -> Text:
        """Rows run on as one text; an offset in it is traced back to its row."""
        starts, joined = [], ""
        for row in rows:
            joined += " " if joined else ""
            starts.append((len(joined), row.mark))
            joined += row.text
        return self._braces.text(joined, lambda at: _trace(starts, at))

    # Arrows ----------------------------------------------------------------------------------------------------

    def _arrow(self, text: str, mark: Mark) -> list[Step]:
        """The steps of `-> a`, `-> a ->` or `-> a -> b`."""
        parts = text.split("->")
        names = [part.strip() for part in parts]
        if names[0] or len(names) > 3 or not names[1] or any(" " in name for name in names):
            advice = "Write -> a, -> a ->, or -> a -> b."
            if names[-1].startswith("end "):
                advice = f"An ending is an instruction of its own: - end: {names[-1].removeprefix('end ').strip()}"
            self._problems.add("U401", mark, f"“{text}” is no arrow.", advice)
            return [Go(self._unknown(mark))]
        place = self._place(names[1], mark.on(_where(parts, 1)))
        after = self._place(names[2], mark.on(_where(parts, 2))) if names[2:] and names[2] else None
        if len(names) == 2:
            return [Go(place or self._unknown(mark))]
        call: list[Step] = [Call(place)] if place else []
        return [*call, Go(after or self._unknown(mark))] if names[2] else call

    def _unknown(self, mark: Mark) -> Place:
        """A place for an arrow that was refused, so that no way seems to stop there."""
        return Place(None, self._scene, None, mark)


@dataclass(slots=True)
class _Speech:
    """The utterance that is being read."""

    speaker: str | None = None
    lang: str | None = None
    mark: Mark | None = None
    rows: list[Row] = field(default_factory=list)
    subtitle: list[Row] = field(default_factory=list)

    def clear(self) -> None:
        self.speaker = self.lang = self.mark = None
        self.rows, self.subtitle = [], []

    def begin(self, speaker: str, lang: str | None, mark: Mark) -> None:
        self.speaker, self.lang, self.mark = speaker, lang, mark


def _where(parts: list[str], number: int) -> int:
    """Where the name in one of the parts between arrows begins."""
    part = parts[number]
    return sum(len(before) + 2 for before in parts[:number]) + len(part) - len(part.lstrip())


def _counts(text: Text) -> bool:
    """Whether a text depends on how often it was shown."""
    inner = [case for part in text.parts if isinstance(part, Cases) for _, case in part.cases]
    return any(isinstance(part, Variants) for part in text.parts) or any(map(_counts, inner))


def _trace(starts: list[tuple[int, Mark]], at: int) -> Mark:
    offset, mark = max((pair for pair in starts if pair[0] <= at), key=lambda pair: pair[0])
    return mark.on(at - offset)
