"""A Notice: something to be read in full and put away."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from game.player.about import ABOUT
from game.terminal.screens.page import Page


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
    return Notice("Ulysse 1", f"{ABOUT} Press ? on any screen for its keys.")
