"""The ending: its title and who was listening; then what became of everybody, and what was not taken."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import Click, Key
from textual.widget import Widget
from textual.widgets import Static

from game.player.walked import left, walked
from game.saves import Keeper
from game.terminal.prose import GUTTER, Voices, content
from game.terminal.screens.card import RULE
from game.terminal.screens.place import Place
from game.terminal.widgets.paragraph import NOTHING, Paragraph
from game.terminal.widgets.sheet import Sheet

ON, BACK = "enter: more ↓ · esc back", "enter or esc: back to the text"


class EndingScreen(Place[None]):
    """Any key goes on from the card to what is told afterwards, which is left when it is read to its end."""

    CSS_PATH = "card.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "go_on", "On", id="ending.on", show=False, tooltip="Read on; then back to the text"),
        Binding("escape", "put_away", "Back", id="ending.back", show=False, tooltip="Back to the text"),
        Binding("up", "scroll(-1)", "Up", id="ending.up", show=False, tooltip="A line back"),
        Binding("down", "scroll(1)", "Down", id="ending.down", show=False, tooltip="A line on"),
        Binding("pageup", "turn_page(-1)", "Page up", id="ending.page.up", show=False, tooltip="Back in the text"),
        Binding("pagedown", "turn_page(1)", "Page down", id="ending.page.down", show=False, tooltip="On in the text"),
    ]

    def __init__(self, keeper: Keeper) -> None:
        super().__init__()
        self.keeper, self.play = keeper, keeper.playthrough
        self.sheet, self._keys = Sheet(id="afterwards", measure=60), Static("any key", id="any", markup=False)

    def furnish(self) -> Iterable[Widget]:
        """The card; and a sheet that is still turned away."""
        ending = self.play.moment.ending
        told = f"Told to {ending.listener}." if ending and ending.listener else ""
        with Vertical(id="card"):
            yield Static("AN ENDING", id="number", markup=False)
            yield Static(Content(ending.title if ending else ""), id="first")
            yield Static(RULE, id="rule", markup=False)
            yield Static(Content(told), id="second")
        yield from (self.sheet, self._keys)

    def on_mount(self) -> None:
        """Set what is told afterwards."""
        self.sheet.put(self._afterwards())
        for changed in ("scroll_y", "virtual_size", "container_size"):
            self.watch(self.sheet, changed, self._look)

    def _look(self) -> None:
        """There may be more below now, or less."""
        self.call_after_refresh(self._say_keys)

    def _say_keys(self) -> None:
        """What the keys do now."""
        if self.turned:
            self._keys.update(ON if self.sheet.more else BACK)

    @property
    def turned(self) -> bool:
        """Whether the card is gone, and what is told afterwards is shown."""
        return self.has_class("-afterwards")

    def _afterwards(self) -> Iterator[Paragraph]:
        voices = Voices.of(self.play.story)
        yield Paragraph(Content.styled("Afterwards", "bold $dust"))
        before = True
        for each in left(self.play):
            name = Content.styled(each.person.name, f"bold {voices.colour(each.person.id)}")
            said = [*map(content, each.told), *([Content.styled(each.gauges, "$read")] if each.gauges else [])]
            for number, body in enumerate(said):
                yield Paragraph(body, NOTHING if number else name, GUTTER, gap=before and not number)
            before = bool(each.told)
        for number, line in enumerate(walked(self.play, self.keeper.shelf)):
            yield Paragraph(Content.styled(line, "$read"), gap=not number)

    def _turn(self) -> None:
        self.add_class("-afterwards")

    def action_go_on(self) -> None:
        """Read on, and at the end back to the text."""
        self.sheet.turn_page(1) if self.sheet.more else self.leave()

    def action_put_away(self) -> None:
        """Back to the text."""
        self.leave()

    def action_scroll(self, lines: int) -> None:
        """By lines."""
        self.sheet.scroll_relative(y=lines, animate=False, force=True)

    def action_turn_page(self, pages: int) -> None:
        """By views."""
        self.sheet.turn_page(pages)

    def on_key(self, event: Key) -> None:
        """Any key turns the card."""
        if not self.turned and not self.cramped and event.key != "ctrl+q" and self.is_active:
            event.stop()
            event.prevent_default()
            self._turn()

    def on_click(self, event: Click) -> None:
        """A click goes on."""
        if self.is_active and event.chain == 1:
            self.action_go_on() if self.turned else self._turn()
