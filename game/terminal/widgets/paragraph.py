"""A Paragraph: what a Sheet paints."""

from __future__ import annotations

from dataclasses import dataclass

from textual.content import Content

NOTHING = Content("")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Something to paint: a body that hangs from the left, and what stands before its first line."""

    body: Content
    lead: Content = NOTHING
    indent: int = 0
    gap: bool = True
    """A blank line above."""
    kind: str = "narration"
