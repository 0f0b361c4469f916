"""The ending: its title and who was listening; then what became of everybody, and what was not taken."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual.containers import Vertical
from textual.content import Content
from textual.events import Click, Key
from textual.widget import Widget
from textual.widgets import Static

from game.player.walked import left, walked
from game.saves import Keeper
from game.terminal.prose import GUTTER, Voices, content
from game.terminal.screens.card import RULE, SCROLL
from game.terminal.screens.place import Place
from game.terminal.widgets.paragraph import NOTHING, Paragraph
from game.terminal.widgets.sheet import Sheet


class EndingScreen(Place[None]):
    """Any key goes on: from the card to what is told afterwards, and from there back to the text."""

    CSS_PATH = "card.tcss"

    def __init__(self, keeper: Keeper) -> None:
        super().__init__()
        self.keeper, self.play = keeper, keeper.playthrough

    def furnish(self) -> Iterable[Widget]:
        """The card; and a sheet that is still turned away."""
        ending = self.play.moment.ending
        with Vertical(id="card"):
            yield Static("AN ENDING", id="number", markup=False)
            yield Static(Content(ending.title if ending else ""), id="first")
            yield Static(RULE, id="rule", markup=False)
            yield Static(Content(f"Told to {ending.listener}." if ending else ""), id="second")
        yield Sheet(id="afterwards", measure=60)
        yield Static("any key", id="any", markup=False)

    def on_mount(self) -> None:
        """Set what is told afterwards."""
        self.sheet.put(self._afterwards())

    @property
    def sheet(self) -> Sheet:
        """What is told afterwards."""
        return self.query_one("#afterwards", Sheet)

    def _afterwards(self) -> Iterator[Paragraph]:
        voices = Voices.of(self.play.story)
        for each in left(self.play):
            name = Content.styled(each.person.name, f"bold {voices.colour(each.person.id)}")
            said = [*map(content, each.told), *([Content.styled(each.gauges, "$read")] if each.gauges else [])]
            for number, body in enumerate(said):
                yield Paragraph(body, NOTHING if number else name, GUTTER, gap=bool(each.told) and not number)
        for number, line in enumerate(walked(self.play, self.keeper.shelf)):
            yield Paragraph(Content.styled(line, "$read"), gap=not number)

    def _go_on(self) -> None:
        if self.has_class("-afterwards"):
            self.leave()
        else:
            self.add_class("-afterwards")

    def on_key(self, event: Key) -> None:
        """Any key goes on, but for those that scroll."""
        if self.cramped or event.key == "ctrl+q" or not self.is_active:
            return
        event.stop()
        event.prevent_default()
        if event.key in SCROLL and self.sheet.max_scroll_y:
            self.sheet.scroll_relative(y=-3 if event.key in ("up", "pageup") else 3, animate=False, force=True)
        else:
            self._go_on()

    def on_click(self, event: Click) -> None:
        """A click goes on."""
        if self.is_active and event.chain == 1:
            self._go_on()
