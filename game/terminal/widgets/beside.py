"""What stands beside the text on a wide terminal: the clock, the pictures, the crew, the notebook, the map."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from game.engine.playthrough import Playthrough
from game.player.way import way
from game.terminal import dials, pictures
from game.terminal.map import drawn
from game.terminal.prose import Voices

WIDTH = 34
"""Cells of an instrument beside the text."""
ROWS = 3
"""Lines of a curve beside the text."""
NOTES = 6
"""Notes shown beside the text; the notebook has all."""


def notebook(play: Playthrough, last: int | None = None) -> Content:
    """The notes, and what they came to."""
    notes = [play.story.notes[note] for note in play.notes]
    parts = [("· " + note + "\n", "") for note in (notes if last is None else notes[-last:])]
    parts += [("≡ " + reading.text + "\n", "$cold") for reading in play.readings]
    return Content.assemble(*parts).rstrip() if parts else Content.styled("Nothing is noted yet.", "$read")


class Beside(VerticalScroll, can_focus=False):
    """The instruments, one above the other."""

    def compose(self) -> ComposeResult:
        """The clock, what the story has drawn, who is here, the notebook, the map."""
        for name in ("Clock", "Instruments", "Crew", "Notebook", "Map"):
            with Vertical(classes="panel") as panel:
                panel.border_title = name
                yield Static("", id=name.lower(), markup=False)

    _play: Playthrough | None = None

    def show(self, play: Playthrough) -> None:
        """The state of things; drawn when there is room to see it."""
        self._play = play
        if self.display:
            self._draw(play)

    def on_show(self) -> None:
        """The terminal has become wide enough."""
        if self._play:
            self._draw(self._play)

    def _draw(self, play: Playthrough) -> None:
        voices = Voices.of(play.story)
        self._put("clock", dials.clock(play.instruments, voices, WIDTH))
        self._put("instruments", pictures.pictures(play, WIDTH, ROWS))
        self._put("crew", dials.company(play, voices, WIDTH))
        self._put("notebook", notebook(play, NOTES))
        self._put("map", drawn(way(play)))

    def _put(self, id: str, content: Content) -> None:
        panel = self.query_one(f"#{id}", Static)
        panel.update(content)
        assert panel.parent is not None
        panel.parent.display = bool(content)
