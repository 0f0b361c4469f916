"""Reads a block: paragraphs, speech, marks, braces."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from game.language.expression import Conditions, Expression, Name
from game.language.mark import Mark
from game.language.names import NAME
from game.language.problem import Problems, did_you_mean
from game.language.scope import Scope
from game.language.story import (
    Assign,
    Back,
    Call,
    Cases,
    Clock,
    Effect,
    Go,
    Letters,
    Paragraph,
    Place,
    Spend,
    Step,
    Text,
    Utterance,
    Value,
    Variants,
)
from game.language.types import FLAG, Flag, OneOf, Range, Variable
from game.language.value import value

SPEECH = re.compile(r"([a-z][a-z0-9_]*)(?: \(([a-z]{2,3})\))?: ?(.*)\Z")
PLAIN = re.compile(r"[^{}*\\]+")
MAX_NESTED = 8
KINDS = {"&": "cycle", "!": "once", "~": "shuffle"}


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
        cast: frozenset[str],
        conditions: Conditions,
        place: Callable[[str, Mark], Place | None],
        problems: Problems,
    ) -> None:
        """`place` resolves the target of an arrow."""
        self._scope, self._scene, self._cast = scope, scene, cast
        self._conditions, self._place, self._problems = conditions, place, problems

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
        found = self._text(text, lambda at: mark.on(at))
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
        match = re.match(r"\s*\{(if |else if |else(?=\}))([^{}]*)\}\s*", row.text)
        if not match:
            return None, None, row
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
            steps += self.effects(text[1:], mark.on(1))
        elif text.startswith("->"):
            self._say(speech, steps)
            steps += self.arrow(text, mark)
        elif text.startswith("<-"):
            self._say(speech, steps)
            steps.append(Back(mark))
            if text != "<-":
                self._problems.add("U402", mark.on(2), "Nothing after an arrow is ever reached.", "Remove it.")
        elif text.startswith("= "):
            self._subtitle(Row(text[2:], mark.on(2)), speech)
        elif (match := SPEECH.match(text)) and self._speaker(match.group(1), mark):
            self._say(speech, steps)
            speech.begin(match.group(1), match.group(2), mark)
            speech.rows.append(Row(match.group(3), mark.on(match.start(3))))
        else:
            speech.mark = speech.mark or mark
            speech.rows.append(Row(text, mark))

    def _speaker(self, name: str, mark: Mark) -> bool:
        if name in self._cast:
            return True
        self._problems.add(
            "U502",
            mark,
            f"Nobody called {name} is in the cast.",
            f"{did_you_mean(name, self._cast)} Narration begins with a capital, or has \\: for the colon.".strip(),
        )
        return False

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
        return self._text(joined, lambda at: _trace(starts, at))

    # Braces --------------------------------------------------------------------------------------------------

    def _text(self, text: str, at: Callable[[int], Mark]) -> Text:
        parts: list[Letters | Value | Cases | Variants] = []
        italic = False
        index = 0
        opened = 0
        while index < len(text):
            sign = text[index]
            if sign == "\\":
                parts.append(Letters(text[index + 1 : index + 2], italic))
                index += 2
            elif sign == "*":
                italic, opened = not italic, index
                index += 1
            elif sign == "{":
                end = _closing(text, index)
                if end < 0:
                    self._problems.add("U504", at(index), "This { is never closed.", "Write \\{ for the sign itself.")
                    return Text(tuple(parts))
                part = self._brace(text[index + 1 : end], lambda n, base=index + 1: at(base + n), italic)  # type: ignore[misc]
                parts += [part] if part else []
                index = end + 1
            elif sign == "}":
                self._problems.add("U504", at(index), "This } closes nothing.", "Write \\} for the sign itself.")
                index += 1
            else:
                match = PLAIN.match(text, index)
                assert match
                parts.append(Letters(match.group(), italic))
                index = match.end()
        if italic:
            self._problems.add("U505", at(opened), "This * opens italics that never end.", "Write \\* for the sign.")
        return Text(tuple(parts))

    def _brace(self, inside: str, at: Callable[[int], Mark], italic: bool) -> Value | Cases | Variants | None:
        if _depth(inside) >= MAX_NESTED:
            self._problems.add(
                "U508", at(0), f"Braces are nested more than {MAX_NESTED} deep here.", "Use {if} paragraphs."
            )
            return None
        if inside[:1] in KINDS:
            return Variants(KINDS[inside[0]], self._alternatives(inside[1:], lambda n: at(n + 1)), at(0))
        pieces = _split(inside, "|")
        if _colon(pieces[0][1]) >= 0:
            return self._cases(pieces, at)
        if len(pieces) > 1:
            self._refuse_colons(pieces, at)
            return Variants("stop", self._alternatives(inside, at), at(0))
        name = self._conditions.name(inside, at(0))
        return Value(name, italic) if name else None

    def _alternatives(self, inside: str, at: Callable[[int], Mark]) -> tuple[Text, ...]:
        return tuple(
            self._text(piece, lambda n, base=start: at(base + n))  # type: ignore[misc]
            for start, piece in _split(inside, "|")
        )

    def _speaks(self, text: str, mark: Mark) -> bool:
        """Whether a text inside braces begins as speech does; a problem if so."""
        match = SPEECH.match(text.strip())
        if match is None or match.group(1) not in self._cast:
            return False
        at = mark.on(len(text) - len(text.lstrip()))
        advice = f"Write {match.group(1)}: before the braces, or use {{if}} paragraphs."
        self._problems.add("U511", at, "Speech does not begin inside braces.", advice)
        return True

    def _refuse_colons(self, pieces: list[tuple[int, str]], at: Callable[[int], Mark]) -> None:
        for start, piece in pieces:
            colon = _colon(piece)
            if colon >= 0 and not self._speaks(piece, at(start)):
                self._problems.add(
                    "U506",
                    at(start + colon),
                    "The first text here has no condition, so this one can have none.",
                    "Write \\: for the sign itself, or give the first a condition.",
                )

    def _cases(self, pieces: list[tuple[int, str]], at: Callable[[int], Mark]) -> Cases:
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
                cases.append((None, self._text(piece, lambda n, base=start: at(base + n))))  # type: ignore[misc]
                continue
            when = self._conditions.read(piece[:colon], at(start))
            begin = start + colon + 1
            cases.append((when, self._text(piece[colon + 1 :], lambda n, base=begin: at(base + n))))  # type: ignore[misc]
        return Cases(tuple(cases), at(0))

    # Marks ---------------------------------------------------------------------------------------------------

    def arrow(self, text: str, mark: Mark) -> list[Step]:
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

    def effects(self, text: str, mark: Mark) -> list[Effect]:
        """The effects of one `~` line; `mark` is where `text` begins."""
        found = []
        offset = 0
        for piece in text.split(";"):
            lead = len(piece) - len(piece.lstrip())
            if piece.strip():
                found += self._effect(piece.strip(), mark.on(offset + lead))
            offset += len(piece) + 1
        return found

    def _effect(self, text: str, mark: Mark) -> list[Effect]:
        when = None
        if match := re.match(r"if (.+?):\s*", text):
            when = self._conditions.read(match.group(1), mark.on(3))
            text, mark = text[match.end() :], mark.on(match.end())
        change = self._change(text, mark)
        return [Effect(change, when, mark)] if change else []

    def _change(self, text: str, mark: Mark) -> Assign | Spend | None:
        if match := re.match(r"note\s+(\S+)\Z", text):
            return self._note(match.group(1), mark)
        if match := re.match(r"spend\s+(\d{1,5})\Z", text):
            return Spend(int(match.group(1)))
        if match := re.match(r"([A-Za-z_][\w.]*(?:-\w[\w.]*)*)\s*(\+=|-=|=)\s*(-?[\w.]+)\Z", text):
            if match[1] == "clock" and self._scope.clock:
                return self._set_clock(self._scope.clock, match[2], match[3], mark, mark.on(match.start(3)))
            return self._assign(match[1], match[2], match[3], mark, mark.on(match.start(3)))
        self._problems.add(
            "U403",
            mark,
            f"“{text}” is no effect.",
            "Write name = value, name += 1, name -= 1, note NAME or spend MINUTES.",
        )
        return None

    def _note(self, name: str, mark: Mark) -> Assign | None:
        if name in self._scope.notes:
            return Assign(Variable(f"noted.{name}", FLAG, 0), "=", 1)
        self._problems.add("U307", mark.on(5), f"No note is called {name}.", did_you_mean(name, self._scope.notes))
        return None

    def _set_clock(self, clock: Clock, op: str, value: str, mark: Mark, at: Mark) -> Assign | None:
        if op != "=" or not re.fullmatch(r"\d{1,9}", value):
            message = "The clock is set to a number of minutes, or runs down as they are spent."
            self._problems.add("U403", mark, message, "Write clock = 420 or spend 20.")
            return None
        if int(value) > clock.most:
            message = f"clock goes from 0 to {clock.most}, so never {value}."
            self._problems.add("U309", at, message, f"Write most: {value} in the episode’s `clock`, or fewer minutes.")
        return Assign(Variable("clock", Range(0, clock.most), clock.minutes), op, int(value))

    def _assign(self, name: str, op: str, value: str, mark: Mark, at: Mark) -> Assign | None:
        variable = self._variable(name, mark)
        if variable is None:
            return None
        kind = variable.type
        if op != "=" and not isinstance(kind, Range):
            self._problems.add("U308", mark, f"{name} is no number, so {op} says nothing.", "Write =.")
            return None
        literal = _literal(kind, value)
        if literal is not None:
            if op == "=" and not kind.low <= literal <= kind.high:
                self._problems.add(
                    "U309",
                    at,
                    f"{name} goes from {kind.low} to {kind.high}, so never {value}.",
                    f"Write one from {kind.low} to {kind.high}.",
                )
            return Assign(variable, op, literal)
        return self._assign_name(variable, name, op, value, at)

    def _assign_name(self, variable: Variable, name: str, op: str, value: str, at: Mark) -> Assign | None:
        kind = variable.type
        other = self._scope.lookup(self._scene)(value) if NAME.match(value.partition(".")[0]) else None
        if (
            isinstance(other, Name)
            and type(other.type) is type(kind)
            and not (isinstance(kind, OneOf) and other.type != kind)
        ):
            return Assign(variable, op, other)
        known = kind.words if isinstance(kind, OneOf) else ("true", "false") if isinstance(kind, Flag) else ()
        self._problems.add("U304", at, f"{name} cannot be {value}.", did_you_mean(value, known))
        return None

    def _variable(self, name: str, mark: Mark) -> Variable | None:
        names = self._scope.scenes.get(self._scene or "")
        local = names.state if names else {}
        variable = local.get(name) or self._scope.variables.get(name)
        if variable is None:
            known = [*local, *self._scope.variables]
            reason = "is computed and cannot be set" if name in self._scope.means else "is not declared"
            self._problems.add("U306", mark, f"{name} {reason}.", did_you_mean(name, known))
        return variable


@dataclass(slots=True)
class _Speech:
    """The utterance that is being read."""

    speaker: str | None = None
    lang: str | None = None
    mark: Mark | None = None
    rows: list[Row] = None  # type: ignore[assignment]
    subtitle: list[Row] = None  # type: ignore[assignment]

    def __post_init__(self) -> None:
        self.clear()

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


def _depth(text: str) -> int:
    """How deep braces nest in `text`."""
    deepest = depth = 0
    for sign in text:
        depth += (sign == "{") - (sign == "}")
        deepest = max(deepest, depth)
    return deepest


def _trace(starts: list[tuple[int, Mark]], at: int) -> Mark:
    offset, mark = max((pair for pair in starts if pair[0] <= at), key=lambda pair: pair[0])
    return mark.on(at - offset)


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


def _literal(kind: Flag | Range | OneOf, value: str) -> int | None:
    if isinstance(kind, Range):
        return int(value) if re.fullmatch(r"-?\d{1,9}", value) else None
    if isinstance(kind, Flag):
        return {"true": 1, "false": 0}.get(value)
    return kind.words.index(value) if value in kind.words else None
