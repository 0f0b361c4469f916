"""One instrument with the whole screen to itself."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from game.engine.playthrough import Playthrough
from game.terminal import dials
from game.terminal.prose import Voices
from game.terminal.screens.page import Page

HEADINGS = {"crew": "Crew", "clock": "Clock and light"}


class InstrumentScreen(Page):
    """The crew or the clock; its own key puts it away again."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2,f3", "put_away", "Back", id="instrument.back", show=False),
    ]

    def __init__(self, name: str, play: Playthrough) -> None:
        super().__init__(HEADINGS[name])
        self.instrument, self.play = name, play

    def matter(self) -> Iterable[Widget]:
        """The instrument, as wide as there is room for."""
        yield Static(self._dial(min(60, self.app.size.width - 12)), id="dial")

    def _dial(self, width: int) -> Content:
        voices = Voices.of(self.play.story)
        if self.instrument == "clock":
            return dials.clock(self.play.instruments, voices, width)
        return dials.crew(self.play, voices, width)
