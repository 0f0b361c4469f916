"""The episodes that were reached, to begin one anew."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.content import Content

from game.player.reached import bookmarked, reached
from game.terminal.screens.listing import Listing
from game.terminal.widgets.menu import Option


class Episodes(Listing[str]):
    """Dismissed with the number of an episode, or with the id of a game that ships."""

    heading: ClassVar[str] = "Episodes"

    def entries(self) -> Iterable[Option]:
        """The first, and those in which a saved game stands; then the bookmarks in them."""
        evening = self.ulysse.evening
        for number, title in reached(evening.story, evening.shelf).items():
            yield Option(str(number), Content(f"Episode {number}"), note=Content(title))
        for slot in bookmarked(evening.story, evening.shelf):
            where = Content(f"{slot.episode_title}, after a game that comes with this one")
            yield Option(slot.id, Content(f"Episode {slot.episode}, bookmark"), note=where)

    def taken(self, id: str) -> None:
        """The caller begins it."""
        self.leave(id)
