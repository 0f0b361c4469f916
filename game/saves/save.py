"""A Save: one playthrough, as its file keeps it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from game.language.value import value
from game.saves.place import Place
from game.saves.slot import Head
from game.saves.tree import Node, path_to


@value
class Save:
    """Everything that brings a playthrough back. It holds names and numbers, and nothing that could run."""

    head: Head
    version: str
    """Of the story that was played."""
    seed: int
    origin: Place
    """Where the tree grows from: the beginning of an episode, or a place that was carried over from another version."""
    places: Mapping[int, Place]
    """Step to where play stood after it: at the beginning of every episode, at seams, and after the last steps."""
    scenes: Mapping[str, Mapping[str, str]]
    """Episode to scene to the fingerprint of its logic, for every scene in which play rested."""
    nodes: tuple[Node, ...]
    tip: int
    """The step after which play stands."""
    editions: Mapping[str, str] = field(default_factory=dict)
    """Episode to its edition, for every one that was played since the last seam."""
    seams: frozenset[int] = frozenset()
    """Steps after which play went on in a changed story, at the place that is kept of each."""

    @property
    def path(self) -> list[int]:
        """The numbers of the steps that lead to where it stands, oldest first."""
        return path_to(self.tip, self.nodes)
