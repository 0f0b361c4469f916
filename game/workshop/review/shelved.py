"""Which saved games still load in the new version of a story."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from game.saves.gate import STRANDED, judge
from game.saves.loading import CARRIED, MOVED, RESTORED
from game.workshop.ink import InkedLibrary

WAYS = (RESTORED, CARRIED, MOVED, STRANDED)
"""How a saved game can be brought back, the best first."""


@dataclass(frozen=True, slots=True)
class Shelved:
    """The saved games of one folder."""

    folder: str
    ways: dict[str, int]
    """How many are brought back in which way now."""
    worse: tuple[tuple[str, str, str], ...]
    """Those that fare worse than before: the id, the old way, the new one."""


def shelved_between(old: InkedLibrary, new: InkedLibrary, folders: Sequence[Path]) -> tuple[Shelved, ...]:
    """What becomes of the saved games in some folders; folders without any are left out."""
    found = (_shelved(old, new, folder) for folder in folders)
    return tuple(shelved for shelved in found if any(shelved.ways.values()))


def _shelved(old: InkedLibrary, new: InkedLibrary, folder: Path) -> Shelved:
    before, after = _ways(folder, old), _ways(folder, new)
    worse = [(id, before[id], way) for id, way in after.items() if WAYS.index(way) > WAYS.index(before[id])]
    ways = {way: sum(found == way for found in after.values()) for way in WAYS}
    return Shelved(str(folder), ways, tuple(worse))


def _ways(folder: Path, library: InkedLibrary) -> dict[str, str]:
    return {id: way for way, ids in judge(folder, library).ways.items() for id in ids}
