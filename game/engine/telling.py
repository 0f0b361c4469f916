"""Turns compiled prose into lines: values, cases, variants, italics."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from typing import Any

from game.engine.code import Change, Guard, Values, guard_of
from game.engine.moment import FATE, Line, Span
from game.language.mark import Mark
from game.language.text import Cases, Letters, Text, Value, Variants
from game.language.value import value

Counter = Callable[[], "int | None"]
"""Gives a new slot that counts how often a text was shown, or None where it can be shown only once."""
Part = Callable[[Any, int, list[Span]], None]
"""Appends its spans, given the values (a list where counters may go up) and the playthrough's seed."""

ROUNDS = 16
"""How many orders a shuffled text has before they come round again; keeps its counter finite."""


@value
class Prose:
    """A text that can be told."""

    parts: tuple[Part, ...]
    fixed: tuple[Span, ...] | None
    """Its spans, if they are always the same."""
    forks: tuple[Fork, ...] = ()
    """The places where it is told in one of several ways, for whoever examines it without telling it."""

    def spans(self, values: Any, seed: int) -> tuple[Span, ...]:
        """What it says now. Counters in `values` go up."""
        if self.fixed is not None:
            return self.fixed
        out: list[Span] = []
        for part in self.parts:
            part(values, seed, out)
        return _merge(out)

    def text(self, values: Any, seed: int) -> str:
        """What it says now, without styles."""
        spans = self.spans(values, seed)
        return spans[0].text if len(spans) == 1 else "".join(span.text for span in spans)


@value
class Fork:
    """A place in a text that is told in one of several ways, the first whose guard holds; None always holds."""

    mark: Mark
    ways: tuple[tuple[Guard | None, Prose], ...]
    counts: Change | None
    """How the count of its being shown goes on, if that decides."""
    drawn: bool
    """The playthrough's seed decides among its ways."""


class Teller:
    """Gathers the lines of one step."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.lines: list[Line] = []
        self._joined = False

    def say(self, line: Line, joined: bool) -> None:
        """Add a line; `joined` means that the next one goes on in it."""
        if self._joined and self.lines and _goes_on(self.lines[-1], line):
            before = self.lines.pop()
            spans = _merge([*before.spans, *line.spans])
            line = Line(before.kind, spans, before.speaker, before.lang, line.subtitle or before.subtitle)
        self._joined = joined
        if line.spans:
            self.lines.append(line)


def _goes_on(before: Line, line: Line) -> bool:
    """Whether a line may be joined to the one before: what became of somebody begins anew."""
    return FATE not in (before.kind, line.kind) or before.speaker == line.speaker


def prose_of(text: Text, slots: Mapping[str, int], counter: Counter, site: str) -> Prose:
    """The prose that `text` makes; `site` names the place for what is drawn by seed."""
    made = [_part(part, slots, counter, site) for part in text.parts]
    parts = tuple(part for part, _ in made)
    if all(isinstance(part, Letters) for part in text.parts):
        spans = [Span(part.text, part.italic) for part in text.parts if isinstance(part, Letters)]
        return Prose(parts, _merge(spans))
    return Prose(parts, None, tuple(fork for _, fork in made if fork))


def _part(part: Any, slots: Mapping[str, int], counter: Counter, site: str) -> tuple[Part, Fork | None]:
    match part:
        case Letters(text, italic):
            span = Span(text, italic)
            return lambda _values, _seed, out: out.append(span), None
        case Value(name, italic):
            slot, show = slots[name.key], name.type.show
            return lambda values, _seed, out: out.append(Span(show(values[slot]), italic)), None
        case Cases(cases, mark):
            ways = tuple(
                (guard_of(when, slots) if when is not None else None, prose_of(text, slots, counter, site))
                for when, text in cases
            )
            return _cases(ways), Fork(mark, ways, None, False)
        case Variants(kind, texts, mark):
            proses = [prose_of(text, slots, counter, site) for text in texts]
            return _variants(kind, proses, counter(), f"{site}|{'|'.join(map(_words, texts))}", mark)
    raise TypeError(part)


def _words(text: Text) -> str:
    """The fixed words of a text, which name it for what is drawn by seed."""
    return "".join(part.text for part in text.parts if isinstance(part, Letters))


def _cases(ways: tuple[tuple[Guard | None, Prose], ...]) -> Part:
    def part(values: Any, seed: int, out: list[Span]) -> None:
        for guard, prose in ways:
            if guard is None or guard.test(values):
                out.extend(prose.spans(values, seed))
                return

    return part


def _variants(kind: str, proses: list[Prose], slot: int | None, site: str, mark: Mark) -> tuple[Part, Fork]:
    count = len(proses)
    most = {"stop": count - 1, "once": count}.get(kind)

    def shown(values: Values) -> int:
        return 0 if slot is None else values[slot]

    def step(values: list[int]) -> None:
        if slot is not None:
            values[slot] = (values[slot] + 1) % (count * ROUNDS) if most is None else min(most, values[slot] + 1)

    def index(values: Values, seed: int) -> int:
        times = shown(values)
        return _shuffled(seed, site, times, count) if kind == "shuffle" else times % count if most is None else times

    def part(values: Any, seed: int, out: list[Span]) -> None:
        chosen = index(values, seed)
        step(values)
        if chosen < count:
            out.extend(proses[chosen].spans(values, seed))

    reads = () if slot is None else (slot,)
    ways = tuple((_shows(index, number, reads), prose) for number, prose in enumerate(proses))
    return part, Fork(mark, ways, Change(step, reads, reads), kind == "shuffle")


def _shows(index: Callable[[Values, int], int], number: int, reads: tuple[int, ...]) -> Guard:
    return Guard(lambda values: index(values, 0) == number, reads)


def _shuffled(seed: int, site: str, shown: int, count: int) -> int:
    order = list(range(count))
    random.Random(f"{seed}:{site}:{shown // count}").shuffle(order)
    return order[shown % count]


def _merge(spans: list[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for span in spans:
        if merged and merged[-1].italic == span.italic:
            merged[-1] = Span(merged[-1].text + span.text, span.italic)
        elif span.text:
            merged.append(span)
    return tuple(merged)
