"""What a season remembers: values that one episode sets and a later one reads. Counted in what is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from game.language.expression import Name
from game.language.step import Assign
from game.language.story import Episode
from game.workshop.nodes import nodes_in

LATER, MUCH_LATER = 2, 5
"""Episodes between setting and reading that are told apart."""


@dataclass(frozen=True, slots=True)
class Memory:
    """How many values are remembered from one episode to a later one."""

    across: int
    later: int
    """Read LATER episodes or more after they were set."""
    much_later: int
    """Read MUCH_LATER episodes or more after they were set."""


def memory_of(episodes: Mapping[str, Episode]) -> Memory:
    """The memory of a story, whose episodes come in order."""
    written = [_written(episode) for episode in episodes.values()]
    read = [{name.key for name in nodes_in(_parts(episode), Name)} for episode in episodes.values()]
    reach: dict[str, int] = {}
    for before, keys in enumerate(written):
        for after in range(before + 1, len(read)):
            for key in keys & read[after]:
                reach[key] = max(reach.get(key, 0), after - before)
    return Memory(len(reach), *(sum(far >= least for far in reach.values()) for least in (LATER, MUCH_LATER)))


def _written(episode: Episode) -> set[str]:
    return set(_keys(episode))


def _keys(episode: Episode) -> Iterator[str]:
    for assign in nodes_in(_parts(episode), Assign):
        yield assign.variable.key
        if assign.variable.total:
            yield assign.variable.total


def _parts(episode: Episode) -> tuple[object, ...]:
    return episode.recap, episode.scenes, episode.afterwards
