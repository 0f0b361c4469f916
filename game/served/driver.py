"""What carries keys and paint between a game and the server. The server names it in TEXTUAL_DRIVER."""

from __future__ import annotations

from textual import messages
from textual.drivers.web_driver import WebDriver


class ServedDriver(WebDriver):
    """Textual's own for browsers, which also ends the game when the server is gone, however it went."""

    def run_input_thread(self) -> None:
        """Pass on what comes until nothing can come any more."""
        super().run_input_thread()
        self._app.post_message(messages.ExitApp())
