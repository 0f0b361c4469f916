"""The title card of an episode, in two tongues, with air around it. Any key goes on; first to what is out of view.

Where the recap asks something, a number or a click answers, and any other key takes the choice meant for it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from time import monotonic

from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Click, Key, Resize
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
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (12, "-low"), (30, "-tall")]  # noqa: RUF012
    """A recap takes the air around the title where lines are few."""

    def __init__(self, card: Card, setter: Setter, options: Sequence[Option] = ()) -> None:
        """`options` are the choices of the recap."""
        super().__init__()
        self.card, self.setter = card, setter
        self.skip = next((option for option in options if option.id == card.skip), None)
        self.options = [option for option in options if self.skip and option is not self.skip]
        self._view, self._keys = VerticalScroll(id="card", can_focus=False), Static("", id="any", markup=False)
        self._painted = 0.0

    def furnish(self) -> Iterable[Widget]:
        """Number, title, second title; from the second episode on, what this player did."""
        with self._view:
            yield Static(f"EPISODE {self.card.episode}", id="number", markup=False)
            yield Static(Content(spaced(self.card.title)), id="first")
            if self.card.second_title:
                yield Static(RULE, id="rule", markup=False)
                yield Static(Content(upright(self.card.second_title)), id="second")
            if self.card.recap:
                yield Sheet(id="recap", measure=60)
            if self.options:
                yield Menu(id="asked", measure=60)
        yield self._keys

    def on_mount(self) -> None:
        """Set the recap and what it asks."""
        self.set_class(bool(self.card.recap), "-recap")
        if self.card.recap:
            recap = self.query_one("#recap", Sheet)
            recap.put(self.setter.passage(self.card.recap))
        if self.options:
            asked = self.query_one("#asked", Menu)
            asked.offer(self.options)
            asked.pick = -1  # Enter takes none of them
            asked.wrap()
        self.watch(self._view, "scroll_y", self._say_keys)
        self.call_after_refresh(self._say_keys)
        self._painted = monotonic()

    def on_resize(self, _: Resize) -> None:
        """There may be room for more now, or for less."""
        self.call_after_refresh(self._say_keys)

    @property
    def _more(self) -> bool:
        """Whether something of the card is below the view."""
        return self._view.scroll_offset.y < self._view.max_scroll_y

    def _say_keys(self) -> None:
        """What a key does now."""
        any_key = f"any other key: {self.skip.body.plain}" if self.options and self.skip else "any key"
        self._keys.update("any key: more ↓" if self._more else any_key)

    def on_key(self, event: Key) -> None:
        """Any key goes on, but for those that scroll; Escape at once, another when everything was in view."""
        if self.cramped or event.key == "ctrl+q":
            return
        event.stop()
        event.prevent_default()
        if event.key in SCROLL and self._view.max_scroll_y:
            self._view.scroll_relative(y=-3 if event.key in ("up", "pageup") else 3, animate=False)
        elif self._more and event.key != "escape":
            self._turn_page()
        elif self.options and event.key.isdigit():
            self._answer(event)
        else:
            self._go_on()

    def _turn_page(self) -> None:
        """On by a view's height, with two lines in common."""
        self._view.scroll_relative(y=max(1, self._view.size.height - 2), animate=False)

    def _answer(self, event: Key) -> None:
        """Take the choice of that number, unless the key was meant for the menu before the card."""
        if event.time - self._painted >= self.ulysse.patience:
            self.query_one("#asked", Menu).take(int(event.key) - 1)

    def taken(self, id: str) -> None:
        """The player has said something to the recap."""
        self.leave(id)

    def _go_on(self) -> None:
        self.leave(self.skip.id if self.skip else None)

    def on_click(self, event: Click) -> None:
        """A click goes on, as a key does."""
        if event.chain == 1 and not isinstance(event.widget, Menu):
            self._turn_page() if self._more else self._go_on()


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
