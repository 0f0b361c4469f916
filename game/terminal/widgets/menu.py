"""The Menu: options to take by digit, arrows and Enter, or mouse. Every list of the game is one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, cast

from textual.content import Content
from textual.events import Click, MouseMove
from textual.strip import Strip
from textual.style import Style

from game.language.value import value
from game.terminal.widgets.paragraph import NOTHING, Paragraph
from game.terminal.widgets.sheet import Sheet

MARGIN = 5
"""Cells before a numbered option: the mark of the pick, its digit, its sign."""


@value
class Option:
    """Something to take."""

    id: str
    body: Content
    sign: str = " "
    open: bool = True
    note: Content = NOTHING
    """Said beneath: a reason, a help."""
    over: Content = NOTHING
    """A heading above it and those that follow."""


class Asks(Protocol):
    """A screen with a menu on it."""

    def taken(self, id: str) -> None:
        """The option of that id was taken."""


class Menu(Sheet):
    """Options, numbered; one of them is the pick."""

    DEFAULT_CSS = """
    Menu { height: auto; overflow-x: hidden; }
    """

    def __init__(self, id: str | None = None, numbered: bool = True, measure: int = 68) -> None:
        super().__init__(id=id, measure=measure)
        self.numbered = numbered
        self.options: tuple[Option, ...] = ()
        self.pick = 0
        self._rows: list[int] = []
        """The option of each paragraph."""

    def offer(self, options: Iterable[Option], pick: str | None = None) -> None:
        """Show other options; `pick` is the id of the one to stand on."""
        self.options = tuple(options)
        ids = [option.id for option in self.options]
        self.pick = ids.index(pick) if pick in ids else self._open_from(0, 1)
        self._show()
        self.scroll_to(y=0, animate=False, force=True, immediate=True)
        self.show_pick()
        self.refresh(layout=True)

    @property
    def picked(self) -> Option | None:
        """The option that Enter takes."""
        return self.options[self.pick] if 0 <= self.pick < len(self.options) else None

    def move(self, step: int) -> None:
        """Go to the next option that is open, or the one before."""
        if self.options:
            self._stand_on(self._open_from((self.pick + step) % len(self.options), step))

    def move_to_end(self, step: int) -> None:
        """Go to the first option that is open, or with a step of -1 to the last."""
        if self.options:
            self._stand_on(self._open_from(0 if step > 0 else len(self.options) - 1, step))

    def take(self, number: int | None = None) -> None:
        """Take the option of that number, or the pick, unless something lies over the menu.

        The screen is told of it here and now. A message to it would come after whatever was pressed meanwhile, when
        another screen may lie over it, or another menu may be offered.
        """
        place = self.pick if number is None else number
        if self.screen.is_active and 0 <= place < len(self.options) and self.options[place].open:
            self._stand_on(place)
            cast("Asks", self.screen).taken(self.options[place].id)

    def _open_from(self, place: int, step: int) -> int:
        for ahead in range(len(self.options)):
            candidate = (place + ahead * step) % len(self.options)
            if self.options[candidate].open:
                return candidate
        return -1

    def _stand_on(self, place: int) -> None:
        if place != self.pick:
            self.pick = place
            self.restyle()
            self.show_pick()

    def show_pick(self) -> None:
        """Scroll until the pick is in view."""
        rows = [row for row, option in enumerate(self._rows) if option == self.pick]
        if rows and self.size.height:
            top = self.tops[rows[0]]
            after = self.tops[rows[-1] + 1] if rows[-1] + 1 < len(self.tops) else self.height_in_lines
            y = min(max(self.scroll_offset.y, after - self.size.height), top)
            self.scroll_to(y=y, animate=False, force=True, immediate=True)

    def _show(self) -> None:
        paragraphs, self._rows = [], []
        for place, option in enumerate(self.options):
            paragraphs += self._option(place, option)
            self._rows += [place] * (len(paragraphs) - len(self._rows))
        self.put(paragraphs)

    def _option(self, place: int, option: Option) -> list[Paragraph]:
        digit = str(place + 1) if self.numbered and place < 9 else " "
        colour = "$dust" if option.open else "$read"
        lead = Content.assemble((f"{digit:>2} ", colour), (f"{option.sign:1.1} ", "$cold" if option.open else "$read"))
        indent = MARGIN if self.numbered else 2
        body = option.body if option.open else option.body.stylize_before("$read")
        rows = [Paragraph(option.over.stylize_before("$read"), kind="heading")] if option.over else []
        rows.append(Paragraph(body, lead if self.numbered else Content.styled(option.sign, "$dust"), indent, gap=False))
        if option.note:
            rows.append(Paragraph(option.note.stylize_before("$read"), indent=indent, gap=False))
        return rows

    def stands_out(self, number: int) -> bool:
        """The pick does, without its heading."""
        if number >= len(self._rows) or self._rows[number] != self.pick:
            return False
        return self.paragraphs[number].kind != "heading"

    def style_of(self, number: int) -> Style:
        """The pick lies on a lighter ground."""
        if not self.stands_out(number):
            return self.visual_style
        style = self.get_visual_style("sheet--pick")
        return style if self.paragraphs[number].lead else style + Style(bold=False)

    def lay(self, number: int, paragraph: Paragraph) -> list[Strip]:
        """The pick is marked by a sign as well."""
        if self.stands_out(number) and paragraph.lead:
            lead = Content.styled("›", "bold $dust") + paragraph.lead[1:]
            paragraph = Paragraph(paragraph.body, lead, paragraph.indent, gap=False)
        return super().lay(number, paragraph)

    def option_at(self, y: int) -> int | None:
        """The option on a line of the view."""
        y += self.scroll_offset.y
        rows = [row for row, top in enumerate(self.tops) if top <= y]
        on_one = rows and y < self.height_in_lines and self.paragraphs[rows[-1]].kind != "heading"
        return self._rows[rows[-1]] if on_one else None

    def on_mouse_move(self, event: MouseMove) -> None:
        """The pick follows the mouse."""
        place = self.option_at(event.y)
        if place is not None and self.options[place].open:
            self._stand_on(place)

    def on_click(self, event: Click) -> None:
        """A click takes; the second click of a double one does not."""
        place = self.option_at(event.y)
        if place is not None and event.chain == 1:
            self.take(place)
