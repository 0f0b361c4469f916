"""The figures of a story, made of what is written and what a sample of plays met."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import mean, median

from game.workshop.ink import InkedLibrary
from game.workshop.stats.memory import Memory, memory_of
from game.workshop.stats.sample import Sample, Visit
from game.workshop.stats.written import Written, written_in
from game.workshop.temperament import TEMPERAMENTS

SELDOM = 0.03
"""A gated choice that is open in a smaller share of plays is hardly there."""
WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of a table."""

    name: str
    value: float
    unit: str
    """Empty, or `%`."""
    usual: str
    """What finished games come to; empty where that depends on the length of the story."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything that is known of a story."""

    title: str
    plays: int
    """By each temperament."""
    columns: Mapping[str, tuple[Figure, ...]]
    """By episode; the last is the whole story, under `whole`."""
    gaps: tuple[int, ...]
    """Words before every decision of every play."""
    words: Mapping[str, tuple[int, int]]
    """Episode to the words written, and the median of those seen."""
    endings: Mapping[str, Mapping[str, int]]
    """Ending to temperament to its share of plays; under `whole`, of all plays."""
    seldom: tuple[str, ...]
    """Gated choices that are open in few plays."""
    memory: Memory


def figures_of(library: InkedLibrary, samples: Sequence[Sample]) -> Figures:
    """The figures of a story that was played at least once."""
    written = {id: written_in(library, episode) for id, episode in library.episodes.items()}
    visits = {id: [sample.episodes[id] for sample in samples if id in sample.episodes] for id in written}
    columns = {id: _column(written[id], visits[id]) for id in written}
    total = sum(written.values(), Written(0, (), (), 0))
    whole = [sample.whole for sample in samples]
    return Figures(
        library.story.title,
        len(samples) // len(TEMPERAMENTS),
        {**columns, WHOLE: _column(total, whole)},
        tuple(gap for visit in whole for gap in visit.gaps),
        {id: (written[id].words, _median([visit.seen for visit in visits[id]])) for id in written},
        _endings(library, samples),
        _seldom(total, whole),
        memory_of(library.episodes),
    )


def _column(written: Written, visits: Sequence[Visit]) -> tuple[Figure, ...]:
    gaps = [gap for visit in visits for gap in visit.gaps]
    options = [count for visit in visits for count in visit.options]
    thousands = max(written.words, 1) / 1_000
    return (
        Figure("words written", written.words, "", ""),
        Figure("words a play tells, median", _median([visit.words for visit in visits]), "", ""),
        Figure("share of the text a play sees, median", _share_seen(written, visits), "%", "30 to 35"),
        Figure("decisions a play meets, median", _median([len(visit.gaps) for visit in visits]), "", ""),
        Figure("words before the first decision, median", _first(visits), "", "under 120"),
        Figure("words before a choice is remembered, median", _harmless(visits), "", "under 600"),
        Figure("words between decisions, median", _median(gaps), "", "60 to 85"),
        Figure("words between decisions, 95th percentile", percentile(gaps, 95), "", "under 200"),
        Figure("words between decisions, most", max(gaps, default=0), "", "under 300"),
        Figure("open choices a decision has, mean", round(mean(options or [0]), 1), "", "2.8 to 3.2"),
        Figure("decisions of three choices or more", _percent(_many(options), len(options)), "%", "60"),
        Figure("words of a label, median", _median(written.labels), "", "4 to 7"),
        Figure("words of a label, 95th percentile", percentile(written.labels, 95), "", "under 12"),
        Figure("gated choices", _percent(len(written.gated), len(written.labels)), "%", "20"),
        Figure(
            "conditional texts and gated choices, per 1,000 words",
            round((written.conditional + len(written.gated)) / thousands, 1),
            "",
            "7 to 8",
        ),
    )


def _first(visits: Sequence[Visit]) -> int:
    return _median([visit.gaps[0] for visit in visits if visit.gaps])


def _harmless(visits: Sequence[Visit]) -> int:
    return _median([visit.words if visit.harmless is None else visit.harmless for visit in visits])


def _many(options: Sequence[int]) -> int:
    return sum(count >= 3 for count in options)


def _share_seen(written: Written, visits: Sequence[Visit]) -> int:
    return _percent(_median([visit.seen for visit in visits]), written.words)


def _endings(library: InkedLibrary, samples: Sequence[Sample]) -> dict[str, dict[str, int]]:
    counts = Counter((sample.ending, sample.temperament) for sample in samples)
    plays = Counter(sample.temperament for sample in samples)
    shares = {}
    for ending in library.story.endings:
        row = {name: _percent(counts[ending, name], plays[name]) for name in TEMPERAMENTS}
        shares[ending] = {**row, WHOLE: _percent(sum(counts[ending, name] for name in TEMPERAMENTS), len(samples))}
    return shares


def _seldom(written: Written, visits: Sequence[Visit]) -> tuple[str, ...]:
    met = Counter(id for visit in visits for id in visit.open)
    return tuple(id for id in written.gated if met[id] < SELDOM * len(visits))


def _median(numbers: Sequence[int]) -> int:
    return round(median(numbers)) if numbers else 0


def percentile(numbers: Sequence[int], share: int) -> int:
    """The smallest of the numbers that `share` in a hundred of them do not exceed; 0 if there are none."""
    ranked = sorted(numbers)
    return ranked[max(0, -(-len(ranked) * share // 100) - 1)] if ranked else 0


def _percent(part: int, whole: int) -> int:
    return round(100 * part / whole) if whole else 0
