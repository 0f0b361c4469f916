"""The episodes that were reached, to begin one anew."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.content import Content

from game.terminal.screens.listing import Listing
from game.terminal.widgets.menu import Menu, Option


class Episodes(Listing[int]):
    """Dismissed with the number of an episode."""

    heading: ClassVar[str] = "Episodes"

    def entries(self) -> Iterable[Option]:
        """The first, and those in which a saved game stands."""
        reached = {slot.episode: slot.episode_title for slot in self.ulysse.evening.shelf.slots()}
        for number in range(1, len(self.ulysse.evening.story.episodes) + 1):
            if number == 1 or number <= max(reached, default=1):
                yield Option(str(number), Content(f"Episode {number}"), note=Content(reached.get(number, "")))

    @on(Menu.Taken)
    def taken(self, event: Menu.Taken) -> None:
        """The caller begins it."""
        self.leave(int(event.id))
