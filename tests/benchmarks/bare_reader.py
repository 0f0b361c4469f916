"""A bare Textual app that shows a long text and, at a key, a passage more: what any reader in Textual must cost."""

from __future__ import annotations

from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

PASSAGE = "The words of a passage, one after the other, until there are some sixty of them on the screen. " * 4
SHOWN = 40
"""Paragraphs that stand there before the first key."""


class BareReader(App[None]):
    """The app."""

    BINDINGS: ClassVar[list[BindingType]] = [("1,2", "more", "More"), ("ctrl+q", "quit", "Quit")]

    def compose(self) -> ComposeResult:
        """A scrolling column of paragraphs."""
        with VerticalScroll():
            for _ in range(SHOWN):
                yield Static(PASSAGE, markup=False)

    def on_mount(self) -> None:
        """Say that the first screen stands."""
        self._count = 0
        self.query_one(VerticalScroll).anchor()
        self.query_one(VerticalScroll).mount(Static("READY", markup=False))

    def action_more(self) -> None:
        """Show one passage more, which ends in a mark."""
        self._count += 1
        self.query_one(VerticalScroll).mount(Static(f"{PASSAGE} MARK{self._count}.", markup=False))


if __name__ == "__main__":
    BareReader().run()
