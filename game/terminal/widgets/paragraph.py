"""A Paragraph: what a Sheet paints."""

from __future__ import annotations

from textual.content import Content

from game.language.value import value

NOTHING = Content("")


@value
class Paragraph:
    """Something to paint: a body that hangs from the left, and what stands before its first line."""

    body: Content
    lead: Content = NOTHING
    indent: int = 0
    gap: bool = True
    """A blank line above."""
    kind: str = "narration"
