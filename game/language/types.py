"""The types of state: each finite, each value a small whole number inside the program."""

from __future__ import annotations

from game.language.mark import Mark
from game.language.value import value


@value
class Flag:
    """True or false."""

    @property
    def low(self) -> int:
        """The lowest value."""
        return 0

    @property
    def high(self) -> int:
        """The highest value."""
        return 1

    def show(self, value: int) -> str:
        """The value as an author writes it."""
        return "true" if value else "false"

    def read(self, text: str, start: int) -> int:
        """The value that is written so; `start` if none is."""
        return {"false": 0, "true": 1}.get(text, start)


@value
class Range:
    """A whole number between two ends, which it never leaves."""

    low: int
    high: int

    def show(self, value: int) -> str:
        """The value in digits."""
        return str(value)

    def read(self, text: str, start: int) -> int:
        """The value that is written so, or the end that is nearer to it; `start` if it is no number."""
        try:
            return min(self.high, max(self.low, int(text)))
        except ValueError:
            return start


@value
class OneOf:
    """One word of a list; its value is the word's place in the list."""

    words: tuple[str, ...]

    @property
    def low(self) -> int:
        """The lowest value."""
        return 0

    @property
    def high(self) -> int:
        """The highest value."""
        return len(self.words) - 1

    def show(self, value: int) -> str:
        """The word."""
        return self.words[value]

    def read(self, text: str, start: int) -> int:
        """The value of the word `text`; `start` if it is none of the words."""
        return self.words.index(text) if text in self.words else start


Type = Flag | Range | OneOf

FLAG = Flag()


@value
class Variable:
    """One declared piece of state."""

    key: str
    """As it is read in a condition: `slept`, `trust.renzo`; of a scene's own state `scene/name`."""
    type: Type
    start: int
    total: str | None = None
    """The key of the counter that sums this one's family, if any."""
    mark: Mark | None = None
    """Where it is declared; None for what the program declares."""

    @property
    def name(self) -> str:
        """What its author calls it."""
        return self.key.rpartition("/")[2]
