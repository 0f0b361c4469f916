"""A Notice: something to be read in full and put away."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from game.terminal.screens.page import Page

ABOUT = """\
The near future. The first crewed mission to Mars is European. Hours before the landing, its crew learns \
that it is not the first.

You are Jeanne Renoir, psychologist, called in late. You listen.

Ten episodes. What you do is kept after every choice; nothing need be saved. \
Press ? on any screen for its keys."""


class Notice(Page):
    """A heading and a text."""

    def __init__(self, heading: str, text: str) -> None:
        super().__init__(heading)
        self.text = text

    def matter(self) -> Iterable[Widget]:
        """The text."""
        yield Static(Content(self.text))


def about() -> Notice:
    """What this is."""
    return Notice("Ulysse 1", ABOUT)
