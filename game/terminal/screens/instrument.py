"""One instrument with the whole screen to itself."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from game.engine.playthrough import Playthrough
from game.terminal import dials
from game.terminal.prose import Voices
from game.terminal.screens.place import Leaf

HEADINGS = {"crew": "Crew", "clock": "Clock and light"}


class InstrumentScreen(Leaf[None]):
    """The crew or the clock; its own key puts it away again."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2,f3,enter", "put_away", "Back", id="instrument.back", show=False),
        Binding("up", "scroll(-1)", "Up", id="instrument.up", show=False),
        Binding("down", "scroll(1)", "Down", id="instrument.down", show=False),
        Binding("pageup", "scroll(-8)", "Page up", id="instrument.page.up", show=False),
        Binding("pagedown,space", "scroll(8)", "Page down", id="instrument.page.down", show=False),
    ]

    def __init__(self, name: str, play: Playthrough) -> None:
        super().__init__()
        self.instrument, self.play = name, play

    def furnish(self) -> Iterable[Widget]:
        """One window."""
        with VerticalScroll(classes="window", can_focus=False) as window:
            window.border_title = HEADINGS[self.instrument]
            window.border_subtitle = "esc back"
            yield Static("", id="dial", markup=False)

    def on_mount(self) -> None:
        """Draw it as wide as there is room for."""
        width = min(60, self.app.size.width - 12)
        voices = Voices.of(self.play.story)
        clock = self.instrument == "clock"
        dial = dials.clock(self.play.instruments, voices, width) if clock else dials.crew(self.play, voices, width)
        self.query_one("#dial", Static).update(dial)

    def action_scroll(self, lines: int) -> None:
        """Through a long list."""
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False)
