"""The title card of an episode, in two tongues, with air around it. Any key goes on.

Where the recap asks something, a number or a click answers, and any other key takes the choice meant for it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from time import monotonic

from textual import on
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Click, Key
from textual.widget import Widget
from textual.widgets import Static

from game.engine.moment import Card
from game.terminal.prose import Setter
from game.terminal.screens.place import Place
from game.terminal.widgets.menu import Menu, Option
from game.terminal.widgets.sheet import Sheet

RULE = "─" * 9
SCROLL = ("up", "down", "pageup", "pagedown")


class CardScreen(Place[str]):
    """Shown before the first text of an episode; its answer is the id of a choice of the recap, if there are any."""

    CSS_PATH = "card.tcss"

    def __init__(self, card: Card, setter: Setter, options: Sequence[Option] = ()) -> None:
        """`options` are the choices of the recap."""
        super().__init__()
        self.card, self.setter = card, setter
        self.skip = next((option for option in options if option.id == card.skip), None)
        self.options = [option for option in options if self.skip and option is not self.skip]
        self._painted = 0.0

    def furnish(self) -> Iterable[Widget]:
        """Number, title, second title; from the second episode on, what this player did."""
        with VerticalScroll(id="card", can_focus=False):
            yield Static(f"EPISODE {self.card.episode}", id="number", markup=False)
            yield Static(Content(spaced(self.card.title)), id="first")
            yield Static(RULE, id="rule", markup=False)
            yield Static(Content(upright(self.card.second_title)), id="second")
            if self.card.recap:
                yield Sheet(id="recap", measure=60)
            if self.options:
                yield Menu(id="asked", measure=60)
        said = f"any other key: {self.skip.body.plain}" if self.options and self.skip else "any key"
        yield Static(said, id="any", markup=False)

    def on_mount(self) -> None:
        """Set the recap and what it asks."""
        if self.card.recap:
            recap = self.query_one("#recap", Sheet)
            recap.put(self.setter.passage(self.card.recap))
        if self.options:
            asked = self.query_one("#asked", Menu)
            asked.offer(self.options)
            asked.pick = -1  # Enter takes none of them
            asked.wrap()
        self._painted = monotonic()

    def on_key(self, event: Key) -> None:
        """Any key goes on, but for those that scroll."""
        if self.cramped or event.key == "ctrl+q":
            return
        event.stop()
        event.prevent_default()
        if event.key in SCROLL and self.query_one("#card").max_scroll_y:
            self.query_one("#card").scroll_relative(y=-3 if event.key in ("up", "pageup") else 3, animate=False)
        elif self.options and event.key.isdigit():
            self._answer(event)
        else:
            self._go_on()

    def _answer(self, event: Key) -> None:
        """Take the choice of that number, unless the key was meant for the menu before the card."""
        if event.time - self._painted >= self.ulysse.patience:
            self.query_one("#asked", Menu).take(int(event.key) - 1)

    @on(Menu.Taken, "#asked")
    def taken(self, event: Menu.Taken) -> None:
        """The player has said something to the recap."""
        self.leave(event.id)

    def _go_on(self) -> None:
        self.leave(self.skip.id if self.skip else None)

    def on_click(self, event: Click) -> None:
        """A click goes on."""
        if event.chain == 1 and not isinstance(event.widget, Menu):
            self._go_on()


def spaced(title: str) -> str:
    """A title with air between its letters, if that fits the smallest screen."""
    return " ".join(title.upper()) if len(title) <= 18 and title.isascii() else title.upper()


def upright(title: str) -> str:
    """A title that reads rightly in terminals that reorder and in those that do not.

    Right-to-left letters stand one below the other, for no terminal reorders lines.
    """
    letters = [letter for letter in title if unicodedata.bidirectional(letter) not in ("NSM", "BN")]
    if any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in letters):
        return "\n".join(letters)
    return title
