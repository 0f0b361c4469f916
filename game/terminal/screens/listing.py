"""A Listing: a window with a menu in it. The shelf, the timeline, the settings and the pause are listings."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, Generic

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import Key
from textual.screen import ScreenResultType
from textual.widget import Widget
from textual.widgets import Static

from game.terminal.screens.place import Leaf
from game.terminal.widgets.menu import Menu, Option


class Listing(Leaf[ScreenResultType], Generic[ScreenResultType]):
    """Options under a heading."""

    CSS_PATH = "listing.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", "Up", id="list.up", show=False),
        Binding("down,j", "move(1)", "Down", id="list.down", show=False),
        Binding("enter,space", "take", "Choose", id="list.take", show=False),
        Binding("pageup", "move(-5)", "Five up", id="list.page.up", show=False),
        Binding("pagedown", "move(5)", "Five down", id="list.page.down", show=False),
        Binding("home", "move_to_end(1)", "The first", id="list.first", show=False),
        Binding("end", "move_to_end(-1)", "The last", id="list.last", show=False),
    ]
    heading: ClassVar[str] = ""
    keys: ClassVar[str] = "enter choose · esc back"
    opening: ClassVar[str] = ""
    """Said above the list when it is opened."""
    nothing: ClassVar[str] = "There is nothing here yet."

    def furnish(self) -> Iterable[Widget]:
        """The window."""
        with Vertical(classes="window") as window:
            window.border_title = self.heading
            window.border_subtitle = self.keys
            yield Static("", id="said", markup=False)
            yield Menu(id="list", measure=70)

    @classmethod
    def reads(cls, key: str) -> bool:
        """Digits are."""
        return key in "123456789"

    @property
    def list(self) -> Menu:
        """The options."""
        return self.query_one("#list", Menu)

    def on_mount(self) -> None:
        """Fill the list."""
        self.fill()

    def entries(self) -> Iterable[Option]:
        """What can be taken."""
        return ()

    def fill(self, pick: str | None = None) -> None:
        """Show what there is now."""
        entries = tuple(self.entries())
        self.list.offer(entries, pick=pick or (self.list.picked.id if self.list.picked else None))
        self.say(self.opening if entries else self.nothing)

    def say(self, sentence: str) -> None:
        """A sentence above the list."""
        said = self.query_one("#said", Static)
        said.update(Content(sentence))
        said.display = bool(sentence)

    def action_move(self, step: int) -> None:
        """Up or down the list."""
        self.list.move(step)

    def action_move_to_end(self, step: int) -> None:
        """To the first option, or with a step of -1 to the last."""
        self.list.move_to_end(step)

    def action_take(self) -> None:
        """What one stands on."""
        self.list.take()

    def on_key(self, event: Key) -> None:
        """Digits take."""
        if not self.cramped and event.character and event.character.isdigit() and event.character != "0":
            self.list.take(int(event.character) - 1)
