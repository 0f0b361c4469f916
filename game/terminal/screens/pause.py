"""The pause: everything that can be done while reading, in one list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import ClassVar

from textual.content import Content

from game.terminal.screens.listing import Listing
from game.terminal.widgets.menu import Option

ENTRIES = (
    ("crew", "Crew"),
    ("clock", "Clock and instruments"),
    ("notebook", "Notebook"),
    ("map", "Map: where you are"),
    ("history", "History"),
    ("timeline", "Timeline: back to any choice"),
    ("saves", "Saved games"),
    ("book", "The book of this playthrough"),
    ("settings", "Settings"),
    ("help", "Keys"),
    ("title", "To the title"),
    ("quit", "Quit"),
)


class Pause(Listing[str]):
    """Dismissed with what was chosen."""

    heading: ClassVar[str] = "Ulysse 1"

    def __init__(self, keys: Mapping[str, str]) -> None:
        """`keys` are those that do the same without this menu, by action."""
        super().__init__()
        self._keys = keys

    def entries(self) -> Iterable[Option]:
        """All of it, and its own key."""
        wide = max(len(words) for _, words in ENTRIES)
        return (
            Option(id, Content.assemble(f"{words:<{wide}}  ", (self._keys.get(id, ""), "$read")))
            for id, words in ENTRIES
        )

    def taken(self, id: str) -> None:
        """The caller does it."""
        self.leave(id)
