"""Plays a story by temperaments and keeps what each play was like."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from game.engine.stepper import Run, Stepper, Way
from game.workshop.ink import InkedLibrary, count_words, met_in, plain
from game.workshop.temperament import TEMPERAMENTS, play_whole

REMEMBERED = 1 << 16
"""Texts whose words and marks are remembered; a season has fewer."""


@dataclass(frozen=True, slots=True)
class Visit:
    """What one play met of one episode, or of the whole story."""

    words: int
    """That it told, those told twice counted twice."""
    seen: int
    """Words of the texts it met, each counted once."""
    gaps: tuple[int, ...]
    """Words before each decision: a menu in which two choices or more are open."""
    options: tuple[int, ...]
    """How many choices were open in each decision."""
    open: frozenset[str]
    """Episode and id of each choice that was open at some time."""
    harmless: int | None
    """Words before the first choice that changed what the story remembers; None if none did
    before the episode was left."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One play."""

    temperament: str
    seed: int
    ending: str
    whole: Visit
    episodes: dict[str, Visit]
    """By id; those it came to."""


class _Tally:
    """A visit while it is being counted."""

    def __init__(self) -> None:
        self.words = self.since = 0
        self.inks: set[int] = set()
        self.gaps: list[int] = []
        self.options: list[int] = []
        self.open: set[Way] = set()
        self.harmless: int | None = None
        self._remembered: list[int] | None = None

    def add(self, words: int, inks: Iterable[int], run: Run) -> None:
        """Count what was told where `run` rests, and what can be chosen there."""
        remembered = run.values[: run.stepper.shared]
        if self.harmless is None and self._remembered not in (None, remembered):
            self.harmless = self.words
        self._remembered = remembered
        self.words += words
        self.since += words
        self.inks.update(inks)
        self.open.update(run.open)
        if len(run.open) >= 2:
            self.gaps.append(self.since)
            self.options.append(len(run.open))
            self.since = 0

    def visit(self, library: InkedLibrary) -> Visit:
        """What was counted."""
        seen = sum(library.inks[number].words for number in self.inks if library.inks[number].kind == "text")
        open_ids = frozenset(f"{way.target.episode}/{way.id}" for way in self.open)
        return Visit(self.words, seen, tuple(self.gaps), tuple(self.options), open_ids, self.harmless)


def sampled(library: InkedLibrary, plays: int, seed: int = 0) -> Iterator[Sample]:
    """So many plays by each temperament, with seeds from `seed` on. Endless if one comes to no ending."""
    stepper = Stepper(library, tells=True)
    for number in range(seed, seed + plays):
        for name, temperament in TEMPERAMENTS.items():
            yield sample_of(play_whole(stepper, temperament, number), library, name)


def sample_of(rests: Iterable[Run], library: InkedLibrary, temperament: str) -> Sample:
    """The figures of a play, which is the same run at each of its rests. There is at least one."""
    whole, episodes = _Tally(), dict[str, _Tally]()
    for run in rests:
        measured = [_measured(text) for text in _texts(run)]
        words = sum(count for count, _ in measured)
        inks = {number for _, met in measured for number in met}
        for tally in (whole, episodes.setdefault(run.state.episode, _Tally())):
            tally.add(words, inks, run)
    visits = {id: tally.visit(library) for id, tally in episodes.items()}
    return Sample(temperament, run.seed, run.ending or "", whole.visit(library), visits)


def _texts(run: Run) -> Iterator[str]:
    """What was told where a run rests, the recap of its title card first."""
    for line in (*run.recap, *run.lines):
        yield line.text
        if line.subtitle:
            yield line.subtitle


@lru_cache(REMEMBERED)
def _measured(text: str) -> tuple[int, frozenset[int]]:
    """The words of a told text, and the numbers of the marks in it."""
    return count_words(plain(text)), frozenset(met_in([text]))
