"""A Gauge: what an instrument of the story shows. Made by the Playthrough, drawn or said by front ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from game.engine.compiler import SPENT
from game.engine.library import Library
from game.engine.trail import Past, Position
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

    def said(self, number: int) -> str:
        """A number of its range as the story tells it: by its word, or by itself where it has none."""
        return word_of(self.words, (number - self.low) / max(1, self.high - self.low)) if self.words else str(number)

    @property
    def amount(self) -> str:
        """What it shows now."""
        return self.said(self.value) if self.words else f"{self.value} {self.unit}".strip()

    @property
    def brief(self) -> str:
        """That, and how it came there."""
        return f"{self.amount}{self._turn}"

    @property
    def sentence(self) -> str:
        """All that it shows, in words."""
        values = [value for _, value in self.trace]
        lowest, highest = self.said(min(values)), self.said(max(values))
        told = {self.said(values[0]), self.said(values[-1])}
        extremes = "" if {lowest, highest} <= told else f"; lowest {lowest}, highest {highest}"
        return f"{self.brief[:1].upper()}{self.brief[1:]}{extremes}."

    @property
    def _turn(self) -> str:
        first, now = self.said(self.trace[0][1]), self.said(self.value)
        if len(self.trace) < 2:
            return ""
        if first == now:
            return ", as at first"
        return f", {first} at first" if self.words else f", {'down' if self.value < int(first) else 'up'} from {first}"


def word_of(words: Sequence[str], share: float) -> str:
    """What a share of a range, from 0 to 1, is called: by the equal part in which it lies."""
    return words[min(len(words) - 1, int(share * len(words)))]


class Way:
    """Positions that were passed, oldest first, and what was read there."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.positions: list[Position] = []
        self._traces: dict[tuple[str, str | None], list[Point]] = {}

    def trace(self, key: str, against: str | None) -> tuple[Point, ...]:
        """The value of `key` at every position, and where along the way that was."""
        known = self._traces.setdefault((key, against), [])
        for place in range(len(known), len(self.positions)):
            position = self.positions[place]
            known.append(
                (place if against is None else self._value(_along(against), position), self._value(key, position))
            )
        return tuple(known)

    def axis(self, against: str | None) -> tuple[int, int]:
        """The ends of the way: of its steps, of the minutes from the first to the last, or of a number."""
        last = self.positions[-1]
        if against is None:
            return 0, len(self.positions) - 1
        if against == "clock":
            return 0, self._value(SPENT, last) + self._value("clock", last)
        return _ends(self.library.story.variables[against])

    def gauges(self, instrument: Instrument) -> Iterator[Gauge]:
        """What `instrument` shows at the end of the way; of a family, one for each."""
        against, axis = instrument.against, self.axis(instrument.against)
        for key in instrument.keys:
            kind, person = self.library.story.type_of(key), key.partition(".")[2] or None
            unit, words, trace = instrument.unit, instrument.words, self.trace(key, against)
            yield Gauge(instrument.title, instrument.kind, person, unit, words, kind.low, kind.high, trace, axis)

    def _value(self, key: str, position: Position) -> int:
        return position.world[self.library.chart(position.episode).slots[key]]


class Logbook:
    """Follows a playthrough, so that its gauges cost a step for each choice; after going back it is begun anew."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._begin()

    def _begin(self) -> None:
        self._count = 0
        self._last: Past | None = None
        self._whole, self._here = Way(self.library), Way(self.library)

    def gauges(self, past: Sequence[Past]) -> tuple[Gauge, ...]:
        """What the story has drawn, where `past` ends: first of the whole playthrough, then of its last episode."""
        self._follow(past)
        chart = self.library.chart(self._here.positions[-1].episode)
        drawn = [(each, self._whole) for each in self.library.story.instruments.values()]
        drawn += [(each, self._here) for each in chart.episode.instruments.values()]
        return tuple(gauge for each, way in drawn for gauge in self._shown(each, way).gauges(each))

    def _shown(self, instrument: Instrument, way: Way) -> Way:
        """The whole way for a curve; for a bar, where it has come to."""
        if instrument.kind == "curve":
            return way
        now = Way(self.library)
        now.positions = way.positions[-1:]
        return now

    def _follow(self, past: Sequence[Past]) -> None:
        if self._count > len(past) or (self._count and past[self._count - 1] is not self._last):
            self._begin()
        for position in past[self._count :]:
            if isinstance(position, Position):
                self._pass(position)
        self._count, self._last = len(past), past[-1]

    def _pass(self, position: Position) -> None:
        if not self._here.positions or self._here.positions[-1].episode != position.episode:
            self._here = Way(self.library)
        self._whole.positions.append(position)
        self._here.positions.append(position)


def _along(against: str) -> str:
    """The key of what a curve is drawn against."""
    return SPENT if against == "clock" else against


def _ends(variable: Variable) -> tuple[int, int]:
    """The way that a number goes: down, if it starts at its upper end."""
    low, high = variable.type.low, variable.type.high
    return (high, low) if variable.start == high else (low, high)
