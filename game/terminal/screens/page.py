"""A Page: a window of text to scroll and to put away. Help, notices and the instruments are pages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget

from game.terminal.screens.place import Leaf


class Page(Leaf[None]):
    """One window under a heading."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "put_away", "Back", id="page.back", show=False),
        Binding("up,k", "scroll(-1)", "Up", id="page.line.up", show=False),
        Binding("down,j", "scroll(1)", "Down", id="page.line.down", show=False),
        Binding("pageup", "scroll(-8)", "Page up", id="page.view.up", show=False),
        Binding("pagedown,space", "scroll(8)", "Page down", id="page.view.down", show=False),
    ]

    def __init__(self, heading: str) -> None:
        super().__init__()
        self.heading = heading

    def furnish(self) -> Iterable[Widget]:
        """The window, and in it what the page is about."""
        with VerticalScroll(classes="window", can_focus=False) as window:
            window.border_title = Content(self.heading)
            window.border_subtitle = "esc back"
            yield from self.matter()

    def matter(self) -> Iterable[Widget]:
        """What there is to read."""
        return ()

    def action_scroll(self, lines: int) -> None:
        """Through a long text."""
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False)
