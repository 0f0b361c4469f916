"""The ending: its title, and who was listening."""

from __future__ import annotations

from collections.abc import Iterable

from textual.containers import Vertical
from textual.content import Content
from textual.events import Click, Key
from textual.widget import Widget
from textual.widgets import Static

from game.engine.playthrough import Playthrough
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
            yield Static(Content(walked(self.play)), id="walked")
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


def walked(play: Playthrough) -> str:
    """How much was decided and noted, and how many ways were not taken."""
    made = len(play.trail)
    other = sum(max(0, len(moment.open) - 1) for moment in play.moments)
    endings = len(play.story.endings)
    return (
        f"{_count(made, 'decision')}, {_count(len(play.notes), 'note')}, {_count(len(play.readings), 'reading')}.\n"
        f"{_count(other, 'choice')} not taken. {_count(endings, 'ending')} in all."
    )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
