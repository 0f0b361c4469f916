"""A question with a line to answer it on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Input

from game.terminal.screens.place import Leaf

LONGEST = 60
"""Characters of an answer."""


class Ask(Leaf[str]):
    """Dismissed with the answer, or None."""

    CSS_PATH = "listing.tcss"
    AUTO_FOCUS: ClassVar[str | None] = "Input"

    def __init__(self, question: str, deed: str = "keep") -> None:
        """`deed` is what Enter does with the answer."""
        super().__init__()
        self.question, self.deed = question, deed

    def furnish(self) -> Iterable[Widget]:
        """One line."""
        with Vertical(classes="window ask") as window:
            window.border_title = self.question
            window.border_subtitle = f"enter {self.deed} · esc back"
            field = Input(max_length=LONGEST)
            field.cursor_blink = False
            yield field

    @on(Input.Submitted)
    def answer(self, event: Input.Submitted) -> None:
        """That is the answer."""
        self.leave(event.value.strip() or None)
