"""Mars, turning slowly. Only the title screen shows it."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget

from game.terminal.console import is_console

BEAT = 0.5
"""Seconds from one picture to the next; a turn takes two minutes."""
TURN = 1 / 240


class Mars(Widget):
    """The planet as large as its room allows. It appears when the rest of the title is already painted."""

    DEFAULT_CSS = """
    Mars { color: $dust; content-align: center middle; }
    """

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self.turn = 0.68
        """Syrtis Major comes into view."""
        self._risen = False

    def rise(self, turning: bool) -> None:
        """Appear, and turn if motion is wanted."""
        self._risen = True
        self.refresh()
        if turning:
            self.set_interval(BEAT, self._step)

    def _step(self) -> None:
        """Turn on, unless another screen lies over this one: all of it would be painted anew at every step."""
        if self.screen.is_active:
            self.turn = (self.turn + TURN) % 1
            self.refresh()

    def render(self) -> Content:
        """The disc at this moment of its day."""
        rows = min(self.size.height, self.size.width // 2)
        if not self._risen or rows < 6 or is_console():
            return Content("")  # the Linux console has no braille
        from game.terminal.globe import globe

        return Content("\n".join(globe(rows, self.turn)))
