"""The Roll: what was told. New text stands out from what was read, and is never scrolled past its beginning."""

from __future__ import annotations

from collections.abc import Iterable

from rich.segment import Segment
from rich.style import Style as RichStyle
from textual.content import Content, Span
from textual.strip import Strip
from textual.style import Style

from game.terminal.widgets.paragraph import Paragraph
from game.terminal.widgets.sheet import Sheet

ITALIC = RichStyle(italic=True)
LIVE = 150
"""Paragraphs kept; all of them stand in the history."""


class Roll(Sheet):
    """The transcript: what was read, dimmed, and below it what is new."""

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self.fresh = 0
        """The first paragraph of the new passage."""
        self._shown: int | None = None
        """Characters of the new passage that have appeared, or None if all have."""
        self._rest: tuple[int, int] | None = None
        """The place at the top of the view since the passage was shown; None before one is."""

    def open_at(self, read: Iterable[Paragraph], new: Iterable[Paragraph]) -> None:
        """Show a passage after what led to it."""
        before = list(read)
        passage = list(new)[:LIVE]
        before = before[-(LIVE - len(passage)) :] if len(passage) < LIVE else []
        self.fresh = len(before)
        self.put([*before, *passage])
        self.settle()

    def add(self, new: Iterable[Paragraph]) -> None:
        """A passage follows; everything above it was read."""
        self.open_at(self.paragraphs, new)

    def settle(self) -> None:
        """Show the end of the passage, or its beginning if it is taller than the view."""
        top = self.passage_top
        end = self.height_in_lines - self.size.height
        self.scroll_to(y=max(0, min(top, end)), animate=False, force=True, immediate=True)
        self._kept = self._rest = self.place()

    def come_back(self) -> None:
        """A reader who has not scrolled since sees the end of the passage, also above a menu of more lines."""
        if self._kept == self._rest:
            self.settle()
        else:
            super().come_back()

    @property
    def passage_top(self) -> int:
        """The line where the new passage begins."""
        return self.tops[self.fresh] if self.fresh < len(self.tops) else self.height_in_lines

    def lay(self, number: int, paragraph: Paragraph) -> list[Strip]:
        """What was read is set in one quiet colour."""
        if number >= self.fresh:
            return super().lay(number, paragraph)
        quiet = Paragraph(_quiet(paragraph.body), _quiet(paragraph.lead), paragraph.indent, paragraph.gap)
        return super().lay(number, quiet)

    def turn(self, number: int, paragraph: Paragraph, lines: list[Strip]) -> list[Strip]:
        """What was new is read now: the same lines in the quiet colour."""
        if number >= self.fresh:
            return super().turn(number, paragraph, lines)
        quiet = self.style_of(number).rich_style
        italic = quiet + ITALIC
        return [
            Strip([Segment(text, italic if style and style.italic else quiet) for text, style, _ in line]).simplify()
            for line in lines
        ]

    def stands_out(self, number: int) -> bool:
        """What is new does."""
        return number >= self.fresh

    def style_of(self, number: int) -> Style:
        """New text in ink, the rest as read."""
        return self.visual_style if number >= self.fresh else self.get_visual_style("sheet--read")

    # Text that flows -----------------------------------------------------------------------------------------

    def hide_new(self) -> None:
        """The new passage is yet to appear."""
        self._shown = 0
        self.refresh()

    def reveal(self, characters: int) -> bool:
        """Let so many more characters appear; whether there are others to come."""
        if self._shown is None:
            return False
        self._shown += characters
        if self._shown >= self.column * (self.height_in_lines - self.passage_top):
            self._shown = None
        self.refresh()
        return self._shown is not None

    def reveal_all(self) -> bool:
        """The whole passage appears; whether any of it was still to come."""
        if self._shown is None:
            return False
        self._shown = None
        self.refresh()
        return True

    def line(self, y: int) -> Strip:
        """A line, as far as it has appeared."""
        strip = super().line(y)
        if self._shown is None or y < self.passage_top:
            return strip
        cells = self._shown - (y - self.passage_top) * self.column
        return strip.crop(0, max(0, cells)) if cells < strip.cell_length else strip


def _quiet(content: Content) -> Content:
    """The same words; of the styles only the italics."""
    return Content(content.plain, [Span(s.start, s.end, "italic") for s in content.spans if s.style == "italic"])
