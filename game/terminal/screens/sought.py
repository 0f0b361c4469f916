"""A Sought: a sheet that fills the screen, and a line to search it with. The history and the workings are such."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from game.terminal.screens.place import Leaf
from game.terminal.widgets.sheet import Sheet


class Sought(Leaf[None]):
    """Typing finds; the arrows scroll."""

    CSS_PATH = "sought.tcss"
    AUTO_FOCUS: ClassVar[str | None] = "Input"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "scroll(-1)", "Up", id="history.up", show=False, priority=True),
        Binding("down", "scroll(1)", "Down", id="history.down", show=False, priority=True),
        Binding("pageup", "page(-1)", "Page up", id="history.page.up", show=False, priority=True),
        Binding("pagedown", "page(1)", "Page down", id="history.page.down", show=False, priority=True),
    ]
    keys: ClassVar[str] = ""

    def furnish(self) -> Iterable[Widget]:
        """A line to search on, and the sheet."""
        field = Input(placeholder="Find", id="find")
        field.cursor_blink = False
        yield field
        yield Sheet(id="all")
        yield Static(self.keys, id="keys", markup=False)

    @property
    def sheet(self) -> Sheet:
        """The text."""
        return self.query_one("#all", Sheet)

    def say(self, words: str) -> None:
        """Something beneath the sheet; without words, the keys."""
        self.query_one("#keys", Static).update(Content(words or self.keys))

    def action_scroll(self, lines: int) -> None:
        """By lines."""
        self.sheet.scroll_relative(y=lines, animate=False, force=True)

    def action_page(self, pages: int) -> None:
        """By views."""
        self.sheet.turn_page(pages)
