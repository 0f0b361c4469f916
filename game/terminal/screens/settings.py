"""The settings, made from the schema."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from game.player.settings import SCHEMA, Setting
from game.terminal.screens.listing import Listing
from game.terminal.widgets.menu import Option


class SettingsScreen(Listing[bool]):
    """Every change holds at once and is kept. Dismissed with whether anything changed."""

    heading: ClassVar[str] = "Settings"
    keys: ClassVar[str] = "enter or ←→ change · esc back"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "turn(-1)", "Before", id="set.before", show=False),
        Binding("right,l", "turn(1)", "Next", id="set.next", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._changed = False

    def entries(self) -> Iterable[Option]:
        """One line for each setting, its help beneath."""
        return (self._entry(each) for each in SCHEMA)

    def _entry(self, each: Setting) -> Option:
        words = [(f" {word} ", "reverse" if word == self.ulysse.settings[each.id] else "$read") for word in each.words]
        short = len("".join(each.words)) < 30
        value = words if short else [(f"‹ {self.ulysse.settings[each.id]} ›", "$dust")]
        return Option(each.id, Content.assemble((f"{each.title:<22}", "bold"), *value), note=Content(each.help))

    def action_turn(self, step: int) -> None:
        """The next value of what one stands on, or the one before."""
        picked = self.list.picked
        setting = next((each for each in SCHEMA if picked and each.id == picked.id), None)
        if setting:
            place = setting.words.index(self.ulysse.settings[setting.id]) + step
            word = setting.words[place % len(setting.words)]
            self.ulysse.change_settings(self.ulysse.settings.with_value(setting.id, word))
            self._changed = True
            self.fill(setting.id)

    def taken(self, id: str) -> None:  # noqa: ARG002  # it is what one stands on
        """Enter is the next value."""
        self.action_turn(1)

    def action_put_away(self) -> None:
        """Back, with whether anything changed."""
        self.leave(self._changed)
