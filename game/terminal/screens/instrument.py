"""One instrument with the whole screen to itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from game.engine.playthrough import Playthrough
from game.terminal import dials, pictures
from game.terminal.prose import Voices
from game.terminal.screens.page import Page

HEADINGS = {"crew": "Crew", "clock": "Clock and instruments"}
LEAST, WIDEST = 20, 60
"""Cells of an instrument, whatever the size of the terminal."""
ROWS = 6
"""Lines of a curve: with the clock and the light, two of them stand on a small screen."""


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
        for dial in self._dials(min(WIDEST, max(LEAST, self.app.size.width - 12))):
            if dial:
                yield Static(dial, classes="dial")

    def _dials(self, width: int) -> Iterator[Content]:
        voices = Voices.of(self.play.story)
        if self.instrument == "crew":
            yield dials.crew(self.play, voices, width)
            return
        yield dials.clock(self.play.instruments, voices, width)
        yield pictures.pictures(self.play, width, ROWS)
        yield pictures.people(self.play, voices, width)
