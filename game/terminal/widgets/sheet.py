"""A Sheet: paragraphs in a centred column, wrapped once and painted line by line. The Roll and the Menu are sheets."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.content import Content
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.style import Style
from textual.visual import Visual

from game.terminal.widgets.paragraph import Paragraph

MEASURE = 68
"""The widest a column gets: the longest line that is read without effort."""


class Sheet(ScrollView, can_focus=False):
    """One widget for any amount of text: a paragraph costs its wrapping once and nothing afterwards."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"sheet--read", "sheet--pick"}
    DEFAULT_CSS = """
    Sheet { color: $ink; background: $ground; scrollbar-size: 0 1; scrollbar-gutter: stable; }
    Sheet > .sheet--read { color: $read; }
    Sheet > .sheet--pick { background: $raised; text-style: bold; }
    Sheet:ansi > .sheet--read { text-style: dim; }
    """

    def __init__(self, id: str | None = None, classes: str | None = None, measure: int = MEASURE) -> None:
        super().__init__(id=id, classes=classes)
        self.auto_links = False
        self.measure = measure
        self.paragraphs: list[Paragraph] = []
        self.tops: list[int] = []
        """The first line of each paragraph, its gap not counted."""
        self._lines: list[Strip] = []
        self._laid: dict[int, tuple[bool, list[Strip]]] = {}
        """How the paragraphs shown look, and their lines: 150 of them take 30 ms to lay anew."""
        self._margins: dict[tuple[object, ...], Strip] = {}
        """What stands before paragraphs: the same names, signs and digits again and again, 50 µs each."""
        self._faded = False
        """Some paragraphs look otherwise than they were laid."""
        self._wrapped = self._asked = 0
        self._kept = (0, 0)
        """The place at the top of the view, as the reader left it; a resizing may not be able to show it there."""
        self._settled_at = Size(0, 0)

    def on_mount(self) -> None:
        """With another theme the component classes get theirs after the widget has drawn itself in it."""
        self.app.theme_changed_signal.subscribe(self, lambda _: self.notify_style_update())

    @property
    def column(self) -> int:
        """Cells of a line at the present size; before the first layout, at the size that it asked for, or 0."""
        return min(self.measure, max(1, self.scrollable_content_region.width)) if self.size.width else self._asked

    @property
    def height_in_lines(self) -> int:
        """Lines of everything."""
        return len(self._lines)

    @property
    def more(self) -> bool:
        """Whether there is text below the view."""
        return self.scroll_offset.y + self.size.height < self.height_in_lines

    def turn_page(self, pages: int) -> None:
        """Through the text by a view's height, with two lines in common."""
        self.scroll_relative(y=pages * max(1, self.size.height - 2), animate=False, force=True)

    def put(self, paragraphs: Iterable[Paragraph]) -> None:
        """Show `paragraphs` and nothing else."""
        self.paragraphs = list(paragraphs)
        self.wrap()

    def wrap(self, column: int | None = None) -> None:
        """Wrap everything at the present width."""
        column = column or self.column
        if not column:
            return  # nothing is painted yet, and lines of one letter each would take half a MiB for a paragraph
        if column != self._wrapped:
            self._wrapped, self._laid, self._margins = column, {}, {}
        self._lay_all()
        self.virtual_size = Size(0, len(self._lines))
        self.refresh()

    def restyle(self) -> None:
        """Some paragraphs look otherwise now, in as many lines; they are laid when they are painted."""
        self._faded = True
        self.refresh()

    def _lay_all(self) -> None:
        laid, gap = self._laid, Strip.blank(self._wrapped)
        self._lines, self.tops, self._laid, self._faded = [], [], {}, False
        for number, paragraph in enumerate(self.paragraphs):
            if paragraph.gap and self._lines:
                self._lines.append(gap)
            self.tops.append(len(self._lines))
            self._laid[id(paragraph)] = shown = self._lay_again(number, paragraph, laid.get(id(paragraph)))
            self._lines += shown[1]

    def _lay_again(
        self, number: int, paragraph: Paragraph, before: tuple[bool, list[Strip]] | None
    ) -> tuple[bool, list[Strip]]:
        look = self.stands_out(number)
        if before is None:
            return look, self.lay(number, paragraph)
        return before if look == before[0] else (look, self.turn(number, paragraph, before[1]))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """As many lines as there are at that width."""
        self._asked = min(self.measure, max(1, width - self.scrollbar_size_vertical))
        if self._wrapped != self._asked:
            self.wrap(self._asked)
        return self.height_in_lines

    def _size_updated(self, size: Size, virtual_size: Size, container_size: Size, layout: bool = True) -> bool:
        """A line of another width is another line; the text at the top of the view stays there.

        Here the layout is known and nothing is painted yet; Resize comes a frame later.
        """
        changed = super()._size_updated(size, virtual_size, container_size, layout)
        if self._settled_at != self.size:
            if self._wrapped != self.column:
                self.wrap()
            self.come_back()
            self._settled_at = self.size
        return changed

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """A scroll that no resizing made is where the reader wants to be."""
        super().watch_scroll_y(old_value, new_value)
        if self.size == self._settled_at:
            self._kept = self.place()

    def come_back(self) -> None:
        """Where the reader was, at another size."""
        self.keep(*self._kept)

    def place(self) -> tuple[int, int]:
        """Which paragraph is at the top of the view, and the line of it."""
        y = self.scroll_offset.y
        number = max((n for n, top in enumerate(self.tops) if top <= y), default=0)
        return number, y - self.tops[number] if self.tops else 0

    def keep(self, number: int, within: int) -> None:
        """Bring a place to the top of the view again."""
        if number < len(self.tops):
            self.scroll_to(y=self.tops[number] + within, animate=False, force=True, immediate=True)

    def stands_out(self, number: int) -> bool:  # noqa: ARG002
        """Whether a paragraph looks otherwise than most."""
        return False

    def style_of(self, number: int) -> Style:  # noqa: ARG002
        """The style on which a paragraph is painted."""
        return self.visual_style

    def turn(self, number: int, paragraph: Paragraph, lines: list[Strip]) -> list[Strip]:  # noqa: ARG002
        """The lines of a paragraph that looks otherwise now; `lines` is how it was laid."""
        return self.lay(number, paragraph)

    def lay(self, number: int, paragraph: Paragraph) -> list[Strip]:
        """A paragraph as lines of the column's width."""
        style = self.style_of(number)
        indent = min(paragraph.indent, self._wrapped // 3)
        body = Visual.to_strips(self, paragraph.body, self._wrapped - indent, None, style)
        if not indent:
            return [strip.adjust_cell_length(self._wrapped, style.rich_style) for strip in body]
        first = self._margin(paragraph.lead, indent, style)
        rest = Strip.blank(indent, style.rich_style)
        return [
            Strip.join([rest if line else first, strip]).adjust_cell_length(self._wrapped, style.rich_style)
            for line, strip in enumerate(body)
        ]

    def _margin(self, lead: Content, indent: int, style: Style) -> Strip:
        key = (lead.plain, *lead.spans, indent, style)
        if key not in self._margins:
            lead = lead.truncate(indent - 1, ellipsis=True) if lead.cell_length > indent else lead
            strips = Visual.to_strips(self, lead, indent, 1, style)
            margin = strips[0] if strips else Strip.blank(indent, style.rich_style)
            self._margins[key] = margin.adjust_cell_length(indent, style.rich_style)
        return self._margins[key]

    def line(self, y: int) -> Strip:
        """A wrapped line, as it is painted."""
        if self._faded:
            self._lay_all()
        return self._lines[y]

    def render_line(self, y: int) -> Strip:
        """One line of the view."""
        width, style = self.scrollable_content_region.width, self.visual_style.rich_style
        y += self.scroll_offset.y
        if not 0 <= y < len(self._lines):
            return Strip.blank(width, style)
        left = max(0, (width - self._wrapped) // 2)
        strip = Strip.join([Strip.blank(left, style), self.line(y)])
        return strip.adjust_cell_length(width, style).apply_style(style)

    def notify_style_update(self) -> None:
        """Colours are part of the lines."""
        super().notify_style_update()
        self._laid, self._margins = {}, {}
        self.wrap()
