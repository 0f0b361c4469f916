"""Authoring: reading, with what an author needs besides. The screen of a playthrough in author mode."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from game.engine.playthrough import Playthrough
from game.terminal.screens.reading import Reading

ASKED = "Go on where? A scene, choice, ending, note or condition"


class Authoring(Reading):
    """The workings of the game, and a way to anywhere in it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+d", "workings", "Workings", id="workings", show=False, tooltip="The state; what is open, and why"
        ),
        Binding("ctrl+g", "jump", "Jump", id="jump", show=False, tooltip="Go on at a scene, an ending, a condition"),
    ]

    def action_workings(self) -> None:
        """What goes on inside."""
        from game.terminal.screens.workings import Workings

        self.app.push_screen(Workings(self.play))

    def action_jump(self) -> None:
        """Ask where to."""
        from game.terminal.screens.ask import Ask

        self.app.push_screen(Ask(ASKED, "look for a way"), self._seek)

    def _seek(self, target: str | None) -> None:
        from game.terminal.screens.seeking import Seeking

        seeker = self.ulysse.evening.seeker
        if target and seeker is not None:
            self.app.push_screen(Seeking(seeker.seek(target), self.play), self._jump)

    def _jump(self, play: Playthrough | None) -> None:
        """Go on there; the game that was played is kept."""
        if play is not None:
            self.attempt(lambda: self.keeper.turn_to(play), self.show_all)
