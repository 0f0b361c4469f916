"""Plays a story by temperaments and keeps what each play was like."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from game.engine.moment import Moment
from game.engine.playthrough import Playthrough
from game.workshop.ink import InkedLibrary, count_words, met_in, texts_of, told_in
from game.workshop.temperament import TEMPERAMENTS, play_whole


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


@dataclass(frozen=True, slots=True)
class Sample:
    """One play."""

    temperament: str
    seed: int
    ending: str
    whole: Visit
    episodes: dict[str, Visit]
    """By id; those it came to."""


def sampled(library: InkedLibrary, plays: int, seed: int = 0) -> Iterator[Sample]:
    """So many plays by each temperament, with seeds from `seed` on. Endless if one comes to no ending."""
    for number in range(seed, seed + plays):
        for name, temperament in TEMPERAMENTS.items():
            yield sample_of(play_whole(library, temperament, number), library, name)


def sample_of(play: Playthrough, library: InkedLibrary, temperament: str) -> Sample:
    """The figures of a finished play."""
    ids = {episode.number: id for id, episode in library.episodes.items()}
    moments = [(ids[moment.episode], moment) for moment in play.moments]
    episodes = {
        id: _visit([pair for pair in moments if pair[0] == id], library)
        for id in library.episodes
        if any(pair[0] == id for pair in moments)
    }
    ending = play.moment.ending.id if play.moment.ending else ""
    return Sample(temperament, play.seed, ending, _visit(moments, library), episodes)


def _visit(moments: list[tuple[str, Moment]], library: InkedLibrary) -> Visit:
    gaps, options, since, words = [], [], 0, 0
    for _, moment in moments:
        told = count_words(told_in(moment))
        words, since = words + told, since + told
        if len(moment.open) >= 2:
            gaps.append(since)
            options.append(len(moment.open))
            since = 0
    open_ids = frozenset(f"{id}/{choice.id}" for id, moment in moments for choice in moment.open)
    return Visit(words, _seen((moment for _, moment in moments), library), tuple(gaps), tuple(options), open_ids)


def _seen(moments: Iterable[Moment], library: InkedLibrary) -> int:
    met = {number for moment in moments for number in met_in(texts_of(moment))}
    return sum(library.inks[number].words for number in met if library.inks[number].kind == "text")
