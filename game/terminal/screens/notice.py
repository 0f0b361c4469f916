"""A Notice: something to be read in full and put away."""

from __future__ import annotations

from collections.abc import Iterable

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from game.terminal.screens.place import Leaf

ABOUT = """\
The near future. The first crewed mission to Mars is European. Hours before the landing, its crew learns \
that it is not the first.

You are Jeanne Renoir, psychologist, called in late. You listen.

Ten episodes. What you do is kept after every choice; nothing need be saved. \
Press ? on any screen for its keys."""


class Notice(Leaf[None]):
    """A heading and a text."""

    def __init__(self, heading: str, text: str) -> None:
        super().__init__()
        self.heading, self.text = heading, text

    def furnish(self) -> Iterable[Widget]:
        """One window."""
        with VerticalScroll(classes="window") as window:
            window.border_title = Content(self.heading)
            window.border_subtitle = "esc back"
            yield Static(Content(self.text))

    def key_enter(self) -> None:
        """Enough read."""
        self.action_put_away()


def about() -> Notice:
    """What this is."""
    return Notice("Ulysse 1", ABOUT)
