"""Which odds moved between two versions of a story, in sampled plays: of endings, and of choices that come up."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from game.engine.playthrough import NotOffered
from game.workshop.ink import InkedLibrary
from game.workshop.stats.sample import Sample, sampled
from game.workshop.temperament import TEMPERAMENTS, Endless

NOISE = 3.5
"""Standard errors within which a difference is taken for chance: one in two thousand is larger by chance alone."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A share of plays that is another now."""

    kind: str
    """`ending` or `choice`."""
    name: str
    temperament: str
    """Empty for all of them together."""
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Odds:
    """What moved beyond chance, most first."""

    plays: tuple[int, int]
    """That ended, of the old version and of the new one."""
    moved: tuple[Moved, ...]


def odds_between(old: InkedLibrary, new: InkedLibrary, plays: int) -> Odds:
    """What moved, with so many plays of each version by each temperament."""
    before, after = list(_plays(old, plays)), list(_plays(new, plays))
    found = [moved for name in ("", *TEMPERAMENTS) for moved in _endings(_by(before, name), _by(after, name), name)]
    found += _moved("choice", "", _open(before), len(before), _open(after), len(after), _both(old, new))
    found.sort(key=lambda moved: -abs(moved.after - moved.before))
    return Odds((len(before), len(after)), tuple(found))


def _plays(library: InkedLibrary, plays: int) -> Iterator[Sample]:
    """The plays that come to an ending."""
    samples = sampled(library, plays)
    try:
        yield from samples
    except (Endless, NotOffered):
        return


def _by(samples: Sequence[Sample], temperament: str) -> list[Sample]:
    return [sample for sample in samples if temperament in ("", sample.temperament)]


def _endings(before: Sequence[Sample], after: Sequence[Sample], temperament: str) -> Iterator[Moved]:
    counts, others = (Counter(sample.ending for sample in some) for some in (before, after))
    yield from _moved("ending", temperament, counts, len(before), others, len(after), {*counts, *others})


def _open(samples: Sequence[Sample]) -> Counter[str]:
    return Counter(name.replace("/", ".") for sample in samples for name in sample.whole.open)


def _both(old: InkedLibrary, new: InkedLibrary) -> set[str]:
    """The choices that both versions have."""
    return _named(old) & _named(new)


def _named(library: InkedLibrary) -> set[str]:
    blocks = [(id, block) for id in library.episodes for block in library.chart(id).blocks.values()]
    return {f"{id}.{offer.id}" for id, block in blocks for offer in block.offers}


def _moved(
    kind: str, temperament: str, before: Counter[str], n: int, after: Counter[str], m: int, names: set[str]
) -> Iterator[Moved]:
    for name in sorted(names):
        if n and m and beyond_chance(before[name], n, after[name], m):
            yield Moved(kind, name, temperament, before[name] / n, after[name] / m)


def beyond_chance(before: int, n: int, after: int, m: int) -> bool:
    """Whether two shares, of `n` and of `m`, differ by more than NOISE standard errors of their pooled share."""
    share = (before + after) / (n + m)
    error = math.sqrt(share * (1 - share) * (1 / n + 1 / m))
    return error > 0 and abs(before / n - after / m) > NOISE * error
