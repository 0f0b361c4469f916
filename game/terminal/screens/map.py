"""The map of where one is: the places that were visited in this episode, and the way between them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from game.engine.playthrough import Playthrough
from game.player.way import way
from game.terminal.map import HERE, drawn
from game.terminal.screens.page import Page


class MapScreen(Page):
    """Nothing that was not visited stands on it. Its own key puts it away again."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "put_away", "Back", id="map.back", show=False),
    ]

    def __init__(self, play: Playthrough) -> None:
        super().__init__("Where you are")
        self.map = drawn(way(play))

    def matter(self) -> Iterable[Widget]:
        """A line for each place."""
        yield Static(self.map, id="map")

    def on_mount(self) -> None:
        """Where one is stands in view."""
        self.call_after_refresh(self._to_here, self.query_one(VerticalScroll))

    def _to_here(self, window: VerticalScroll) -> None:
        """`window` is given: a screen that was put away by then finds it no more."""
        here = self.map.plain.partition(HERE)[0].count("\n")
        window.scroll_to(y=here - window.size.height // 2, animate=False)
