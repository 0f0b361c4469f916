"""The Table: what the commands of the plain front end work on."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from random import randrange

from game.engine.moment import Moment
from game.engine.playthrough import Playthrough
from game.language.story import Story
from game.language.value import value
from game.linear.page import Page
from game.player.reached import episode_at
from game.saves import Keeper, Slot


@dataclass(slots=True)
class Table:
    """One game, and how it is told."""

    story: Story
    keeper: Keeper
    page: Page
    saves: Path
    """The folder of the shelf, the settings and the books."""
    seed: int | None = None
    listed: tuple[Slot, ...] = ()
    """The saved games as they were numbered last."""

    @property
    def play(self) -> Playthrough:
        """The walk that is being taken."""
        return self.keeper.playthrough

    @property
    def taken(self) -> frozenset[str]:
        """The choices of the present moment that are marked as taken, if the player wants that."""
        return self.keeper.taken if self.page.settings["taken"] == "marked" else frozenset()

    def begin(self, episode: int | None) -> Moment:
        """A new game, from the first episode or another. NotOffered if there is no such episode."""
        id = episode_at(self.story, episode)
        return self.keeper.begin(randrange(10**9) if self.seed is None else self.seed, id)

    def arrived(self, moment: Moment) -> Iterable[str]:
        """The lines of a moment to which one did not come by choosing."""
        notice = self.keeper.notice
        return [*([notice] if notice else ()), *self.page.again(moment, self.taken)]


@value
class Command:
    """Something to type that is no choice."""

    usage: str
    """Its word, and what may stand behind it."""
    meaning: str
    run: Callable[[Table, str], Iterable[str]]
    """What it says; takes what stands behind the word. NotOffered or SaveError, and nothing done, if that cannot be."""


def number_in(tail: str, most: int) -> int | None:
    """The number that was typed, if it is one from 1 to `most`."""
    if not (tail.isascii() and tail.isdigit()) or len(tail) > 9:
        return None
    number = int(tail)
    return number if 1 <= number <= most else None
