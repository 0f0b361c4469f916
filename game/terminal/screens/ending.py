"""The ending: its title, and who was listening."""

from __future__ import annotations

from collections.abc import Iterable

from textual.containers import Vertical
from textual.content import Content
from textual.events import Click, Key
from textual.widget import Widget
from textual.widgets import Static

from game.engine.playthrough import Playthrough
from game.player.walked import walked
from game.terminal.screens.card import RULE
from game.terminal.screens.place import Place


class EndingScreen(Place[None]):
    """Any key goes back to the text."""

    CSS_PATH = "card.tcss"

    def __init__(self, play: Playthrough) -> None:
        super().__init__()
        self.play = play

    def furnish(self) -> Iterable[Widget]:
        """Title, listener, what was walked."""
        ending = self.play.moment.ending
        with Vertical(id="card"):
            yield Static("AN ENDING", id="number", markup=False)
            yield Static(Content(ending.title if ending else ""), id="first")
            yield Static(RULE, id="rule", markup=False)
            yield Static(Content(f"Told to {ending.listener}." if ending else ""), id="second")
            yield Static(Content("\n".join(walked(self.play))), id="walked")
        yield Static("any key", id="any", markup=False)

    def on_key(self, event: Key) -> None:
        """Enough."""
        if not self.cramped and event.key != "ctrl+q" and self.is_current:
            event.stop()
            event.prevent_default()
            self.leave()

    def on_click(self, event: Click) -> None:
        """Enough."""
        if self.is_current and event.chain == 1:
            self.leave()
