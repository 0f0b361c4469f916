"""The title card of an episode, in two tongues, with air around it. Any key goes on."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Click, Key
from textual.widget import Widget
from textual.widgets import Static

from game.engine.moment import Card
from game.terminal.prose import Setter
from game.terminal.screens.place import Place
from game.terminal.widgets.sheet import Sheet

RULE = "─" * 9
SCROLL = ("up", "down", "pageup", "pagedown")


class CardScreen(Place[None]):
    """Shown before the first text of an episode."""

    CSS_PATH = "card.tcss"

    def __init__(self, card: Card, setter: Setter) -> None:
        super().__init__()
        self.card, self.setter = card, setter

    def furnish(self) -> Iterable[Widget]:
        """Number, title, second title; from the second episode on, what this player did."""
        with VerticalScroll(id="card", can_focus=False):
            yield Static(f"EPISODE {self.card.episode}", id="number", markup=False)
            yield Static(Content(spaced(self.card.title)), id="first")
            yield Static(RULE, id="rule", markup=False)
            yield Static(Content(upright(self.card.second_title)), id="second")
            if self.card.recap:
                yield Sheet(id="recap", measure=60)
        yield Static("any key", id="any", markup=False)

    def on_mount(self) -> None:
        """Set the recap."""
        if self.card.recap:
            recap = self.query_one("#recap", Sheet)
            recap.put(self.setter.passage(self.card.recap))

    def on_key(self, event: Key) -> None:
        """Any key goes on, but for those that scroll."""
        if self.cramped or event.key == "ctrl+q":
            return
        event.stop()
        event.prevent_default()
        if event.key in SCROLL and self.query_one("#card").max_scroll_y:
            self.query_one("#card").scroll_relative(y=-3 if event.key in ("up", "pageup") else 3, animate=False)
        elif self.is_current:
            self.leave()

    def on_click(self, event: Click) -> None:
        """A click goes on."""
        if self.is_current and event.chain == 1:
            self.leave()


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
