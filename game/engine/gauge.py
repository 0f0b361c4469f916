"""A Gauge: what an instrument of the story shows. Made by the Playthrough, drawn or said by front ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from game.engine.compiler import SPENT
from game.engine.library import Library
from game.engine.trail import Position
from game.language.story import Instrument
from game.language.types import Variable
from game.language.value import value

Point = tuple[int, int]


@value
class Gauge:
    """One number of the state, now and along the way."""

    title: str
    kind: str
    """`curve` or `bar`."""
    person: str | None
    """Whose it is: a key of the story's cast; None if it is nobody's."""
    unit: str
    words: tuple[str, ...]
    low: int
    high: int
    trace: tuple[Point, ...]
    """Where along the way, and the value there; the last is now."""
    axis: tuple[int, int]
    """The ends of the way: of the player's steps, or of what it is drawn against, in the order in which it is gone."""

    @property
    def name(self) -> str:
        """Its title inside a line."""
        return self.title[:1].lower() + self.title[1:]

    @property
    def value(self) -> int:
        """The number now."""
        return self.trace[-1][1]

    @property
    def share(self) -> float:
        """How much of its range that is, from 0 to 1."""
        return (self.value - self.low) / max(1, self.high - self.low)

    @property
    def word(self) -> str:
        """What the author calls that; empty if numbers say enough."""
        return self.words[min(len(self.words) - 1, int(self.share * len(self.words)))] if self.words else ""

    @property
    def amount(self) -> str:
        """The number with its unit."""
        return f"{self.value} {self.unit}".strip()

    @property
    def brief(self) -> str:
        """What it shows, in a few words."""
        return f"{self.word or self.amount}{self._turn}"

    @property
    def sentence(self) -> str:
        """All that it shows, in words."""
        values = [value for _, value in self.trace]
        said = f"{self.word}, {self.value} of {self.high}" if self.word else self.amount
        ends = {min(values), max(values)} - {values[0], values[-1]}
        extremes = f"; lowest {min(values)}, highest {max(values)}" if ends else ""
        return f"{said[:1].upper()}{said[1:]}{self._turn}{extremes}."

    @property
    def _turn(self) -> str:
        """How it came there."""
        first = self.trace[0][1]
        if len(self.trace) < 2:
            return ""
        return ", as at first" if first == self.value else f", {'down' if self.value < first else 'up'} from {first}"


def gauges_of(instrument: Instrument, library: Library, passed: Sequence[Position]) -> Iterator[Gauge]:
    """What `instrument` shows after the positions that were `passed`, oldest first; of a family, one for each."""
    shown = passed if instrument.kind == "curve" else passed[-1:]
    along, axis = _way(instrument.against, library, shown)
    for key in instrument.keys:
        kind, person = library.story.type_of(key), key.partition(".")[2] or None
        trace = tuple(zip(along, _values(key, library, shown), strict=True))
        unit, words = instrument.unit, instrument.words
        yield Gauge(instrument.title, instrument.kind, person, unit, words, kind.low, kind.high, trace, axis)


def _values(key: str, library: Library, passed: Sequence[Position]) -> list[int]:
    return [position.world[library.chart(position.episode).slots[key]] for position in passed]


def _way(against: str | None, library: Library, passed: Sequence[Position]) -> tuple[list[int], tuple[int, int]]:
    """Where along the way the positions are, and its ends: steps, minutes from the first to the last, or a number."""
    if against is None:
        return list(range(len(passed))), (0, len(passed) - 1)
    if against == "clock":
        spent = _values(SPENT, library, passed)
        return spent, (0, spent[-1] + _values("clock", library, passed[-1:])[0])
    return _values(against, library, passed), _ends(library.story.variables[against])


def _ends(variable: Variable) -> tuple[int, int]:
    """The way that a number goes: down, if it starts at its upper end."""
    low, high = variable.type.low, variable.type.high
    return (high, low) if variable.start == high else (low, high)
