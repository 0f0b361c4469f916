"""A Gauge: what an instrument of the story shows. Made by the Playthrough, drawn or said by front ends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from game.language.story import Instrument
from game.language.types import Variable

Point = tuple[int, int]


@dataclass(frozen=True, slots=True)
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
    whole: bool
    """Over the whole playthrough; otherwise over this episode."""

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
    def sentence(self) -> str:
        """All of it in words, without its title."""
        said = f"{self.word}, {self.value} of {self.high}" if self.word else self.amount
        return f"{said}{self._way()}."

    def _way(self) -> str:
        """How it came there."""
        values = [value for _, value in self.trace]
        if self.kind != "curve" or len(values) < 2:
            return ""
        first, ends = values[0], f"lowest {min(values)}, highest {max(values)}"
        if min(values) == max(values):
            return ", as at first"
        if first == values[-1]:
            return f", as at first; {ends}"
        return f", {'down' if values[-1] < first else 'up'} from {first}; {ends}"


def gauges_of(
    instrument: Instrument, whole: bool, known: Mapping[str, Variable], passed: Sequence[Mapping[str, int]]
) -> Iterator[Gauge]:
    """What `instrument` shows after the states that were `passed`, oldest first; of a family, one for each member."""
    shown = passed if instrument.kind == "curve" else passed[-1:]
    along = [state[instrument.against] if instrument.against else step for step, state in enumerate(shown)]
    axis = _ends(known[instrument.against]) if instrument.against else (0, len(along) - 1)
    for key in instrument.keys:
        kind = known[key].type
        trace = tuple(zip(along, (state[key] for state in shown), strict=True))
        title, person = instrument.title, key.partition(".")[2] or None
        yield Gauge(
            title, instrument.kind, person, instrument.unit, instrument.words, kind.low, kind.high, trace, axis, whole
        )


def _ends(variable: Variable) -> tuple[int, int]:
    """The way that a number goes: down, if it starts at its upper end."""
    low, high = variable.type.low, variable.type.high
    return (high, low) if variable.start == high else (low, high)
