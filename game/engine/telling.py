"""Turns compiled prose into lines: values, cases, variants, italics."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from game.engine.code import Test, test_of
from game.engine.moment import Line, Span
from game.language.story import Cases, Letters, Text, Value, Variants

Counter = Callable[[], "int | None"]
"""Gives a new slot that counts how often a text was shown, or None where it can be shown only once."""
Part = Callable[[Any, int, list[Span]], None]
"""Appends its spans, given the values (a list where counters may go up) and the playthrough's seed."""

ROUNDS = 16
"""How many orders a shuffled text has before they come round again; keeps its counter finite."""


@dataclass(frozen=True, slots=True)
class Prose:
    """A text that can be told."""

    parts: tuple[Part, ...]
    fixed: tuple[Span, ...] | None
    """Its spans, if they are always the same."""

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
        return "".join(span.text for span in self.spans(values, seed))


class Teller:
    """Gathers the lines of one step."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.lines: list[Line] = []
        self._joined = False

    def say(self, line: Line, joined: bool) -> None:
        """Add a line; `joined` means that the next one goes on in it."""
        if self._joined and self.lines:
            before = self.lines.pop()
            spans = _merge([*before.spans, *line.spans])
            line = Line(before.kind, spans, before.speaker, before.lang, line.subtitle or before.subtitle)
        self._joined = joined
        if line.spans:
            self.lines.append(line)


def prose_of(text: Text, slots: Mapping[str, int], counter: Counter, site: str) -> Prose:
    """The prose that `text` makes; `site` names the place for what is drawn by seed."""
    parts = tuple(_part(part, slots, counter, site) for part in text.parts)
    if all(isinstance(part, Letters) for part in text.parts):
        spans = [Span(part.text, part.italic) for part in text.parts if isinstance(part, Letters)]
        return Prose(parts, _merge(spans))
    return Prose(parts, None)


def _part(part: Any, slots: Mapping[str, int], counter: Counter, site: str) -> Part:
    match part:
        case Letters(text, italic):
            span = Span(text, italic)
            return lambda _values, _seed, out: out.append(span)
        case Value(name, italic):
            slot, show = slots[name.key], name.type.show
            return lambda values, _seed, out: out.append(Span(show(values[slot]), italic))
        case Cases(cases):
            ways = [
                (test_of(when, slots) if when is not None else None, prose_of(text, slots, counter, site))
                for when, text in cases
            ]
            return _cases(ways)
        case Variants(kind, texts):
            proses = [prose_of(text, slots, counter, site) for text in texts]
            return _variants(kind, proses, counter(), site)
    raise TypeError(part)


def _cases(ways: list[tuple[Test | None, Prose]]) -> Part:
    def part(values: Any, seed: int, out: list[Span]) -> None:
        for test, prose in ways:
            if test is None or test(values):
                out.extend(prose.spans(values, seed))
                return

    return part


def _variants(kind: str, proses: list[Prose], slot: int | None, site: str) -> Part:
    count = len(proses)
    most = {"stop": count - 1, "once": count}.get(kind)

    def part(values: Any, seed: int, out: list[Span]) -> None:
        shown = 0 if slot is None else values[slot]
        if slot is not None:
            values[slot] = (shown + 1) % (count * ROUNDS) if most is None else min(most, shown + 1)
        index = _shuffled(seed, site, shown, count) if kind == "shuffle" else shown % count if most is None else shown
        if index < count:
            out.extend(proses[index].spans(values, seed))

    return part


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
